"""How reports came in, gathered from the record for the page."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from detente.exchange.intake_items import Background, CameIn, CopyOf, Intake, Observed, Other, Stood, Unread
from detente.exchange.intake_words import (
    changes_of,
    copy_in_words,
    differing,
    in_few,
    observed_in_words,
    sector_of_form,
)
from detente.store import (
    NOW,
    AddressView,
    DocumentView,
    ExtractionView,
    Known,
    ObservationView,
    Record,
    RecycledView,
    addresses,
    copies_of,
    documents,
    documents_of,
    extractions,
    observations,
    recycled,
    text_of,
    voices,
)

__all__ = ["came_in", "gather_intake"]

MOST_COPIES = 5
"""Copies of a report that the page lists, the likest first; more are counted."""
MOST_LISTED = 200
"""Observations of reports that are not on the page, and documents kept unread, that it lists: the last of each."""
FEW = 3
EXCERPT = 160
WAITS = "waits to be read"

Kinds = tuple[tuple[str, int, int], ...]
Rules = tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    """What is asked of the record once for all its reports."""

    record: Record
    known_on: Known
    found: Mapping[str, DocumentView]
    numbers: Mapping[str, int]
    size: Mapping[str, int]
    """Of how many reports the voice of each is."""

    def other(self, document: str) -> Other:
        one = self.found[document]
        name = one.title or one.external_id
        return Other(number=self.numbers.get(document), name=name, publisher=one.publisher, document=document)


def gather_intake(record: Record, shown: Sequence[str], *, known_on: Known = NOW) -> Intake:
    """Return what the record knows of how its reports came in; `shown` are those on the page, in its order.

    Copies, versions and background are looked up for those that are shown; what was left out and mended is counted for
    all.
    """
    found = {d.id: d for d in documents(record, known_on=known_on)}
    voice = voices(record, known_on=known_on)
    sizes = Counter(voice.values())
    numbers = {document: number for number, document in enumerate(shown, start=1)}
    size = {d: sizes[v] for d, v in voice.items()}
    known = _Known(record=record, known_on=known_on, found=found, numbers=numbers, size=size)
    observed = {o.document_id: _observed(o, known) for o in observations(record, known_on=known_on)}
    left = set([d for d in observed if d not in numbers][:-MOST_LISTED])
    waiting = [d for d in found.values() if not d.readings]
    done = extractions(record, known_on=known_on)
    return Intake(
        came=_came(
            known,
            observed,
            done,
            stood=addresses(record, known_on=known_on),
            before=recycled(record, among=shown, known_on=known_on),
        ),
        observed=tuple(one for d, one in observed.items() if d not in left),
        more_observed=len(left),
        unread=tuple(map(_unread, waiting[-MOST_LISTED:])),
        more_unread=max(0, len(waiting) - MOST_LISTED),
        cut_away=_kinds(piece for one in done.values() for piece in one.cut_away),
        repairs=_rules(repair.rule for one in done.values() for repair in one.repairs),
    )


def came_in(record: Record, document: str, *, voice: Mapping[str, str], known_on: Known = NOW) -> CameIn:
    """Return how one report came in, asking of the others only what it has to do with; `voice` is of `voices`."""
    before = recycled(record, document=document, voice=voice, known_on=known_on)
    stood = addresses(record, document=document, known_on=known_on)
    others = {copy.document_id for copy in copies_of(record, document, known_on=known_on)}
    others |= {one for found in stood for version in found.versions for one in version.documents}
    others |= {one for view in before for one in view.earlier} | {document}
    size = {document: sum(other == voice.get(document) for other in voice.values())}
    found = documents_of(record, others, known_on=known_on)
    found |= documents_of(record, [document], withdrawn=True, known_on=known_on)
    known = _Known(record=record, known_on=known_on, found=found, numbers={document: 1}, size=size)
    observed = {o.document_id: _observed(o, known) for o in observations(record, document=document, known_on=known_on)}
    done = extractions(record, document=document, known_on=known_on)
    return _came(known, observed, done, stood=stood, before=before)[document]


def _came(
    known: _Known,
    observed: Mapping[str, Observed],
    done: Mapping[str, ExtractionView],
    *,
    stood: Sequence[AddressView],
    before: Sequence[RecycledView],
) -> dict[str, CameIn]:
    versions_of = _versions(known, stood)
    told: dict[str, list[RecycledView]] = defaultdict(list)
    for view in before:
        told[view.document_id].append(view)
    came = {}
    for document in known.numbers:
        copies = copies_of(known.record, document, known_on=known.known_on)
        address, versions = versions_of.get(document, (None, ()))
        extraction = done[document]
        came[document] = CameIn(
            voice=known.size[document],
            copies=tuple(_copies(known, document)),
            more_copies=max(0, len(copies) - MOST_COPIES),
            address=address,
            versions=versions,
            background=tuple(_background(view, known) for view in told[document]),
            observed=observed.get(document),
            decoded_from=extraction.decoded_from,
            incomplete=extraction.incomplete,
            cut_away=_kinds(extraction.cut_away),
            repairs=_rules(repair.rule for repair in extraction.repairs),
        )
    return came


def _copies(known: _Known, document: str) -> Iterator[CopyOf]:
    own = text_of(known.record, document)
    for copy in copies_of(known.record, document, known_on=known.known_on)[:MOST_COPIES]:
        told = differing(text_of(known.record, copy.document_id), own)
        yield CopyOf(
            how=copy_in_words(copy.kind, copy.share, copy.share_back),
            other=known.other(copy.document_id),
            share=_share(copy.share),
            share_back=_share(copy.share_back),
            differing={name: in_few(words, few=FEW) for name, words in told.items()},
        )


def _share(share: float) -> str:
    """Return a share of a hundred; all of it, and nothing, is what is exactly that."""
    whole = round(share * 100)
    return f"{whole if share in (0, 1) else min(max(whole, 1), 99)}\u00a0%"


def _versions(known: _Known, addresses_: Sequence[AddressView]) -> dict[str, tuple[str, tuple[Stood, ...]]]:
    """Return for each report that is shown the address where other versions stood, and all of them."""
    stood: dict[str, tuple[str, tuple[Stood, ...]]] = {}
    for found in addresses_:
        here = [d for v in found.versions for d in v.documents if d in known.numbers]
        if here:
            pairs = zip(found.versions, found.versions[1:], strict=False)
            told = [changes_of(known.record, a, b, known_on=known.known_on) for a, b in pairs]
            for document in here:
                stood.setdefault(document, (found.url, tuple(_stood(found, [None, *told], known, document))))
    return stood


def _stood(found: AddressView, told: Sequence[tuple[str, ...] | None], known: _Known, document: str) -> Iterator[Stood]:
    for version, changes in zip(found.versions, told, strict=True):
        first, last = (_minute(seen) for seen in (version.first_seen, version.last_seen))
        yield Stood(
            number=version.number,
            report=known.other(document if document in version.documents else version.documents[0]),
            is_own=document in version.documents,
            title=" → ".join(version.titles) or None,
            seen=first if first == last else f"{first} to {last}",
            brings_back=version.returns_to,
            changes=changes,
        )


def _minute(seen: str | None) -> str | None:
    return seen[:16].replace("T", " ") if seen else None


def _background(view: RecycledView, known: _Known) -> Background:
    words = " ".join(view.words.split())
    return Background(
        start=view.start,
        end=view.end,
        words=words if len(words) <= EXCERPT else words[:EXCERPT].rsplit(" ", 1)[0] + " …",
        share=_share(view.share),
        earlier=tuple(known.other(document) for document in view.earlier),
        events=view.events,
    )


def _observed(one: ObservationView, known: _Known) -> Observed:
    began, ended = _time(one.time_from), _time(one.time_to) if one.time_to else None
    at = f"{one.lat:.4f}, {one.lon:.4f}" if one.lat is not None and one.lon is not None else "not reported"
    return Observed(
        report=known.other(one.document_id),
        observer=one.observer,
        mission=one.mission,
        method=one.method,
        told_by=one.told_by,
        began=began,
        ended=ended and (ended[11:] if ended[:10] == began[:10] else ended),
        where=one.place or at,
        what=observed_in_words(one.what, one.what_words),
        found_nothing=one.found_nothing,
        count=one.count_words,
        sector=sector_of_form(one.near_km, one.far_km, one.bearing_words),
        not_visited=one.not_visited,
        why_not=one.why_not,
    )


def _time(when: dt.datetime) -> str:
    return when.astimezone(dt.UTC).strftime("%Y-%m-%d %H:%M")


def _unread(one: DocumentView) -> Unread:
    return Unread(
        name=one.external_id,
        title=one.title,
        publisher=one.publisher,
        language=one.identified,
        why=one.unread or WAITS,
    )


def _kinds(pieces: Iterable[tuple[str, int]]) -> Kinds:
    """Count pieces and characters of what was left out, by kind, most characters first."""
    count, characters = Counter[str](), Counter[str]()
    for kind, length in pieces:
        count[kind] += 1
        characters[kind] += length
    return tuple((kind, count[kind], n) for kind, n in sorted(characters.items(), key=lambda p: (-p[1], p[0])))


def _rules(rules: Iterable[str]) -> Rules:
    return tuple(sorted(Counter(rules).items(), key=lambda p: (-p[1], p[0])))

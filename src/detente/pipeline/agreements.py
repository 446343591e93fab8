"""All that a record holds of agreements: the watches' own, their texts, what people decided, what reports tell.

What reports tell is worked out anew each time it is asked for; texts and decisions are entries, revision by revision.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from detente.core.errors import UsageError
from detente.core.ids import hash_parts
from detente.pipeline.registries import Desk, stored_desk, tellings
from detente.pipeline.told import Reader, Told, told_by
from detente.registry.agreements.alias_claims import claims_by_naming, claims_by_signing
from detente.registry.agreements.aliases import (
    AliasClaim,
    AliasDecision,
    Linked,
    Spoken,
    Verdict,
    alias_words,
    link_namings,
    refuse_generic,
    spoken_in,
    with_names,
)
from detente.registry.agreements.deadlines import Deadline, deadlines_of
from detente.registry.agreements.definition import Agreement, TextVariant
from detente.registry.agreements.texts.cutting import CutText, cut_provisions
from detente.registry.agreements.told.told import told_of
from detente.registry.assertions.assertion import Assertion
from detente.registry.assertions.telling import Telling
from detente.registry.forms import from_plain, to_plain
from detente.store import (
    NOW,
    Entry,
    EntryView,
    Known,
    Record,
    derived,
    keep_entries,
    kept_entries,
    readings_named,
)

__all__ = [
    "Agreements", "OtherAgreement", "agreements_asked", "cut_texts", "deadlines_in", "find_text", "gather_agreements",
    "keep_alias", "keep_text", "kept_agreements", "known_names",
]  # fmt: skip

TEXT, ALIAS = "agreement text", "alias"
"""Kinds under which the record keeps texts that people brought, and what they decided of names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherAgreement:
    """An agreement that reports tell of and no watch has: what they call it, and what they say of it."""

    name: str
    said: tuple[Assertion, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreements:
    """The agreements that the desk follows, all that is said of them, names that may be theirs, and others."""

    desk: Desk
    kept: tuple[Agreement, ...]
    said: tuple[Assertion, ...]
    aliases: tuple[AliasClaim, ...]
    others: tuple[OtherAgreement, ...]

    def said_of(self, id_: str) -> tuple[Assertion, ...]:
        """Return what is said of a kept agreement: by the watch and by people, then by reports in their order."""
        return tuple(one for one in self.said if one.subject == id_)

    def aliases_of(self, id_: str) -> tuple[AliasClaim, ...]:
        """Return the names that may be those of a kept agreement."""
        return tuple(one for one in self.aliases if one.agreement == id_)


def gather_agreements(record: Record, *, known_on: Known = NOW) -> Agreements:
    """Return all that the record holds of agreements, as of a moment; copies of one text count once."""
    asked = agreements_asked(record, known_on=known_on)
    told = told_by(record, asked.desk, asked.reader, things=asked.kept, known_on=known_on)
    return derived(
        record, "agreements", lambda: _gathered(record, asked, told, known_on), asked, told, known_on=known_on
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementsAsked:
    """What reports are asked for about agreements: the desk and its agreements, what is decided, and the reader."""

    desk: Desk
    kept: tuple[Agreement, ...]
    stated: tuple[Assertion, ...]
    decisions: tuple[AliasDecision, ...]
    reader: "Reader[AgreementsTold]"


def agreements_asked(record: Record, *, known_on: Known = NOW) -> AgreementsAsked:
    """Return what reports are asked for about agreements; the same object while nobody changes it."""
    desk = stored_desk(record, known_on=known_on)
    texts, aliases = (kept_entries(record, kind, known_on=known_on) for kind in (TEXT, ALIAS))

    def made() -> AgreementsAsked:
        decisions, stated = tuple(_decisions(aliases)), desk.of_room("agreement")
        kept = with_names(_with_texts(texts, _agreements(desk)), decisions)
        reader = _reader(kept, stated, decisions)
        return AgreementsAsked(desk=desk, kept=kept, stated=stated, decisions=decisions, reader=reader)

    return derived(record, "agreements asked", made, desk, texts, aliases, known_on=known_on)


def _gathered(
    record: Record, asked: AgreementsAsked, every_told: "Iterable[Told[AgreementsTold]]", known_on: Known
) -> Agreements:
    desk, kept, stated, decisions = asked.desk, asked.kept, asked.stated, asked.decisions
    told = tuple(_once(every_told))
    linked = link_namings(
        [one.found[0].spoken for one in told], kept, actors=desk.actors, stated=stated, decisions=decisions
    )
    again = _read_again(record, desk, [one for one in told if one.document in linked.subjects], known_on, things=kept)
    every: list[tuple[str, Assertion]] = []
    claims = list(linked.claims)
    for one in told:
        found = one.found[0]
        if one.document in again:
            found = replace(
                _told_in(again[one.document], kept, stated, decisions, linked.subjects[one.document]),
                spoken=found.spoken,
            )
        every += found.said
        claims += found.claims
    return Agreements(
        desk=desk, kept=kept, said=(*stated, *(one for _, one in every if one.subject is not None)),
        aliases=(*claims, *_brought(decisions, claims)),
        others=tuple(_others(((key, one) for key, one in every if one.subject is None), linked)),
    )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementsTold:
    """What one report tells of agreements: how it names them, what it says under which key, other names it gives."""

    spoken: Spoken
    said: tuple[tuple[str, Assertion], ...]
    claims: tuple[AliasClaim, ...]


def _reader(
    kept: Sequence[Agreement], stated: Sequence[Assertion], decisions: Sequence[AliasDecision]
) -> Reader[AgreementsTold]:
    """Return what reads a report for agreements, as if no name of another report were taken for a kept one."""

    def read(telling: Telling) -> Iterator[AgreementsTold]:
        found = _told_in(telling, kept, stated, decisions, {})
        if found.said or found.claims or found.spoken.namings:
            yield found

    return Reader(name="agreement", kind=AgreementsTold, read=read, inputs=(stated, decisions))


def _told_in(
    telling: Telling, kept: Sequence[Agreement], stated: Sequence[Assertion], decisions: Sequence[AliasDecision],
    aliases: Mapping[str, str],
) -> AgreementsTold:  # fmt: skip
    said = tuple(told_of(telling, aliases=aliases))
    more = (
        *claims_by_naming(telling, kept, decisions),
        *claims_by_signing(telling, said, kept, stated, decisions),
    )
    own = {**aliases, **{one.key: one.agreement for one in more if one.key and one.is_taken}}
    return AgreementsTold(
        spoken=spoken_in(telling, frozenset(one.id for one in kept)),
        said=tuple(told_of(telling, aliases=own)) if more else said, claims=more,
    )  # fmt: skip


def _read_again(
    record: Record, desk: Desk, told: Sequence[Told[AgreementsTold]], known_on: Known, *, things: Sequence[Agreement]
) -> dict[str, Telling]:
    """Return the reports that other reports' names are taken for a kept agreement in, to be read with these."""
    readings = readings_named(record, [one.reading for one in told], known_on=known_on)
    found = tellings(record, desk, things=things, readings=readings, known_on=known_on)
    return {one.document: one for one in found}


def kept_agreements(record: Record, *, known_on: Known = NOW) -> tuple[Desk, tuple[Agreement, ...]]:
    """Return what the desk follows, and its agreements with the texts that people brought."""
    desk = stored_desk(record, known_on=known_on)
    texts = kept_entries(record, TEXT, known_on=known_on)
    kept = derived(
        record, "agreements kept", lambda: _with_texts(texts, _agreements(desk)), desk, texts, known_on=known_on
    )
    return desk, kept


def keep_text(
    record: Record, agreement: Agreement, variant: TextVariant, *, author: str, reason: str, now: dt.datetime
) -> bool:
    """Keep a text of an agreement; the same id again makes a revision. Say whether that is something new.

    Raises `UsageError` for a text that cannot be cut, and for an id that the watch has.
    """
    if any(one.id == variant.id for one in _of_watch(record, agreement.id)):
        message = (
            f"the watch has a text {variant.id!r} of {agreement.id}: change it there, or give another name with --as"
        )
        raise UsageError(message)
    cut_provisions(variant.text or "")
    entry = Entry(
        subject=hash_parts(TEXT, agreement.id, variant.id), kind=TEXT, owner=agreement.id, content=to_plain(variant)
    )
    return bool(keep_entries(record, [entry], author=author, reason=reason, now=now))


def keep_alias(
    record: Record, agreement: Agreement, words: str, verdict: Verdict, *, author: str, reason: str, now: dt.datetime
) -> bool:
    """Keep that words name an agreement, or that they do not; say whether that is something new.

    The last decision holds, and earlier ones stay. Raises `UsageError` for words that any agreement is called by.
    """
    if not words.strip():
        message = "no words are given: whose name is it to be? detente agreements alias DIR ID WORDS --same"
        raise UsageError(message)
    _refuse_kept_name(record, agreement, words, verdict)
    if verdict == "same":
        refuse_generic(words)
    plain = " ".join(words.split())
    entry = Entry(
        subject=hash_parts(ALIAS, agreement.id, alias_words(words)), kind=ALIAS, owner=agreement.id,
        content={"words": plain, "verdict": verdict},
    )  # fmt: skip
    return bool(keep_entries(record, [entry], author=author, reason=reason, now=now))


def _refuse_kept_name(record: Record, agreement: Agreement, words: str, verdict: Verdict) -> None:
    """Raise `UsageError` for words that a watch has as the name of another agreement, or of this one as no name."""
    for one in _agreements(stored_desk(record)):
        is_name = alias_words(words) in {alias_words(name) for name in (one.name, *one.names)}
        if is_name and (one.id != agreement.id) == (verdict == "same"):
            message = f"{words[:60]!r} is a name of {one.id} in the watch: change it there, and load the watch again"
            raise UsageError(message)


def cut_texts(agreement: Agreement) -> Iterator[tuple[TextVariant, CutText]]:
    """Yield the texts of an agreement with the provisions that are cut out of them."""
    for one in agreement.texts:
        if one.text is not None:
            yield one, cut_provisions(one.text)


def deadlines_in(found: Agreements, one: Agreement) -> tuple[Deadline, ...]:
    """Return the deadlines of an agreement by its provisions, its texts and what is said of its days."""
    texts = [(variant.id, text) for variant, text in cut_texts(one)]
    return deadlines_of(one, texts, found.said_of(one.id))


def known_names(desk: Desk) -> dict[str, str]:
    """Return the names of actors and places that the desk knows, in lower case, and what each stands for."""
    names: dict[str, str] = {}
    for watch in desk.watches:
        called = [(one.name, one.names) for one in watch.actors]
        called += [(one.name, one.names) for one in watch.places]
        for name, others in called:
            names |= {other.casefold(): name for other in (name, *others) if other.strip()}
    return names


def find_text(agreement: Agreement, given: str) -> tuple[TextVariant, CutText]:
    """Return the text of an id, cut. Raises `UsageError` where there is none."""
    for variant in agreement.texts:
        if variant.id == given and variant.text is not None:
            return variant, cut_provisions(variant.text)
    there = ", ".join(one.id for one in agreement.texts if one.text is not None)
    told = f"there are {there}" if there else "it has none: detente agreements text DIR ID FILE"
    message = f"{agreement.id} has no text {given[:60]!r}: {told}"
    raise UsageError(message)


def _agreements(desk: Desk) -> tuple[Agreement, ...]:
    return tuple(one for watch in desk.watches for one in watch.agreements)


def _of_watch(record: Record, id_: str) -> tuple[TextVariant, ...]:
    return next((one.texts for one in _agreements(stored_desk(record)) if one.id == id_), ())


def _with_texts(texts: Iterable[EntryView], agreements: Iterable[Agreement]) -> tuple[Agreement, ...]:
    brought: dict[str, list[TextVariant]] = {}
    for one in texts:
        brought.setdefault(one.owner, []).append(from_plain(one.content, TextVariant, what="a text of this record"))
    return tuple(replace(one, texts=(*one.texts, *brought.get(one.id, ()))) for one in agreements)


def _decisions(kept: Iterable[EntryView]) -> Iterator[AliasDecision]:
    for one in kept:
        yield AliasDecision(
            agreement=one.owner, words=one.content["words"], verdict=one.content["verdict"], author=one.author,
            reason=one.reason, at=one.made_at.isoformat(timespec="seconds"),
        )  # fmt: skip


def _once(every: Iterable[Told[AgreementsTold]]) -> Iterator[Told[AgreementsTold]]:
    """Yield of copies of one text what the one tells that came out first, each in the voice of the text."""
    first: dict[str, Told[AgreementsTold]] = {}
    for one in sorted(every, key=lambda told: (told.found[0].spoken.published or "", told.document)):
        first.setdefault(one.voice, one)
    yield from (replace(one, found=(_in_voice(one.found[0], one.voice),)) for one in first.values())


def _in_voice(found: AgreementsTold, voice: str) -> AgreementsTold:
    return replace(found, said=tuple((key, replace(one, voice=voice)) for key, one in found.said))


def _brought(decisions: Iterable[AliasDecision], claims: Iterable[AliasClaim]) -> Iterator[AliasClaim]:
    """Yield what people decided of words that no report of the moment has beside the agreement."""
    told = {(one.agreement, alias_words(one.words)) for one in claims}
    for one in decisions:
        if (one.agreement, alias_words(one.words)) not in told:
            yield AliasClaim(agreement=one.agreement, words=one.words, reason=one.reason, decision=one)


def _others(said: Iterable[tuple[str, Assertion]], linked: Linked) -> Iterator[OtherAgreement]:
    """Yield agreements that are not kept: over several reports where their namings are taken for one."""
    groups: dict[object, list[Assertion]] = {}
    for key, one in said:
        groups.setdefault(linked.groups.get((one.document or "", key), (one.document, key)), []).append(one)
    for some in groups.values():
        yield OtherAgreement(
            name=max((one.named for one in some), key=lambda name: (len(name), name)), said=tuple(some)
        )

"""Happenings that are told of no ceasefire here: force elsewhere, and how actors deal with each other."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence

from detente.brief.brief import Line, Piece, Sentence
from detente.brief.composing.basis import stood_saying
from detente.brief.composing.concern import concern_of, concerns
from detente.brief.composing.draft import Drafted, line_of
from detente.brief.composing.material import Material
from detente.brief.composing.names import through
from detente.brief.composing.quotes import names_speaker, quote_of, quotes_openly
from detente.brief.composing.sentences import Part, says
from detente.brief.composing.witnesses import called, dated, outlet
from detente.display.language import say
from detente.display.prose import days_words
from detente.incidents.column import Column
from detente.pipeline.news import NewsItem, Saying
from detente.registry.consequence import STANDING, WEIGHTS
from detente.registry.evidence import Evidence

__all__ = ["other_drafts"]

ORDER = ("party", "monitor", "other", "media")
VERBS = {"background": "recalls", "alleged": "alleges", "denied": "denies"}
RECALLED = frozenset({"background"})
TOLD = 3
"""Who tell of one happening that a line has."""


def other_drafts(material: Material) -> Iterator[Drafted]:
    """Yield the lines of force that is of no ceasefire here, and of how actors deal with each other."""
    lines: dict[str, list[Line]] = {"elsewhere": [], "relations": []}
    untold: Counter[str] = Counter()
    concern = concern_of(material.watch, material.ceasefires)
    of_ceasefires = {one.incident for some in material.told.values() for one in some}
    for item in material.news.items:
        if item.incident.id in of_ceasefires or set(item.incident.statuses) <= RECALLED:
            continue
        subject = "elsewhere" if WEIGHTS.index(item.weight) <= WEIGHTS.index("force") else "relations"
        made = _line(item, material) if concerns(item.incident, concern) else None
        if made is not None and quotes_openly(made.sentences[0]) and (subject == "relations" or _is_located(item)):
            lines[subject].append(made)
        else:
            untold[subject] += made is not None
    since = f"/?since={material.since:%Y-%m-%dT%H:%M:%SZ}" if material.since else "/"
    yield Drafted(subject="relations", title=say("Relations"), href=since, lines=tuple(lines["relations"]),
                  untold=untold["relations"])  # fmt: skip
    yield Drafted(subject="elsewhere", title=say("Other incidents"), href=since, lines=tuple(lines["elsewhere"]),
                  untold=untold["elsewhere"])  # fmt: skip


def _line(item: NewsItem, material: Material) -> Line | None:
    """Return what is told of a happening; None of one whose words stand above already."""
    some = [one for one in item.sayings if one.words and one.words.document]
    if any(one.words and material.is_used(one.words.document, one.words.start, one.words.end) for one in some):
        return None
    chosen = sorted(some, key=lambda one: _rank(one, material))[:TOLD]
    if not chosen:
        return None
    material.used.extend(
        (one.words.document or "", one.words.start or 0, one.words.end or 0) for one in chosen if one.words
    )
    made = [_said(one, one.words, chosen, material) for one in chosen if one.words]
    stood = [stood_saying(one.column, one.words) for one in chosen if one.words]
    return line_of(
        "incident", item.incident.id, f"/incidents/{item.incident.id[:16]}", made, stood,
        weight=len(WEIGHTS) - WEIGHTS.index(item.weight), incident=item.incident.id,
    )  # fmt: skip


def _said(one: Saying, words: Evidence, among: Sequence[Saying], material: Material) -> Sentence:
    """Return what one says: an outlet's own telling in the whole sentence, which nobody else says."""
    told = material.sentence_of(words) if one.column.own else words
    if not one.column.own and names_speaker(words.words, one.column.claimant):
        return says(outlet(words.document, material), quote_of(words), of=_of(one, material), evidence=words)
    verb = _verb(one.column, among)
    verb = "tells" if verb == "alleges" and one.column.own else verb
    return says(_who(one, material), quote_of(told), verb=verb, of=_of(one, material), evidence=words)


def _is_located(item: NewsItem) -> bool:
    """Say whether more is told of force than that there was some: by whom else, when, where or how many."""
    columns = item.incident.columns
    near = [*(d.nearness for c in columns for d in c.days), *(p.nearness for c in columns for p in c.places)]
    return any(not c.own or c.numbers for c in columns) or any(one != "around" for one in near)


def _rank(one: Saying, material: Material) -> tuple[int, bool, str, str, int]:
    words = one.words
    is_new = bool(words and words.document in material.new)
    place = material.order_of(words.document if words else None)
    return ORDER.index(one.column.standing), not is_new, *place, (words.start or 0) if words else 0


def _who(one: Saying, material: Material) -> str:
    document = one.words.document if one.words else None
    name = document if one.column.own and one.column.claimant in one.column.documents else one.column.claimant
    return through(called(name or one.column.claimant, document, material), one.column.via)


def _verb(column: Column, among: Sequence[Saying]) -> str:
    status = next((one for one in STANDING if one in column.statuses), "")
    if column.denials and not column.types:
        return "denies" if any(one.column.types for one in among) else "says"
    return VERBS.get(status, "says")


def _of(one: Saying, material: Material) -> Part:
    near = [day for day in one.column.days if day.nearness != "around"]
    if not near:
        return dated(one.words.document if one.words else None, material)
    first, last = (dt.date.fromisoformat(day) for day in (near[0].first, near[0].last))
    return (Piece(text=say(" of ")), Piece(text=days_words(first, last), evidence=one.words))

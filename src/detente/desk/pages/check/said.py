"""The number of a sentence in the words of reports, whatever it counts: who publishes them, and where they stand."""

from dataclasses import dataclass

from detente.desk.asked import Asked
from detente.desk.pages.search.lit import Stretch, passages_in
from detente.display.language import say
from detente.display.sheets import words_href
from detente.knowledge.spellings import keyed_words
from detente.registry.evidence import Evidence
from detente.registry.numbers.asked import AskedFigure
from detente.registry.numbers.matching import Answer
from detente.store import Words, documents_of, documents_with, text_of

__all__ = ["Said", "said_in_reports"]

MOST, LOOKED_AT = 3, 8
NEAR = 40
"""Characters between a number and the words that say what it counts, in a report's own words."""
HAS_IT = frozenset({"as told", "rounded", "within", "less exact", "no number"})
"""Standings beside which the same words elsewhere say nothing more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """Words of a report with the number: who publishes it, and where they stand."""

    outlet: str
    words: str
    href: str


def said_in_reports(asked: Asked, answer: Answer, text: str) -> tuple[Said, ...]:
    """Return where reports have the number in the same words, the last that came first."""
    ways = _ways(answer.asked, text)
    if answer.standing in HAS_IT or not ways:
        return ()
    record, known = asked.record, asked.known_on
    ids = [one for _, one in documents_with(record, [ways], limit=LOOKED_AT, known_on=known)]
    views = documents_of(record, ids, known_on=known)
    found = ((views[one], passages_in(text_of(record, one), [ways])[:1]) for one in ids if one in views)
    said = (_said(view.id, view.publisher, some[0].text, some[0].first) for view, some in found if some)
    return tuple({(one.outlet, one.words): one for one in said}.values())[:MOST]


def _said(document: str, outlet: str | None, words: str, at: Stretch) -> Said:
    evidence = Evidence(words=at.text, document=document, start=at.start, end=at.end)
    return Said(outlet=outlet or say("a report without a publisher"), words=words, href=words_href(evidence) or "")


def _ways(figure: AskedFigure, text: str) -> tuple[Words, ...]:
    """Return the number with what it counts, as the sentence writes it and in figures."""
    behind = [end for start, end in figure.counted.spans if figure.end <= start <= figure.end + NEAR]
    if not behind:
        return ()
    told = text[figure.end : max(behind)]
    written = [text[figure.start : figure.end] + told]
    if figure.count.is_exact and figure.unit is None:
        written += [f"{figure.count.low}{told}", f"{figure.count.low:,}{told}"]
    keys = dict.fromkeys(tuple(word.key for word in keyed_words(one)) for one in written)
    return tuple(Words(keys=key) for key in keys if len(key) > 1)

"""What is counted in one document. Every figure is made of sums of these, so that documents can be drawn anew."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence

from detente.core.spans import Span, overlaps
from detente.documents.document import Document
from detente.evaluate.given import GivenEvent
from detente.evaluate.gold import NOT_CODED, YIELD, GoldDocument, GoldEvent
from detente.evaluate.matching import Match, match_events
from detente.evaluate.pairs import NONE, Pair, pairs_within
from detente.reading.reading import Reading
from detente.reading.sentences import SplitSentences

__all__ = [
    "BINS",
    "CALIBRATION",
    "CONTEXTS",
    "MODE",
    "NONE_PAIRS",
    "PAIR_OR_NONE",
    "PAIR_TYPE",
    "PARTIES",
    "QUIET",
    "STATUS",
    "TYPED",
    "UNIT",
    "WHOLE",
    "Relate",
    "Tally",
    "questions_of",
    "tally_events",
    "tally_pair",
]

Relate = Callable[[str, Span, Span], Mapping[str, float]]
"""Says of a text, an actor and a recipient how likely each type is, and NONE."""
Tally = Counter[tuple[str, str, str]]
"""Sums by figure, label and what is summed: right, given and gold, or for shares wrong and all."""

TYPED, PARTIES, WHOLE = "type and trigger", "type, trigger, parties", "type, trigger, parties, status"
MODE, CONTEXTS, STATUS = "mode, if matched", "contexts, if matched", "status, if matched"
PAIR_TYPE, PAIR_OR_NONE = "type given the pair", "type or NONE given the pair"
NONE_PAIRS, QUIET = "NONE pairs coded", "sentences without events coded"
CALIBRATION = "calibration error"
BINS = 10
UNIT = 1_000_000
"""Confidence is summed in millionths, so that every sum is a whole number, the same in whatever order."""


def tally_events(document: GoldDocument, given: Sequence[GivenEvent], *, refused: bool = False) -> Tally:
    """Count a document of which all events are coded. One that was `refused` has no sentences that could be right."""
    gold = document.events or ()
    matches = match_events(given, gold)
    tally = Tally()
    for name, agreed in (
        (TYPED, matches),
        (PARTIES, [m for m in matches if m.parties]),
        (WHOLE, [m for m in matches if m.status]),
    ):
        tally.update((name, gold[m.gold].type, "right") for m in agreed)
        tally.update((name, event.type, "given") for event in given)
        tally.update((name, event.type, "gold") for event in gold)
    for match in matches:
        _tally_fields(tally, given[match.given], gold[match.gold])
    if not refused:
        _tally_quiet(tally, document, given)
    _tally_confidence(tally, given, matches)
    return tally


def _tally_fields(tally: Tally, given: GivenEvent, gold: GoldEvent) -> None:
    _tally_labels(tally, STATUS, {given.status} - {None}, {gold.status})
    if gold.mode != NOT_CODED:
        ours, theirs = ({f"{gold.type} {mode}"} if mode else set() for mode in (given.mode, gold.mode))
        _tally_labels(tally, MODE, ours, theirs)
    if gold.contexts is not None:
        _tally_labels(tally, CONTEXTS, set(given.contexts), set(gold.contexts))


def _tally_labels(tally: Tally, name: str, given: set[str | None] | set[str], gold: set[str]) -> None:
    tally.update((name, str(label), "given") for label in given)
    tally.update((name, label, "gold") for label in gold)
    tally.update((name, label, "right") for label in gold & given)


def _tally_quiet(tally: Tally, document: GoldDocument, given: Sequence[GivenEvent]) -> None:
    """Count sentences that tell of no event, and those of them in which one was given."""
    found = [event.trigger for event in given if event.trigger is not None]
    for sentence in _sentences(document.text):
        if not any(overlaps(sentence, event.trigger) for event in document.events or ()):
            tally[QUIET, "", "all"] += 1
            tally[QUIET, "", "wrong"] += any(overlaps(sentence, trigger) for trigger in found)


def _tally_confidence(tally: Tally, given: Sequence[GivenEvent], matches: Sequence[Match]) -> None:
    """Sum confidence and what was right of it by tenths."""
    matched = {m.given for m in matches}
    for i, event in enumerate(given):
        if event.confidence is not None:
            label = str(min(int(event.confidence * BINS), BINS - 1))
            tally[CALIBRATION, label, "all"] += 1
            tally[CALIBRATION, label, "sure"] += round(event.confidence * UNIT)
            tally[CALIBRATION, label, "right"] += UNIT * (i in matched)


def questions_of(document: GoldDocument) -> Iterator[tuple[str, Pair]]:
    """Yield the pairs of a document, each with the text that its spans refer to: a sentence, or the text as it came."""
    if document.asked is not None:
        yield document.text, document.asked
        return
    if len(document.known) > 1:
        for sentence in _sentences(document.text):
            words = sentence.text_in(document.text)
            yield from ((words, pair) for pair in pairs_within(sentence, document.events or (), document.known))


def tally_pair(gold: str, chances: Mapping[str, float], *, old: bool) -> Tally:
    """Count one pair. `old`: CONCEDE and RETREAT are one type, YIELD, as the gold has it."""
    tally = Tally()
    likely = max(chances, key=chances.__getitem__)
    given, wanted = _root(likely, old=old), _root(gold, old=old)
    tally[PAIR_OR_NONE, given, "given"] += 1
    tally[PAIR_OR_NONE, wanted, "gold"] += 1
    tally[PAIR_OR_NONE, wanted, "right"] += given == wanted
    if wanted == NONE:
        tally[NONE_PAIRS, "", "all"] += 1
        tally[NONE_PAIRS, "", "wrong"] += given != NONE
        return tally
    best = _root(max((t for t in chances if t != NONE), key=chances.__getitem__), old=old)
    tally[PAIR_TYPE, best, "given"] += 1
    tally[PAIR_TYPE, wanted, "gold"] += 1
    tally[PAIR_TYPE, wanted, "right"] += best == wanted
    return tally


def _root(name: str, *, old: bool) -> str:
    return YIELD if old and name in {"CONCEDE", "RETREAT"} else name


def _sentences(text: str) -> list[Span]:
    reading = Reading(document=Document(id="gold", text=text))
    return [Span(s.start, s.end) for s in SplitSentences()(reading)]

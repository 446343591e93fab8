"""What is expected, by whose word, and by when: what a new report tells, and whose last day is near or just past."""

import datetime as dt
from collections.abc import Iterator, Sequence

from detente.brief.brief import Line, Piece, Sentence
from detente.brief.composing.basis import stood_assertion
from detente.brief.composing.draft import Drafted, line_of
from detente.brief.composing.material import Material
from detente.brief.composing.names import in_sentence
from detente.brief.composing.quotes import begins_openly, names_speaker, quote_of, quotes_openly
from detente.brief.composing.sentences import MOODS, says, sentence
from detente.brief.composing.witnesses import outlet, reporter
from detente.display.language import say
from detente.display.prose import day_words
from detente.pipeline.expectations import gather_expectations
from detente.registry.assertions.assertion import Assertion
from detente.registry.evidence import Evidence
from detente.registry.expectations.expectation import Expectation

__all__ = ["expectation_draft"]

AHEAD, PAST = 7, 1
"""Days to come, and past ones, in which the last day of something lies that is told again."""
WEIGHT, FEWEST = 2, 4


def expectation_draft(material: Material) -> Drafted:
    """Return what is expected: what is due soonest first, then what is new without a day, then hopes."""
    found = gather_expectations(material.record, on=material.day, known_on=material.known_on)
    own = [one for one in found if _is_told(one, material)]
    own.sort(key=lambda one: (one.state == "hope", one.due is None or one.due.last is None, _last(one),
                              *material.order_of(one.first.document)))  # fmt: skip
    every = tuple(_lines(own, material))
    lines = tuple(one for one in every if quotes_openly(one.sentences[0]))
    return Drafted(
        subject="expectations", title=say("Expected"), href="/expectations", lines=lines,
        untold=len(every) - len(lines),
    )  # fmt: skip


def _last(one: Expectation) -> str:
    return (one.due.last if one.due else None) or ""


def _is_told(one: Expectation, material: Material) -> bool:
    if not _is_followed(one, material):
        return False
    is_new = any(told.document in material.new for told in one.tellings)
    if one.state in {"due", "overdue"} and _last(one):
        first, last = (material.day + dt.timedelta(days=n) for n in (-PAST, AHEAD))
        return (is_new and one.state == "due") or first.isoformat() <= _last(one) <= last.isoformat()
    return is_new and one.state in {"without a day", "hope"}


def _is_followed(one: Expectation, material: Material) -> bool:
    """Say whether something is expected of what the watch follows; where it is of no thing, in a report that is."""
    if material.watch is None:
        return True
    if one.first.subject:
        return one.first.subject in material.things
    return any(told.document not in material.new or told.document in material.near for told in one.tellings)


def _lines(found: Sequence[Expectation], material: Material) -> Iterator[Line]:
    for one in found:
        told = next((each for each in one.tellings if each.document in material.new), one.first)
        words = told.evidence[0]
        if one.state not in {"due", "overdue"} and material.is_used(words.document, words.start, words.end):
            continue
        material.used.append((words.document or "", words.start or 0, words.end or 0))
        verb = MOODS.get(told.claimant.mood or "", "hopes" if one.state == "hope" else "says")
        named = _named(told)
        who = in_sentence(told.claimant.name) if told.document is None else reporter(told, material)
        if told.document and not told.claimant.is_publisher and names_speaker(named.words, told.claimant.name):
            who, verb = outlet(told.document, material), "says"
        made: list[Sentence] = [says(who, quote_of(named), verb=verb, evidence=words)]
        made += _state(one)
        yield line_of(
            "expectation", one.id, f"/expectations/{one.id[:16]}", made, [stood_assertion(told)], weight=WEIGHT
        )


def _named(told: Assertion) -> Evidence:
    """Return the words that name what is expected, where they stand by themselves; else all that tell it."""
    words = told.evidence[0]
    at = words.words.find(told.named)
    if at < 0 or words.start is None or len(told.named.split()) < FEWEST or not begins_openly(told.named):
        return words
    start = words.start + at
    return Evidence(words=told.named, document=words.document, start=start, end=start + len(told.named))


def _state(one: Expectation) -> Iterator[Sentence]:
    if one.state == "hope":
        return
    day = one.due.last if one.due else None
    if day is None:
        yield sentence(say("No day was found for it in what is told."))
        return
    when = Piece(text=day_words(day), href=f"/expectations/{one.id[:16]}")
    if one.state == "overdue":
        yield sentence(say("Its last day was %(day)s, and nothing was accepted here as meeting it."), day=when)
    else:
        yield sentence(say("Its last day is %(day)s."), day=when)

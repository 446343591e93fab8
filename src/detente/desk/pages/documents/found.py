"""One report as it was found: its reading or its bare text, its parts, and the words that the address asks for."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from detente.desk.asked import Asked
from detente.desk.refusals import Refused, not_here
from detente.display.language import say
from detente.exchange.page_marks import marks_of
from detente.exchange.page_text import Paragraph, find_paragraphs
from detente.exchange.page_words import language_name
from detente.store import (
    DocumentView,
    WithdrawalView,
    added_to,
    documents_of,
    shown_reading,
    text_of,
    withdrawal_of,
)

__all__ = ["Found", "find_report", "language_of", "no_report", "parts_of", "span_asked", "title_of"]

FULL = 48_000
"""What a page has room for, as `_weight` counts: about so many bytes of HTML."""
MOST_PARAGRAPH = 6_000
"""Characters of a paragraph that is shown in one piece."""
A_CLAIM, AN_EVENT, A_MARK = 900, 1_100, 90
"""Bytes that an entry beside the text, and a mark in it, take about."""
ID = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A report with what was read in it; `reading` holds only its text where it is kept and not read.

    `withdrawn` is how it came to stand withdrawn; None where it does not.
    """

    view: DocumentView
    reading: Mapping[str, Any]
    withdrawn: WithdrawalView | None = None

    @property
    def text(self) -> str:
        """The text that the reading is of."""
        return str(self.reading.get("text") or "")

    @property
    def is_read(self) -> bool:
        """Whether anything was read in it."""
        return "events" in self.reading


def no_report() -> Refused:
    """Return the refusal of a report that is not there, or not released to who asks."""
    message = say("No report of this address is kept here, or it is not released to you.")
    return not_here(message, now=say("Look through the reports"), href="/documents")


def find_report(asked: Asked, given: str) -> Found:
    """Return a report of the record by its id, as of the day that is asked for.

    One that stands withdrawn keeps its page for whoever saw it before: letters and corrections lead to its words.
    """
    if not ID.fullmatch(given):
        raise no_report()
    view = documents_of(asked.record, [given], withdrawn=True, known_on=asked.known_on).get(given)
    if view is None:
        raise no_report()
    withdrawn = withdrawal_of(asked.record, "document", given, known_on=asked.known_on)
    if not view.readings:
        bare = {"text": text_of(asked.record, given), "title": view.title, "publisher": view.publisher}
        return Found(view=view, reading=bare | {"language": view.language, "url": view.url}, withdrawn=withdrawn)
    read = shown_reading(asked.record, given, known_on=asked.known_on)
    whole = read | added_to(asked.record, given, read, known_on=asked.known_on)
    return Found(view=view, reading=whole, withdrawn=withdrawn)


def title_of(view: DocumentView) -> str:
    """Return what a report is called: by its title, else by its name."""
    return view.title or view.external_id


def language_of(code: str | None) -> str | None:
    """Return a language's name; None where none is known."""
    return language_name(code) if code else None


def parts_of(found: Found) -> tuple[tuple[Paragraph, ...], ...]:
    """Return the paragraphs of a report in parts, each of which fits on a page."""
    text = found.text
    paragraphs = find_paragraphs(text, len(text), most=MOST_PARAGRAPH)
    weights = _weights(found.reading, paragraphs)
    parts: list[list[Paragraph]] = [[]]
    filled = 0
    for paragraph, weight in zip(paragraphs, weights, strict=True):
        if parts[-1] and filled + weight > FULL:
            parts.append([])
            filled = 0
        parts[-1].append(paragraph)
        filled += weight
    return tuple(map(tuple, parts))


def _weights(reading: Mapping[str, Any], paragraphs: Sequence[Paragraph]) -> list[int]:
    """Return about how many bytes each paragraph takes with what stands beside it."""
    from bisect import bisect_right

    starts = [paragraph.start for paragraph in paragraphs]
    weights = [200 + 2 * (paragraph.end - paragraph.start) for paragraph in paragraphs]
    added = reading.get("added") or {}
    costs = [(mark.start, A_MARK) for mark in marks_of(reading)]
    for one in (reading, added):
        costs += [(claim["content"]["start"], A_CLAIM) for claim in one.get("claims") or ()]
        costs += [(event["trigger"]["start"], AN_EVENT) for event in one.get("events") or ()]
    for start, cost in costs:
        if weights:
            weights[max(0, bisect_right(starts, start) - 1)] += cost
    return weights


def span_asked(words: str | None, text: str) -> tuple[int, int] | None:
    """Return where the words stand that an address asks for (START-END); None where the text has no such words."""
    if not words:
        return None
    start, _, end = words.partition("-")
    span = (int(start), min(int(end), len(text)))
    return span if text[slice(*span)].strip() else None

"""Tells stretches of a document that are no English prose: tables, verse, code, records, logs, other languages."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from detente.core.spans import HasSpan
from detente.reading.coding.forms import form_of
from detente.reading.coding.languages import evidence_of, language_of
from detente.reading.sentences import paragraphs

__all__ = ["Stretch", "kind_of", "why_not_prose"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A stretch of a document that is not to be coded, and why."""

    start: int
    end: int
    reason: str


def why_not_prose(text: str, sentences: Sequence[HasSpan] = ()) -> tuple[Stretch, ...]:
    """Return the stretches of a text that are no English prose, and what each is taken for.

    What has a form (a table, verse, code) is judged by block, between blank lines. A language is judged by sentence,
    and by block for the sentences that are too short to tell it. Without sentences each block counts as one.
    """
    return tuple(_barred(text, sentences))


def _barred(text: str, sentences: Sequence[HasSpan]) -> Iterator[Stretch]:
    at, before = 0, None
    for block in paragraphs(text):
        inside = []
        while at < len(sentences) and sentences[at].start < block.end:
            inside.append(sentences[at])
            at += 1
        words = text[block.start : block.end]
        before = form_of(words, behind=before)
        if before is not None:
            yield Stretch(start=block.start, end=block.end, reason=_reason(before))
        else:
            yield from _foreign(text, words, inside or [block])


def _reason(kind: str) -> str:
    return f"taken for {kind}, which is not coded"


def _foreign(text: str, block: str, sentences: Sequence[HasSpan]) -> Iterator[Stretch]:
    """Yield the runs of sentences of a block that are in another language."""
    around = evidence_of(block) if len(sentences) > 1 else None
    run: Stretch | None = None
    for sentence in sentences:
        kind = language_of(text[sentence.start : sentence.end], around)
        if run is not None and (kind is None or _reason(kind) != run.reason):
            yield run
            run = None
        if kind is not None:
            run = Stretch(start=run.start if run else sentence.start, end=sentence.end, reason=_reason(kind))
    if run is not None:
        yield run


def kind_of(block: str) -> str | None:
    """Return what a block is where it is no English prose ("a table", "verse", "French"), None where it is."""
    return form_of(block) or language_of(block)

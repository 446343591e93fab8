"""The pair coder: what a marked actor does to a marked recipient."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import msgspec

from detente.core.errors import DocumentError
from detente.core.spans import Span
from detente.documents.marked import check_marks, read_marked_line
from detente.documents.packet import Packet
from detente.documents.text import check_text
from detente.pipeline.outcomes import Line, error_line
from detente.pipeline.pool import READING, map_in_order
from detente.reading.coding.languages import evidence_of, language_of
from detente.reading.coding.stage import load_coder

__all__ = ["Relation", "relate", "relations_of"]

LEAST_FOREIGN = 4
"""How many words of another language there have to be for each English one; a name in it is few ("Partido de la U")."""

RELATING = replace(READING, doing="relating it")


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """What an actor does to a recipient: the likeliest type (or NONE), and how likely each is; they add up to one."""

    type: str
    confidence: float
    scores: Mapping[str, float]

    def model_dump(self) -> dict[str, Any]:
        """Return the relation in the form of the reading contract, without the id."""
        return {"type": self.type, "confidence": self.confidence, "scores": dict(self.scores)}


def relate(text: str, actor: tuple[int, int], recipient: tuple[int, int]) -> Relation:
    """Return what the words at `actor` do to those at `recipient`, half-open ranges of code points of `text`.

    Raises `detente.core.errors.DocumentError` for a text that cannot be read or is in another language than English,
    and for marks that are empty, reversed, outside the text or overlapping; `detente.core.errors.ModelError` where the
    model is missing or altered.
    """
    check_text(text)
    check_marks(text, actor, recipient)
    language = language_of(text)
    if language is not None and _is_told_foreign(text):
        message = f"the text is taken for {language}; the model relates English only, so give a translation"
        raise DocumentError("not_english", message)
    scores = load_coder().relate(text, Span(*actor), Span(*recipient))
    best = max(scores, key=lambda name: scores[name])
    return Relation(type=best, confidence=scores[best], scores=scores)


def _is_told_foreign(text: str) -> bool:
    evidence = evidence_of(text)
    return LEAST_FOREIGN * evidence.english <= evidence.foreign


def relations_of(packets: Iterable[Packet], *, workers: int) -> Iterator[Line]:
    """Yield the contract's line for every marked text, in order; the same bytes whatever the number of workers."""
    return map_in_order(_relate_line, packets, workers=workers, give_up=_give_up, prepare=load_coder, limits=RELATING)


def _relate_line(packet: Packet) -> Line:
    try:
        if packet.error is not None:
            raise packet.error
        marked = read_marked_line(packet.data)
    except DocumentError as error:
        return error_line(packet, error)
    actor, recipient = marked.actor, marked.recipient
    try:
        relation = relate(marked.text, (actor.start, actor.end), (recipient.start, recipient.end))
    except DocumentError as error:
        error.document_id = marked.id
        return error_line(packet, error)
    line = {"id": marked.id, **relation.model_dump()}
    return Line(data=msgspec.json.encode(line), is_error=False, taken=len(packet.data) + 1)


def _give_up(packet: Packet, error: DocumentError, again: Callable[[Packet], Line]) -> Line:
    del again  # a packet has no parts
    return error_line(packet, error)

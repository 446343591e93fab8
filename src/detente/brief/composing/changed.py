"""How coded values changed, in neutral words: which value, what it was, what it is now."""

import datetime as dt
from collections.abc import Iterator, Sequence

from detente.brief.brief import Piece, Sentence
from detente.brief.composing.basis import Stood
from detente.brief.composing.material import Material
from detente.brief.composing.names import in_sentence
from detente.brief.composing.sentences import sentence
from detente.display.language import mark, say
from detente.display.prose import days_words
from detente.knowledge.plain import plain_words
from detente.registry.evidence import Evidence

__all__ = ["change_sentences"]

FIELDS = {
    "who": mark("Who says it is %(now)s, and not %(was)s."),
    "by": mark("Who is said to have done it is %(now)s, and not %(was)s."),
    "number": mark("The number is %(now)s, and not %(was)s."),
    "told": mark("What is counted is %(now)s, and not %(was)s."),
    "amount": mark("The amount is %(now)s, and not %(was)s."),
    "days": mark("The time is %(now)s, and not %(was)s."),
    "place": mark("The place is %(now)s, and not %(was)s."),
    "said": mark("What is said of it is “%(now)s”, and not “%(was)s”."),
    "what": mark("What it is about is “%(now)s”, and not “%(was)s”."),
    "standing": mark("It is told as “%(now)s”, and not as “%(was)s”."),
    "trend": mark("The trend that is claimed is “%(now)s”, and not “%(was)s”."),
    "value": mark("The value is “%(now)s”, and not “%(was)s”."),
}
"""Values that a line tells, and how a change of each is said."""


SAID = {
    "some": mark("that it was so"), "none": mark("that there was none"), "denied": mark("that it was not so"),
    "not observed": mark("that it was not observed"), "cannot tell": mark("that it cannot be told"),
}  # fmt: skip


def change_sentences(was: Stood, now: Sequence[Stood], material: Material) -> Iterator[Sentence]:
    """Yield what of some values is otherwise now; nothing where none of them is told at these words any more."""
    if not now:
        return
    best = max(now, key=lambda one: sum(one.values.get(name) == value for name, value in was.values.items()))
    for name, pattern in FIELDS.items():
        before, after = was.values.get(name), best.values.get(name)
        if before != after:
            yield sentence(
                say(pattern), was=_told(name, before, material), now=_piece(_told(name, after, material), best)
            )  # fmt: skip


def _piece(text: str, now: Stood) -> Piece:
    if not now.document or not now.words.strip():
        return Piece(text=text)
    return Piece(
        text=text, evidence=Evidence(words=now.words, document=now.document, start=now.start, end=now.end)
    )  # fmt: skip


def _told(name: str, value: str | None, material: Material) -> str:
    """Return a value as people read it; one that is not told says so."""
    if not value:
        return say("not reported")
    if name in {"said", "standing"}:
        return say({**plain_words("statuses"), **SAID}.get(value, value))
    if name in {"days", "number"}:
        return _days(value) if name == "days" else _number(value)
    names = {kind.id: kind.one for one in material.ceasefires for kind in one.taxonomy.classes}
    names |= {party.id: party.name for one in material.ceasefires for party in one.parties}
    told = names.get(value, value)
    return in_sentence(told) if name in {"by", "who"} else told


def _number(value: str) -> str:
    low, _, high = value.partition("-")
    return low if low == high else value


def _days(value: str) -> str:
    first, _, last = value.partition("/")
    if not first or not last:
        return first or last
    return days_words(dt.date.fromisoformat(first), dt.date.fromisoformat(last))

"""Events and claims that the machine missed, coded by a person from words of the text.

One is kept as a correction of what no reading has at these words, with every field. Where a later reading finds one
there, it is that one's correction.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from detente.core.errors import UsageError
from detente.core.spans import Span
from detente.incidents.from_reading import account_key
from detente.review.correct import correct_fields, scene_of
from detente.review.keys import claim_key, claim_keys, event_keys
from detente.review.records import Field, Kind, Review, Subject
from detente.review.words import find_words

__all__ = ["ADDED", "code_added", "is_added", "is_persons", "known_keys", "new_one", "shown_words"]

Json = Mapping[str, Any]
ADDED = "added"
"""Stands among the fields of an event or a claim that a person added."""
NO_EVENT: Json = {
    "type": None, "mode": None, "quad": None, "score": None, "cameo": None, "contexts": [], "actors": [],
    "recipients": [], "place": None, "date": None, "claim": None, "status": None, "rule": "review", "confidence": 1.0,
    "lowered_by": [],
}  # fmt: skip
NO_CLAIM: Json = {
    "source": None, "via": [], "cue": None, "parts": [], "mode": None, "mood": None, "trend": None, "confidence": 1.0,
    "lowered_by": [],
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class _Form:
    """How additions of a kind are made: the field of the words they stand at, their local ids, their keys."""

    words: str
    letters: str
    key: Callable[[str, int, int], str]
    keys: Callable[..., list[str]]


FORMS: Mapping[Kind, _Form] = {
    "event": _Form(words="trigger", letters="A", key=account_key, keys=event_keys),
    "claim": _Form(words="content", letters="AC", key=claim_key, keys=claim_keys),
}


def is_added(review: Review) -> bool:
    """Say whether a verdict codes an event or a claim that the machine had not read."""
    return review.verdict == "correct" and ADDED in review.fields


def is_persons(one: Json) -> bool:
    """Say whether an event or a claim of a reading as people left it was read by nobody but a person."""
    return one.get("machine", True) is None


def shown_words(kind: Kind) -> str:
    """Return the field of the words by which something of a kind is known, and that an addition begins with."""
    return FORMS[kind].words


def known_keys(kind: Kind, reading: Json, *, document: str) -> frozenset[str]:
    """Return the keys of the events or claims of a reading that the machine has read."""
    own = [one for one in reading[f"{kind}s"] if not is_persons(one)]
    return frozenset(FORMS[kind].keys(own, document=document))


def code_added(
    words: str, given: Iterable[str], *, reading: Json, document: str, kind: Kind = "event"
) -> tuple[Subject, Mapping[str, Field]]:
    """Return what is coded, and its fields, from the words that a person chose and the fields that they typed.

    An event begins with the words of its deed, a claim with the words that are said. `reading` may hold what people
    added. Raises `UsageError` where the words do not stand in the text, one was read there, or a field is missing.
    """
    form, text = FORMS[kind], reading["text"]
    span = find_words(words, text, within=Span(0, len(text)))
    key = form.key(document, span.start, span.end)
    if key in known_keys(kind, reading, document=document):
        message = f"{'an event' if kind == 'event' else 'a claim'} was read at these words; correct it: "
        raise UsageError(message + f"detente review correct DIR {key[:10]} --field ...")
    typed = list(given)
    _refuse_unsaid(kind, typed)
    blank = _blank(kind, reading, span)
    fields = correct_fields(kind, typed, reading=reading, coded=blank, document=document, whole=True)
    own = Field(value=[span.text_in(text)], spans=(span,))
    told = {form.words: own, ADDED: Field(value="by a person", spans=(span,))}
    return Subject(kind=kind, key=key, document=document), dict(fields) | told


def _refuse_unsaid(kind: Kind, given: Iterable[str]) -> None:
    """Refuse words that are given twice, and a claim of which it is not said who makes it. Raises `UsageError`."""
    names = {one.partition("=")[0].strip() for one in given}
    words = FORMS[kind].words
    if words in names:
        message = f"the {words} is given by --{words}; leave out --field {words}=..."
        raise UsageError(message)
    if kind == "claim" and "source" not in names:
        message = 'a claim needs who says so: --field source="words in the text", or --field source= where the text '
        raise UsageError(message + "names nobody")


def new_one(review: Review, reading: Json, number: int) -> dict[str, Any]:
    """Return an event or a claim in the form of the contract, still without what the person says of it."""
    form = FORMS[review.subject.kind]
    own = _blank(review.subject.kind, reading, review.fields[form.words].spans[0])
    return own | {"id": f"{form.letters}{number}"}


def _blank(kind: Kind, reading: Json, words: Span) -> dict[str, Any]:
    own = {"start": words.start, "end": words.end}
    if kind == "claim":
        return {**NO_CLAIM, "content": own}
    scene = scene_of(reading, {"content": own})
    return {**NO_EVENT, "trigger": own, "evidence": {"start": scene.start, "end": scene.end}}

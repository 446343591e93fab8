"""What codes are called in plain words, in the language of the request: each the same whoever does it."""

from collections.abc import Iterable, Mapping
from typing import Any

from detente.display.language import say
from detente.display.sheets import Cell
from detente.knowledge.plain import PlainKind, plain_words
from detente.registry.deeds import MINE_ACCIDENT, is_accident

__all__ = [
    "code_cell", "context_text", "contexts_text", "deed_text", "deeds_text", "event_text", "form_text",
    "mode_alone", "mode_text", "number_text", "publisher_text", "sectors_text", "status_text",
]  # fmt: skip


def deed_text(type_: str, mode: str | None = None) -> str:
    """Return what a type of deed is called, with its mode; the code itself where it has no name here."""
    called = say(plain_words("types").get(type_) or plain_words("deeds").get(type_, type_))
    return say("%(what)s: %(more)s", what=called, more=mode_text(type_, mode)) if mode else called


def event_text(event: Mapping[str, Any], words: str) -> str:
    """Return what an event of a reading is called, told in `words`: a mine that went off is no attack."""
    type_, mode = event["type"], event.get("mode")
    if is_accident(type_, mode, words):
        return deed_text(MINE_ACCIDENT)
    return deed_text(type_, mode)


def deeds_text(types: Iterable[str]) -> str:
    """Return what several types of deed are called."""
    return say(", ").join(map(deed_text, types))


def mode_text(type_: str, mode: str) -> str:
    """Return what a mode of a type is called; the code itself where it has no name here."""
    return say(plain_words("modes").get(f"{type_} {mode}", mode))


def mode_alone(mode: str) -> str:
    """Return what a mode is called where its type is not at hand; those of one name are called alike."""
    named = (called for name, called in plain_words("modes").items() if name.split(" ", 1)[1] == mode)
    return say(next(named, mode))


def context_text(code: str) -> str:
    """Return what a context is called."""
    return say(plain_words("contexts").get(code, code))


def contexts_text(codes: Iterable[str]) -> str:
    """Return what several contexts are called."""
    return say(", ").join(map(context_text, codes))


def sectors_text(codes: Iterable[str]) -> str:
    """Return what sectors are called."""
    return say(", ").join(say(plain_words("sectors").get(one, one)) for one in codes)


def code_cell(code: str) -> Cell:
    """Return a code of any kind in plain words, the code beside it; what is none as it is."""
    kinds: tuple[PlainKind, ...] = ("types", "modes", "contexts", "statuses", "numbers")
    found = next((words[code] for kind in kinds if code in (words := plain_words(kind))), None)
    return Cell(text=say(found), value=code, note="" if found == code else code) if found else Cell(text=code)


def status_text(status: str) -> str:
    """Return how something is reported: as having happened, planned, denied."""
    return say(plain_words("statuses").get(status, status))


def publisher_text(kind: str) -> str:
    """Return what kind of publisher it is: a monitor, an agency."""
    return say(plain_words("publishers").get(kind, kind))


def form_text(form: str) -> str:
    """Return in which form a report came in."""
    return say(plain_words("forms").get(form, form))


def number_text(kind: str) -> str:
    """Return of what a number is."""
    return say(plain_words("numbers").get(kind, kind))

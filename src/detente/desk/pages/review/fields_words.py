"""What the fields that are coded are called, and what stands in them, in plain words with the code beside it."""

from collections.abc import Callable, Mapping

from detente.desk.pages.said.deeds import context_text, deed_text, mode_alone, number_text, status_text
from detente.display.language import mark, say
from detente.reading.records import QUANTITY_KINDS

__all__ = ["code_text", "field_name", "is_code"]

NAMES: Mapping[str, str] = {
    "type": mark("what was done"),
    "mode": mark("in which way"),
    "contexts": mark("on which matters"),
    "status": mark("reported as"),
    "trigger": mark("words for it"),
    "actors": mark("who did it"),
    "recipients": mark("to whom"),
    "place": mark("where"),
    "date": mark("when"),
    "claim": mark("who says it"),
    "source": mark("who says it"),
    "via": mark("passed on by"),
    "cue": mark("verb of saying"),
    "content": mark("what is said"),
    "mood": mark("how it is said"),
    "trend": mark("claimed trend"),
    "there at all": mark("whether it is there at all"),
}
TEXTS: Mapping[str, Callable[[str], str]] = {
    "type": deed_text, "mode": mode_alone, "contexts": context_text, "status": status_text,
}  # fmt: skip


def field_name(name: str) -> str:
    """Return what a field is called; one of a number by what is counted."""
    if name in QUANTITY_KINDS:
        return say("number: %(kind)s", kind=number_text(name))
    return say(NAMES.get(name, name))


def is_code(name: str) -> bool:
    """Say whether a field holds codes, which have plain words."""
    return name in TEXTS


def code_text(name: str, code: str) -> str:
    """Return what a code of a field is called; the value itself where it is none."""
    return TEXTS[name](code) if name in TEXTS else code

"""How reports came in, in words: what copies and versions differ in, and what a change did to what was read."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from detente.documents.versions import Version
    from detente.reading.changes import Change
    from detente.store import Known, Record

__all__ = [
    "DIFFERENCES",
    "changes_between",
    "changes_of",
    "copy_in_words",
    "differing",
    "in_few",
    "observed_in_words",
    "sector_of_form",
]

DIFFERENCES = ("put in", "left out", "replaced")
FEW, SHORT = 4, 70
"""Differences of a kind, and characters of each, that are shown to people."""
COPIES = {
    "same words": "the same text as",
    "retitled": "the same text under another title as",
    "reordered": "the same text in another order as",
    "edited": "an edited form of",
    "paraphrased": "a retelling of",
}


def copy_in_words(kind: str, share: float, share_back: float) -> str:
    """Say what a report is to its copy: which one was cut shows, which was edited or retold does not."""
    if kind == "cut":
        return "cut from" if share >= share_back else "the longer text of"
    return COPIES.get(kind, kind)


def differing(their: str, own: str) -> dict[str, list[str | tuple[str, str]]]:
    """Return the words that a text puts in, leaves out and replaces of those of its copy."""
    from detente.documents.copies.differences import differences

    told: dict[str, list[str | tuple[str, str]]] = {name: [] for name in DIFFERENCES}
    for one in differences(their, own):
        was = " ".join(their[slice(*one.one)].split()) if one.one else ""
        now = " ".join(own[slice(*one.other)].split()) if one.other else ""
        if one.kind == "changed":
            told["replaced"].append((was, now))
        elif one.kind != "kept":
            told["left out" if was else "put in"].append(was or now)
    return told


def in_few(told: Sequence[str | Sequence[str]], *, few: int = FEW) -> str | None:
    """Return the first few of some words as one line; None for none."""
    more = len(told) - few
    return "; ".join(map(_quoted, told[:few])) + (f"; and {more:,} more" if more > 0 else "") or None


def _quoted(words: str | Sequence[str]) -> str:
    if isinstance(words, str):
        return f"“{_short(words)}”"
    return f"“{_short(words[0])}” → “{_short(words[1])}”"


def _short(words: str) -> str:
    return words if len(words) <= SHORT else words[: SHORT - 1].rstrip() + "…"


def changes_of(
    record: "Record", before: "Version", after: "Version", *, known_on: "Known | None" = None
) -> tuple[str, ...]:
    """Say what the next version changed: in its words, and in what was read of them; nothing for its form alone."""
    from detente.core.errors import RecordError
    from detente.documents.word_diff import word_diff
    from detente.store import NOW, reading_of, text_of

    old, new = (text_of(record, v.documents[0]) for v in (before, after))
    blocks = [b for b in word_diff(old, new).blocks if b.kind != "kept"]
    told = [_block(old[b.old_start : b.old_end], new[b.new_start : b.new_end]) for b in blocks]
    try:
        bodies = [reading_of(record, v.documents[0], known_on=known_on or NOW) for v in (before, after)]
    except RecordError:
        return (*told, "not read yet")
    return (*told, *changes_between(*bodies))


def changes_between(old: Mapping[str, Any], new: Mapping[str, Any]) -> tuple[str, ...]:
    """Say which claims and events differ between two readings, in the reading contract's form."""
    from detente.reading.changes import compare_readings

    return tuple(map(_change, compare_readings(old, new)))


def _block(old: str, new: str) -> str:
    old, new = " ".join(old.split()), " ".join(new.split())
    if not old:
        return f"put in “{new}”"
    return f"“{old}” became “{new}”" if new else f"left out “{old}”"


def _change(change: "Change") -> str:
    what = change.layer.removesuffix("s")
    words = " ".join((change.new_words or change.old_words or "").split())
    fields = f" in {', '.join(change.fields)}" if change.fields else ""
    return f"{what} {change.kind}{fields}: “{words}”"


def observed_in_words(what: str, what_words: str | None) -> str:
    """Return what was observed; the observer's own words behind it, where there are any."""
    return what.replace("_", " ") if what_words is None else f"{what.replace('_', ' ')}: {what_words}"


def sector_of_form(near_km: float | None, far_km: float | None, bearing_words: str | None) -> str | None:
    """Return distance and direction as an observer's form has them: "3–6 km, south-east"."""
    distance = None
    if far_km is not None:
        one = f"up to {far_km:g} km" if near_km is None else f"{near_km:g}–{far_km:g} km"
        distance = f"{near_km:g} km" if near_km == far_km else one
    return ", ".join(filter(None, (distance, bearing_words))) or None

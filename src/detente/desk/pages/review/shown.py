"""What a page shows of an item: who says it, its sentences marked, its fields with their words and inputs."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from detente.core.spans import Span
from detente.desk.pages.review.fields_words import code_text, field_name, is_code
from detente.desk.pages.review.given import NEW_COUNT, Before, claims_of
from detente.desk.pages.review.item import Item
from detente.desk.pages.review.passage import Piece, pieces_of
from detente.desk.pages.review.sayings import FIELD_HELP
from detente.desk.pages.said.deeds import deed_text, mode_text, number_text
from detente.display.language import say
from detente.display.sheets import Cell, Certainty
from detente.knowledge.plover import plover
from detente.reading.records import QUANTITY_KINDS
from detente.registry.evidence import Evidence
from detente.review.fields import FIELDS, FieldForm, known_codes
from detente.review.records import Field, Kind, Review
from detente.review.told import field_told

__all__ = [
    "Choice",
    "ShownField",
    "blank_fields",
    "cell_of",
    "evidence_at",
    "field_said",
    "fields_of",
    "marks_of",
    "pieces_shown",
    "unnamed_words",
    "who_says",
]

KEYS = "1234567890"
SHOWN: Mapping[Kind, str] = {"event": "trigger", "claim": "content"}
"""The words by which something that is coded anew is known."""
MARKED = ("content", "trigger", "actors", "recipients", "place", "date", "source", "via", "cue", *QUANTITY_KINDS)
"""Fields whose words are marked in the sentence; types, modes and statuses stand on the words of the deed."""
SAYER: Mapping[Kind, str] = {"event": "claim", "claim": "source"}
"""The field that tells who says it."""
SURE: Mapping[str, Certainty] = {
    "happened": "told", "ongoing": "told", "background": "told", "alleged": "claimed", "planned": "unsure",
    "hypothetical": "unsure", "demanded": "unsure", "denied": "undone", "negated": "undone",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A value that a field may have, what it is called, and under which heading it is listed."""

    value: str
    called: str
    under: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownField:
    """A field: by which key it is reached, what was read in it, and what may be typed in its place.

    `values` are what stands in its inputs, by their names. `before` tells of each of them what was read.
    """

    name: str
    called: str
    key: str
    sort: str
    help: str
    read: Cell
    values: Mapping[str, tuple[str, ...]]
    choices: tuple[Choice, ...] = ()
    needed: bool = False


def evidence_at(spans: Sequence[Span], text: str, document: str) -> tuple[Evidence, ...]:
    """Return words of a text as what a value stands on; blanks alone are none."""
    return tuple(
        Evidence(words=words, document=document, start=span.start, end=span.end)
        for span in spans
        if (words := span.text_in(text)).strip()
    )


def cell_of(name: str, field: Field | None, *, reading: Mapping[str, Any], document: str) -> Cell:
    """Return what a field holds, with its words; where the text tells nothing of it, that is said."""
    text, told = reading["text"], field_told(name, field, none="")
    if field is None or not told:
        return Cell(blank=say("not reported"))
    words = evidence_at(field.spans, text, document)
    if name == "claim":
        told = words[0].words if words else told
        return Cell(text=" ".join(told.split())[:160], words=words)
    if is_code(name):
        return _code_cell(name, field, words)
    sure = None
    return Cell(text=told.replace("“", "").replace("”", "") if _is_words(name) else told, words=words, certainty=sure)


def _code_cell(name: str, field: Field, words: tuple[Evidence, ...]) -> Cell:
    """Return codes in plain words; the codes themselves stand beside them, small."""
    codes = [str(one) for one in (field.value if isinstance(field.value, list) else [field.value])]
    text, note = say(", ").join(code_text(name, one) for one in codes), ", ".join(codes)
    sure = SURE.get(codes[0]) if name == "status" else None
    return Cell(
        text=text, value=note, words=words, certainty=sure, note="" if name == "status" or note == text else note
    )


def _is_words(name: str) -> bool:
    return any(forms[name].sort in {"words", "several"} for forms in FIELDS.values() if name in forms)


def fields_of(item: Item, values: Before) -> tuple[ShownField, ...]:
    """Return the fields of an item in their order, each with its key; numbers that were read come last."""
    kind = item.subject.kind
    names = [name for name, form in FIELDS[kind].items() if form.sort != "number" or f"{name}.n" in values]
    hidden = {SHOWN[kind]} if item.hides_machine else set()
    shown = tuple(
        _field(kind, name, KEYS[n : n + 1], item.fields.get(name), values, item.reading, item.subject.document)
        for n, name in enumerate(names)
        if name not in hidden
    )
    return shown if item.hides_machine else tuple(_as_above(one, item) for one in shown)


def _as_above(shown: ShownField, item: Item) -> ShownField:
    """Return a field as the line above the words answers it: where nobody is named, who says it is told alike."""
    if shown.name != SAYER[item.subject.kind] or shown.read.text:
        return shown
    return replace(shown, read=Cell(text=unnamed_words(item)))


def blank_fields(
    kind: Kind, values: Before, *, reading: Mapping[str, Any], document: str, only: Sequence[str] = ()
) -> tuple[ShownField, ...]:
    """Return the fields of something that is coded anew, without the words by which it is known."""
    names = [name for name, form in FIELDS[kind].items() if form.sort != "number" and name != SHOWN[kind]]
    chosen = [name for name in names if not only or name in only]
    return tuple(_field(kind, name, KEYS[n : n + 1], None, values, reading, document) for n, name in enumerate(chosen))


def _field(
    kind: Kind,
    name: str,
    key: str,
    field: Field | None,
    values: Before,
    reading: Mapping[str, Any],
    document: str,
) -> ShownField:
    form = FIELDS[kind][name]
    return ShownField(
        name=name,
        called=field_name(name),
        key=key,
        sort=form.sort,
        help=say(FIELD_HELP[name]) if name in FIELD_HELP else say("How many, and the words that say it."),
        read=cell_of(name, field, reading=reading, document=document),
        values={one: value for one, value in values.items() if one == name or one.startswith(f"{name}.")},
        choices=tuple(choices_of(kind, form, reading)),
        needed=not form.may_be_empty,
    )


def choices_of(kind: Kind, form: FieldForm, reading: Mapping[str, Any]) -> Iterator[Choice]:
    """Yield the values that a field may have; of modes those of every type, each under its type."""
    if form.sort == "claim":
        yield from (Choice(value=n, called=words[:90]) for n, words in claims_of(reading))
    elif form.name == "mode" and kind == "event":
        for name, one in plover().types.items():
            under = _with_code(deed_text(name), name)
            yield from (
                Choice(value=mode, called=_with_code(mode_text(name, mode), mode), under=under) for mode in one.modes
            )
    elif form.sort in {"code", "codes"}:
        for code in known_codes(kind, form.name):
            called = code_text(form.name, code)
            is_plain = form.name == "status" or not is_code(form.name)
            yield Choice(value=code, called=called if is_plain else _with_code(called, code))


def _with_code(called: str, code: str) -> str:
    return f"{called} · {code}"


def count_choices(shown: Sequence[ShownField]) -> list[Choice]:
    """Return the kinds of numbers that an item has none of yet."""
    there = {one.name for one in shown}
    return [Choice(value=kind, called=number_text(kind)) for kind in QUANTITY_KINDS if kind not in there]


def new_count(values: Before) -> tuple[str, ...]:
    """Return what was typed for a number of a kind that was not read."""
    return tuple((values.get(name) or ("",))[-1] for name in NEW_COUNT)


def marks_of(item: Item) -> dict[str, tuple[Span, ...]]:
    """Return the words to mark in the sentences, by field."""
    return {name: field.spans for name in MARKED if (field := item.fields.get(name)) is not None and field.spans}


def pieces_shown(item: Item) -> tuple[Piece, ...]:
    """Return the sentences of an item and around it, its words marked."""
    return pieces_of(item.reading, item.scene, marks_of(item))


def who_says(item: Item) -> tuple[Cell, ...]:
    """Return who says it, and who passes it on; empty where nobody but the report does, or it is not to be seen."""
    if item.hides_machine:
        return ()
    claims = item.reading["claims"]
    held = item.coded if item.subject.kind == "claim" else None
    if held is None:
        held = next((one for one in claims if one["id"] == item.coded["claim"]), None)
    if held is None:
        return ()
    spans = [Span(one["start"], one["end"]) for one in (held["source"], *held["via"]) if one]
    words = evidence_at(spans, item.reading["text"], item.subject.document)
    return tuple(Cell(text=" ".join(one.words.split()), words=(one,)) for one in words)


def unnamed_words(item: Item) -> str:
    """Return who says it where the text names nobody: an event is the report's own word, a claim is nobody's."""
    if item.subject.kind == "claim":
        return say("Nobody is named who says so.")
    publisher = item.reading.get("publisher")
    if not publisher:
        return say("The report says so itself; it names nobody who says it.")
    return say("%(who)s says so itself; the report names nobody else who says it.", who=" ".join(publisher.split()))


def fields_said(review: Review) -> str:
    """Return what a verdict says that fields should be."""
    told = ((name, field) for name, field in review.fields.items() if name != "added")
    return "; ".join(f"{field_name(name)}: {field_said(name, field)}" for name, field in told)


def field_said(name: str, field: Field | None) -> str:
    """Return what a field holds, codes in plain words."""
    if field is not None and is_code(name) and field.value:
        return _code_cell(name, field, ()).text
    return field_told(name, field)

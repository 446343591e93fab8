"""One event or claim as a person reviews it: its sentences with the words of each field marked, and what was read."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

    from detente.core.spans import Span
    from detente.review.records import Field, Kind

from detente.cli.printable import printable

__all__ = ["field_in_words", "plain_words", "print_item"]

STYLES = {
    "trigger": "bold yellow reverse",
    "actors": "bold cyan",
    "recipients": "bold magenta",
    "place": "bold green",
    "date": "bold blue",
    "source": "bold cyan",
    "via": "cyan underline",
    "cue": "bold yellow reverse",
    "content": "italic",
}
NEIGHBOURS = 1
"""Sentences shown on either side."""
NARROW = 60
KEYS = "a accept   c correct   r reject   d doubt   s skip   q quit"


def print_item(
    console: "Console",
    reading: Mapping[str, Any],
    *,
    kind: "Kind",
    fields: "Mapping[str, Field]",
    scene: "Span",
    heading: str,
    because: str = "",
    hides_machine: bool = False,
) -> None:
    """Print an item: heading, sentences with their neighbours, fields, and why it is asked for."""
    from rich.padding import Padding
    from rich.table import Table
    from rich.text import Text

    console.print(Text(heading, style="bold"))
    if because:
        console.print(Text(f"why: {because}", style="dim"))
    console.print()
    shown = ("trigger",) if kind == "event" else ("content",)
    marked = {name: fields[name].spans for name in (shown if hides_machine else STYLES) if name in fields}
    console.print(Padding(_passage(reading, scene, marked), (0, 0, 0, 2)))
    console.print()
    if hides_machine:
        words = "; ".join(span.text_in(reading["text"]) for name in shown for span in fields[name].spans)
        console.print(Text(f"to code: “{_short(words)}”"))
        console.print(Text("what the machine read is not shown in this session; code all of it with c"))
        return
    table = Table(box=None, show_header=False, pad_edge=False)
    table.add_column("field", style="dim", no_wrap=True)
    table.add_column("value", overflow="fold")
    for name, value in _rows(kind, fields, reading["text"]):
        table.add_row(name, Text(value, style=STYLES.get(name, "").replace(" reverse", "")))
    console.print(table)


def _rows(kind: "Kind", fields: "Mapping[str, Field]", text: str) -> Iterator[tuple[str, str]]:
    from detente.review.fields import FIELDS

    for name, form in FIELDS[kind].items():
        field = fields.get(name)
        if field is not None and (form.sort != "number" or field.value):
            is_claim = name == "claim" and bool(field.spans)
            yield name, f"“{_short(field.spans[0].text_in(text))}”" if is_claim else field_in_words(name, field)


def _short(words: str) -> str:
    plain = plain_words(words)
    return plain if len(plain) <= NARROW else plain[:NARROW].rsplit(" ", 1)[0] + " …"


def field_in_words(name: str, field: "Field | None") -> str:
    """Return what a field holds, for people at a terminal; a dash where the text tells nothing."""
    from detente.review.told import field_told

    return printable(field_told(name, field))


def plain_words(words: str) -> str:
    """Return words on one line, without what a terminal would take for orders."""
    return printable(" ".join(words.split()))


def _passage(reading: Mapping[str, Any], scene: "Span", marked: "Mapping[str, Sequence[Span]]") -> "Text":
    from rich.text import Text

    text, sentences = reading["text"], reading["sentences"]
    before = [s for s in sentences if s["end"] <= scene.start][-NEIGHBOURS:]
    after = [s for s in sentences if s["start"] >= scene.end][:NEIGHBOURS]
    start = before[0]["start"] if before else scene.start
    end = after[-1]["end"] if after else scene.end
    shown = printable(text[start:end])
    passage = Text(shown)
    passage.stylize("dim", 0, scene.start - start)
    passage.stylize("dim", scene.end - start, end - start)
    for name, spans in marked.items():
        for span in spans:
            passage.stylize(STYLES[name], max(span.start, start) - start, max(min(span.end, end) - start, 0))
    return passage

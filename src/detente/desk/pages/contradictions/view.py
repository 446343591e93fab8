"""Contradictions as sheets: a list of them, and one with its sides in equal columns, field beside field."""

import functools
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from detente.desk.pages.contradictions.words import RELATIONS, came_out, ruling_cell, side_cell
from detente.desk.pages.said.telling import days_text, names_cell, said_by, standing_cell, what_text
from detente.display.language import say
from detente.display.sheets import Cell, Column, Empty, Row, Sheet, cell
from detente.registry.assertions.assertion import Assertion
from detente.registry.contradictions.contradiction import Contradiction

__all__ = ["chosen", "list_sheet", "nothing", "sides_sheet"]

Field = tuple[str, str, Callable[[Assertion], Cell]]


def chosen(
    found: Sequence[Contradiction], *, ruling: str, relation: str, room: str, of: str
) -> tuple[Contradiction, ...]:
    """Return those that are all that is asked for; what is blank narrows nothing."""
    if not (ruling or relation or room or of):
        return tuple(found)
    # of one thing there may be thousands: whether its name fits is asked once
    fits = functools.cache(lambda name: of.casefold().strip() in name.casefold())
    return tuple(
        one
        for one in found
        if ruling in {"", one.ruling}
        and relation in {"", one.relation}
        and room in {"", one.one[0].room}
        and fits(one.named)
    )


def list_sheet(shown: Sequence[Contradiction], *, empty: Empty, more: str | None = None) -> Sheet:
    """Return contradictions as a table: both sides alike, whoever came out first in front."""
    return Sheet(
        id="contradictions", title=say("Contradictions"), more=more,
        columns=(
            Column(id="of", title=say("about what")),
            Column(id="one", title=say("one side says"), equal=True),
            Column(id="other", title=say("another side says"), equal=True),
            Column(id="relation", title=say("how they compare")),
            Column(id="ruling", title=say("decided")),
        ),
        rows=tuple(_row(one) for one in shown),
        empty=empty,
        rule=say("the side that was published first stands first, whoever it is; copies of one text are one claim"),
    )  # fmt: skip


def nothing(*, narrowed: bool) -> Empty:
    """Return what stands where nothing is found: of what is asked for, or in all of the record."""
    if narrowed:
        means = say("No claims that you ask for contradict each other.")
        return Empty(means=means, now=say("Show all"), href="/contradictions", of="found")
    means = say("No two claims of this record contradict each other by the rules. That does not say that all are true.")
    return Empty(means=means, now=say("See what is said"), href="/statements", of="found")


def _row(one: Contradiction) -> Row:
    rest = len(one.sides) - 2
    other = side_cell(one.other)
    note = say("and %(n)s more sides", n=rest) if rest else other.note
    return Row(
        id=one.id[:16],
        cells=(
            Cell(text=one.named, href=f"/contradictions/{one.id[:16]}"),
            side_cell(one.one),
            Cell(text=other.text, value=other.value, words=other.words, note=note),
            Cell(text=say(RELATIONS[one.relation]), value=one.relation),
            ruling_cell(one),
        ),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Voice:
    """One claimant on one side: all that it claims of the thing, and who else claims the same."""

    name: str
    claims: tuple[Assertion, ...]
    along: tuple[str, ...]


def sides_sheet(one: Contradiction) -> Sheet:
    """Return a column for each claimant, all of one rank: the same fields in the same order, and who says the same."""
    voices = tuple(voice for side in one.sides for voice in _voices(side))
    return Sheet(
        id="sides", title=say("What is claimed"),
        columns=(
            Column(id="field", title=say("field")),
            *(Column(id=f"claimant_{n}", title=voice.name, equal=True) for n, voice in enumerate(voices, start=1)),
        ),
        rows=(_along(voices), *_rows(voices)),
        empty=Empty(means=say("Nothing is claimed."), of="found"),
        rule=say("claims about one thing are compared by the rule “%(rule)s”", rule=one.rule),
    )  # fmt: skip


def _voices(side: Sequence[Assertion]) -> Iterator[_Voice]:
    by: dict[str, list[Assertion]] = {}
    for one in side:
        by.setdefault(said_by(one), []).append(one)
    for name, claims in by.items():
        yield _Voice(name=name, claims=tuple(claims), along=tuple(each for each in by if each != name))


def _along(voices: Sequence[_Voice]) -> Row:
    blank = say("nobody else")
    return Row(
        id="along",
        cells=(cell(say("says the same")), *(Cell(text="; ".join(one.along), blank=blank) for one in voices)),
    )


def _rows(voices: Sequence[_Voice]) -> Iterator[Row]:
    for number, claims in enumerate(zip_longest(*(one.claims for one in voices))):
        yield from _claims(number, claims)


def _claims(number: int, claims: Sequence[Assertion | None]) -> Iterator[Row]:
    for id_, title, shown in _fields():
        cells = tuple(shown(one) if one else Cell() for one in claims)
        if number == 0 or any(one.text for one in cells):
            yield Row(id=f"{id_}-{number}", cells=(cell(title), *cells), within=number > 0)


def _fields() -> tuple[Field, ...]:
    blank = say("not reported")
    return (
        ("published", say("published on"), lambda one: cell(came_out(one))),
        ("what", say("what"), lambda one: Cell(text=what_text(one), value=one.what)),
        ("day", say("of which day"), lambda one: Cell(text=days_text(one.day), blank=blank)),
        ("parts", say("who takes part"), lambda one: _with_blank(names_cell(one.parts), blank)),
        ("standing", say("reported as"), lambda one: standing_cell(one.standing)),
        ("words", say("in which words"), _words),
    )


def _words(one: Assertion) -> Cell:
    told = " … ".join(" ".join(evidence.words.split()) for evidence in one.evidence)
    return Cell(text=say("“%(words)s”", words=told), value=told, words=one.evidence)


def _with_blank(one: Cell, blank: str) -> Cell:
    return Cell(text=one.text, words=one.words, blank=blank)

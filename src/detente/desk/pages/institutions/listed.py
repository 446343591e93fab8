"""Institutions in a list, and one of them: rival claims of each kind together, staff side by side."""

from collections.abc import Iterable, Mapping, Sequence
from urllib.parse import quote

from detente.desk.pages.registry.claims import (
    certainty_of,
    claims_cell,
    days_of,
    kind_words,
    said_by,
    told_as,
    value_words,
)
from detente.desk.pages.registry.cut import cut_to
from detente.desk.pages.registry.things import unkept_key
from detente.display.language import say
from detente.display.sheets import Cell, Column, Empty, Row, Sheet, cell
from detente.registry.assertions.assertion import Assertion
from detente.registry.institutions.definition import Institution
from detente.registry.institutions.words import KINDS

__all__ = ["institution_href", "kinds_sheet", "list_sheet", "others_sheet", "staff_sheet"]

LISTED = ("founded", "opened", "staffed", "legal basis", "closed")
MOST_OTHERS = 40
MOST_CLAIMS = 4


def institution_href(id_: str) -> str:
    """Return the address of an institution."""
    return f"/institutions/{quote(id_, safe='')}"


def list_sheet(kept: Sequence[Institution], said: Iterable[Assertion]) -> Sheet:
    """Return the institutions that the desk follows, and who says what of each."""
    by_id: dict[str, list[Assertion]] = {}
    for one in said:
        by_id.setdefault(one.subject or "", []).append(one)
    return Sheet(
        id="institutions", title=say("Institutions"),
        columns=(
            Column(id="institution", title=say("institution")),
            *(Column(id=what.replace(" ", "_"), title=kind_words(what)) for what in LISTED),
            Column(id="said", title=say("claims"), numeric=True),
        ),
        rows=tuple(_row(one.id, one.name, by_id.get(one.id, ())) for one in kept),
        empty=Empty(
            means=say("This desk follows no institution: its watches name none."),
            now=say("See what reports mention and no watch has."), href="/watches",
        ),
    )  # fmt: skip


def _row(key: str, name: str, said: Sequence[Assertion]) -> Row:
    return Row(
        id=key,
        cells=(
            Cell(text=name, href=institution_href(key)),
            *(_told([one for one in said if one.what == what]) for what in LISTED), cell(len(said)),
        ),
    )  # fmt: skip


def _told(said: Sequence[Assertion]) -> Cell:
    return claims_cell(said, words_of, blank=say("nobody says"), most=MOST_CLAIMS)


def words_of(one: Assertion) -> str:
    """Return what one says: its value and its place, and the days."""
    return ", ".join(filter(None, (value_words(one), days_of(one.day))))


def others_sheet(said: Iterable[Assertion]) -> Sheet:
    """Return the institutions that reports name and no watch has."""
    named: dict[str, list[Assertion]] = {}
    for one in said:
        if one.subject is None:
            named.setdefault(unkept_key(one.named), []).append(one)
    shown, rule = cut_to(named.items(), MOST_OTHERS)
    return Sheet(
        id="others", title=say("Named in reports, and in no watch"),
        columns=(
            Column(id="name", title=say("called")), Column(id="who", title=say("who says it")),
            Column(id="what", title=say("what is reported")), Column(id="said", title=say("claims"), numeric=True),
        ),
        rows=tuple(_other(key, some) for key, some in shown),
        empty=Empty(means=say("No report names an institution that no watch has.")), rule=rule,
    )  # fmt: skip


def _other(key: str, said: Sequence[Assertion]) -> Row:
    return Row(
        id=key,
        cells=(
            Cell(text=said[0].named, href=institution_href(key)),
            cell(", ".join(dict.fromkeys(said_by(one.claimant) for one in said))),
            cell(", ".join(dict.fromkeys(kind_words(one.what) for one in said))), cell(len(said)),
        ),
    )  # fmt: skip


def kinds_sheet(said: Sequence[Assertion]) -> Sheet:
    """Return what is said of one institution, a row for each kind: rival claims stand in it together."""
    kinds = (*KINDS, *dict.fromkeys(one.what for one in said if one.what not in KINDS))
    return Sheet(
        id="kinds", title=say("Who says what of it"),
        columns=(Column(id="what", title=say("what")), Column(id="claims", title=say("who says what"))),
        rows=tuple(
            Row(id=what.replace(" ", "-"), cells=(cell(kind_words(what)), _told(own)))
            for what in kinds
            if (own := [one for one in said if one.what == what]) or what in LISTED
        ),
        empty=Empty(means=say("Nobody says anything about it.")),
    )  # fmt: skip


def staff_sheet(said: Iterable[Assertion], names: Mapping[str, str], actors: Sequence[str]) -> Sheet:
    """Return who staffs it in what numbers: a row for each claim, a column of one width for each who is told of.

    `actors` stand in their order; a claim of all of them stands in each column. No numbers are put together.
    """
    own, rule = cut_to(one for one in said if one.what == "staffed")
    told = [part.actor or part.name for one in own for part in one.parts_of("staff")]
    columns = tuple(dict.fromkeys((*actors, *told)))
    return Sheet(
        id="staff", title=say("Staff, side by side"),
        columns=(
            Column(id="who", title=say("who says it")), Column(id="days", title=say("of which day")),
            *(Column(id=f"of_{id_}", title=names.get(id_, id_), equal=True) for id_ in columns),
            Column(id="whole", title=say("not reported for which of them"), equal=True),
        ),
        rows=tuple(_staff(one, columns) for one in own),
        empty=Empty(means=say("Nobody says how many staff it has, or from whom.")), rule=rule,
    )  # fmt: skip


def _staff(one: Assertion, columns: Sequence[str]) -> Row:
    told = {part.actor or part.name: part for part in one.parts_of("staff")}
    return Row(
        id=one.id[:16],
        cells=(
            cell(said_by(one.claimant)), cell(days_of(one.day) or None, blank=say("not reported")),
            *(_number(one, told[id_].value if id_ in told else None, is_told=id_ in told) for id_ in columns),
            Cell(blank="") if told else _number(one, None, is_told=True),
        ),
    )  # fmt: skip


def _number(one: Assertion, value: str | None, *, is_told: bool) -> Cell:
    if not is_told:
        return Cell(blank=say("not reported for them"))
    figure = value or one.value or (one.amount.count.words if one.amount else "")
    note = "" if one.standing == "happened" else told_as(one)
    return Cell(text=figure or say("no number reported"), words=one.evidence, certainty=certainty_of(one), note=note)

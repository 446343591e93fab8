"""The balance of what is read, as tables: by side, language, kind of publisher, form and month."""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence

from detente.desk.asked import Asked
from detente.desk.pages.said.deeds import form_text, publisher_text
from detente.display.language import mark, say
from detente.display.sheets import Cell, Column, Empty, Row, Sheet, cell
from detente.exchange.page_words import language_name
from detente.pipeline.balance import Heard, gather_heard
from detente.registry.watch.balance import FEWEST, ONE_SIDED, Kept, Share, Side, balance_by, one_sided

__all__ = ["balance_sheets", "chosen", "heard_here", "one_sidedness", "side_words", "silent_words"]

MOST_MONTHS = 24
EMPTY = mark("No report is kept of these days, so there is nothing to weigh.")


def heard_here(asked: Asked) -> Heard:
    """Return all reports as the balance counts them."""
    return asked.held("heard", lambda: gather_heard(asked.record, known_on=asked.known_on))


def chosen(heard: Heard, first: dt.date | None, last: dt.date | None) -> tuple[Kept, ...]:
    """Return the reports that came out on some days; one of no known day is left out where days are asked for."""
    if first is None and last is None:
        return heard.kept
    begun, ended = (first or dt.date.min).isoformat(), (last or dt.date.max).isoformat()
    return tuple(one for one in heard.kept if one.day is not None and begun <= one.day <= ended)


def side_words(side: str | None, heard: Heard) -> str:
    """Return what a side is called; of an outlet that nobody names, that its side is not known."""
    return next((one.name for one in heard.sides.every if one.id == side), say("side not known"))


def one_sidedness(kept: Sequence[Kept], heard: Heard) -> list[str]:
    """Return for each ceasefire whether one side's press has most voices, by one rule and wording for all."""
    told = []
    for one in heard.ceasefires:
        names = {party.name for party in one.parties}
        among = [side for side in heard.sides.every if side.name in names]
        found = one_sided(kept, among)
        if found is not None:
            side, voices, every = found
            told.append(say(
                "%(ceasefire)s: of %(every)s voices whose side is known, %(n)s are press of one side, %(side)s. What "
                "the other side’s press would say is little known here.",
                ceasefire=one.name, every=every, n=voices, side=side_words(side, heard),
            ))  # fmt: skip
    return told


def rule_words() -> str:
    """Return the rule of one-sidedness, with the numbers that are in force."""
    return say(
        "It is called one-sided where one side’s press has more than %(share)s of the voices "
        "whose side is known, and there are at least %(least)s. Copies of one text are one voice. "
        "The watch says whose press a publisher is. Where it does not say so, the publisher is "
        "not therefore independent.",
        share=f"{ONE_SIDED:.2f}", least=FEWEST,
    )  # fmt: skip


def balance_sheets(kept: Sequence[Kept], heard: Heard) -> list[Sheet]:
    """Return the balance by side, by language, by kind of publisher, by form and by month."""
    sides = list(heard.sides.every)
    by_month = sorted(balance_by(kept, lambda one: one.month), key=lambda one: one.of or "9999")[-MOST_MONTHS:]
    return [
        _by_side(kept, heard),
        _split(
            "languages",
            say("By language"),
            say("language"),
            balance_by(kept, lambda one: one.language),
            sides,
            called=language_name,
        ),
        _split(
            "kinds",
            say("By kind of publisher"),
            say("kind of publisher"),
            balance_by(kept, lambda one: one.kind),
            sides,
            called=publisher_text,
        ),
        _split(
            "forms",
            say("By form"),
            say("form in which it came in"),
            balance_by(kept, lambda one: one.form),
            sides,
            called=form_text,
        ),
        _split("months", say("By month"), say("month"), by_month, sides),
    ]


def _by_side(kept: Sequence[Kept], heard: Heard) -> Sheet:
    outlets: dict[str | None, set[str | None]] = {}
    for one in kept:
        outlets.setdefault(one.side, set()).add(one.outlet)
    shares = {one.of: one for one in balance_by(kept, lambda one: one.side)}
    order: list[str | None] = [one.id for one in heard.sides.every if one.id in shares or _is_party(one, heard)]
    rows = [_side_row(side, shares.get(side), outlets.get(side, set()), heard) for side in (*order, None)]
    return Sheet(
        id="sides", title=say("By side"), columns=(
            Column(id="side", title=say("side"), term="side"),
            Column(id="outlets", title=say("publishers"), numeric=True),
            Column(id="reports", title=say("reports"), numeric=True),
            Column(id="voices", title=say("voices"), numeric=True, term="voice"),
            Column(id="copies", title=say("copies"), numeric=True),
        ), rows=tuple(rows) if kept else (), empty=Empty(means=say(EMPTY)), rule=rule_words(),
    )  # fmt: skip


def _is_party(side: Side, heard: Heard) -> bool:
    """Say whether somebody is a side or a monitor of a ceasefire: it has its row even where nothing is kept of it."""
    names = {one.name for each in heard.ceasefires for one in each.parties}
    return side.name in names | {one.name for each in heard.ceasefires for one in each.monitors}


def silent_words(kept: Sequence[Kept], heard: Heard) -> str:
    """Return of whose press nothing is kept, of those whose press the watch names."""
    there = {one.side for one in kept}
    names = [one.name for one in heard.sides.every if one.id not in there and not _is_party(one, heard)]
    return say("Nothing is kept of the press of: %(names)s.", names=", ".join(names)) if names else ""


def _side_row(side: str | None, share: Share | None, outlets: Iterable[str | None], heard: Heard) -> Row:
    called = cell(side_words(side, heard))
    if share is None:  # the desk knows this side, and has nothing of its press
        return Row(id=side or "none", cells=(called, cell(0), cell(0), cell(0), cell(0)))
    cells = (called, cell(len(set(outlets))), cell(share.reports), cell(share.voices), cell(share.copies))
    return Row(id=side or "none", cells=cells)


def _split(
    id_: str, title: str, heading: str, shares: Iterable[Share], sides: Sequence[Side], *,
    called: Callable[[str], str] = str,
) -> Sheet:  # fmt: skip
    """Return shares with the voices of each side beside each other, in columns of one width."""
    given = list(shares)
    there = [one for one in sides if any(share.by_side.get(one.id) for share in given)]
    columns = (
        Column(id="of", title=heading), Column(id="reports", title=say("reports"), numeric=True),
        Column(id="voices", title=say("voices"), numeric=True, term="voice"),
        *(Column(id=f"side-{one.id}", title=one.name, numeric=True, equal=True) for one in there),
        Column(id="unknown", title=say("side not known"), numeric=True, equal=True),
    )  # fmt: skip
    rows = tuple(
        Row(id=one.of or "not-told", cells=(
            Cell(text=called(one.of) if one.of else "", value=one.of, blank=say("not known")), cell(one.reports),
            cell(one.voices),
            *(cell(one.by_side.get(side.id, 0)) for side in there), cell(one.by_side.get(None, 0)),
        ))
        for one in given
    )  # fmt: skip
    return Sheet(id=id_, title=title, columns=columns, rows=rows, empty=Empty(means=say(EMPTY)))

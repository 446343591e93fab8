"""The numbers of the record that a sentence is held against, worked out once for each state of it."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from detente.desk.asked import Asked
from detente.desk.pages.ceasefires.gathered import latest_day, told_on
from detente.desk.pages.ceasefires.period import LONGEST as MOST_DAYS
from detente.desk.pages.ceasefires.period import asked_whole
from detente.display.ceasefires.names import names_of
from detente.pipeline.mines import MineRow, gather_mines
from detente.pipeline.numbers import figures_in_reports, figures_of_record
from detente.pipeline.platforms import gather_meetings, gather_platforms
from detente.pipeline.projects import gather_projects
from detente.pipeline.registries import Desk, stored_desk
from detente.registry.assertions.actors import Actor
from detente.registry.ceasefires.board import board_of
from detente.registry.ceasefires.definition import Ceasefire
from detente.registry.ceasefires.homes import own_offices
from detente.registry.ceasefires.parse import ceasefire_from_json
from detente.registry.evidence import Evidence
from detente.registry.interval import Interval
from detente.registry.numbers.asked import AskedFigure, Named
from detente.registry.numbers.held import (
    HeldFigure,
    figures_of_assertions,
    figures_of_board,
    figures_of_meetings,
    figures_of_mines,
    figures_of_violations,
)
from detente.store import entries

__all__ = ["Known", "held_figures", "known_here"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """Whom and what this desk knows: its ceasefires, its actors, who claims numbers of mines, places by their ids."""

    ceasefires: tuple[Ceasefire, ...]
    actors: tuple[Actor, ...]
    others: tuple[str, ...]
    places: Mapping[str, tuple[str, ...]]

    @property
    def names(self) -> dict[str, tuple[str, ...]]:
        """By which names those are called who may have counted, by their ids."""
        called: dict[str, tuple[str, ...]] = {name: (name,) for name in self.others if name}
        called |= {one.id: (one.name, *one.names) for one in self.actors}
        for ceasefire in self.ceasefires:
            called |= {one.id: (one.name, *one.names) for one in ceasefire.parties}
            called |= {one.id: (one.name, *one.names, *own_offices("monitor")) for one in ceasefire.monitors}
        return called

    @property
    def shown(self) -> dict[str, str]:
        """What those are called here, by their ids."""
        called = {one.id: one.name for one in self.actors}
        for ceasefire in self.ceasefires:
            called |= names_of(ceasefire)
        return called


def known_here(asked: Asked) -> Known:
    """Return whom and what this desk knows."""

    def made() -> Known:
        kept = entries(asked.record, kind="ceasefire", known_on=asked.known_on)
        claimants = {row.record.claimant or "" for row in _mines(asked)}
        ceasefires = tuple(ceasefire_from_json(one.content) for one in kept)
        desk = stored_desk(asked.record, known_on=asked.known_on)
        return Known(
            ceasefires=ceasefires, actors=desk.actors, others=tuple(sorted(claimants)),
            places=dict(_things(desk)) | dict(_places(asked, ceasefires)),
        )  # fmt: skip

    return asked.held("whom a number may be of", made)


def _things(desk: Desk) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield what a number may be of as a whole: a project, a platform."""
    for one in desk.things:
        yield f"of:{one.id}", (one.name, *one.names)


def _places(asked: Asked, ceasefires: Iterable[Ceasefire]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the places of ceasefires, and those that are told of them, each with its names."""
    for ceasefire in ceasefires:
        yield f"of:{ceasefire.id}", (ceasefire.name,)
        for one in ceasefire.stretches:
            yield f"{ceasefire.id}/{one.id}", (one.name, *one.names)
        whole = asked_whole(ceasefire, None, None, latest_day(asked))
        for said in told_on(asked, ceasefire, whole).violations:
            for place in said.where:
                yield " ".join(place.words.casefold().split()), (place.words,)


def held_figures(asked: Asked, known: Known, figure: AskedFigure) -> Iterator[HeldFigure]:
    """Yield the numbers that one of the sentence is held against, those in registries first.

    A number told in a report that a registry has from the same words is not there twice.
    """
    in_reports = _in_reports(asked, figure)
    spans: dict[str, list[tuple[HeldFigure, Evidence]]] = {
        held.document: [] for one in in_reports for held in one.evidence if held.document
    }
    for one in _registries(asked, known, figure.interval):
        yield one
        for held in one.evidence:
            if held.document in spans:
                spans[held.document].append((one, held))
    yield from (one for one in in_reports if not _is_kept(one, spans.get(one.evidence[0].document or "", [])))


def _is_kept(one: HeldFigure, kept: Iterable[tuple[HeldFigure, Evidence]]) -> bool:
    """Say whether a registry has a number told in a report, from words that hold it."""
    at = one.evidence[0].start or 0
    return any(each.count.low == one.count.low and (held.start or 0) <= at < (held.end or 0) for each, held in kept)


def _registries(asked: Asked, known: Known, days: Interval | None) -> tuple[HeldFigure, ...]:
    of_days = [one for each in known.ceasefires for one in _of_ceasefire(asked, each, days)]
    return (*of_days, *asked.held("numbers", lambda: tuple(_others(asked))))


def _of_ceasefire(asked: Asked, ceasefire: Ceasefire, interval: Interval | None) -> tuple[HeldFigure, ...]:
    whole = asked_whole(ceasefire, None, None, latest_day(asked))
    days = _bounded(interval) if interval is not None else whole

    def single() -> tuple[HeldFigure, ...]:
        return tuple(figures_of_violations(ceasefire, told_on(asked, ceasefire, whole).violations))

    def counted() -> tuple[HeldFigure, ...]:
        every = told_on(asked, ceasefire, whole).violations
        board = board_of(ceasefire, days, every)
        return tuple(figures_of_board(ceasefire, board, {one.id: one for one in every}))

    on_board = asked.held("numbers of a board", counted, ceasefire.id, days.first, days.last)
    return (*asked.held("numbers of a ceasefire", single, ceasefire.id), *on_board)


def _bounded(interval: Interval) -> Interval:
    """Return days as a board has them: no words, and no more than a page takes."""
    last = min(interval.last, interval.first + dt.timedelta(days=min(MOST_DAYS, (dt.date.max - interval.first).days)))
    return Interval(first=interval.first, last=last)


def _mines(asked: Asked) -> tuple[MineRow, ...]:
    return asked.held("mines", lambda: gather_mines(asked.record, known_on=asked.known_on))


def _others(asked: Asked) -> Iterator[HeldFigure]:
    record, known_on = asked.record, asked.known_on
    yield from figures_of_mines(row.record for row in _mines(asked))
    yield from figures_of_assertions(gather_projects(record, known_on=known_on).assertions)
    said = gather_platforms(record, known_on=known_on)
    yield from figures_of_meetings(gather_meetings(record, said, known_on=known_on))
    yield from figures_of_record(record, known_on=known_on)


def _in_reports(asked: Asked, figure: AskedFigure) -> tuple[HeldFigure, ...]:
    bare = replace(figure, start=0, end=0, interval=None, named=Named(), places=frozenset(), rest=())
    return asked.held(
        "numbers in reports", lambda: figures_in_reports(asked.record, bare, known_on=asked.known_on), bare
    )

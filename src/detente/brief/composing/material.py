"""What a brief is composed of: the record as of a moment, the reports that came in since another, what is followed."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import Any

from detente.brief.composing.concern import concern_of, concerning
from detente.core.errors import UsageError
from detente.display.language import say
from detente.incidents.account import Side
from detente.pipeline.ceasefires import kept_ceasefires
from detente.pipeline.days.gathered import gather_days
from detente.pipeline.news import News, NewsItem, gather_news
from detente.pipeline.registries import Desk, stored_desk
from detente.pipeline.told_in import heard_in, violations_in
from detente.registry.ceasefires.claimants import column_of_speaker
from detente.registry.ceasefires.definition import Ceasefire
from detente.registry.ceasefires.violation import Violation
from detente.registry.consequence import place_of
from detente.registry.evidence import Evidence
from detente.registry.interval import Interval
from detente.registry.statements.ledger import Heard
from detente.registry.watch.definition import Watch
from detente.registry.watch.stated import things_of
from detente.store import Known, OutletView, Record, documents_of_incidents, outlets_of, readings_among, readings_named
from detente.store.levels import Level

__all__ = ["Material", "gather_material"]


SHORTEST = 5
"""Letters of a party's name by which another name is taken to say whose it is: "Veldurian" of Velduria."""


@dataclass(frozen=True, kw_only=True)
class Material:
    """All that the parts of a brief are made of; frozen but for what they remember of it.

    `day` is that of the brief, `told` what reports say of each ceasefire (by its id) that is new, or of a happening
    that a new report tells of. `near` are the new reports that concern what is followed, `heard` who is quoted in
    them. `used` are words that a line has quoted already, `read` readings that were looked into, `said` what is said
    of each ceasefire on the days that new reports tell of. `level` is whose brief it is.
    """

    record: Record
    known_on: Known
    day: dt.date
    since: dt.datetime | None
    desk: Desk
    watch: Watch | None
    ceasefires: tuple[Ceasefire, ...]
    news: News
    new: frozenset[str]
    outlets: dict[str, OutletView]
    told: dict[str, tuple[Violation, ...]]
    near: frozenset[str]
    level: Level = "internal"
    used: list[tuple[str, int, int]] = field(default_factory=list)
    heard: tuple[Heard, ...] = ()
    read: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    said: dict[str, tuple[Violation, ...]] = field(default_factory=dict)

    @property
    def watches(self) -> tuple[Watch, ...]:
        """The watches that it is of: the one that is asked for, else all."""
        return (self.watch,) if self.watch else self.desk.watches

    @property
    def reports(self) -> str:
        """What the reports are called that it is made of: below the desk's own level those that are released alone."""
        return say("the reports") if self.level == "internal" else say("the reports that are released")

    def column_named(self, name: str) -> str | None:
        """Return the party or monitor for whom somebody of a name speaks, by the ceasefires that are followed."""
        side = Side(name=name, kind="organisation")
        return next((found for one in self.ceasefires if (found := column_of_speaker(side, one))), None)

    def side_of(self, name: str, office: str) -> str:
        """Return the party or monitor for whom somebody speaks, by its name; "" where that is none, or is said."""
        column = self.column_named(name)
        names = {party.id: party.name for one in self.ceasefires for party in one.parties}
        names |= {monitor.id: monitor.name for one in self.ceasefires for monitor in one.monitors}
        found = names.get(column or "", "")
        return "" if found[:SHORTEST].casefold() in f"{name} {office}".casefold() else found

    @property
    def things(self) -> dict[str, str]:
        """What its watches follow, by id, in their order: what each is called."""
        return {one.id: one.name for watch in self.watches for one in things_of(watch)}

    def order_of(self, document: str | None) -> tuple[str, str]:
        """Return where a report stands among others, by nothing that its words or names decide."""
        one = self.outlets.get(document or "")
        return (one.published or "9999", one.external_id) if one else ("9999", "")

    def said_around(self, ceasefire: Ceasefire) -> tuple[Violation, ...]:
        """Return all that is said of the days of a ceasefire that new reports tell of, whoever says it and whenever."""
        if ceasefire.id not in self.said:
            days = [one.interval for one in self.told[ceasefire.id] if one.interval is not None]
            self.said[ceasefire.id] = (
                gather_days(
                    self.record, ceasefire,
                    Interval(first=min(one.first for one in days), last=max(one.last for one in days)),
                    known_on=self.known_on,
                ).violations if days else ()
            )  # fmt: skip
        return self.said[ceasefire.id]

    def sentence_of(self, words: Evidence) -> Evidence:
        """Return the whole sentence of its report that words stand in; themselves where that is not known."""
        document, start, end = words.document, words.start, words.end
        if document is None or start is None or end is None:
            return words
        if document not in self.read:
            ids = [reading for _, reading in readings_among(self.record, [document], known_on=self.known_on)]
            self.read.update(readings_named(self.record, ids, known_on=self.known_on))
        reading = self.read.get(document, {"sentences": ()})
        for one in reading["sentences"]:
            if one["start"] <= start and end <= one["end"]:
                told = reading["text"][one["start"] : one["end"]]
                return Evidence(words=told, document=document, start=one["start"], end=one["end"])
        return words

    def is_used(self, document: str | None, start: int | None, end: int | None) -> bool:
        """Say whether words are quoted already."""
        return any(
            own == document and start is not None and end is not None and start < until and since < end
            for own, since, until in self.used
        )


def gather_material(
    record: Record, *, watch: str, day: dt.date, since: dt.datetime | None, until: dt.datetime,
    level: Level = "internal",
) -> Material:  # fmt: skip
    """Return what a brief of a day is composed of; `watch` is the id of one, or empty for all of the record.

    Raises `UsageError` where no such watch is kept, or none that is released to whom the brief is for.
    """
    known_on = Known(at=until)
    desk = stored_desk(record, known_on=known_on)
    chosen = _watch(desk, watch)
    followed = tuple(_followed(desk, chosen, (one for one, _ in kept_ceasefires(record, known_on=known_on))))
    first = gather_news(record, since=since, known_on=known_on)
    new = frozenset(first.reports)
    beside = documents_of_incidents(record, {one.incident.id for one in first.items}) if first.items else frozenset()
    told = {one.id: _since_begun(one, violations_in(record, one, new | beside, known_on=known_on)) for one in followed}
    breaches = {v.incident for some in told.values() for v in some if v.incident and v.said == "some"}
    news = gather_news(record, since=since, breaches=breaches, known_on=known_on)
    outlets = outlets_of(record, new | beside, known_on=known_on)
    concern = concern_of(chosen, followed)
    near = new & concerning(news.items, chain.from_iterable(told.values()), concern) if concern.actors else new
    made = Material(
        record=record, known_on=known_on, day=day, since=since, desk=desk, watch=chosen, ceasefires=followed,
        news=news, new=new, outlets=outlets, told=told, level=level,
        near=near, heard=tuple(heard_in(record, near, known_on=known_on)),
    )  # fmt: skip
    items = sorted(news.items, key=lambda one: (*place_of(one.incident, breaches=breaches)[:-1], *_first(one, made)))
    return replace(made, news=replace(news, items=tuple(items)))


def _since_begun(ceasefire: Ceasefire, told: Iterable[Violation]) -> tuple[Violation, ...]:
    """Return what is said of a ceasefire without what came out before it began: that is of another one."""
    first = ceasefire.first or ""
    return tuple(one for one in told if one.published is None or one.published >= first)


def _first(one: NewsItem, made: Material) -> tuple[str, str, int]:
    """Return where the first report of a happening stands: by its day and its place, and no name or words."""
    places = [
        (*made.order_of(saying.words.document), saying.words.start or 0) for saying in one.sayings if saying.words
    ]
    return min(places, default=("9999", "", 0))


def _watch(desk: Desk, id_: str) -> Watch | None:
    if not id_:
        return None
    found = next((one for one in desk.watches if one.id == id_), None)
    if found is None:
        there = ", ".join(one.id for one in desk.watches) or "none"
        message = f"no watch is called {id_[:60]!r}, or it is not released to whom the brief is for: there are {there}"
        raise UsageError(message)
    return found


def _followed(desk: Desk, watch: Watch | None, kept: Iterable[Ceasefire]) -> Iterable[Ceasefire]:
    """Return the ceasefires of a watch in its own order; all of them where it is the only one, or none is named."""
    every = sorted(kept, key=lambda one: one.id)
    if watch is None or len(desk.watches) == 1:
        return every
    named = {one.ceasefire for one in watch.agreements if one.ceasefire}
    files = [name.removesuffix(".toml") for name in watch.ceasefires]
    return [one for one in every if one.id in named or any(f == one.id or f.endswith(f"-{one.id}") for f in files)]

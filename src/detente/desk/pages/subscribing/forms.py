"""The form in which somebody chooses what is sent to them: drawn without a script, and read as it is sent."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from fastapi import Request

from detente.brief.settings import BriefSettings, Edition
from detente.brief.subscribers.days import DAY_NAMES, days_words
from detente.brief.subscribers.subjects import CEASEFIRE, SUBJECT_NAMES, subject_words
from detente.brief.subscribers.wanted import Wanted, time_zones, zone_called
from detente.desk.asked import records_of
from detente.desk.typed import Typed
from detente.display.language import say
from detente.registry.ceasefires.parse import ceasefire_from_json
from detente.store import entries
from detente.store.mail.subscribers import Choice

__all__ = [
    "Choosing",
    "OfEdition",
    "Tick",
    "choosing",
    "chosen_words",
    "named_ceasefires",
    "offered",
    "read_choosing",
    "subjects_of",
]  # fmt: skip

Named = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """A box to tick: what it sends, what it is called, whether it is ticked."""

    value: str
    called: str
    is_on: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OfEdition:
    """What is chosen of one edition."""

    id: str
    title: str
    is_on: bool
    subjects: tuple[Tick, ...]
    days: tuple[Tick, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Choosing:
    """All that is chosen in the form, with the time zones that there are."""

    editions: tuple[OfEdition, ...]
    hour: int
    zone: str
    zones: tuple[str, ...]


def choosing(editions: Sequence[Edition], wanted: Wanted | None, ceasefires: Named) -> Choosing:
    """Return the form for what is wanted; None: as it is for somebody who chose nothing yet."""
    chosen = {one.edition: one for one in wanted.choices} if wanted else {}
    first = editions[0] if editions else None
    return Choosing(
        editions=tuple(
            _of_edition(one, chosen.get(one.id), ceasefires, is_alone=wanted is None and len(editions) == 1)
            for one in editions
        ),
        hour=wanted.hour if wanted else first.hour if first else 7,
        zone=wanted.zone if wanted else first.zone if first else "UTC", zones=time_zones(),
    )  # fmt: skip


def read_choosing(sent: Typed) -> Wanted:
    """Return what a form asks for, whether it can be had or not."""
    hour = sent.one("hour")
    return Wanted(
        choices=tuple(
            Choice(
                edition=one, subjects=sent.all(f"subjects.{one}"),
                days=tuple(sorted({int(day) for day in sent.all(f"days.{one}") if day in "0123456" and len(day) == 1})),
            )
            for one in sent.all("edition")
        ),
        hour=int(hour) if hour.isascii() and hour.isdecimal() and len(hour) < 3 else -1,  # noqa: PLR2004 - figures
        zone=zone_called(sent.one("zone")),
    )  # fmt: skip


def subjects_of(ceasefires: Named, kept: Collection[str] = ()) -> frozenset[str]:
    """Return which subjects may be chosen: those there are, and those that were chosen before."""
    return frozenset({*SUBJECT_NAMES, *(f"{CEASEFIRE}{id_}" for id_, _ in ceasefires), *kept})


def named_ceasefires(request: Request) -> Named:
    """Return the ids and names of the ceasefires that everybody may know of."""
    record = records_of(request).seen_at("public")
    kept = (ceasefire_from_json(one.content) for one in entries(record, kind="ceasefire"))
    return sorted({(one.id, one.name) for one in kept})


def offered(office: BriefSettings | None, open_ones: Sequence[Edition], chosen: Collection[str]) -> list[Edition]:
    """Return the editions that somebody may choose: those open to all, and those that they are sent already."""
    ids = {one.id for one in open_ones} | {*chosen}
    return [one for one in office.editions if one.id in ids] if office else []


def _of_edition(one: Edition, chosen: Choice | None, ceasefires: Named, *, is_alone: bool) -> OfEdition:
    named = [f"{CEASEFIRE}{id_}" for id_, _ in ceasefires]
    subjects = [*named, *SUBJECT_NAMES]
    kept = chosen.subjects if chosen else ()
    more = [subject for subject in kept if subject not in subjects]
    days = chosen.days if chosen else one.days
    return OfEdition(
        id=one.id, title=one.title, is_on=chosen is not None or is_alone,
        subjects=tuple(
            Tick(value=each, called=subject_words(each, ceasefires), is_on=each in kept) for each in (*subjects, *more)
        ),
        days=tuple(Tick(value=str(day), called=say(DAY_NAMES[day]), is_on=day in days) for day in one.days),
    )  # fmt: skip


def chosen_words(choice: Choice, ceasefires: Named) -> str:
    """Return what was chosen of an edition: of which subjects, on which days."""
    subjects = ", ".join(subject_words(one, ceasefires) for one in choice.subjects)
    days = days_words(choice.days)
    if not subjects:
        return say("%(days)s, of all subjects", days=days)
    return say("%(days)s, of these subjects: %(subjects)s", days=days, subjects=subjects)

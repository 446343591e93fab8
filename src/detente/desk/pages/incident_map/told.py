"""Where incidents are told to have been: one row for each place that is told of one, with who tells it."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from detente.display.placed import AREAS, WIDE, place_names
from detente.display.sheets import Certainty
from detente.incidents.account import NOT_SO, Account, Where
from detente.registry.deeds import deeds_of
from detente.registry.evidence import Evidence
from detente.store import Gathered, Known, Record, Wanted, gather_incidents, hidden_keys, place_in_order

__all__ = ["Page", "Told", "gather_page"]

CLAIMED = frozenset({"alleged"})
UNSURE = frozenset({"planned", "hypothetical", "demanded"})
ORDER: tuple[Certainty, ...] = ("told", "claimed", "unsure", "undone")


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A place that is told of an incident, by whom, and as how sure.

    `name` is by the convention of the watch, `deeds` by which kinds of deed it is headed.
    """

    id: str
    incident: str
    who: tuple[str, ...]
    types: tuple[str, ...]
    deeds: tuple[str, ...]
    certainty: Certainty
    first: str | None
    last: str | None
    name: str
    where: Where
    reports: int
    place_words: tuple[Evidence, ...]
    words: tuple[Evidence, ...]

    @property
    def is_area(self) -> bool:
        """Whether an area is told, and no point in it."""
        return self.where.precision in AREAS

    @property
    def is_drawn(self) -> bool:
        """Whether it has a place on a map."""
        return self.where.lat is not None and self.where.lon is not None and self.where.precision not in WIDE

    @property
    def doubt(self) -> bool:
        """Whether the place only stands before the words in the report, and may be that of something else."""
        return self.where.nearness == "around"


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Some incidents in the order of the list, and after which of them the next ones come."""

    told: tuple[Told, ...]
    incidents: int
    after: tuple[int, str] | None


def gather_page(
    record: Record, wanted: Wanted, *, certainty: Certainty | None, limit: int, known_on: Known
) -> Page:  # fmt: skip
    """Return what is told of where incidents were, of so many incidents at most, without what is coded blind now."""
    found = gather_incidents(record, wanted, known_on=known_on.at, limit=limit + 1)
    names = place_names(record, known_on=known_on)
    hidden = hidden_keys(record)
    rows = [row for one in found[:limit] for row in _rows(one, wanted, names, hidden)]
    return Page(
        told=tuple(one for one in rows if certainty in (None, one.certainty)),
        incidents=len(found[:limit]),
        after=place_in_order(found[limit - 1], wanted) if len(found) > limit else None,
    )


def _rows(one: Gathered, wanted: Wanted, names: Mapping[str, str], hidden: Collection[str]) -> Iterator[Told]:
    held: defaultdict[Hashable, list[Account]] = defaultdict(list)
    for account in one.accounts:
        if account.where is not None and account.key not in hidden and _is_asked(account, wanted):
            held[_called(account.where.name, names), account.where.country].append(account)
    for n, (_, accounts) in enumerate(sorted(held.items(), key=lambda pair: str(pair[0]))):
        yield _told(f"{one.id[:16]}-{n}", one, accounts, names)


def _is_asked(account: Account, wanted: Wanted) -> bool:
    """Say whether an account tells what is asked for of its place and type; other accounts tell of other places."""
    where = account.where
    return where is not None and (
        wanted.country in (None, where.country)
        and wanted.type in (None, account.type)
        and (wanted.place is None or wanted.place.casefold() in where.name.casefold())
    )


def _called(name: str, names: Mapping[str, str]) -> str:
    return names.get(name.casefold(), name)


def _told(id_: str, one: Gathered, accounts: Sequence[Account], names: Mapping[str, str]) -> Told:
    nearest = min(accounts, key=lambda each: ("told", "sentence", "around").index(_where(each).nearness))
    days = [when for each in accounts if (when := each.when) is not None and each.is_dated]
    return Told(
        id=id_, incident=one.id, who=tuple(dict.fromkeys(_speaker(each, one.publishers) for each in accounts)),
        types=tuple(sorted({each.type for each in accounts})), deeds=deeds_of(accounts),
        certainty=min(map(_certainty, accounts), key=ORDER.index),
        first=_day(min(when.first for when in days)) if days else None,
        last=_day(max(when.last for when in days)) if days else None,
        name=_called(_where(nearest).name, names), where=_where(nearest),
        reports=len({each.document for each in accounts}),
        place_words=tuple(dict.fromkeys(filter(None, map(_place_words, accounts)))),
        words=tuple(dict.fromkeys(map(_words, accounts))),
    )  # fmt: skip


def _where(account: Account) -> Where:
    if account.where is None:
        message = f"account {account.key} has no place"
        raise ValueError(message)
    return account.where


def _speaker(account: Account, publishers: Mapping[str, str]) -> str:
    """Return who says so: by the report's words, else its publisher; empty where neither is known."""
    return account.claimant.name if account.claimant else publishers.get(account.document, "")


def _certainty(account: Account) -> Certainty:
    if account.status in NOT_SO:
        return "undone"
    if account.status in UNSURE:
        return "unsure"
    return "claimed" if account.status in CLAIMED or account.claimant is not None else "told"


def _words(account: Account) -> Evidence:
    start, end = account.evidence or (account.start, account.end)
    return Evidence(words=account.said or account.type, document=account.document, start=start, end=end)


def _place_words(account: Account) -> Evidence | None:
    where = _where(account)
    if where.span is None:
        return None
    return Evidence(words=where.said or where.name, document=account.document, start=where.span[0], end=where.span[1])


def _day(ordinal: int) -> str:
    return dt.date.fromordinal(ordinal).isoformat()

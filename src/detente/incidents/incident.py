"""An incident as it is shown: everything that is told of it, apart by claimant, in equal columns.

Nothing is averaged or added up across claimants. What a claimant does not tell stays empty: that is no zero, and no
"none".
"""

import datetime as dt
import itertools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from detente.incidents.account import Account, Side
from detente.incidents.column import Column, column_of
from detente.incidents.compare_places import apart_km
from detente.incidents.independence import Independence, independence, speakers_of
from detente.incidents.remarks import Remark, with_remarks
from detente.incidents.standing import NOBODY, Standing, known_side, parties_to
from detente.incidents.summary import summarise

__all__ = ["Incident", "describe"]

ORDER: tuple[Standing, ...] = ("party", "monitor", "other", "media")
WIDE = frozenset({"admin1", "country", "region", None})
MOST_POINTS = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """An incident, by claimant. `summary` is composed from the columns, and nobody's words.

    `first` and `last` are the days between which accounts put it, `places` all that they name, `apart_km` how far two
    points of these lie apart at most: who says which is in the columns. What stands around an event only in the text
    counts where nothing is told nearer.
    """

    id: str
    types: tuple[str, ...]
    statuses: tuple[str, ...]
    first: str | None
    last: str | None
    places: tuple[str, ...]
    apart_km: float | None
    columns: tuple[Column, ...]
    independence: Independence
    summary: str


def describe(
    accounts: Sequence[Account],
    *,
    incident: str,
    publishers: Mapping[str, str],
    remarks: Iterable[Remark] = (),
    published: Mapping[str, Standing] = NOBODY,
) -> Incident:
    """Return an incident as its accounts tell it.

    `incident` is its id, `publishers` are names by document (a document may lack one), `published` is what
    publishers are by the files of a desk, where these say it. Of the remarks, those about
    other accounts are passed over.
    """
    by_key = {account.key: account for account in sorted(accounts, key=lambda one: one.key)}
    told = with_remarks(accounts, tuple(remarks))
    parties = parties_to(accounts, published=published)
    speakers = speakers_of(told, lambda one: _own(one, publishers), publishers=publishers)
    columns = [column_of(speaker, parties) for speaker in speakers]
    ordered = tuple(sorted(columns, key=lambda column: (ORDER.index(column.standing), column.claimant)))
    first, last = _span(by_key.values())
    return Incident(
        id=incident,
        types=tuple(sorted({account.type for account in accounts})),
        statuses=tuple(sorted({account.status for account in accounts})),
        first=first,
        last=last,
        places=tuple(dict.fromkeys(place.name for column in ordered for place in column.places)),
        apart_km=_apart(by_key.values()),
        columns=ordered,
        independence=independence(told, publishers=publishers, published=published),
        summary=summarise(ordered),
    )


def _own(account: Account, publishers: Mapping[str, str]) -> Side | str:
    name = publishers.get(account.document)
    return known_side(name) if name else account.document


def _span(accounts: Iterable[Account]) -> tuple[str | None, str | None]:
    days = [account.when for account in accounts if account.when]
    near = [when for when in days if when.nearness != "around"] or days
    if not near:
        return None, None
    first, last = min(when.first for when in near), max(when.last for when in near)
    return dt.date.fromordinal(first).isoformat(), dt.date.fromordinal(last).isoformat()


def _apart(accounts: Iterable[Account]) -> float | None:
    """Return how far the farthest two places lie apart; None where fewer than two points are told."""
    places = [account.where for account in accounts if account.where and account.where.precision not in WIDE]
    near = [place for place in places if place.nearness != "around"] or places
    points = {(place.lat, place.lon): place for place in near if place.lat is not None}
    known = [points[point] for point in sorted(points)][:MOST_POINTS]
    return max((apart_km(a, b) or 0.0 for a, b in itertools.combinations(known, 2)), default=None)

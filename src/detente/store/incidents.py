"""Incidents as they are known now, or were known on a day: what belongs to each, and why."""

import datetime as dt
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

import sqlalchemy as sa
from sqlalchemy import ColumnElement, Connection

from detente.core.errors import UsageError
from detente.incidents.account import Account
from detente.incidents.blocking import days_of
from detente.incidents.decisions import Decision
from detente.incidents.recalled import rank
from detente.incidents.remarks import Remark
from detente.store import tables
from detente.store.accounts import State, accounts_by_number, remarks_by_number
from detente.store.asked import portions
from detente.store.changes import Changes
from detente.store.decisions import read_decisions
from detente.store.incident_lists import Wanted, chosen_ids, last_day_in, of_list
from detente.store.known import Known
from detente.store.likeness import voices
from detente.store.record import Record
from detente.store.remembered import brought_forward, growing

__all__ = [
    "Gathered",
    "LinkView",
    "MembershipView",
    "Wanted",
    "documents_of_incidents",
    "events_told",
    "find_incident",
    "gather_incidents",
    "incident_countries",
    "incident_page",
    "incident_sizes",
    "members_on",
    "place_in_order",
]

ACCOUNTS, MADE, LINKS, MEMBERSHIPS = tables.accounts, tables.account_readings, tables.links, tables.memberships
DOCUMENTS = tables.documents


MOST_TOLD = 5
"""Incidents that are named where an id is that of several."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkView:
    """Two accounts, by key, and how likely they are one happening; reasons are feature and weight, none where few."""

    one: str
    other: str
    likelihood: float
    reasons: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MembershipView:
    """Since when an account belongs to an incident, by whom and why."""

    account: str
    incident: str | None
    at: dt.datetime
    author: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """An incident with its accounts whole, by rank, the links between them, and what people decided about them."""

    id: str
    accounts: tuple[Account, ...]
    publishers: Mapping[str, str]
    remarks: tuple[Remark, ...] = ()
    """What its reports say of it that there was not, or that monitors did not observe."""
    links: tuple[LinkView, ...] = ()
    decisions: tuple[Decision, ...] = ()
    memberships: tuple[MembershipView, ...] = ()

    def without(self, hidden: Collection[str]) -> "Gathered":
        """Return this incident without some accounts, by their keys: those that coders code blind now."""
        if not any(account.key in hidden for account in self.accounts):
            return self
        kept = tuple(account for account in self.accounts if account.key not in hidden)
        own = {account.key for account in kept}
        return replace(
            self,
            accounts=kept,
            remarks=tuple(one for one in self.remarks if one.account in own),
            links=tuple(link for link in self.links if link.one in own and link.other in own),
            memberships=tuple(one for one in self.memberships if one.account in own),
        )


def incident_page(
    record: Record, wanted: Wanted, *, after: str | None, limit: int, voice: Mapping[str, str]
) -> tuple[Gathered, ...]:
    """Return a page of the incidents that are asked for, as they are known now, those of the latest days first.

    `after` is the incident behind which the page begins; `voice` is of `voices`, for who has asked it already. Raises
    `PlaceGone` where no incident of that id is asked for.
    """
    with record.reading() as connection:
        behind = wanted if after is None else replace(wanted, after=(last_day_in(connection, wanted, after), after))
        narrowed = replace(behind, after=None, recalled=False) != Wanted()
        chosen = chosen_ids(record, connection, behind, limit) if narrowed else _all_behind(record, behind, limit)
        numbers = _members(connection, chosen)
        whole, publishers, remarks = _told_by(connection, [n for some in numbers.values() for n in some], voice)
    return tuple(
        _gathered(incident, [whole[number] for number in some], publishers, remarks)
        for incident, some in numbers.items()
    )


Placed = tuple[tuple[int, str], ...]
"""Incidents with the last day of each, counted downwards: in the order of their list."""


def _all_behind(record: Record, behind: Wanted, limit: int) -> Sequence[str]:
    """Return a page of all incidents, out of their order where a record is asked often."""
    if record.state is None:
        with record.reading() as connection:
            return chosen_ids(record, connection, behind, limit)
    every = _in_order(record, recalled=behind.recalled)
    start = 0 if behind.after is None else bisect_right(every, (-behind.after[0], behind.after[1]))
    return [incident for _, incident in every[start : start + limit]]


def _more_in_order(last: Placed, changed: Changes, record: Record, *, recalled: bool) -> Placed | None:
    """Bring forward the order: of incidents that changed, and of those that a document tells of that did.

    What a document told of that is not released any more cannot be asked below the desk's level: all is read anew.
    """
    if "release" in changed.kinds:
        return None
    around = set(changed.incidents)
    with record.reading() as connection:
        for some in portions(sorted(changed.documents)):
            own = sa.select(ACCOUNTS.c.incident).where(
                ACCOUNTS.c.document_id.in_(some), ACCOUNTS.c.incident.is_not(None)
            )
            around.update(str(one) for one in connection.scalars(own))
        now = [
            one
            for some in portions(sorted(around))
            for one in _placed(connection, Wanted(recalled=recalled), ACCOUNTS.c.incident.in_(some))
        ]
    kept = [one for one in last if one[1] not in around]
    return last if len(kept) + len(now) == len(last) and set(now) <= set(last) else tuple(sorted((*kept, *now)))


@growing(_more_in_order)
def _in_order(record: Record, *, recalled: bool) -> Placed:
    with record.reading() as connection:
        return tuple(sorted(_placed(connection, Wanted(recalled=recalled))))


def _placed(connection: Connection, wanted: Wanted, *among: ColumnElement[bool]) -> list[tuple[int, str]]:
    last = sa.func.coalesce(sa.func.max(ACCOUNTS.c.last_day), 0)
    query = sa.select(ACCOUNTS.c.incident, last).where(*of_list(wanted), *among).group_by(ACCOUNTS.c.incident)
    return [(-int(day), str(incident)) for incident, day in connection.execute(query)]


def _told_by(
    connection: Connection, numbers: Sequence[int], voice: Mapping[str, str]
) -> tuple[Mapping[int, Account], Mapping[str, str], Mapping[str, Sequence[Remark]]]:
    """Return accounts by number, the publishers of their reports, and remarks about them."""
    whole, remarks = accounts_by_number(connection, numbers, voice), _remarks(connection, numbers)
    return whole, _publishers(connection, {account.document for account in whole.values()}), remarks


def gather_incidents(
    record: Record, wanted: Wanted, *, known_on: dt.datetime | None = None, limit: int | None = None
) -> tuple[Gathered, ...]:
    """Return the incidents that are asked for with their accounts, those of the latest days first."""
    voice = voices(record, known_on=Known(at=known_on))
    with record.reading() as connection:
        if known_on is None:
            chosen = chosen_ids(record, connection, wanted, limit)
            numbers = _members(connection, chosen)
        else:
            numbers = members_on(connection, known_on)
        whole, publishers, remarks = _told_by(connection, [n for some in numbers.values() for n in some], voice)
    found = [
        _gathered(incident, [whole[number] for number in some], publishers, remarks)
        for incident, some in numbers.items()
    ]
    kept = [one for one in found if _is_wanted(one, wanted)]
    if wanted.after is not None or wanted.placed:
        kept = [
            one for one in kept if wanted.after is None or _order(place_in_order(one, wanted)) > _order(wanted.after)
        ]
        return tuple(sorted(kept, key=lambda one: _order(place_in_order(one, wanted)))[:limit])
    return tuple(sorted(kept, key=_latest_first)[:limit])


def place_in_order(one: Gathered, wanted: Wanted) -> tuple[int, str]:
    """Return where an incident stands in a list: the last day of what is wanted of it (0 for none), and its id."""
    days = (days for account in one.accounts if _fits(account, wanted) and (days := days_of(account)))
    return max((last for _, last in days), default=0), one.id


def _order(place: tuple[int, str]) -> tuple[int, str]:
    """Return what sorts the latest first."""
    return -place[0], place[1]


def incident_countries(record: Record) -> tuple[str, ...]:
    """Return the codes of the countries in which incidents are told to have been."""
    query = (
        sa.select(ACCOUNTS.c.country).distinct().where(ACCOUNTS.c.state <= State.SETTLED, ACCOUNTS.c.place.is_not(None))
    )
    with record.reading() as connection:
        return tuple(sorted(str(code) for code in connection.scalars(query) if code))


def find_incident(
    record: Record, given: str, *, known_on: dt.datetime | None = None, voice: Mapping[str, str] | None = None
) -> Gathered:
    """Return the incident that `given` names by its id, the first figures of it, or an id that it once had.

    `voice` is of `voices`, for who has asked it already.
    Raises `UsageError` where there is none, or more than one.
    """
    voice = voices(record, known_on=Known(at=known_on)) if voice is None else voice
    with record.reading() as connection:
        current = members_on(connection, known_on) if known_on else None
        own = _named(connection, given, current)
        numbers = (current or _members(connection, [own]))[own]
        whole = accounts_by_number(connection, numbers, voice)
        keys = {number: account.key for number, account in whole.items()}
        decisions = read_decisions(connection, known_on=known_on)
        about = tuple(d for d in decisions if (d.first | d.second) & set(keys.values()))
        publishers = _publishers(connection, {account.document for account in whole.values()})
        return replace(
            _gathered(own, list(whole.values()), publishers, _remarks(connection, numbers)),
            links=_links(connection, keys),
            decisions=about,
            memberships=_memberships(connection, sorted(keys.values()), known_on),
        )


Belongs = dict[str, tuple[str, int]]


def _more_events(
    last: Belongs, changed: Changes, record: Record, document: str | None = None, *, known_on: dt.datetime | None = None
) -> Belongs | None:
    """Bring forward what accounts belong to: of the incidents that changed, and of those of documents that did."""
    if known_on is not None or document is not None:
        return None
    if not changed.documents and not changed.incidents:
        return last
    with record.reading() as connection:
        around = set(changed.incidents)
        before = {key for key, told in last.items() if told[0] in around}
        for some in portions(sorted(changed.documents)):
            rows = connection.execute(
                sa.select(ACCOUNTS.c.key, ACCOUNTS.c.incident).where(ACCOUNTS.c.document_id.in_(some))
            )
            for key, incident in rows:
                before.add(key)
                around |= {one for one in (incident, last.get(key, (None,))[0]) if one is not None}
        now: Belongs = {}
        for some in portions(sorted(around)):
            now |= _belonging(connection, ACCOUNTS.c.incident.in_(some))
    return brought_forward(last, now, {*before, *now})


@growing(_more_events)
def events_told(record: Record, document: str | None = None, *, known_on: dt.datetime | None = None) -> Belongs:
    """Return by account key what an account belongs to, and how many other reports tell of the same."""
    with record.reading() as connection:
        if known_on is not None:
            return _told_on(connection, members_on(connection, known_on), document)
        if document is None:
            return _belonging(connection)
        # else all incidents of the record would be counted for the few of one report
        own = sa.select(ACCOUNTS.c.incident).where(ACCOUNTS.c.document_id == document)
        return _belonging(connection, ACCOUNTS.c.incident.in_(own), of=[ACCOUNTS.c.document_id == document])


def _belonging(connection: Connection, *among: ColumnElement[bool], of: Sequence[ColumnElement[bool]] = ()) -> Belongs:
    """Return by account key what accounts belong to, of some incidents or all."""
    counted = sa.select(ACCOUNTS.c.incident, sa.func.count(ACCOUNTS.c.document_id.distinct()).label("reports"))
    counted = counted.where(ACCOUNTS.c.state <= State.SETTLED, *among)
    reports = counted.group_by(ACCOUNTS.c.incident).subquery()
    query = sa.select(ACCOUNTS.c.key, ACCOUNTS.c.incident, reports.c.reports)
    query = query.join(reports, reports.c.incident == ACCOUNTS.c.incident)
    rows = connection.execute(query.where(ACCOUNTS.c.state <= State.SETTLED, *of))
    return {key: (incident, n - 1) for key, incident, n in rows}


def documents_of_incidents(record: Record, incidents: Collection[str]) -> frozenset[str]:
    """Return the documents that tell of some incidents, as they are known now."""
    query = sa.select(ACCOUNTS.c.document_id).where(ACCOUNTS.c.state <= State.SETTLED)
    with record.reading() as connection:
        asked = (query.where(ACCOUNTS.c.incident.in_(some)) for some in portions(sorted(incidents)))
        return frozenset(document for one in asked for document in connection.scalars(one))


def incident_sizes(record: Record) -> dict[str, int]:
    """Return by account key how many accounts the incident has that it belongs to."""
    counts = sa.select(ACCOUNTS.c.incident, sa.func.count().label("accounts"))
    counts = counts.where(ACCOUNTS.c.state <= State.SETTLED).group_by(ACCOUNTS.c.incident)
    sizes = counts.having(sa.func.count() > 1).subquery()
    query = sa.select(ACCOUNTS.c.key, sizes.c.accounts).join(sizes, sizes.c.incident == ACCOUNTS.c.incident)
    with record.reading() as connection:
        return {key: n for key, n in connection.execute(query.where(ACCOUNTS.c.state <= State.SETTLED))}  # noqa: C416


def _gathered(
    incident: str,
    accounts: Sequence[Account],
    publishers: Mapping[str, str],
    remarks: Mapping[str, Sequence[Remark]],
) -> Gathered:
    ranked = _ranked(accounts)
    about = tuple(remark for account in ranked for remark in remarks.get(account.key, ()))
    return Gathered(id=incident, accounts=ranked, publishers=publishers, remarks=about)


def _remarks(connection: Connection, numbers: Sequence[int]) -> dict[str, list[Remark]]:
    """Return remarks by the key of the account that each is about."""
    found: defaultdict[str, list[Remark]] = defaultdict(list)
    for remark in remarks_by_number(connection, numbers):
        found[remark.account].append(remark)
    return found


def _told_on(
    connection: Connection, members: Mapping[str, Sequence[int]], document: str | None
) -> dict[str, tuple[str, int]]:
    query = sa.select(ACCOUNTS.c.number, ACCOUNTS.c.key, ACCOUNTS.c.document_id)
    known = {number: (key, home) for number, key, home in connection.execute(query)}
    told: dict[str, tuple[str, int]] = {}
    for incident, numbers in members.items():
        homes = {known[number][1] for number in numbers}
        told |= {known[n][0]: (incident, len(homes) - 1) for n in numbers if document in {None, known[n][1]}}
    return told


def _members(connection: Connection, incidents: Sequence[str]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {incident: [] for incident in incidents}
    for some in portions(incidents):
        query = sa.select(ACCOUNTS.c.incident, ACCOUNTS.c.number).where(ACCOUNTS.c.incident.in_(some))
        for incident, number in connection.execute(query.where(ACCOUNTS.c.state <= State.SETTLED)):
            found[incident].append(number)
    return found


def members_on(connection: Connection, known_on: dt.datetime) -> dict[str, list[int]]:
    """Return the members of all incidents as they were known then, each account as its report was read then."""
    last = sa.select(sa.func.max(MEMBERSHIPS.c.number)).where(MEMBERSHIPS.c.at <= known_on)
    query = sa.select(MEMBERSHIPS.c.account, MEMBERSHIPS.c.incident)
    query = query.where(MEMBERSHIPS.c.number.in_(last.group_by(MEMBERSHIPS.c.account)))
    incident_of = {row[0]: row[1] for row in connection.execute(query) if row[1]}
    made = sa.select(ACCOUNTS.c.key, ACCOUNTS.c.number).join(MADE, MADE.c.id == ACCOUNTS.c.made_id)
    made = made.where(MADE.c.made_at <= known_on).order_by(MADE.c.made_at, ACCOUNTS.c.number)
    number_of = {row[0]: row[1] for row in connection.execute(made)}  # the last one made of each key
    found: defaultdict[str, list[int]] = defaultdict(list)
    for key, incident in incident_of.items():
        if key in number_of:
            found[incident].append(number_of[key])
    return dict(found)


def _is_wanted(one: Gathered, wanted: Wanted) -> bool:
    """Say whether an incident is asked for: what is known on another day is not in the columns of now."""
    if all(account.only_attached for account in one.accounts) is not wanted.recalled:
        return False
    return any(_fits(account, wanted) for account in one.accounts)


def _fits(account: Account, wanted: Wanted) -> bool:
    where, days = account.where, days_of(account)
    return (
        (where is not None or not wanted.placed)
        and wanted.country in {None, where.country if where else None}
        and wanted.type in {None, account.type}
        and wanted.document in {None, account.document}
        and (wanted.documents is None or account.document in wanted.documents)
        and (not (wanted.countries or wanted.places) or _is_among(account, wanted))
        and (wanted.first is None or (days is not None and days[1] >= wanted.first))
        and (wanted.last is None or (days is not None and days[0] <= wanted.last))
        and (wanted.place is None or (where is not None and wanted.place.casefold() in where.name.casefold()))
    )


def _is_among(account: Account, wanted: Wanted) -> bool:
    where = account.where
    return where is not None and (where.country in wanted.countries or where.name in wanted.places)


def _ranked(accounts: Sequence[Account]) -> tuple[Account, ...]:
    return tuple(sorted(accounts, key=rank))


def _latest_first(one: Gathered) -> tuple[int, str]:
    return -max((days[1] for account in one.accounts if (days := days_of(account))), default=0), one.id


def _named(connection: Connection, given: str, current: Mapping[str, object] | None) -> str:
    if current is None:
        query = sa.select(ACCOUNTS.c.incident).where(ACCOUNTS.c.incident.startswith(given, autoescape=True)).distinct()
        found = set(connection.scalars(query.where(ACCOUNTS.c.state <= State.SETTLED).limit(MOST_TOLD + 1)))
    else:
        found = {one for one in current if one.startswith(given)}
    found = found or (set() if current is not None else _renamed(connection, given))
    if len(found) != 1 or not given:
        some = ", ".join(str(one)[:16] for one in sorted(found)[:MOST_TOLD])
        what = f"more than one incident begins ({some})" if found and given else "no incident begins"
        message = f"{what} with {given[:40]!r}; list them: detente incidents list DIR"
        raise UsageError(message)
    return str(next(iter(found)))


def _renamed(connection: Connection, given: str) -> set[str]:
    """Return what the accounts of an incident belong to now: an earlier report, or a decision, calls it otherwise."""
    once = sa.select(MEMBERSHIPS.c.account).where(MEMBERSHIPS.c.incident.startswith(given, autoescape=True))
    query = sa.select(ACCOUNTS.c.incident).where(ACCOUNTS.c.key.in_(once), ACCOUNTS.c.state <= State.SETTLED)
    return {str(one) for one in connection.scalars(query.distinct()) if one}


def _links(connection: Connection, keys: Mapping[int, str]) -> tuple[LinkView, ...]:
    found = []
    for some in portions(sorted(keys)):
        for row in connection.execute(sa.select(LINKS).where(LINKS.c.first.in_(some))):
            if row.second in keys:
                one, other = sorted((keys[row.first], keys[row.second]))
                told = tuple((str(name), float(weight)) for name, weight in row.reasons)
                found.append(LinkView(one=one, other=other, likelihood=row.likelihood, reasons=told))
    return tuple(sorted(found, key=lambda link: (-link.likelihood, link.one, link.other)))


def _memberships(
    connection: Connection, keys: Sequence[str], known_on: dt.datetime | None
) -> tuple[MembershipView, ...]:
    found: list[MembershipView] = []
    for some in portions(keys):
        query = sa.select(MEMBERSHIPS).where(MEMBERSHIPS.c.account.in_(some))
        if known_on is not None:
            query = query.where(MEMBERSHIPS.c.at <= known_on)
        rows = connection.execute(query.order_by(MEMBERSHIPS.c.number)).mappings()
        found += [MembershipView(**{name: row[name] for name in MembershipView.__slots__}) for row in rows]
    return tuple(found)


def _publishers(connection: Connection, documents: set[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for some in portions(sorted(documents)):
        query = sa.select(DOCUMENTS.c.id, DOCUMENTS.c.publisher).where(DOCUMENTS.c.id.in_(some))
        found |= {row[0]: row[1] for row in connection.execute(query) if row[1]}
    return found

"""What keeps two accounts of force from being one happening, or lets one deny the other, whatever else is found.

The weights are learned from situations in which these cases are rare; each of these rules is stated by hand, with a
weight that the others hardly make up for. They look at the two accounts alone, so no order of arrival matters.
"""

from collections.abc import Iterator, Mapping

from detente.incidents.account import Account, Side, When, Where
from detente.incidents.compare_places import SAME_SPOT, apart_km
from detente.incidents.families import FAMILIES

__all__ = ["STATED", "is_blamed_back", "stated_features"]

BLAMED_BACK = "each is said to have done it to the other, elsewhere or at another time"
OTHER_TOWN = "each names its own place, and neither lies in the other"
OTHER_DAY = "each tells its own day and part of the day, and these are two"
OWN_REPORT = "what its own report told before"
STATED: Mapping[str, float] = {
    f"veto: {BLAMED_BACK}": -6.0,
    f"veto: {OTHER_TOWN}": -7.0,
    f"veto: {OTHER_DAY}": -3.0,
    f"denied: {OWN_REPORT}": 2.0,
}
"""Logits by which each speaks for (above 0) or against one happening."""
FORCE = frozenset({"violence", "force"})
SPOTS = frozenset({"point", "city"})


def stated_features(one: Account, other: Account) -> Iterator[tuple[str, float]]:
    """Yield what is stated of two accounts, whichever comes first."""
    if not {FAMILIES[one.type], FAMILIES[other.type]} <= FORCE:
        return
    if is_blamed_back(one, other) and not _is_there_and_then(one, other):
        yield f"veto: {BLAMED_BACK}", 1.0
    if _are_two_towns(one, other):
        yield f"veto: {OTHER_TOWN}", 1.0
    if _are_two_days(one, other):
        yield f"veto: {OTHER_DAY}", 1.0
    if _is_denied_by(one, other) or _is_denied_by(other, one):
        yield f"denied: {OWN_REPORT}", 1.0


def is_blamed_back(one: Account, other: Account) -> bool:
    """Say whether who did it in one account is whom it was done to in the other, and the other way round."""
    did, had = _countries(one.actors), _hit(one)
    others_did, others_had = _countries(other.actors), _hit(other)
    if did & had or others_did & others_had:
        return False
    return bool(did & others_had and had & others_did) and not (did & others_did or had & others_had)


def _countries(sides: tuple[Side, ...]) -> frozenset[str]:
    return frozenset(side.country for side in sides if side.country)


def _hit(account: Account) -> frozenset[str]:
    """Return the countries of those it was done to; where none is told, of the place."""
    told = _countries(account.recipients)
    where = account.where
    return told or frozenset({where.country} if where and where.country and where.nearness == "told" else ())


def _is_there_and_then(one: Account, other: Account) -> bool:
    """Say whether two accounts tell of one place and one time: two sides that blame each other for one exchange."""
    a, b = one.where, other.where
    if a is None or b is None or not (_is_own(a) and _is_own(b) and _is_one(a, b)):
        return False
    return _meet(one.when, other.when) and not _other_hours(one, other)


def _meet(a: When | None, b: When | None) -> bool:
    return a is not None and b is not None and a.first <= b.last and b.first <= a.last


def _other_hours(one: Account, other: Account) -> bool:
    hours, others = one.ways.hours, other.ways.hours
    return bool(hours and others) and hours.isdisjoint(others)


def _is_own(place: Where) -> bool:
    return place.nearness != "around" and place.precision in {*SPOTS, "district", "line"}


def _is_one(a: Where, b: Where) -> bool:
    if (a.geonameid is not None and a.geonameid == b.geonameid) or a.words == b.words:
        return True
    far = apart_km(a, b)
    return far is not None and far <= SAME_SPOT


def _are_two_towns(one: Account, other: Account) -> bool:
    """Say whether each account names the town that it tells of, and these are two."""
    a, b = _town(one), _town(other)
    return a is not None and b is not None and a.words.isdisjoint(b.words) and not _is_one(a, b)


def _are_two_days(one: Account, other: Account) -> bool:
    """Say whether each account tells its day and a part of it, and both are others: a night belongs to two days."""
    a, b = one.when, other.when
    if a is None or b is None or {a.nearness, b.nearness} != {"told"} or a.first != a.last or b.first != b.last:
        return False
    return a.first != b.first and _other_hours(one, other)


def _town(account: Account) -> Where | None:
    """Return the town that an account tells of by name; one of its sentence only where it is what was hit."""
    where = account.where
    if where is None or where.precision not in SPOTS or where.lat is None:
        return None
    hit = any(where.words and where.words <= side.words for side in account.recipients)
    return where if where.nearness == "told" or (where.nearness == "sentence" and hit) else None


def _is_denied_by(told: Account, denial: Account) -> bool:
    """Say whether an account denies, without saying of which day, what its report told in like words before."""
    if not denial.is_denial or told.only_attached or told.document != denial.document or told.start > denial.start:
        return False
    alike = (told.type, told.mode) == (denial.type, denial.mode) and bool(told.ways.trigger & denial.ways.trigger)
    return (
        alike and not denial.is_dated and _may_be_one(told.actors, denial.actors) and not is_blamed_back(told, denial)
    )


def _may_be_one(some: tuple[Side, ...], others: tuple[Side, ...]) -> bool:
    a, b = _countries(some), _countries(others)
    return not a or not b or bool(a & b)

"""Who held which office, when: heads of state and government, ministers, commanders, heads of international bodies.

A table of facts, with dates. It says whose minister a "Foreign Minister Lavrov" is as of a report's date, never what
office he holds today.
"""

import functools
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from detente.knowledge.files import read_json, read_jsonl
from detente.knowledge.gazetteer import fold_name

__all__ = ["Offices", "Tenure", "load_offices"]

FILE = "offices/holders.jsonl"
PARTS = 2
"""Words from which on a name is a full one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tenure:
    """One person in one office. `first` and `last` are ISO days, months or years, as exact as they are known.

    `last` is None for somebody who holds it in the edition of the table, and where the end is not known (`ended`).
    `country` is an ISO code or PLOVER's for an international body, None for a disputed entity's office.
    """

    name: str
    office: str
    title: str
    body: str
    """The state or body, in words."""
    country: str | None
    sectors: tuple[str, ...]
    first: str
    last: str | None
    gender: str
    prominent: bool
    """Whether the press names the holder by the surname alone."""

    def holds(self, since: str, until: str) -> bool:
        """Say whether somebody was in office on a day from `since` to `until` (ISO days)."""
        return self.first <= until and (self.last is None or since <= _filled(self.last))

    def __str__(self) -> str:
        """Return the tenure in words; of an entity that is no state by our table only its own office is named."""
        office = f"{self.title} of {self.body}" if self.country else self.office
        return f"{office}, {self.first} to {self.last or 'the edition of the table'}"


def _filled(day: str) -> str:
    """Return the last day of a day, month or year."""
    return day + "-12-31"[len("-12-31") - (len("2000-12-31") - len(day)) :] if len(day) < len("2000-12-31") else day


class Offices:
    """Looks persons up by their names, without regard to accents."""

    def __init__(self, tenures: Iterable[tuple[Tenure, tuple[str, ...]]], surname_first: Iterable[str]) -> None:
        """Take tenures, each with the names its holder goes by, and the countries that put the surname first."""
        by_name: dict[str, list[Tenure]] = defaultdict(list)
        by_surname: dict[str, list[Tenure]] = defaultdict(list)
        first = frozenset(surname_first)
        for tenure, names in tenures:
            for folded in dict.fromkeys(map(fold_name, names)):
                by_name[folded].append(tenure)
            if tenure.prominent:
                for folded in dict.fromkeys(_surnames(names, surname_first=tenure.country in first)):
                    by_surname[folded].append(tenure)
        self._by_name: Mapping[str, list[Tenure]] = MappingProxyType(by_name)
        self._by_surname: Mapping[str, list[Tenure]] = MappingProxyType(by_surname)

    def named(self, name: str) -> tuple[Tenure, ...]:
        """Return the tenures of those who go by a full name."""
        return tuple(self._by_name.get(fold_name(name), ()))

    def knows(self, name: str) -> bool:
        """Say whether a full name, or a surname by which the press calls somebody, is in the table."""
        folded = fold_name(name)
        return folded in self._by_name or folded in self._by_surname

    def surnamed(self, surname: str, since: str, until: str) -> tuple[Tenure, ...]:
        """Return the tenures in which those whom the press calls by a surname were in office then."""
        return tuple(t for t in self._by_surname.get(fold_name(surname), ()) if t.holds(since, until))


def _surnames(names: Iterable[str], *, surname_first: bool) -> Iterable[str]:
    for name in names:
        parts = fold_name(name).split()
        if len(parts) < PARTS:
            continue
        yield parts[0] if surname_first and "-" not in parts[0] else parts[-1]
        if parts[-1].startswith(("al-", "el-")):
            yield parts[-1][3:]


@functools.cache
def load_offices() -> Offices:
    """Return the package's table of offices, read once a process."""
    kinds = read_json("offices/kinds.json")
    rows = read_jsonl(FILE)
    return Offices((((_tenure(row, kinds)), (row["name"], *row["aliases"])) for row in rows), kinds["surname_first"])


def _tenure(row: dict[str, object], kinds: dict[str, object]) -> Tenure:
    from detente.knowledge.countries import country_of_code

    office, of = str(row["office"]), str(row["of"])
    sectors, prominent = _sort(office, kinds)
    country = country_of_code().get(of)
    return Tenure(
        name=str(row["name"]),
        office=office,
        title=str(row["title"]),
        body=country.name if country else of,
        country=row["country"],  # type: ignore[arg-type]
        sectors=sectors,
        first=str(row["from"]),
        last=row["to"],  # type: ignore[arg-type]
        gender=str(row["gender"]),
        prominent=prominent,
    )


def _sort(office: str, kinds: dict[str, object]) -> tuple[tuple[str, ...], bool]:
    """Return the sectors of an office, and whether its holders are named by surname alone; the first kind that fits."""
    for kind in kinds["kinds"]:  # type: ignore[attr-defined]
        if any(word in office for word in kind["words"]):
            return tuple(kind["sectors"]), bool(kind["prominent"])
    return ("GOV",), False

"""A war's archive to time linking with: reports of the corpus's situations, told anew of one war's towns and actors.

What is told, by whom and in which words is drawn from the corpus: its situations (several reports of the same
happenings each, over days), its types, and its rare words as often as they stand there. A few towns and actors have
most of what happens, as in every war; those most fought over have hundreds of events a week.
"""

import random
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from detente.incidents.account import Account, Side, Ways, Where
from detente.incidents.from_reading import account_key
from detente.incidents.stems import Stems, stems_with

__all__ = ["Coming", "Report", "Situation", "War"]

TOWNS, ACTORS = 600, 90
STEEP = 0.9
"""By how much the next town, or actor, has less of the war than the one before (an exponent, as Zipf's)."""
NORTH, EAST, DEGREES = 49.0, 31.0, 9.0
SIDES = ("NLA", "SLA")
OTHERS = ("WLA", "ELA", "ULA", "KLA", "MLA")
OWN_BITS, TELLING_BITS = 10, 5
"""Bits from which a word is drawn anew for every telling, and from which half of them are."""
LONGEST = 30
"""Days from a situation's first report after which none is told: an anniversary comes when the record is full."""

Report = tuple[Account, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """Reports around some happenings, each by how many days after the first it came out."""

    reports: tuple[tuple[int, Report], ...]

    @property
    def events(self) -> int:
        """How many events are told within the days in which it is told at all."""
        return sum(len(report) for day, report in self.reports if day <= LONGEST)


@dataclass(frozen=True, slots=True, kw_only=True)
class Town:
    """A place of the war."""

    number: int
    words: frozenset[str]
    lat: float
    lon: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Coming:
    """A report that comes out on a day, of a situation as it is told here."""

    day: int
    report: Report
    telling: "Telling"

    def accounts(self, document: str) -> tuple[Account, ...]:
        """Return what it tells, as the accounts of this document."""
        return tuple(self.telling.tell(account, day=self.day, document=document) for account in self.report)


@dataclass(frozen=True)
class War:
    """Tells situations again and again, each time of other towns, actors and days."""

    situations: Sequence[Situation]
    chance: random.Random = field(default_factory=lambda: random.Random(11))
    coming: defaultdict[int, list["Coming"]] = field(default_factory=lambda: defaultdict(list))

    def day(self, day: int, most: int) -> Iterator["Coming"]:
        """Yield the reports of a day, with so many events or a report's more; what is left over comes the day after."""
        told = 0
        while told < most:
            if not self.coming[day]:
                self._begin(day)
                continue
            coming = self.coming[day].pop()
            told += len(coming.report)
            yield coming
        self.coming[day + 1] += self.coming.pop(day)

    def _begin(self, day: int) -> None:
        telling = Telling(war=self)
        for later, report in self.chance.choice(self.situations).reports:
            if later <= LONGEST:
                self.coming[day + later].append(Coming(day=day + later, report=report, telling=telling))

    @cached_property
    def towns(self) -> Sequence[Town]:
        """The towns, the most fought over first."""
        drawn = random.Random(5)
        return [
            Town(
                number=number,
                words=frozenset({f"town{number}"}),
                lat=NORTH + DEGREES * (drawn.random() - 0.5),
                lon=EAST + DEGREES * (drawn.random() - 0.5),
            )
            for number in range(TOWNS)
        ]

    @cached_property
    def words(self) -> Mapping[tuple[bool, int], Sequence[str]]:
        """The words of the corpus by whether they name something and their bits, as often as they stand there."""
        found: defaultdict[tuple[bool, int], list[str]] = defaultdict(list)
        for situation in self.situations:
            for _, report in situation.reports:
                names = frozenset(name for account in report for name in account.ways.names)
                for stem, bits in report[0].ways.report.bits.items():
                    found[stem in names, bits].append(stem)
        return found

    @cached_property
    def bits(self) -> Mapping[str, int]:
        """How many bits each word of the corpus tells."""
        return {stem: bits for (_, bits), stems in self.words.items() for stem in stems}


SHARES = {most: [1 / (n + 1) ** STEEP for n in range(most)] for most in (TOWNS, ACTORS)}


class Telling:
    """A situation told once: which town, actor and word stands for which, the same in each of its reports."""

    def __init__(self, *, war: War) -> None:
        self.war, self.chance = war, random.Random(war.chance.getrandbits(60))
        self.of: dict[str, str] = {}
        self.towns: dict[str, Town] = {}
        self.countries: dict[str, str] = {}

    def tell(self, account: Account, *, day: int, document: str) -> Account:
        """Return an account as it is told here, in a report of this day."""
        later = day - (account.published or (day,))[0]
        where = account.where and self._where(account.where)
        return replace(
            account,
            key=account_key(document, account.start, account.end, int(account.event[1:] or 0)),
            document=document,
            voice=document,
            actors=tuple(map(self._side, account.actors)),
            recipients=tuple(map(self._side, account.recipients)),
            when=account.when
            and replace(account.when, first=account.when.first + later, last=account.when.last + later),
            published=(day, day),
            where=where,
            ways=self._ways(account.ways),
        )

    def _where(self, where: Where) -> Where:
        country = where.country and self._country(where.country)
        if where.lat is None or where.precision == "country":
            return replace(where, country=country)
        town = self._town(where)
        for word in sorted(where.words):
            self.of.setdefault(word, min(town.words))
        return replace(where, words=town.words, country=country, lat=town.lat, lon=town.lon, geonameid=town.number)

    def _town(self, where: Where) -> Town:
        name = str(where.geonameid or where.name)
        if name not in self.towns:
            self.towns[name] = self.war.towns[self._drawn(TOWNS)]
        return self.towns[name]

    def _drawn(self, most: int) -> int:
        return self.chance.choices(range(most), SHARES[most])[0]

    def _country(self, country: str) -> str:
        """Return which country of the war stands for one: the two at war for the first two that are met, mostly."""
        if country not in self.countries:
            left = [side for side in SIDES if side not in self.countries.values()]
            self.countries[country] = self.chance.choice(left or OTHERS)
        return self.countries[country]

    def _side(self, side: Side) -> Side:
        for word in sorted(word for word in side.words if word not in self.of and self._is_own(word)):
            self.of[word] = f"actor{self._drawn(ACTORS)}"
        words = frozenset(self.of.get(word, word) for word in side.words)
        return replace(side, words=words, country=side.country and self._country(side.country))

    def _is_own(self, word: str) -> bool:
        return not word.isdigit() and self.war.bits.get(word, OWN_BITS) >= OWN_BITS

    def _ways(self, ways: Ways) -> Ways:
        kept = ways.trigger | ways.lead_deeds
        stems: dict[str, Any] = {}
        for part in ("sentence", "lead", "report"):
            told: Stems = getattr(ways, part)
            words = {self._word(s, bits, s in ways.names, kept): bits for s, bits in told.bits.items()}
            stems[part] = stems_with(words)
        sets: dict[str, Any] = {
            part: frozenset(self.of.get(stem, stem) for stem in getattr(ways, part))
            for part in ("actors", "recipients", "names", "rare_names", "rare", "figures")
        }
        sets["setting"] = frozenset(map(self._country, sorted(ways.setting)))
        return replace(ways, **stems, **sets)

    def _word(self, stem: str, bits: int, names: bool, kept: frozenset[str]) -> str:  # noqa: FBT001
        if stem not in self.of:
            drawn = bits >= OWN_BITS or (bits >= TELLING_BITS and self.chance.random() < 1 / 2)
            among = self.war.words.get((names, bits), ()) if drawn and stem not in kept else ()
            self.of[stem] = self.chance.choice(among) if among else stem
        return self.of[stem]

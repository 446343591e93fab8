"""How credible a happening is as told, 1 to 6, by stated rules from who tells of it and who says otherwise.

It is one of two axes. The other, how reliable a source is (A to F), is set by people; nothing here reads it, and no
function makes one number of the two.
"""

import functools
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from types import MappingProxyType
from typing import Any

from detente.core.errors import KnowledgeError
from detente.incidents.account import Account
from detente.incidents.column import Column
from detente.incidents.independence import independence
from detente.incidents.remarks import find_kind
from detente.incidents.stated import is_blamed_back
from detente.knowledge.files import read_toml

__all__ = ["RELIABILITY", "Credibility", "Facts", "facts_of", "grade_credibility"]

RELIABILITY = {
    "A": "completely reliable",
    "B": "usually reliable",
    "C": "fairly reliable",
    "D": "not usually reliable",
    "E": "unreliable",
    "F": "reliability cannot be judged",
}
"""Grades of a source, which people give with a reason."""
DENYING = frozenset({"denied", "negated"})
NOBODY: Mapping[str, str] = MappingProxyType({})
OBSERVED = "happened"
"""Status of what a monitor tells as a fact; what it tells as alleged it has from others."""
FILE = "review/credibility.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What the rules look at: how many tell of a happening, and how many say it was not so.

    Reports are all that speak of it. A voice is a text, however often it was copied. A source is whoever a text names
    for it, or the voice itself where it names nobody; those who only pass on are none. Denials are sources that deny.
    Of monitors is counted how many say that they observed it themselves, and how many that they looked and did not;
    one that could not look is neither.
    """

    reports: int
    voices: int
    sources: int
    denials: int
    observed: int
    not_observed: int
    speaking: int = 0
    """All sources that say anything of it."""

    @property
    def denied_more(self) -> int:
        """Return 1 where more sources deny it than tell it."""
        return int(self.denials > self.sources)


@dataclass(frozen=True, slots=True, kw_only=True)
class Credibility:
    """A grade with its name, the rule that gave it, and what the rule looked at."""

    grade: int
    means: str
    rule: str
    facts: Facts


def facts_of(
    accounts: Sequence[Account], *, columns: Sequence[Column] = (), publishers: Mapping[str, str] = NOBODY
) -> Facts:
    """Count who tells of one happening, from its accounts with the remarks about them, and from its columns.

    The sources are those that `independence` counts. Who says that nobody was hurt, or that it did not observe it,
    does not deny it. Of two sides that blame each other, the one that fewer sources follow denies what the other tells.
    """
    asking = [column for column in columns if column.standing == "monitor" or column.not_observed or column.unable]
    aside = {words.account for column in columns for words in (*column.not_observed, *column.unable)}
    aside |= {one.key for one in accounts if one.status == "negated" and find_kind(one.said) == "none"}
    of_events = [one for one in accounts if one.event and one.key not in aside]
    known = independence(accounts, publishers=publishers)
    source_of = {key: number for number, source in enumerate(known.sources) for key in source.accounts}
    denying = {one.key for one in of_events if one.status in DENYING}
    telling = [one for one in of_events if one.status not in DENYING]
    blaming = _blaming_back(telling, source_of)
    telling = [one for one in telling if one.key not in blaming]
    return Facts(
        reports=len(known.reports),
        voices=len({one.voice for one in telling}),
        sources=len({source_of[one.key] for one in telling}),
        denials=len({source_of[key] for key in denying | blaming}),
        observed=sum(OBSERVED in column.statuses for column in asking if column.standing == "monitor"),
        not_observed=sum(bool(column.not_observed) for column in asking),
        speaking=len(known.sources),
    )


def _blaming_back(telling: Sequence[Account], source_of: Mapping[str, int]) -> frozenset[str]:
    """Return the accounts that blame the side that more sources follow, where two sides blame each other."""
    against = [one for one in telling if any(is_blamed_back(one, other) for other in telling)]
    followed: defaultdict[tuple[str, ...], list[Account]] = defaultdict(list)
    for one in against:
        followed[tuple(sorted({side.country for side in one.actors if side.country}))].append(one)
    by_sources = sorted(followed, key=lambda who: (-len({source_of[one.key] for one in followed[who]}), who))
    return frozenset(one.key for who in by_sources[1:] for one in followed[who])


def grade_credibility(facts: Facts) -> Credibility:
    """Return the grade by the first rule that fits."""
    told = asdict(facts) | {"denied_more": facts.denied_more}
    for rule in _rules()["rules"]:
        if _fits(rule, told):
            grade = rule["grade"]
            return Credibility(grade=grade, means=_rules()["grades"][str(grade)], rule=rule["name"], facts=facts)
    message = f"no rule of {FILE} fits {told}; reinstall détente to restore it"
    raise KnowledgeError(message)


def _fits(rule: Mapping[str, Any], told: Mapping[str, int]) -> bool:
    least, most = rule.get("least", {}), rule.get("most", {})
    return all(told[name] >= n for name, n in least.items()) and all(told[name] <= n for name, n in most.items())


@functools.cache
def _rules() -> dict[str, Any]:
    return read_toml(FILE)

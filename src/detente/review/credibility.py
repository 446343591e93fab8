"""How credible a happening is as told, 1 to 6, by stated rules from who tells of it and who says otherwise.

It is one of two axes. The other, how reliable a source is (A to F), is set by people; nothing here reads it, and no
function makes one number of the two.
"""

import functools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from detente.core.errors import KnowledgeError
from detente.incidents.account import Account
from detente.incidents.column import Column
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
OBSERVED = "happened"
"""Status of what a monitor tells as a fact; what it tells as alleged it has from others."""
FILE = "review/credibility.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What the rules look at: how many tell of a happening, and how many say it was not so.

    A voice is a text, however often it was copied. A source is whoever a text names for it, or the voice itself where
    it names nobody; those who only pass on are none. Denials are sources that deny. Of monitors is counted how many say
    that they observed it themselves, and how many that they looked and did not; one that could not look is neither.
    """

    reports: int
    voices: int
    sources: int
    denials: int
    observed: int
    not_observed: int

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


def facts_of(accounts: Iterable[Account], *, columns: Sequence[Column] = ()) -> Facts:
    """Count who tells of one happening, from its accounts with the remarks about them, and from its columns."""
    monitors = [column for column in columns if column.standing == "monitor"]
    unseen = {words.account for column in monitors for words in (*column.not_observed, *column.unable)}
    of_events = [one for one in accounts if one.event and one.key not in unseen]
    telling = [one for one in of_events if one.status not in DENYING]
    return Facts(
        reports=len({one.document for one in telling}),
        voices=len({one.voice for one in telling}),
        sources=len({_source(one) for one in telling}),
        denials=len({_source(one) for one in of_events if one.status in DENYING}),
        observed=sum(OBSERVED in column.statuses for column in monitors),
        not_observed=sum(bool(column.not_observed) for column in monitors),
    )


def grade_credibility(facts: Facts) -> Credibility:
    """Return the grade by the first rule that fits."""
    told = asdict(facts) | {"denied_more": facts.denied_more}
    for rule in _rules()["rules"]:
        if _fits(rule, told):
            grade = rule["grade"]
            return Credibility(grade=grade, means=_rules()["grades"][str(grade)], rule=rule["name"], facts=facts)
    message = f"no rule of {FILE} fits {told}; reinstall détente to restore it"
    raise KnowledgeError(message)


def _source(account: Account) -> tuple[str, str | None]:
    side = account.claimant
    return (f"by name {side.name.casefold()}", side.country) if side else (f"voice {account.voice}", None)


def _fits(rule: Mapping[str, Any], told: Mapping[str, int]) -> bool:
    least, most = rule.get("least", {}), rule.get("most", {})
    return all(told[name] >= n for name, n in least.items()) and all(told[name] <= n for name, n in most.items())


@functools.cache
def _rules() -> dict[str, Any]:
    return read_toml(FILE)

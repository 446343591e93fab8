"""How credible a happening is as told, 1 to 6, by stated rules from who tells of it and who says otherwise.

It is one of two axes. The other, how reliable a source is (A to F), is set by people; nothing here reads it, and no
function makes one number of the two.
"""

import functools
from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from detente.core.errors import KnowledgeError
from detente.incidents.account import Account
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
FILE = "review/credibility.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What the rules look at: how many tell of a happening, and how many say it was not so.

    A voice is a text, however often it was copied. A source is whoever a text names for it, or the voice itself where
    it names nobody; those who only pass on are none. Denials are sources that deny.
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


def facts_of(
    accounts: Iterable[Account], *, monitors: Collection[str] = (), not_observed: Collection[str] = ()
) -> Facts:
    """Count who tells of one happening.

    `monitors` are the ids of documents in which monitors report what they observed themselves; `not_observed` of those
    in which they looked and did not.
    """
    all_of = list(accounts)
    denying = [a for a in all_of if a.status in DENYING]
    telling = [a for a in all_of if a.status not in DENYING and a.document not in not_observed]
    deniers = {_source(a) for a in denying}
    return Facts(
        reports=len({a.document for a in telling}),
        voices=len({a.voice for a in telling}),
        sources=len({_source(a) for a in telling}),
        denials=len(deniers),
        observed=len({a.voice for a in telling if a.document in monitors}),
        not_observed=len({a.voice for a in all_of if a.document in not_observed}),
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

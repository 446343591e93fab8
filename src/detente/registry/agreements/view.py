"""What is said of an agreement, laid side by side: each status, party for party, by whose word and of which day."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from detente.registry.agreements.definition import Agreement
from detente.registry.agreements.told.statuses import ROLES
from detente.registry.assertions.assertion import Assertion

__all__ = ["PER_PARTY", "SHOWN", "Status", "days_apart", "provisions_told", "statuses_of"]

SHOWN = (
    "announced", "initialled", "signed", "ratified", "effective", "in force", "extended", "suspended", "withdrawn",
    "ended", "guaranteed", "witnessed", "mediated", "called",
)  # fmt: skip
"""Statuses in the order of what mostly comes first."""
ALWAYS = ("signed", "ratified", "in force")
"""Statuses that are shown also where nobody says anything of them: a blank is told."""
PER_PARTY = ("signed", "initialled", "ratified", "suspended", "withdrawn")


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """What is said of one status, for one party where it is theirs; nothing said is blank, and no "no"."""

    what: str
    party: str | None
    said: tuple[Assertion, ...]

    @property
    def is_claimed(self) -> bool:
        """Whether anybody says that it was or is so."""
        return any(one.is_claimed_fact for one in self.said)

    @property
    def is_disputed(self) -> bool:
        """Whether some say that it was, and others that it was not; or days are told that cannot both be."""
        denied = any(one.standing in {"denied", "negated"} for one in self.said)
        return (self.is_claimed and denied) or bool(days_apart(self.said))


def statuses_of(agreement: Agreement | None, said: Iterable[Assertion]) -> tuple[Status, ...]:
    """Return the statuses of an agreement; of what each party does by itself one for each, in the desk's order.

    Who is a party is what the watch says; who is told to have signed or ratified besides stands behind them.
    """
    every = tuple(said)
    parties = [party.actor for party in agreement.parties if party.role == "party"] if agreement else []
    return tuple(
        status for what in SHOWN for status in _of_what(what, parties, [one for one in every if one.what == what])
    )


def _of_what(what: str, parties: Sequence[str], said: Sequence[Assertion]) -> Iterator[Status]:
    if what in PER_PARTY and (said or what in ALWAYS):
        role = ROLES[what]
        others = {part.actor or part.name: None for one in said for part in one.parts_of(role)}
        for party in dict.fromkeys((*parties, *others)):
            yield Status(what=what, party=party, said=tuple(one for one in said if _has(one, role, party)))
        unnamed = tuple(one for one in said if not one.parts_of(role))
        if unnamed or not (parties or others):
            yield Status(what=what, party=None, said=unnamed)
    elif said or what in ALWAYS:
        yield Status(what=what, party=None, said=tuple(said))


def _has(one: Assertion, role: str, party: str) -> bool:
    return any((part.actor or part.name) == party for part in one.parts_of(role))


def days_apart(said: Iterable[Assertion]) -> tuple[Assertion, ...]:
    """Return the assertions whose days cannot all be the day of one happening, by their days; none where they can."""
    dated = [(one.day.interval, one) for one in said if one.is_claimed_fact and one.day and one.day.interval]
    dated.sort(key=lambda item: (item[0].first, item[0].last, item[1].id))
    latest, earliest = max((i.first for i, _ in dated), default=None), min((i.last for i, _ in dated), default=None)
    return tuple(one for _, one in dated) if latest and earliest and latest > earliest else ()


def provisions_told(said: Iterable[Assertion]) -> tuple[tuple[str, tuple[Assertion, ...]], ...]:
    """Return what is said to stand in an agreement, the same words together, in the order in which it was told."""
    found: dict[str, list[Assertion]] = {}
    for one in said:
        if one.what == "provision" and one.value:
            found.setdefault(" ".join(one.value.casefold().removeprefix("the ").split()), []).append(one)
    return tuple((some[0].value or "", tuple(some)) for some in found.values())

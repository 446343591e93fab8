"""Which incident a denial speaks of that does not say of which day it speaks.

It speaks of what was before it came out, and of what its own report tells before anything else. Where two incidents are
as likely, it is left by itself: a person has to say which.
"""

from collections.abc import Collection, Mapping, Sequence

from detente.incidents.retold import Standing

__all__ = ["Denials"]

ALIKE = 0.05
"""Two incidents are as likely where their likelihoods differ by less."""

Fitting = list[tuple[float, str]]
"""How likely an account is of each incident."""


class Denials:
    """Denials as they are held against incidents, which are called by one of their accounts."""

    def __init__(self, by_key: Mapping[str, Standing], documents: Mapping[str, Collection[str]]) -> None:
        """`documents` are by account those that tell it."""
        self._by_key, self._documents = by_key, documents
        self.undecided: dict[str, tuple[str, ...]] = {}
        """By denial, the incidents of which it may speak."""

    def witnesses(self, unit: Sequence[str], members: Sequence[str]) -> Sequence[str]:
        """Return which of an incident's accounts say whether accounts are of it: for a denial, those of its report."""
        if not self._are_undated(unit):
            return members
        own = {document for key in unit for document in self._documents[key]}
        return [key for key in members if not own.isdisjoint(self._documents[key])] or members

    def choose(self, unit: Sequence[str], fitting: Fitting, members: Mapping[str, Sequence[str]]) -> Fitting:
        """Return of which of these incidents accounts may be."""
        if not fitting or not self._are_undated(unit):
            return fitting
        out = max(day for key in unit for day in self._out(key))
        days = {name: [days for key in members[name] if (days := self._by_key[key].days)] for _, name in fitting}
        possible = [(fit, name) for fit, name in fitting if not days[name] or min(f for f, _ in days[name]) <= out]
        before = [(fit, name) for fit, name in possible if days[name] and min(last for _, last in days[name]) < out]
        best = sorted(before or possible, key=lambda one: (-one[0], one[1]))
        if len(best) > 1 and best[0][0] - best[1][0] < ALIKE:
            likely = tuple(name for fit, name in best if best[0][0] - fit < ALIKE)
            self.undecided |= dict.fromkeys(unit, likely)
            return []
        return best[:1]

    def _are_undated(self, unit: Sequence[str]) -> bool:
        return all(self._by_key[key].is_denial and not self._by_key[key].is_dated for key in unit) and any(
            self._by_key[key].published for key in unit
        )

    def _out(self, key: str) -> tuple[int, ...]:
        """Return the days by which a denial was out."""
        account = self._by_key[key]
        return (*(account.published or ())[:1], *(account.days or ())[1:])

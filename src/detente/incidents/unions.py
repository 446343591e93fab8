"""Keys joined into groups, each called by the least of its keys."""

from collections import defaultdict

__all__ = ["Unions"]


class Unions:
    """Groups of keys as they grow; a key that was never joined is a group by itself."""

    def __init__(self) -> None:
        """Begin without any."""
        self._above: dict[str, str] = {}

    def find(self, key: str) -> str:
        """Return the name of a key's group."""
        above = self._above.setdefault(key, key)
        while above != self._above[above]:
            # in two steps: in one, the name would be bound before what it stands for is looked up, and cut a chain
            self._above[above] = self._above[self._above[above]]
            above = self._above[above]
        self._above[key] = above
        return above

    def join(self, one: str, other: str) -> None:
        """Make one group of the groups of two keys."""
        first, second = sorted((self.find(one), self.find(other)))
        self._above[second] = first

    def groups(self) -> tuple[tuple[str, ...], ...]:
        """Return the keys of every group in order, the groups by their first."""
        found: defaultdict[str, list[str]] = defaultdict(list)
        for key in sorted(self._above):
            found[self.find(key)].append(key)
        return tuple(map(tuple, found.values()))

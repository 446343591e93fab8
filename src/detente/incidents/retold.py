"""Takes what copies of one text tell in the same words for one account, so that copies weigh nothing.

The first of them stands for all: its links count, and theirs do not. What a person decided about one of them holds for
all, as long as decisions do not part them.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from detente.incidents.clustering import Links
from detente.incidents.decisions import Constraints
from detente.incidents.unions import Unions

__all__ = ["Contracted", "Standing", "contract", "rank"]


class Standing(Protocol):
    """What settling asks of an account: its key, where and when it was told, how, and in which words."""

    @property
    def key(self) -> str:
        """The same in every reading."""

    @property
    def document(self) -> str:
        """Its report."""

    @property
    def voice(self) -> str:
        """The text that its report is a copy of."""

    @property
    def words(self) -> str:
        """The same where copies tell the same in the same words."""

    @property
    def start(self) -> int:
        """Where in the text it stands."""

    @property
    def published(self) -> tuple[int, int] | None:
        """The days between which its report came out."""

    @property
    def days(self) -> tuple[int, int] | None:
        """The days on which its happening may have been."""

    @property
    def is_dated(self) -> bool:
        """Whether its report says on which days it was."""

    @property
    def is_recalled(self) -> bool:
        """Whether it is told as known from before."""

    @property
    def is_denial(self) -> bool:
        """Whether it says that something was not."""

    @property
    def only_attached(self) -> bool:
        """Whether it makes no incident."""


T = TypeVar("T", bound=Standing)


@dataclass(frozen=True, slots=True, kw_only=True)
class Contracted(Generic[T]):
    """Accounts of which one stands for all that copies tell alike, with the links and decisions of these.

    `copies` are by its key all that an account stands for, itself among them.
    """

    accounts: tuple[T, ...]
    links: Links
    held: Constraints
    copies: Mapping[str, tuple[str, ...]]

    def documents(self, accounts: Sequence[T]) -> Mapping[str, frozenset[str]]:
        """Return by account the documents of all that it stands for."""
        of = {account.key: account.document for account in accounts}
        return {key: frozenset(of[copy] for copy in copies) for key, copies in self.copies.items()}

    def all_of(self, keys: Sequence[str]) -> tuple[str, ...]:
        """Return in order all that accounts stand for."""
        return tuple(sorted(key for one in keys for key in self.copies[one]))


def rank(account: Standing) -> tuple[int, int, str, int, str]:
    """Return by what accounts are put in order: the day that the report came out (unknown last), then where it is."""
    unknown, day = (0, account.published[0]) if account.published else (1, 0)
    return unknown, day, account.document, account.start, account.key


def contract(accounts: Sequence[T], links: Links, held: Constraints) -> Contracted[T]:
    """Return accounts with one standing for all that copies tell alike."""
    groups = [some for some in _alike(accounts) if len(some) > 1]
    first = {one.key: some[0].key for some in groups for one in some}
    brought = _brought(held, first)
    while parted := _parted(held, brought, first):
        groups = [some for some in groups if some[0].key not in parted]
        first = {one.key: some[0].key for some in groups for one in some}
        brought = _brought(held, first)
    copies = {one.key: (one.key,) for one in accounts if first.get(one.key, one.key) == one.key}
    return Contracted(
        accounts=tuple(one for one in accounts if one.key in copies),
        links=_links(links, groups, first) if groups else links,
        held=_held(held, brought, first) if groups else held,
        copies=copies | {some[0].key: tuple(one.key for one in some) for some in groups},
    )


def _alike(accounts: Sequence[T]) -> list[list[T]]:
    """Return accounts in sets that copies tell alike, each by rank; of one text's two alike, each has its own."""
    told: defaultdict[tuple[str, str], defaultdict[str, list[T]]] = defaultdict(lambda: defaultdict(list))
    for one in sorted(accounts, key=rank):
        told[one.voice, one.words][one.document].append(one)
    found: list[list[T]] = []
    for by_document in told.values():
        most = max(map(len, by_document.values()))
        found += [[some[at] for some in by_document.values() if at < len(some)] for at in range(most)]
    return found


def _brought(held: Constraints, first: Mapping[str, str]) -> Unions:
    """Return which accounts people put together, copies of theirs among them."""
    groups = Unions()
    for some in held.together:
        keys = sorted(some)
        for key in keys:
            groups.join(first.get(keys[0], keys[0]), first.get(key, key))
    return groups


def _parted(held: Constraints, brought: Unions, first: Mapping[str, str]) -> set[str]:
    """Return those standing for copies that decisions about these part: there each copy stands by itself."""
    pairs = ((first.get(one, one), first.get(other, other)) for one, other in held.apart)
    torn = {brought.find(one) for one, other in pairs if brought.find(one) == brought.find(other)}
    return {one for one in set(first.values()) if brought.find(one) in torn} if torn else set()


def _held(held: Constraints, brought: Unions, first: Mapping[str, str]) -> Constraints:
    apart = {tuple(sorted((first.get(one, one), first.get(other, other)))) for one, other in held.apart}
    together = (frozenset(some) for some in brought.groups() if len(some) > 1)
    return Constraints(
        together=tuple(together), apart=tuple((one, other) for one, other in sorted(apart)), overruled=held.overruled
    )


def _links(links: Links, groups: Sequence[Sequence[T]], first: Mapping[str, str]) -> Links:
    """Return the links of those that stand for copies: one for each two, whatever the number of copies."""
    copies = {some[0].key: some for some in groups}
    spoken: dict[tuple[str, str], tuple[str, str]] = {}
    found = {}
    for pair, likely in links.items():
        one, other = sorted(first.get(key, key) for key in pair)
        if one == other:
            continue
        if (one, other) not in spoken:
            spoken[one, other] = _speaking(one, other, copies)
        if spoken[one, other] in {pair, pair[::-1]}:
            found[one, other] = likely
    return found


def _speaking(one: str, other: str, copies: Mapping[str, Sequence[Standing]]) -> tuple[str, str]:
    """Return the two whose link counts: of the first text that tells both, where there is one; else the first two."""
    theirs = {account.document: account.key for account in copies.get(other, ())}
    both = ((a.key, theirs[a.document]) for a in copies.get(one, ()) if a.document in theirs)
    return next(both, (one, other))

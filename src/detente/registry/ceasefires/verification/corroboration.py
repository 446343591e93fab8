"""Who else tells the same: sources that depend neither on each other nor on the side that alleges it.

All who speak for one side are one source, and so are its country's media. Copies of one text are one voice; a text of
which nobody knows whose it is corroborates nothing.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from detente.incidents.account import Account
from detente.incidents.independence import Source, independence
from detente.registry.ceasefires.definition import Ceasefire
from detente.registry.ceasefires.violation import Violation

__all__ = ["Corroboration", "corroboration_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Corroboration:
    """Who alleges something, and who tells the same without depending on it: ids of columns, or names."""

    alleged_by: tuple[str, ...]
    also: tuple[str, ...] = ()


def corroboration_of(
    told: Sequence[Violation],
    alleged: str | None,
    *,
    accounts: Iterable[Account],
    publishers: Mapping[str, str],
    ceasefire: Ceasefire,
) -> Corroboration:
    """Return who tells of a happening that it was done by `alleged`, None for what is told without a doer.

    `accounts` are those of its incident; those at the words of `told` count. `publishers` are names by document.
    """
    same = [one for one in told if one.alleged == alleged]
    columns = _columns_by_words(same)
    # who only recalls it says what was known before
    telling = [account for account in accounts if _words(account) in columns and not account.only_attached]
    if not telling:
        return _alone(same, ceasefire, alleged)
    found = independence(telling, publishers=publishers)
    nameless = {voice.id for voice in found.voices}
    at = {account.key: columns[_words(account)] for account in telling}
    names = {_called(source, at, ceasefire) for source in found.sources if source.name not in nameless}
    return _parted(names, same, ceasefire, alleged)


Words = tuple[str, int, int]


def _columns_by_words(told: Iterable[Violation]) -> dict[Words, set[str]]:
    """Return the columns of those who say so, by the words at which each says it."""
    found: defaultdict[Words, set[str]] = defaultdict(set)
    for one in told:
        for held in one.evidence:
            if held.document is not None:
                found[held.document, held.start or 0, held.end or 0] |= {one.claimant} if one.claimant else set()
    return dict(found)


def _words(account: Account) -> Words:
    start, end = account.evidence or (account.start, account.end)
    return account.document, start, end


def _called(source: Source, at: Mapping[str, set[str]], ceasefire: Ceasefire) -> str:
    """Return for whom a source stands: a side or a monitor, else itself."""
    columns = sorted({column for key in source.accounts for column in at.get(key, ())})
    of_country = [party.id for party in ceasefire.parties if source.country in party.countries]
    return next(iter((*columns, *of_country)), source.name)


def _alone(told: Sequence[Violation], ceasefire: Ceasefire, alleged: str | None) -> Corroboration:
    """Return who tells what belongs to no incident: a figure, an observation. One voice, and no further one."""
    names = {one.claimant or one.claimant_name for one in told}
    return Corroboration(alleged_by=_parted(names, told, ceasefire, alleged).alleged_by)


def _parted(names: set[str], told: Sequence[Violation], ceasefire: Ceasefire, alleged: str | None) -> Corroboration:
    """Return the names as who alleges and who tells the same.

    The other side alleges where it tells of it, else whoever told it first.
    """
    others = [party.id for party in ceasefire.parties if alleged is not None and party.id != alleged]
    in_turn = (*others, *(one.claimant or one.claimant_name for one in told), *sorted(names))
    first = [name for name in in_turn if name in names][:1]
    return Corroboration(alleged_by=tuple(first), also=tuple(sorted(names - set(first))))

"""The options of `detente ceasefire effort`, and which of them say something together."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from detente.core.errors import UsageError

__all__ = ["Asked", "Day", "check_asked"]

Day = dt.datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The options of the command, as they were given."""

    from_: Day
    to: Day
    by: str | None
    rates: bool
    compare_from: Day
    compare_to: Day
    entries: bool
    import_: Path | None
    mapping: Path | None
    add: str | None
    field: Sequence[str]
    words: str | None
    source: str | None
    withdraw: str | None
    undo: bool
    author: str | None
    reason: str | None
    as_known_on: str | None

    @property
    def writing(self) -> list[str]:
        """What of these options writes into the record."""
        given = {"--import": self.import_, "--add": self.add, "--withdraw": self.withdraw}
        return [name for name, value in given.items() if value is not None]


def check_asked(asked: Asked) -> None:
    """Refuse options that say nothing together. Raises `UsageError`."""
    if wrong := next(_wrong(asked), None):
        raise UsageError(wrong)


def _wrong(asked: Asked) -> Iterator[str]:
    """Yield what does not go together, in words."""
    looking = (asked.rates, asked.entries, asked.compare_from, asked.compare_to, asked.as_known_on)
    if len(asked.writing) > 1:
        yield f"{' and '.join(asked.writing)} are done one after the other; give one of them"
    if (asked.import_ is None) != (asked.mapping is None):
        yield "a table and its mapping are given together: --import FILE --mapping FILE"
    if asked.writing and any(looking):
        yield f"{asked.writing[0]} writes what is so now; ask with the other options afterwards"
    if asked.add is None and (asked.field or asked.words or asked.source):
        yield "--field, --words and --source are of one line by hand; give --add KIND with them"
    if asked.add is not None and asked.from_ is None:
        yield "of which day it is is not told; give --from 2031-05-03, and --to for more days than one"
    if asked.add is None and asked.writing and (asked.from_ or asked.to or asked.by):
        yield f"{asked.writing[0]} takes its days and monitors from what it is given; leave out --from, --to and --by"
    yield from _wrong_of_looking(asked)


def _wrong_of_looking(asked: Asked) -> Iterator[str]:
    """Yield what does not go together of what is only shown."""
    if asked.undo and asked.withdraw is None:
        yield "--undo takes a withdrawal back; name the entry: --withdraw ENTRY --undo"
    if not asked.writing and (asked.author or asked.reason):
        yield "what is only shown needs no author and no reason; leave them out"
    if (asked.compare_from is None) != (asked.compare_to is None):
        yield "two intervals are compared; give the earlier one whole: --compare-from DAY --compare-to DAY"
    if asked.compare_from is not None and asked.from_ is None:
        yield "two intervals are compared; give the later one as well: --from DAY --to DAY"

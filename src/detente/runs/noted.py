"""What is counted beside documents while files are opened."""

import itertools
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

__all__ = ["Noted", "add_fields", "note_fields"]

MOST: Final = 50
"""Names of fields that are counted; a file with more has fields of its own, and needs no list of them."""
LONGEST: Final = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Noted:
    """What was passed over as no document, by reason; and fields that nothing reads, by name in how many documents."""

    passed: Counter[str] = field(default_factory=Counter)
    fields: Counter[str] = field(default_factory=Counter)

    def add(self, more: "Noted") -> None:
        """Add what was counted elsewhere."""
        self.passed.update(more.passed)
        add_fields(self.fields, more.fields)


def note_fields(fields: Counter[str], names: Iterable[str]) -> None:
    """Count the fields of a document that nothing reads, under names that can be kept whatever they are made of."""
    shown = (name[:LONGEST].encode("utf-8", "replace").decode() for name in itertools.islice(names, MOST))
    add_fields(fields, dict.fromkeys(shown, 1))


def add_fields(fields: Counter[str], more: Mapping[str, int]) -> None:
    """Add counts of fields; of names there are so many and no more."""
    for name, count in more.items():
        if name in fields or len(fields) < MOST:
            fields[name] += count

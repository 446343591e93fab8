"""Organisations known by name: international bodies, armed groups and movements, media."""

import functools
from collections.abc import Iterator

from detente.knowledge.files import read_jsonl
from detente.knowledge.matcher import KnownName

__all__ = ["of_tables", "organisation_names"]

FILES = (
    "organisations/bodies.jsonl",
    "organisations/armed_groups.jsonl",
    "organisations/media.jsonl",
    "organisations/others.jsonl",
)


@functools.cache
def organisation_names() -> tuple[tuple[str, KnownName], ...]:
    """Return every name of every organisation with what it stands for."""
    return tuple(_names())


@functools.cache
def of_tables() -> frozenset[str]:
    """Return the names of all organisations, as the tables have them."""
    return frozenset(known.canonical for _, known in organisation_names())


def _names() -> Iterator[tuple[str, KnownName]]:
    for file in FILES:
        for row in read_jsonl(file):
            known = KnownName(
                canonical=row["name"], kind=row["kind"], country=row["country"], sectors=tuple(row["sectors"])
            )
            for form in (row["name"], *row["aliases"]):
                yield form, known

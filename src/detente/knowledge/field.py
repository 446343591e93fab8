"""The vocabulary of field reports: the columns, and what, how and how many an observer can say."""

import functools
from collections.abc import Mapping
from dataclasses import dataclass

from detente.knowledge.files import read_toml

__all__ = ["Choice", "Column", "Kind", "columns", "counts", "kinds", "methods", "points"]

CHOICES = "field/kinds.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of a field report: its name in the file, its title and help in the form."""

    name: str
    title: str
    help: str
    unit: str = ""
    required: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """Something that can be observed: `one` and `many` stand behind a number, `some` where there is none."""

    title: str
    one: str
    many: str
    some: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A way of observing or counting: its title in the form, and the words that it puts into a report."""

    title: str
    words: str


@functools.cache
def columns() -> Mapping[str, Column]:
    """Return the columns by name, in their order."""
    return {name: Column(name=name, **entry) for name, entry in read_toml("field/columns.toml").items()}


@functools.cache
def kinds() -> Mapping[str, Kind]:
    """Return what can be observed, by code."""
    return {code: Kind(**entry) for code, entry in read_toml(CHOICES)["kinds"].items()}


@functools.cache
def methods() -> Mapping[str, Choice]:
    """Return the ways of observing, by code; the words stand before what was observed."""
    entries = read_toml(CHOICES)["methods"].items()
    return {code: Choice(title=entry["title"], words=entry["done"]) for code, entry in entries}


@functools.cache
def counts() -> Mapping[str, Choice]:
    """Return the ways of counting, by code; the words stand before the number."""
    entries = read_toml(CHOICES)["counts"].items()
    return {code: Choice(title=entry["title"], words=entry["before"]) for code, entry in entries}


@functools.cache
def points() -> Mapping[str, tuple[str, float]]:
    """Return the points of the compass by each of their spellings: the name, and the degrees from north."""
    entries = read_toml(CHOICES)["points"].items()
    return {s: (name, entry["degrees"]) for name, entry in entries for s in (name, *entry["also"])}

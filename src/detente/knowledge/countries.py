"""Countries: codes, names, demonyms, capitals and seats of government; former and disputed entities beside them."""

import functools
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from detente.knowledge.files import read_json, read_jsonl
from detente.knowledge.matcher import KnownKind, KnownName, NameMatcher, NameSort

__all__ = ["Country", "countries", "country_by_name", "country_matcher", "country_names", "country_of_code"]

LISTS = ("aliases", "adjectives", "nouns", "capitals", "seats", "sectors")


@dataclass(frozen=True, slots=True, kw_only=True)
class Country:
    """A state, territory, or an entity that is spoken of as one.

    `code` is its ISO 3166-1 alpha-3 code (Kosovo: XKX) and is None for former states and for disputed entities, which
    carry the sector PRE. `country` is the code that its mentions carry.
    """

    name: str
    code: str | None
    country: str | None
    iso2: str | None = None
    geonameid: int | None = None
    kind: KnownKind = "state"
    former: bool = False
    aliases: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    capitals: tuple[str, ...] = ()
    seats: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()


@functools.cache
def countries() -> tuple[Country, ...]:
    """Return every state and territory, then the entities without a code of their own."""
    kept = read_json("countries/additions.json")
    states = [_merged(row, kept["states"].get(row["code"], {})) for row in read_jsonl("countries/states.jsonl")]
    return (*map(_country, states), *map(_country, kept["entities"]))


@functools.cache
def country_by_name() -> dict[str, Country]:
    """Return countries by name and alias."""
    return {name: c for c in reversed(countries()) for name in (c.name, *c.aliases)}


@functools.cache
def country_of_code() -> dict[str, Country]:
    """Return countries by ISO alpha-3 and alpha-2 code."""
    return {code: c for c in countries() for code in (c.code, c.iso2) if code}


def country_names() -> Iterator[tuple[str, KnownName]]:
    """Yield every name of every country with what it stands for: a country's own names before anybody's capital."""
    for country in countries():
        for name in (country.name, *country.aliases):
            yield name, _known(country, "name")
    sorts: tuple[NameSort, ...] = ("demonym", "capital", "seat")
    for sort in sorts:
        for country in countries():
            for name in _forms(country, sort):
                yield name, _known(country, sort, name)


@functools.cache
def country_matcher() -> NameMatcher:
    """Return a matcher over the names of countries alone, made once a process."""
    return NameMatcher(country_names())


def _forms(country: Country, sort: NameSort) -> tuple[str, ...]:
    if sort == "capital":
        return country.capitals
    if sort == "seat":
        return country.seats
    return (*country.adjectives, *country.nouns)


def _known(country: Country, sort: NameSort, form: str = "") -> KnownName:
    """Say what one form means: a capital or seat is a place in the country, and known under its own name."""
    if sort in {"capital", "seat"}:
        return KnownName(canonical=form, kind="place", sort=sort, country=country.country, sectors=("GOV",))
    return KnownName(
        canonical=country.name, kind=country.kind, sort=sort, country=country.country, sectors=country.sectors
    )


def _merged(row: dict[str, Any], kept: dict[str, Any]) -> dict[str, Any]:
    """Lay what is kept by hand over a row of the built table."""
    merged = {**row, **kept.get("replace", {})}
    for field in LISTS:
        merged[field] = [*merged.get(field, ()), *kept.get(field, ())]
    return merged


def _country(row: dict[str, Any]) -> Country:
    lists = {field: tuple(dict.fromkeys(row.get(field, ()))) for field in LISTS}
    code = row.get("code")
    return Country(
        name=row["name"],
        code=code,
        country=code or row.get("country"),
        iso2=row.get("iso2"),
        geonameid=row.get("geonameid"),
        kind=row.get("kind", "state"),
        former=row.get("former", False),
        **lists,
    )

"""The codes that tables are full of: what each means, and which of them a country is asked for by."""

from collections.abc import Iterable, Iterator
from typing import Any

from detente.core.errors import UsageError

__all__ = ["code_rows", "known_code", "known_type"]


def code_rows(*_record: object, **_only: str | None) -> Iterable[dict[str, Any]]:
    """Return types and modes of events, sectors, and codes in the place of a country's, each with what it means."""
    from detente.knowledge.plover import plover

    words = plover()
    for event_type in words.types.values():
        yield {"what": "type", "code": event_type.name, "means": event_type.means}
        for mode in event_type.modes.values():
            yield {"what": "mode", "code": f"{event_type.name} {mode.name}", "means": mode.means}
    for what, codes in (("sector", words.sectors), ("in place of a country", words.international)):
        yield from ({"what": what, "code": code, "means": means} for code, means in codes.items())


def known_type(given: str) -> str:
    """Return a type of event, in capitals. Raises `UsageError` for one that there is not."""
    from detente.knowledge.plover import plover

    if given.upper() not in plover().types:
        message = f"--type {given[:40]} is no type of event; there are: {', '.join(plover().types)}"
        raise UsageError(message)
    return given.upper()


def known_code(given: str) -> str:
    """Return the code of a country or body, in capitals.

    Raises `UsageError` for one that no table knows, so that a slip of the pen is not taken for an empty record.
    """
    code = given.upper()
    if code in set(_codes()):
        return code
    meant = _meant(given)
    hint = f"did you mean {meant}? " if meant else ""
    message = (
        f"--country {given} is no code that is known here. {hint}Give a country's three letters (ISO 3166-1 alpha-3: "
        "AZE), or a code that PLOVER has for a body (IGO, NGO); `detente show DIR codes` lists those"
    )
    raise UsageError(message)


def _codes() -> Iterator[str]:
    from detente.knowledge.countries import countries
    from detente.knowledge.plover import plover

    yield from (country.code for country in countries() if country.code)
    yield from plover().international


def _meant(given: str) -> str | None:
    """Return the code of a country that is given by its name or by two letters."""
    from detente.knowledge.countries import country_by_name, country_of_code

    by_name = {name.casefold(): country for name, country in country_by_name().items()}
    found = country_of_code().get(given.upper()) or by_name.get(given.casefold())
    return found.code if found else None

"""A ceasefire's file (TOML), read and checked: whatever names something else in it names something that is there."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from detente.core.errors import UsageError
from detente.registry.ceasefires.definition import Ceasefire
from detente.registry.ceasefires.taxonomy import Taxonomy, shipped_taxonomy, taxonomy_of
from detente.registry.forms import from_plain, to_plain
from detente.registry.toml_text import is_day, parse_toml

__all__ = ["ceasefire_from_json", "ceasefire_to_json", "parse_ceasefire"]

ReadBeside = Callable[[str], bytes]
"""Returns what is in a file that stands beside the ceasefire's."""


def parse_ceasefire(data: bytes, *, name: str, read_beside: ReadBeside) -> Ceasefire:
    """Return the ceasefire that a file describes. Raises `UsageError` that says what is wrong in it."""
    what = f"the ceasefire in {name}"
    content = parse_toml(data, what)
    content.pop("_about", None)
    taxonomy = _taxonomy(content.pop("taxonomy", None), read_beside, what)
    made = from_plain(content | {"taxonomy": to_plain(taxonomy)}, Ceasefire, what=what)
    wrong = list(_wrong(made))
    if wrong:
        message = f"{what} cannot be used: {'; '.join(wrong)}"
        raise UsageError(message)
    return made


def ceasefire_to_json(ceasefire: Ceasefire) -> Mapping[str, Any]:
    """Return a ceasefire as the registry keeps it."""
    plain: Mapping[str, Any] = to_plain(ceasefire)
    return plain


def ceasefire_from_json(content: Mapping[str, Any]) -> Ceasefire:
    """Return a ceasefire from what the registry keeps."""
    return from_plain(content, Ceasefire, what="a ceasefire of this record")


def _taxonomy(given: Any, read_beside: ReadBeside, what: str) -> Taxonomy:
    """Return the taxonomy of that name, or of the file that stands beside."""
    if not isinstance(given, str):
        message = f'{what} cannot be used: say which taxonomy it has: taxonomy = "posts-on-a-line", or a file\'s name'
        raise UsageError(message)
    if not given.endswith(".toml"):
        return shipped_taxonomy(given)
    content = parse_toml(read_beside(given), f"the taxonomy in {given}")
    content.pop("_about", None)
    return taxonomy_of(content, id_=given.removesuffix(".toml"))


def _wrong(ceasefire: Ceasefire) -> Iterator[str]:
    """Yield what cannot be: ids twice, a day that is none, names of nothing."""
    ids = [*ceasefire.columns, *(stretch.id for stretch in ceasefire.stretches)]
    yield from (f"the id {id_!r} is there twice" for id_ in sorted({id_ for id_ in ids if ids.count(id_) > 1}))
    claimants = {*ceasefire.columns, None}
    for basis in ceasefire.bases:
        for clause in basis.clauses:
            for kind in clause.breached_by:
                if kind not in ceasefire.taxonomy:
                    yield f"clause {clause.id} is breached by {kind!r}, no class of {ceasefire.taxonomy.id}"
    for suspension in ceasefire.suspensions:
        if suspension.claimant not in claimants:
            yield f"a suspension is claimed by {suspension.claimant!r}, who is no party and no monitor"
    if not ceasefire.bases:
        yield "it says of no instrument that it rests on ([[bases]])"
    if ceasefire.first and ceasefire.last and ceasefire.last < ceasefire.first:
        yield f"it ends on {ceasefire.last}, before it begins on {ceasefire.first}"
    yield from (
        f"{day!r} is no day (YYYY-MM-DD)"
        for day in (ceasefire.first, ceasefire.last)
        if day is not None and not is_day(day)
    )

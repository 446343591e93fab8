"""The columns of a run's tables, by name and type; docs/reference/tables.md says what each one is."""

import functools
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["COLUMNS", "LONG", "Kind", "schema_of"]

Kind = str | Mapping[str, Any] | tuple[Any]
"""A type: a name of Arrow's, a mapping for a struct, or a tuple of one type for a list of it."""

WORDS: Final[Mapping[str, Kind]] = {"start": "int32", "end": "int32", "words": "string"}
PARTY: Final[Mapping[str, Kind]] = {
    "entity": "string",
    "name": "string",
    "kind": "string",
    "country": "string",
    "sectors": ("string",),
    "inferred": "string",
    **WORDS,
}
QUANTITY: Final[Mapping[str, Kind]] = {
    "kind": "string",
    "value": "float64",
    "low": "float64",
    "high": "float64",
    "unit": "string",
    "qualifier": "string",
    "counted": "string",
    **WORDS,
}
CARRIED: Final[Mapping[str, Kind]] = dict.fromkeys(
    ("url", "title", "published", "publisher", "language", "fetched"), "string"
)
POSITION: Final[Mapping[str, Kind]] = {"input": "int32", "file": "int32", "ordinal": "int64"}
OWNER: Final[Mapping[str, Kind]] = {
    **POSITION,
    "document": "string",
    "published_from": "string",
    "published_to": "string",
}
PLACE: Final[Mapping[str, Kind]] = {
    "name": "string",
    "geonameid": "int64",
    "lat": "float64",
    "lon": "float64",
    "country": "string",
    "admin1": "string",
    "precision": "string",
    "candidates": "int32",
    **WORDS,
}
DATE: Final[Mapping[str, Kind]] = {"from": "string", "to": "string", "precision": "string", "rule": "string", **WORDS}


def _under(front: str, columns: Mapping[str, Kind]) -> dict[str, Kind]:
    """Return columns under names that begin with the same word."""
    return {f"{front}_{name}": kind for name, kind in columns.items()}


COLUMNS: Final[Mapping[str, Mapping[str, Kind]]] = {
    "documents": {
        **POSITION,
        "document": "string",
        "file_name": "string",
        "name": "string",
        "title": "string",
        **_under("published", {"from": "string", "to": "string", "rule": "string", **WORDS}),
        "carrier_published": "string",
        "publisher": "string",
        "language": "string",
        "url": "string",
        "format": "string",
        "incomplete": "string",
        "sha256": "string",
        "text": "string",
        "text_words": "int32",
        "sentences": "int32",
        "claims": "int32",
        "events": "int32",
        "mentions": "int32",
        "drops": ({"stage": "string", "reason": "string", **WORDS},),
        "stages": "string",
        "error_code": "string",
        "error_message": "string",
        "suffix": "string",
        "bytes": "binary",
        "carried": CARRIED,
        "inside": "string",
        "table": "string",
        "foreign": "bool",
        "reading": "string",
    },
    "claims": {
        **OWNER,
        "claim": "string",
        "mode": "string",
        "mood": "string",
        "trend": "string",
        "source": PARTY,
        "via": (PARTY,),
        **_under("cue", WORDS),
        **_under("content", WORDS),
        "parts": (WORDS,),
        "confidence": "float64",
        "lowered_by": ("string",),
    },
    "events": {
        **OWNER,
        "event": "string",
        "type": "string",
        "mode": "string",
        "contexts": ("string",),
        "cameo": "string",
        "quad": "string",
        "score": "float64",
        "status": "string",
        "status_rule": "string",
        "actors": (PARTY,),
        "recipients": (PARTY,),
        **_under("trigger", WORDS),
        **_under("place", PLACE),
        **_under("date", DATE),
        "quantities": (QUANTITY,),
        "claim": "string",
        "claim_mode": "string",
        "claim_mood": "string",
        "claim_source": PARTY,
        "claim_via": (PARTY,),
        **_under("evidence", WORDS),
        "confidence": "float64",
        "lowered_by": ("string",),
    },
    "mentions": {
        **OWNER,
        "mention": "int32",
        **WORDS,
        "mention_kind": "string",
        "form": "string",
        "entity": "string",
        "link": "float64",
        "name": "string",
        "kind": "string",
        "country": "string",
        "sectors": ("string",),
        "inferred": "string",
        "role": "string",
        "members": ("string",),
    },
}
"""Every table's columns, in their order."""
LONG: Final = ("text", "bytes", "reading")
"""Columns of documents with a whole text in every row: neither a dictionary nor bounds are kept of them."""


@functools.cache
def schema_of(table: str) -> "pa.Schema":
    """Return a table's columns as Arrow has them."""
    import pyarrow as pa

    return pa.schema([pa.field(name, _type(kind)) for name, kind in COLUMNS[table].items()])


def _type(kind: Kind) -> "pa.DataType":
    import pyarrow as pa

    if isinstance(kind, str):
        found: pa.DataType = getattr(pa, PLAIN.get(kind, kind))()
        return found
    if isinstance(kind, tuple):
        return pa.list_(_type(kind[0]))
    return pa.struct([pa.field(name, _type(one)) for name, one in kind.items()])


PLAIN: Final[Mapping[str, str]] = {"bool": "bool_"}
"""Where a type's name is not that of the function that makes it."""

"""Documents coded by hand, and how a line of a file becomes one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from detente.core.errors import UsageError
from detente.core.spans import Span
from detente.evaluate.claims import GoldClaim
from detente.evaluate.details import GoldParty, GoldPlace, GoldQuantity
from detente.evaluate.links import GoldLink
from detente.evaluate.pairs import NONE, Pair
from detente.knowledge.plover import plover
from detente.reading.records import CLAIM_MODES, QUANTITY_KINDS, STATUSES

__all__ = ["NOT_CODED", "YIELD", "GoldDocument", "GoldEvent", "Json", "details_of", "document_of", "links_of", "one_of"]

Json = dict[str, Any]

NOT_CODED = "?"
"""Stands for a mode of which the coder said nothing, which is not the same as that there is none."""
YIELD = "YIELD"
"""CONCEDE and RETREAT in one, as older codings of pairs have it."""
FORM = '{"id", "text", "events": [...]} or {"id", "text", "actor", "recipient", "type"}'


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldEvent:
    """An event as a person coded it. `mode` "?" and `contexts` None: not coded."""

    type: str
    trigger: Span
    actors: tuple[Span, ...]
    recipients: tuple[Span, ...]
    status: str
    mode: str | None = NOT_CODED
    contexts: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldDocument:
    """A text as a person coded it: either all its events (`events` is not None) or one marked pair (`asked`)."""

    id: str
    text: str
    published: str | None = None
    events: tuple[GoldEvent, ...] | None = None
    claims: tuple[GoldClaim, ...] | None = None
    """All claims, or None where they were not coded."""
    links: tuple[GoldLink, ...] | None = None
    """Whom pronouns and nouns mean, or None where that was not coded."""
    places: tuple[GoldPlace, ...] | None = None
    """All names of places, or None where they were not coded."""
    quantities: tuple[GoldQuantity, ...] | None = None
    """All numbers of something, or None where they were not coded."""
    parties: tuple[GoldParty, ...] = ()
    """Those who take part in events, with country and sectors."""
    known: tuple[Span, ...] = ()
    """Everybody who might take part in something: the pairs are made of them."""
    asked: Pair | None = None


def document_of(row: Json, text: str, *, where: str) -> GoldDocument:
    """Return the document on a line; `where` names file and line for the messages.

    Raises `UsageError` for a line in no form of ours, and for spans that do not fit the text.
    """
    identifier = row.get("id")
    if not isinstance(identifier, str) or not identifier:
        raise _fault(where, "there is no `id`, or it is no string")
    if not text.strip():
        raise _fault(where, "the text is blank")
    published = row.get("published", row.get("date"))
    published = published if isinstance(published, str) else None
    if "events" not in row and "places" in row:
        places, quantities = details_of(row, text, where=where)
        return GoldDocument(id=identifier, text=text, published=published, places=places, quantities=quantities)
    if "events" not in row:
        return GoldDocument(id=identifier, text=text, published=published, asked=_asked(row, text, where))
    events = tuple(_event(e, text, f"{where}: event {n}") for n, e in enumerate(_list(row, "events", where), 1))
    parties = [s for e in events for s in (*e.actors, *e.recipients)]
    coded = [[_get(e, "start", where), _get(e, "end", where)] for e in _list(row, "entities", where, least=())]
    known = [_span(s, text, where) for s in coded] if "entities" in row else parties
    claims = None
    if "claims" in row:
        claims = tuple(_claim(c, text, f"{where}: claim {n}") for n, c in enumerate(_list(row, "claims", where), 1))
        _check_held(row["events"], len(claims), where)
    known_parties = tuple(sorted({*known}))
    return GoldDocument(
        id=identifier,
        text=text,
        published=published,
        events=events,
        claims=claims,
        parties=tuple(_party(e, text, where) for e in row.get("entities", ()) if "country" in e),
        known=known_parties,
    )


def _party(row: Any, text: str, where: str) -> GoldParty:
    at = _span([_get(row, "start", where), _get(row, "end", where)], text, where)
    return GoldParty(at=at, country=row["country"], sectors=tuple(_list(row, "sectors", where, least=())))


def _fault(where: str, what: str) -> UsageError:
    return UsageError(f"{where}: {what}; a line of gold has the form {FORM}")


def _get(row: Any, field: str, where: str) -> Any:
    if not isinstance(row, dict) or field not in row:
        raise _fault(where, f"there is no `{field}` in {str(row)[:60]}")
    return row[field]


def _list(row: Any, field: str, where: str, *, least: Sequence[Any] | None = None) -> Sequence[Any]:
    value = _get(row, field, where) if least is None else row.get(field, least)
    if not isinstance(value, list | tuple):
        raise _fault(where, f"`{field}` is no list")
    return value


def _asked(row: Json, text: str, where: str) -> Pair:
    kind = _get(row, "type", where)
    return Pair(
        actor=_span(_get(row, "actor", where), text, where),
        recipient=_span(_get(row, "recipient", where), text, where),
        type=one_of(kind, (*plover().types, YIELD, NONE), "type", where),
    )


def _event(row: Any, text: str, where: str) -> GoldEvent:
    kind = one_of(_get(row, "type", where), plover().types, "type", where)
    modes = (None, NOT_CODED, *plover().types[kind].modes)
    contexts = None if "contexts" not in row else tuple(_list(row, "contexts", where))
    for context in contexts or ():
        one_of(context, plover().contexts, "context", where)
    for field in ("where", "when"):
        if row.get(field) is not None:
            _span(row[field], text, where)
    return GoldEvent(
        type=kind,
        trigger=_span(_get(row, "trigger", where), text, where),
        actors=tuple(_span(s, text, where) for s in _list(row, "actors", where)),
        recipients=tuple(_span(s, text, where) for s in _list(row, "recipients", where)),
        status=one_of(_get(row, "status", where), STATUSES, "status", where),
        mode=one_of(row.get("mode", NOT_CODED), modes, f"mode of {kind}", where),
        contexts=contexts,
    )


def _check_held(events: Sequence[Json], claims: int, where: str) -> None:
    """Refuse an event that is said to stand in a claim that there is none of."""
    for n, event in enumerate(events, 1):
        held = event.get("claim")
        if held is not None and not (type(held) is int and 0 <= held < claims):
            here, what = f"{where}: event {n}", f"`claim` {str(held)[:40]!r} is none of its {claims} claims"
            raise _fault(here, what)


def _claim(row: Any, text: str, where: str) -> GoldClaim:
    source, speaker = _get(row, "source", where), row.get("speaker")
    return GoldClaim(
        source=None if source is None else _span(source, text, where),
        content=_span(_get(row, "content", where), text, where),
        mode=one_of(_get(row, "mode", where), CLAIM_MODES, "mode of a claim", where),
        speaker=None if speaker is None else tuple(_span(s, text, where) for s in _list(row, "speaker", where)),
    )


def links_of(row: Json, text: str, *, where: str) -> tuple[GoldLink, ...]:
    """Return the links on a line; what names itself best means nobody else.

    Raises `UsageError`.
    """
    return tuple(_link(k, text, f"{where}: link {n}") for n, k in enumerate(_list(row, "links", where), 1))


def _link(row: Any, text: str, where: str) -> GoldLink:
    at, means = _span(_get(row, "at", where), text, where), _get(row, "means", where)
    if means is None:
        return GoldLink(at=at, means=None)
    spans = tuple(_span(s, text, where) for s in _list(row, "means", where))
    return GoldLink(at=at, means=tuple(s for s in spans if s != at))


def details_of(row: Json, text: str, *, where: str) -> tuple[tuple[GoldPlace, ...], tuple[GoldQuantity, ...]]:
    """Return the places and quantities on a line.

    Raises `UsageError`.
    """
    places = [_place(p, text, f"{where}: place {n}") for n, p in enumerate(_list(row, "places", where), 1)]
    counted = _list(row, "quantities", where)
    return tuple(places), tuple(_quantity(q, text, f"{where}: quantity {n}") for n, q in enumerate(counted, 1))


def _place(row: Any, text: str, where: str) -> GoldPlace:
    at = _span([_get(row, "start", where), _get(row, "end", where)], text, where)
    what = one_of(_get(row, "what", where), ("country", "metonym", "place"), "sort of place", where)
    told = {field: row.get(field) for field in ("country", "geonameid", "lat", "lon", "precision")}
    return GoldPlace(start=at.start, end=at.end, what=what, **told)


def _quantity(row: Any, text: str, where: str) -> GoldQuantity:
    at = _span([_get(row, "start", where), _get(row, "end", where)], text, where)
    kind = one_of(_get(row, "kind", where), QUANTITY_KINDS, "kind of quantity", where)
    told = {field: row.get(field) for field in ("value", "low", "high", "unit")}
    return GoldQuantity(
        start=at.start, end=at.end, kind=kind, qualifiers=tuple(_list(row, "qualifiers", where, least=())), **told
    )


def one_of(value: Any, known: Iterable[str | None], what: str, where: str) -> Any:
    """Return a value that is one of those known.

    Raises `UsageError`, which names them, for any other.
    """
    names = tuple(known)
    if value not in names:
        allowed = ", ".join("null" if name is None else name for name in names)
        message = f"{where}: {str(value)[:40]!r} is no {what}; there are: {allowed}"
        raise UsageError(message)
    return value


def _span(value: Any, text: str, where: str) -> Span:
    fits = isinstance(value, list) and [type(v) for v in value] == [int, int]
    if not fits or not 0 <= value[0] < value[1] <= len(text):
        what = f"{str(value)[:40]} is no span of its text: [start, end] with 0 <= start < end <= {len(text):,}"
        raise _fault(where, what)
    return Span(*value)

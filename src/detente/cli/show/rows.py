"""What `detente show` shows of each part of the record, row by row."""

import itertools
from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from detente.cli.show.codes import code_rows
from detente.cli.show.copies import copies_in_brief, copy_rows
from detente.cli.show.details import date_rows, days, entity_rows, place_rows, quantity_rows, source_in_words
from detente.cli.show.intake import recycled_rows, unread_rows, version_rows
from detente.cli.show.lowered import lowered_in_brief, lowered_of
from detente.cli.show.observations import observation_rows, observations_in_brief
from detente.cli.show.reviewed import added_claim_row, added_row, reviewed_in_brief, with_reviews, withheld

if TYPE_CHECKING:
    from detente.cli.show.lowered import Lowering
    from detente.store import ClaimView, EventView, Known, PartyView, Record, StatementView

__all__ = ["BRIEF", "VIEWS", "What", "in_brief"]

FEW = 3
"""Statuses or reasons that a summary names in a line."""


class What(StrEnum):
    """Which part of the record."""

    SUMMARY = "summary"
    DOCUMENTS = "documents"
    ENTITIES = "entities"
    PLACES = "places"
    DATES = "dates"
    QUANTITIES = "quantities"
    CLAIMS = "claims"
    STATEMENTS = "statements"
    EVENTS = "events"
    COPIES = "copies"
    VERSIONS = "versions"
    RECYCLED = "recycled"
    UNREAD = "unread"
    OBSERVATIONS = "observations"
    DROPPED = "dropped"
    REFUSED = "refused"
    CODES = "codes"


EXTRACTED = frozenset(("decoded from", "incomplete", "cut away", "mended"))
SAID = ("url", "title", "published", "publisher", "language")


def _summary_rows(record: "Record", known_on: "Known", **_only: str | None) -> list[dict[str, Any]]:
    from detente.store import summary

    found = summary(record, known_on=known_on)
    rows: list[dict[str, Any]] = [
        {"what": "documents", "of": None, "count": found.documents},
        {"what": "texts", "of": "different", "count": found.texts},
        {"what": "voices", "of": "independent", "count": found.voices},
        {"what": "unread", "of": "kept, not read", "count": found.unread},
        {"what": "set aside", "of": "in quarantine", "count": sum(found.refusals.values())},
        {"what": "readings", "of": "earlier ones included", "count": found.readings},
        {"what": "claims", "of": None, "count": found.claims},
        {"what": "events", "of": None, "count": found.events},
    ]
    if found.added:
        rows.append({"what": "added", "of": "claims and events, by people", "count": found.added})
    if found.rejected:
        rows.append({"what": "rejected", "of": "claims and events, by people", "count": found.rejected})
    rows += _counted("events", found.events_by)
    rows += [{"what": "refused", "of": code, "count": n} for code, n in sorted(found.refusals.items())]
    rows += _counted("dropped", found.drops)
    return rows


def _counted(what: str, counts: "Mapping[tuple[str, str], int]") -> list[dict[str, Any]]:
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return [{"what": what, "of": f"{first}: {second}", "count": n} for (first, second), n in ordered]


def in_brief(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return a summary's rows with one line for each type of event and for each stage that dropped something."""
    kept: dict[tuple[str, str | None], dict[str, Any]] = {}
    for row in rows:
        first, _, second = (row["of"] or "").partition(": ")
        key = (row["what"], first if second else row["of"])
        line = kept.setdefault(key, {"what": row["what"], "of": key[1] or "", "count": 0, "which": []})
        line["count"] += row["count"]
        line["which"] += [f"{row['count']:,} {second}"] if second else []
    return [line | {"which": _first_few(line["which"])} for line in kept.values()]


def _first_few(which: list[str]) -> str:
    more = len(which) - FEW
    return ", ".join(which[:FEW]) + (f", and {more:,} more kind{'s' if more > 1 else ''}" if more > 0 else "")


def _document_rows(
    record: "Record", *, document: str | None, known_on: "Known", **_only: str | None
) -> list[dict[str, Any]]:
    from detente.store import extractions, listed_documents

    done, brought = extractions(record, known_on=known_on), _carriers(record, known_on)
    return [
        {
            "id": d.id,
            "name": d.external_id,
            "date it carries": d.published,
            "title": d.title,
            "claims": d.claims,
            "events": d.events,
            "added": d.added_at.isoformat(timespec="seconds"),
            "decoded from": done[d.id].decoded_from,
            "incomplete": done[d.id].incomplete,
            "cut away": dict(done[d.id].cut_away),
            "mended": done[d.id].repairs,
            "carriers": brought.get(d.id, []),
        }
        for d in listed_documents(record, known_on=known_on)
        if document in (None, d.id)
    ]


def _carriers(record: "Record", known_on: "Known") -> dict[str, list[dict[str, Any]]]:
    """Return by document each name it came under with what was said of it there."""
    from detente.store import carriers

    found: dict[str, list[dict[str, Any]]] = {}
    for one in carriers(record, known_on=known_on):
        said = {name: value for name in SAID if (value := getattr(one, name))}
        found.setdefault(one.document_id, []).append({"name": one.name, **said})
    return found


def _documents_in_brief(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return documents with a column for what was done to their text, where something was done to any."""
    told = [_done(row) for row in rows]
    kept = [{name: value for name, value in row.items() if name not in EXTRACTED} for row in rows]
    return [row | {"text": said} for row, said in zip(kept, told, strict=True)] if any(told) else kept


def _done(row: dict[str, Any]) -> str | None:
    """Say in words what extraction did to a text."""
    said = [f"decoded from {row['decoded from']}"] if row["decoded from"] else []
    said += ["only a part is shown"] if row["incomplete"] else []
    said += [f"mended {len(row['mended'])} times"] if row["mended"] else []
    said += [f"{sum(row['cut away'].values()):,} characters left out"] if row["cut away"] else []
    return "; ".join(said) or None


def _claim_rows(
    record: "Record", *, document: str | None, country: str | None, known_on: "Known", **_only: str | None
) -> Iterable[dict[str, Any]]:
    from detente.store import hidden_keys, reviewed_claims

    lowered = lowered_of(record, document, known_on)
    found = reviewed_claims(record, document=document, country=country, known_on=known_on)
    yield from with_reviews((_claim_row(one.machine, lowered) for one in found), found, hidden_keys(record))
    yield from _added_rows(record, "claim", document=document, country=country, known_on=known_on)


def _added_rows(
    record: "Record", kind: str, *, document: str | None, country: str | None, known_on: "Known"
) -> Iterable[dict[str, Any]]:
    """Yield the rows of the events or claims that people added, in which a country takes part if one is asked for."""
    from detente.store import added_by_people

    row_of = added_row if kind == "event" else added_claim_row
    for own, document_id, reading, one in added_by_people(record, document=document, known_on=known_on):
        if own == kind:
            row = row_of(document_id, reading, one)
            if row.pop("countries") >= ({country} if country else set()):
                yield row


def _said(claim: "ClaimView") -> str:
    """Return the words said; where a cue stands in between, their pieces."""
    pieces = [p.exact for p in claim.parts] or [claim.content.exact]
    return " … ".join(" ".join(piece.split()) for piece in pieces)


def _claim_row(claim: "ClaimView", lowered: "Lowering") -> dict[str, Any]:
    return {
        "document": claim.document_id,
        "who": source_in_words(claim.source),
        "through": ", ".join(source_in_words(v) or "" for v in claim.via) or None,
        "how": f"{claim.mode}, {claim.mood}" if claim.mood else claim.mode,
        "trend": claim.trend and f"claimed: {claim.trend}",
        "words": _said(claim),
        "sure": claim.confidence,
        "damage": lowered.get((claim.document_id, claim.local_id), []),
    }


def _statement_rows(
    record: "Record",
    *,
    document: str | None,
    country: str | None,
    speaker: str | None,
    about: str | None,
    toward: str | None,
    words: str | None,
    known_on: "Known",
) -> Iterable[dict[str, Any]]:
    from detente.store import hidden_ids, statements

    found = list(
        statements(
            record,
            document=document,
            country=country,
            speaker=speaker,
            about=about,
            toward=toward,
            words=words,
            known_on=known_on,
        )
    )
    is_narrowed = any((speaker, about, toward, words, country))
    # of few statements, the readings they stand in are looked at, and not the record's
    documents = {one.claim.document_id for one in found} if is_narrowed else [document]
    lowered = dict(item for one in documents for item in lowered_of(record, one, known_on).items())
    hidden = hidden_ids(record, known_on=known_on)
    rows = ((one, _statement_row(one, lowered)) for one in found)
    return (withheld(row) if one.claim.id in hidden else row for one, row in rows)


def _statement_row(statement: "StatementView", lowered: "Lowering") -> dict[str, Any]:
    claim = statement.claim
    return {
        "document": claim.document_id,
        "who": source_in_words(claim.source),
        "as": statement.office and statement.office.exact,
        "through": ", ".join(source_in_words(v) or "" for v in claim.via) or None,
        "where": statement.venue and statement.venue.exact,
        "to": ", ".join(source_in_words(a) or "" for a in statement.audience) or None,
        "when": statement.date and days(statement.date),
        "about": ", ".join(dict.fromkeys(source_in_words(t) or "" for t in statement.topics)) or None,
        "stance": ", ".join(f"{s.leaning} {source_in_words(s.toward)}" for s in statement.stances) or None,
        "how": f"{claim.mode}, {claim.mood}" if claim.mood else claim.mode,
        "words": _said(claim),
        "sure": claim.confidence,
        "damage": lowered.get((claim.document_id, claim.local_id), []),
    }


def _event_rows(
    record: "Record", *, document: str | None, country: str | None, known_on: "Known", **_only: str | None
) -> Iterable[dict[str, Any]]:
    from detente.store import events_told, hidden_keys, reviewed_events

    lowered, told = lowered_of(record, document, known_on), events_told(record, document, known_on=known_on.at)
    found = reviewed_events(record, document=document, country=country, known_on=known_on)
    rows = (_event_row(one.machine, lowered) | _incident_of(told.get(one.key)) for one in found)
    yield from with_reviews(rows, found, hidden_keys(record))
    for row in _added_rows(record, "event", document=document, country=country, known_on=known_on):
        yield row | _incident_of(told.get(row["key"]))


def _incident_of(told: "tuple[str, int] | None") -> dict[str, Any]:
    """Return to which incident an event belongs, and how many other reports tell of it; blank where none is linked."""
    return {"incident": told and told[0], "other reports": told and told[1]}


def _event_row(event: "EventView", lowered: "Lowering") -> dict[str, Any]:
    return {
        "document": event.document_id,
        "type": f"{event.type} {event.mode}" if event.mode else event.type,
        "who": _parties(event.actors),
        "to whom": _parties(event.recipients),
        "where": event.place and event.place.name,
        "when": event.date and days(event.date),
        "status": event.status,
        "claimed": event.claim_id is not None,
        "words": event.evidence.exact,
        "sure": event.confidence,
        "damage": lowered.get((event.document_id, event.local_id), []),
    }


def _parties(parties: "Sequence[PartyView]") -> str | None:
    return ", ".join(f"{p.name} ({p.country})" if p.country else p.name for p in parties) or None


def _drop_rows(
    record: "Record", *, document: str | None, known_on: "Known", **_only: str | None
) -> Iterable[dict[str, Any]]:
    from detente.store import drops, reading_of

    for of, dropped in itertools.groupby(
        drops(record, document=document, known_on=known_on), key=lambda drop: drop.document_id
    ):
        text = reading_of(record, of, known_on=known_on)["text"]
        for drop in dropped:
            words = " ".join(text[drop.start : drop.end].split())
            told = {"stage": drop.stage, "reason": drop.reason, "words": words, "start": drop.start, "end": drop.end}
            yield {"document": of} | told


def _refusal_rows(record: "Record", known_on: "Known", **_only: str | None) -> list[dict[str, Any]]:
    from detente.store import refusals

    return [
        {"name": r.name, "code": r.code, "message": r.message, "at": r.refused_at.isoformat(timespec="seconds")}
        for r in sorted(refusals(record, known_on=known_on), key=lambda r: (r.name, r.code, r.message, r.id))
    ]


def _coded_in_brief(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return lowered_in_brief(reviewed_in_brief(rows))


VIEWS: dict[What, Callable[..., Iterable[dict[str, Any]]]] = {
    What.SUMMARY: _summary_rows,
    What.DOCUMENTS: _document_rows,
    What.ENTITIES: entity_rows,
    What.PLACES: place_rows,
    What.DATES: date_rows,
    What.QUANTITIES: quantity_rows,
    What.CLAIMS: _claim_rows,
    What.STATEMENTS: _statement_rows,
    What.EVENTS: _event_rows,
    What.COPIES: copy_rows,
    What.VERSIONS: version_rows,
    What.RECYCLED: recycled_rows,
    What.UNREAD: unread_rows,
    What.OBSERVATIONS: observation_rows,
    What.DROPPED: _drop_rows,
    What.REFUSED: _refusal_rows,
    What.CODES: code_rows,
}

BRIEF: dict[What, Callable[[list[dict[str, Any]]], list[dict[str, Any]]]] = {
    What.SUMMARY: in_brief,
    What.DOCUMENTS: _documents_in_brief,
    What.CLAIMS: _coded_in_brief,
    What.STATEMENTS: lowered_in_brief,
    What.EVENTS: _coded_in_brief,
    What.COPIES: copies_in_brief,
    What.OBSERVATIONS: observations_in_brief,
}
"""What a table for people shows of the rows of a view, where that is not all of each."""

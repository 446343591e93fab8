"""What `detente show DIR observations` shows of field reports: whole as JSON, in brief as a table."""

import dataclasses
import datetime as dt
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from detente.store import Known, ObservationView, Record

__all__ = ["observation_rows", "observations_in_brief"]

Row = dict[str, Any]


def observation_rows(record: "Record", *, document: str | None, known_on: "Known", **_only: str | None) -> list[Row]:
    """Return an observation a row, in the order of their times, with everything that it says."""
    from detente.store import observations

    return [_row(one) for one in observations(record, document=document, known_on=known_on)]


def _row(one: "ObservationView") -> Row:
    words = {name: [span.start, span.end] for name, span in one.words.items()}
    row = {f.name: getattr(one, f.name) for f in dataclasses.fields(one)}
    times = {name: row[name] and _time(row[name]) for name in ("time_from", "time_to")}
    return {"document": row.pop("document_id")} | row | times | {"further": dict(one.further), "words": words}


def _time(when: dt.datetime) -> str:
    """Return a time in UTC to the minute, or to the second where it has one."""
    return when.astimezone(dt.UTC).isoformat(timespec="seconds" if when.second else "minutes").replace("+00:00", "Z")


def observations_in_brief(rows: list[Row]) -> list[Row]:
    """Return rows as a table has room for them; who observed, from when to when, from where, what and how many."""
    from detente.exchange.intake_words import observed_in_words, sector_of_form

    return [
        {
            "document": row["document"],
            "from": row["time_from"],
            "to": row["time_to"],
            "observer": ", ".join(filter(None, (row["observer"], row["mission"]))),
            "from where": row["place"] or f"{row['lat']:.4f}, {row['lon']:.4f}",
            "how": row["method"],
            "what": observed_in_words(row["what"], row["what_words"]),
            "how many": row["count_words"],
            "sector": sector_of_form(row["near_km"], row["far_km"], row["bearing_words"]),
            "by whom": row["who"],
            "not visited": row["not_visited"],
        }
        for row in rows
    ]

"""The record so far."""

from typing import Any

from detente.exchange.page_record import summarise, view_record
from detente.exchange.page_view import view_report

Json = dict[str, Any]


def test_readings_are_counted_and_errors_are_refused(reading: Json) -> None:
    summary = summarise([reading, {"id": "x", "error": {"code": "empty", "message": "no text"}}, reading])
    assert summary["documents"] == 2
    assert summary["claims"] == 8
    assert dict(summary["events"]) == {"CONSULT": 2, "ASSAULT": 4, "MOBILIZE": 2}
    assert summary["dropped"] == [{"stage": "quantities", "reason": "a number of nothing that is counted", "count": 2}]
    assert summary["refused"] == [{"id": "x", "code": "empty", "message": "no text"}]


def test_claims_are_grouped_by_speaker_as_named(reading: Json) -> None:
    reading["claims"][0]["source"] = None
    reports = [view_report(reading, number=n, longest=10_000) for n in (1, 2)]
    speakers = view_record(summarise([reading, reading]), reports).speakers
    assert [s.party.name if s.party else None for s in speakers] == ["Ada Bern", "she", None]
    bern = speakers[0]
    assert (bern.claims, bern.quoted, bern.passed_on, bern.trends) == (4, 4, 4, 2)
    assert bern.where == ((1, "C2"), (2, "C2"))

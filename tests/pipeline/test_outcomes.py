"""A reading or a reason for every packet."""

import json
from typing import Any

import pytest

from detente.core.errors import DocumentError, KnowledgeError
from detente.documents.packets import Packet
from detente.pipeline import outcomes
from detente.pipeline.outcomes import lines_of, outcomes_of, read_packet

TEXT = "The minister said on Monday that Turkey supports Azerbaijan."


def packet(text: str = TEXT, **fields: Any) -> Packet:
    return Packet(name="x.jsonl:1", suffix=".jsonl", data=json.dumps({"id": "d1", "text": text, **fields}).encode())


def line(of: Packet) -> Any:
    (found,) = lines_of([of], workers=1)
    return json.loads(found.data)


def test_a_line_is_the_reading_in_the_contracts_form() -> None:
    outcome = read_packet(packet())
    assert outcome.reading is not None
    assert line(packet()) == outcome.reading.model_dump()
    assert list(line(packet()))[:2] == ["id", "text"]


def test_a_document_that_cannot_be_read_has_its_own_id_in_its_line() -> None:
    assert line(packet("  ")) == {
        "id": "d1",
        "error": {
            "code": "empty",
            "message": "the text holds nothing but white space (2 characters); there is nothing to read",
        },
    }


@pytest.mark.parametrize(
    ("given", "code"),
    [
        (Packet(name="x.jsonl:1", suffix=".jsonl", data=b"{"), "not_json"),
        (Packet(name="x.jsonl:1", suffix=".jsonl", data=b'{"id": "\\ud800", "text": "a"}'), "not_text"),
        (Packet(name="x.jsonl:1", suffix=".txt", data=b"\xff"), "not_utf8"),
        (Packet(name="x.jsonl:1", suffix=".txt", error=DocumentError("unreadable", "gone")), "unreadable"),
    ],
)
def test_one_that_does_not_say_its_id_has_the_files_name_and_line(given: Packet, code: str) -> None:
    found = line(given)
    assert (found["id"], found["error"]["code"]) == ("x.jsonl:1", code)
    assert set(found["error"]) == {"code", "message"}


class _Fails:
    def __init__(self, error: Exception) -> None:
        self.error = error

    def read(self, document: object) -> None:
        del document
        raise self.error


def test_a_defect_met_by_one_document_does_not_cost_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outcomes, "default_reader", lambda: _Fails(IndexError("list index out of range")))
    found = line(packet())
    assert found["id"] == "d1"
    assert found["error"]["code"] == "failed"
    assert "IndexError: list index out of range" in found["error"]["message"]


def test_a_damaged_installation_stops_the_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outcomes, "default_reader", lambda: _Fails(KnowledgeError("types.json is altered")))
    with pytest.raises(KnowledgeError):
        line(packet())


def test_what_the_record_keeps_is_without_the_layers_that_only_reading_needs() -> None:
    (outcome,) = outcomes_of([packet()], workers=1)
    whole = read_packet(packet())
    assert outcome.reading is not None
    assert whole.reading is not None
    assert (outcome.reading.parse, outcome.reading.candidates, outcome.reading.standings) == (None, (), ())
    assert outcome.reading.model_dump() == whole.reading.model_dump()


def test_one_that_killed_its_workers_says_so() -> None:
    found = outcomes._give_up(packet())
    assert found.error is not None
    assert (found.error.code, found.reading) == ("failed", None)
    assert "worker" in found.error.message

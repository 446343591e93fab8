"""A reading or a reason for every packet."""

import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from detente.core.errors import DocumentError, KnowledgeError
from detente.documents.document import Document
from detente.documents.formats import open_packet
from detente.documents.packet import Packet
from detente.pipeline import outcomes
from detente.pipeline.guard import Guard
from detente.pipeline.opening import Opened, open_with
from detente.pipeline.outcomes import lines_of, read_opened, readings_of
from detente.pipeline.pool import READING
from detente.reading.parse import Parse
from detente.reading.reading import Reading
from detente.reading.spacy_parse import ParseWords

TEXT = "The minister said on Monday that Turkey supports Azerbaijan."


def packet(text: str = TEXT, **fields: Any) -> Packet:
    return Packet(name="x.jsonl:1", suffix=".jsonl", data=json.dumps({"id": "d1", "text": text, **fields}).encode())


def opened(of: Packet) -> Opened:
    return open_with(open_packet, of)


def line(of: Packet) -> Any:
    (found,) = lines_of([of], workers=1)
    return json.loads(found.data)


def test_a_line_is_the_reading_in_the_contracts_form() -> None:
    (outcome,) = read_opened([opened(packet())])
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

    def read_all(self, documents: Sequence[object]) -> list[Exception]:
        return [self.error for _ in documents]


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
    (outcome,) = readings_of([open_packet(packet())], workers=1)
    (whole,) = read_opened([opened(packet())])
    assert outcome.reading is not None
    assert whole.reading is not None
    assert (outcome.reading.parse, outcome.reading.candidates, outcome.reading.standings) == (None, (), ())
    assert outcome.reading.model_dump() == whole.reading.model_dump()


AT_ONCE_TOO_LONG = replace(READING, seconds=0.0)


@pytest.mark.usefixtures("in_processes")
def test_one_that_takes_too_long_is_answered_by_its_own_id() -> None:
    (found,) = lines_of([packet()], workers=1, limits=AT_ONCE_TOO_LONG)
    answer = json.loads(found.data)
    assert found.is_error
    assert (answer["id"], answer["error"]["code"]) == ("d1", "took_too_long")
    assert "reading it did not come to an end in 0 seconds" in answer["error"]["message"]


@pytest.mark.usefixtures("in_processes")
def test_what_cannot_be_opened_starts_no_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Guard, "run", None)
    (found,) = lines_of([packet("")], workers=1)
    assert json.loads(found.data)["error"]["code"] == "empty"


@pytest.mark.usefixtures("in_processes")
def test_one_worker_and_two_read_as_this_process_does() -> None:
    packets = [packet(id="d1"), packet("", id="d2"), packet("Rebels shelled Aleppo.", id="d3")]
    here, *others = ([line.data for line in lines_of(packets, workers=n, at_once=2)] for n in (0, 1, 2))
    assert others == [here, here]


def test_memory_that_runs_out_within_a_stage_ends_the_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outcomes, "default_reader", lambda: _Fails(MemoryError()))
    with pytest.raises(MemoryError):
        read_opened([opened(packet())])


def answers(texts: Sequence[str], *, at_once: int) -> list[Any]:
    packets = [packet(text, id=f"d{k}") for k, text in enumerate(texts)]
    return [json.loads(line.data) for line in lines_of(packets, workers=1, at_once=at_once)]


def test_what_is_read_together_reads_the_same_as_alone() -> None:
    texts = [
        TEXT,
        "Rebels shelled Aleppo. The army denied it.",
        "Maryam Okoye, who leads the joint centre, told reporters in Ankara that violations are decreasing.",
        "",
        "Rain fell.",
        "A long list: " + "a, b and c; " * 300,
    ]
    assert answers(texts, at_once=6) == answers(texts, at_once=4) == answers(texts, at_once=1)


def test_one_that_fails_among_others_is_the_only_one_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    real = ParseWords.together

    def fail_at_rain(stage: ParseWords, readings: Sequence[Reading]) -> Sequence[Parse]:
        if any("Rain" in reading.text for reading in readings):
            message = "no rain"
            raise RuntimeError(message)
        return real(stage, readings)

    monkeypatch.setattr(ParseWords, "together", fail_at_rain)
    found = answers([TEXT, "Rain fell.", TEXT], at_once=3)
    assert [f.get("error", {}).get("code") for f in found] == [None, "failed", None]


@pytest.mark.parametrize(("sizes", "together"), [([1] * 5, [3, 2]), ([90_000, 20_000, 1], [1, 2]), ([200_000], [1])])
def test_documents_go_by_so_many_and_fewer_where_they_are_long(sizes: list[int], together: list[int]) -> None:
    packet = Packet(name="x", suffix=".txt")
    given = [Opened(packet=packet, document=Document(id="x", text="x" * size)) for size in sizes]
    bundles = list(outcomes._bundles(given, 3))
    assert [len(bundle) for bundle in bundles] == together
    assert [one for bundle in bundles for one in bundle] == given


def test_of_documents_that_ended_their_worker_together_each_is_read_apart() -> None:
    error = DocumentError("took_too_long", "reading it did not come to an end")
    guilty = opened(packet("Rain fell.", id="d2"))

    def again(bundle: tuple[Opened, ...]) -> list[Any]:
        return outcomes._give_up_lines(bundle, error, again) if guilty in bundle else outcomes._read_lines(bundle)

    bundle = (opened(packet()), guilty, opened(packet("", id="d3")))
    found = [json.loads(line.data) for line in outcomes._give_up_lines(bundle, error, again)]
    assert [(f["id"], f.get("error", {}).get("code")) for f in found] == [
        ("d1", None),
        ("d2", "took_too_long"),
        ("d3", "empty"),
    ]

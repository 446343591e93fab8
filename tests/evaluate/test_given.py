"""Events given, from readings made now or before."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from detente.core.errors import UsageError
from detente.core.spans import Span
from detente.documents.document import Document
from detente.evaluate.given import Given, load_readings, make_readings, take_given
from detente.evaluate.gold import GoldDocument, document_of
from detente.pipeline import outcomes
from detente.pipeline.reader import Reader
from detente.reading.reading import Reading
from detente.reading.sentences import SplitSentences
from evaluate.made import ACCUSATION, CODED, MEETING, MOLVANIA, TEXT, reading_of, write_rows

DOCUMENT = document_of(CODED, TEXT, where="x:1")


def take(path: Path, *rows: Any) -> list[Given]:
    return list(take_given([DOCUMENT], load_readings(write_rows(path, *rows)), path=path))


def test_what_a_reading_gives(tmp_path: Path) -> None:
    (given,) = take(tmp_path / "r.jsonl", reading_of(CODED, ACCUSATION | {"confidence": 0.8}))
    (event,) = given.events
    assert (event.type, event.status, event.mode, event.contexts) == ("ACCUSE", "happened", "allege", ("military",))
    assert (event.trigger, event.recipients, event.confidence) == (Span(10, 17), (Span(*MOLVANIA),), 0.8)
    assert not given.refused


def test_parties_and_triggers_without_words_are_none(tmp_path: Path) -> None:
    row = reading_of(CODED, ACCUSATION)
    row["events"][0] |= {"trigger": {"start": 0, "end": 0}, "actors": [{"entity": "E1"}, None], "contexts": None}
    (given,) = take(tmp_path / "r.jsonl", row)
    assert (given.events[0].trigger, given.events[0].actors, given.events[0].confidence) == (None, (), None)


def test_no_reading_and_an_error_in_its_place_give_nothing(tmp_path: Path) -> None:
    failed = {"id": "d1", "error": {"code": "failed", "message": "it failed"}}
    assert take(tmp_path / "r.jsonl", failed) == [Given(refused=True)]
    other = document_of(CODED | {"id": "d2"}, TEXT, where="x:2")
    readings = load_readings(write_rows(tmp_path / "r.jsonl", reading_of(CODED)))
    assert list(take_given([DOCUMENT, other], readings, path=tmp_path)) == [Given(), Given(refused=True)]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (reading_of(CODED) | {"text": "Another."}, "of another text"),
        (reading_of(CODED | {"id": "d9"}), "holds a reading of none of the 1 documents, such as 'd1'"),
        (
            CODED | {"events": "none"},
            "there is no list of `events`; --readings takes readings as `detente read` prints them",
        ),
        (CODED, "event 1: [10, 17] is no span of its text"),
        (CODED | {"events": [3]}, "event 1: there is no list of `actors`"),
        ({"id": "d1", "events": []}, "there is no `text`"),
        *(
            (reading_of(CODED, ACCUSATION, MEETING | {field: value}), f"r.jsonl:1: event 2: {said}")
            for field, value, said in (
                ("confidence", 7, "the confidence '7' is no number from 0 to 1"),
                ("confidence", "0.9", "the confidence '0.9' is no number"),
                ("confidence", True, "the confidence 'True' is no number"),
                ("type", "WAR", "'WAR' is no type; there are: AGREE, "),
                ("type", ["CONSULT"], "\"['CONSULT']\" is no type"),
                ("status", ["a"], "\"['a']\" is no status; there are: null, happened, "),
                ("mode", {}, "'{}' is no mode of CONSULT; there are: null, "),
                ("contexts", "military", "there is no list of `contexts`"),
                ("contexts", [["a"]], "\"['a']\" is no context; there are: "),
                ("trigger", [10.5, 17], "{'start': 10.5, 'end': 17} is no span"),
                ("trigger", [10, 1_000], "{'start': 10, 'end': 1000} is no span"),
                ("actors", [[9, 2]], "{'entity': 'E1', 'start': 9, 'end': 2} is no span"),
            )
        ),
    ],
)
def test_readings_that_do_not_fit_are_refused(row: dict[str, Any], said: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError) as caught:
        take(tmp_path / "r.jsonl", row)
    assert said in str(caught.value)


def test_two_readings_of_one_document_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"r.jsonl:2: there is a reading of 'd1' already"):
        take(tmp_path / "r.jsonl", reading_of(CODED), reading_of(CODED))


def test_documents_are_read_as_the_reader_reads_them(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[tuple[str, str | None]] = []

    class Recording(Reader):
        def read_all(self, documents: Sequence[Document]) -> list[Reading | Exception]:
            seen.extend((document.text, document.published) for document in documents)
            return super().read_all(documents)

    monkeypatch.setattr(outcomes, "default_reader", lambda: Recording([SplitSentences()]))
    dated = document_of(CODED | {"date": "2010-05-01"}, TEXT, where="x:1")
    empty = GoldDocument(id="d2", text=" ", events=())
    taken: list[int] = []
    assert list(make_readings([dated, empty], advance=taken.append)) == [Given(), Given(refused=True)]
    assert seen == [(TEXT, "2010-05-01")]
    assert len(taken) == 2


def test_a_reading_made_now_has_its_events(monkeypatch: pytest.MonkeyPatch) -> None:
    from detente.evaluate import given as module

    line = json.dumps(reading_of(CODED, ACCUSATION)).encode()
    made = outcomes.Line(data=line, is_error=False, taken=1)
    monkeypatch.setattr(module, "lines_of", lambda _packets, **_: iter([made]))
    (given,) = make_readings([DOCUMENT])
    assert [event.type for event in given.events] == ["ACCUSE"]

"""The order of stages, and what running one leaves behind."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from detente.core.errors import StageError
from detente.documents.document import Document
from detente.pipeline.reader import Reader, default_reader
from detente.reading.reading import LAYERS, Reading
from detente.reading.records import Drop, Published, Sentence
from detente.reading.stage import Stage


class Made:
    """A stage that adds what it is told to."""

    def __init__(self, adds: str, *needs: str, result: Any = ()) -> None:
        self.name, self.version = f"make {adds}", "3"
        self.needs, self.adds = needs, adds
        self.result = result

    def __call__(self, reading: Reading, /) -> Any:
        return self.result(reading) if callable(self.result) else self.result


def test_what_a_stage_yields_is_attached_and_what_it_drops_is_kept_apart(document: Callable[..., Document]) -> None:
    drop = Drop(start=0, end=2, stage="make sentences", reason="too short")

    def result(reading: Reading) -> Iterator[Sentence | Drop]:
        yield Sentence(start=0, end=1)
        yield drop
        yield Sentence(start=2, end=len(reading.text))

    reading = Reader([Made("sentences", result=result)]).read(document("a b c"))
    assert reading.sentences == (Sentence(start=0, end=1), Sentence(start=2, end=5))
    assert reading.drops == (drop,)
    assert reading.stages == (("make sentences", "3"),)


def test_a_layer_of_one_value_is_that_value(document: Callable[..., Document]) -> None:
    day = Published(first="2022-01-09", last="2022-01-09", rule="given")
    assert Reader([Made("published", result=day)]).read(document("a")).published == day


def test_a_stage_sees_what_those_before_it_added(document: Callable[..., Document]) -> None:
    first = Made("sentences", result=(Sentence(start=0, end=1),))
    second = Made("damage", "sentences", result=lambda reading: reading.sentences)
    assert len(Reader([first, second]).read(document("a")).damage) == 1


@pytest.mark.parametrize(
    ("stages", "said"),
    [
        ([Made("damage", "sentences"), Made("sentences")], "needs sentences, which no stage before it adds"),
        ([Made("damage", "damage")], "needs damage, which no stage"),
        ([Made("weather")], r"layers that do not exist: \['weather'\]"),
        ([Made("sentences", "drops")], r"layers that do not exist: \['drops'\]"),
    ],
)
def test_an_order_that_cannot_work_is_refused_when_it_is_made(stages: list[Stage], said: str) -> None:
    with pytest.raises(StageError, match=said):
        Reader(stages)


def test_the_default_reader_fills_every_layer_with_named_stages() -> None:
    reader = default_reader()
    assert {s.adds for s in reader.stages} == LAYERS
    assert len(dict(reader.versions)) == len(reader.stages)
    assert all(isinstance(s, Stage) and s.version for s in reader.stages)
    assert default_reader() is reader


def test_a_reading_does_not_depend_on_what_was_read_before(document: Callable[..., Document]) -> None:
    said = document("Turkey's minister said on Monday that Azerbaijan had opened the road.")
    first = default_reader().read(said)
    default_reader().read(document("Georgia rejected the offer. It will not attend."))
    assert default_reader().read(said) == first


def test_time_is_counted_by_stage(document: Callable[..., Document]) -> None:
    reader = Reader([Made("sentences")])
    reader.read(document("a"))
    assert set(reader.seconds) == {"make sentences"}
    assert reader.seconds["make sentences"] > 0

"""Lines of gold, well formed and not."""

import copy
from typing import Any

import pytest

from detente.core.errors import UsageError
from detente.core.spans import Span
from detente.evaluate.gold import NOT_CODED, document_of
from evaluate.made import ACCUSATION, CODED, MARKED, MOLVANIA, RURITANIA, TEXT


def test_a_coded_text() -> None:
    document = document_of(CODED | {"published": "2020-01-02"}, TEXT, where="x:1")
    assert document.events is not None
    accusation, meeting = document.events
    assert (accusation.type, accusation.mode, accusation.contexts) == ("ACCUSE", "allege", ("military",))
    assert accusation.trigger.text_in(TEXT) == "accused"
    assert [s.text_in(TEXT) for s in meeting.actors] == ["Molvania", "Sylvania"]
    assert (meeting.mode, document.published, document.asked) == (None, "2020-01-02", None)


def test_what_is_not_coded_is_not_none() -> None:
    bare = {k: v for k, v in ACCUSATION.items() if k not in {"mode", "contexts"}}
    document = document_of(CODED | {"events": [bare]}, TEXT, where="x:1")
    assert document.events is not None
    assert (document.events[0].mode, document.events[0].contexts) == (NOT_CODED, None)


def test_the_known_are_the_entities_coded_and_else_the_parties() -> None:
    entities: list[dict[str, Any]] = [{"start": 53, "end": 61, "country": None, "sectors": []}]
    assert document_of(CODED | {"entities": entities}, TEXT, where="x:1").known == (Span(53, 61),)
    parties = document_of(CODED | {"events": [ACCUSATION]}, TEXT, where="x:1").known
    assert parties == (Span(*RURITANIA), Span(*MOLVANIA))


def test_a_marked_pair() -> None:
    document = document_of(MARKED, TEXT, where="x:1")
    assert document.events is None
    assert document.asked is not None
    assert (document.asked.actor, document.asked.type) == (Span(*RURITANIA), "ACCUSE")


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("type", "QUARREL", "event 1: 'QUARREL' is no type; there are: AGREE, "),
        ("type", ["ACCUSE"], "is no type"),
        ("mode", "drone", "event 1: 'drone' is no mode of ACCUSE; there are: null, ?, "),
        ("contexts", ["weather"], "event 1: 'weather' is no context; there are: "),
        ("contexts", "military", "`contexts` is no list"),
        ("status", "perhaps", "event 1: 'perhaps' is no status; there are: happened, "),
        ("trigger", [17, 10], "[17, 10] is no span"),
        ("trigger", [0, 1_000], "is no span"),
        ("trigger", [0.0, 4.0], "is no span"),
        ("actors", [[0, 9], [-1, 3]], "[-1, 3] is no span"),
        ("actors", None, "`actors` is no list"),
        ("where", [60, 61_000], "is no span"),
        ("claim", 7, "event 1: `claim` '7' is none of its 1 claims"),
    ],
)
def test_a_fault_in_an_event_is_named_with_its_line(field: str, value: Any, said: str) -> None:
    row = copy.deepcopy(CODED) | {"claims": [{"source": None, "content": [0, 9], "mode": "direct"}]}
    row["events"][0][field] = value
    with pytest.raises(UsageError) as caught:
        document_of(row, TEXT, where="mine.jsonl:7")
    assert str(caught.value).startswith("mine.jsonl:7: ")
    assert said in str(caught.value)


@pytest.mark.parametrize("field", ["type", "trigger", "actors", "recipients", "status"])
def test_a_field_that_is_missing_is_named(field: str) -> None:
    bare = {k: v for k, v in ACCUSATION.items() if k != field}
    with pytest.raises(UsageError, match=f"no `{field}`"):
        document_of(CODED | {"events": [bare]}, TEXT, where="x:1")


@pytest.mark.parametrize(
    "row",
    [
        {"id": "x", "text": TEXT},
        {"id": "", "text": TEXT, "events": []},
        {"id": 7, "text": TEXT, "events": []},
        {"id": "x", "text": TEXT, "events": {}},
        {"id": "x", "text": TEXT, "events": ["met"]},
        MARKED | {"type": "LIKES"},
        MARKED | {"actor": "Ruritania"},
        CODED | {"entities": [{"start": 3}]},
        {"id": "x", "text": " ", "events": []},
    ],
)
def test_what_is_in_no_form_of_ours(row: dict[str, Any]) -> None:
    with pytest.raises(UsageError, match="x:1: "):
        document_of(row, row["text"], where="x:1")

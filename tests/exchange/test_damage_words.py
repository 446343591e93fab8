"""Damage that lowered a confidence is told with the words that came broken."""

from typing import Any

import pytest

from detente.exchange.damage_words import Lowered, lowered_by
from detente.exchange.page import write_page

TEXT = "He said that the army shel\ufffd\ufffded the town. Ukr\ufffdine denied it.\n\nIt ended he said."


def at(words: str) -> dict[str, int]:
    start = TEXT.index(words)
    return {"start": start, "end": start + len(words)}


def reading() -> dict[str, Any]:
    mojibake = [{"start": n, "end": n + 1, "kind": "mojibake"} for n, c in enumerate(TEXT) if c == "\ufffd"]
    return {
        "text": TEXT,
        "sentences": [at(TEXT[: TEXT.index(" Ukr")]), at("Ukr\ufffdine denied it.")],
        "damage": [*mojibake, {**at("It ended"), "kind": "cut-off ending"}],
    }


@pytest.mark.parametrize(
    ("item", "told"),
    [
        ({"trigger": at("shel\ufffd\ufffded"), "lowered_by": ["mojibake"]}, (("mojibake", ("shel\ufffd\ufffded",)),)),
        (
            {"cue": at("said"), "content": at("He"), "lowered_by": ["mojibake"]},
            (("mojibake", ("shel\ufffd\ufffded",)),),
        ),
        ({"content": at("denied it"), "lowered_by": ["doubled attribution"]}, (("doubled attribution", ()),)),
        ({"content": at("denied it"), "lowered_by": []}, ()),
        ({"content": at("denied it")}, ()),
    ],
    ids=["in its words", "beside them", "by its form", "by none", "not said"],
)
def test_kinds_are_told_with_the_words_they_stand_in(item: dict[str, Any], told: tuple[Any, ...]) -> None:
    assert lowered_by(item, reading()) == tuple(Lowered(kind=kind, words=words) for kind, words in told)


def test_words_without_an_end_are_shortened() -> None:
    long = {"text": "x" * 500, "damage": [{"start": 200, "end": 400, "kind": "mojibake"}]}
    (found,) = lowered_by({"content": {"start": 0, "end": 500}, "lowered_by": ["mojibake"]}, long)
    assert all(len(words) <= 48 and words.endswith("…") for words in found.words)


def test_the_page_tells_it_beside_the_confidence() -> None:
    claim = {"id": "C1", "source": None, "content": at("the army"), "confidence": 0.5, "lowered_by": ["mojibake"]}
    html = write_page([reading() | {"id": "r", "claims": [claim]}])
    assert "less sure, because of mojibake <q>shel\ufffd\ufffded</q>" in html
    assert "↓</span>&nbsp;0.50" in html
    assert "less sure, because" not in write_page([reading() | {"id": "r", "claims": [claim | {"lowered_by": []}]}])

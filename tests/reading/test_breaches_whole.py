"""Breaches of a truce, sentence by sentence: what is coded 196, how it stands, who broke it and against whom."""

import functools
from pathlib import Path

import pytest

from detente.documents.document import Document
from detente.pipeline.reader import default_reader
from detente.reading.reading import Reading

LINES = [
    line
    for line in (Path(__file__).parent / "truce_breaches.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]
LEAST = 80


@functools.cache
def readings() -> dict[str, Reading]:
    texts = [line.split(" | ")[0] for line in LINES]
    answers = default_reader().read_all([Document(id=f"t{k}", text=text) for k, text in enumerate(texts)])
    return {text: answer for text, answer in zip(texts, answers, strict=True) if isinstance(answer, Reading)}


def cases() -> list[object]:
    made: list[object] = []
    for line in LINES:
        text, status, *sides = (part.strip() for part in line.split("|"))
        known = status.startswith("~")
        marks = [pytest.mark.xfail(reason="known to come out otherwise", strict=True)] if known else []
        actors, recipients = (tuple(filter(None, (n.strip() for n in side.split(",")))) for side in (*sides, "")[:2])
        made.append(pytest.param(text, status.lstrip("~ "), actors, recipients, marks=marks, id=text))
    return made


def test_there_are_sentences_enough() -> None:
    assert len(set(LINES)) >= LEAST


@pytest.mark.parametrize(("text", "status", "actors", "recipients"), cases())
def test_a_breach_comes_out_as_told(
    text: str, status: str, actors: tuple[str, ...], recipients: tuple[str, ...]
) -> None:
    found = [e for e in readings()[text].events if e.cameo == "196"]
    if status == "-":
        assert found == []
        return
    (event,) = found
    assert event.status == status
    for names, parties in ((actors, event.actors), (recipients, event.recipients)):
        if names or parties is event.actors:
            told = [text[p.start : p.end] for p in parties]
            assert len(told) == len(names)
            assert all(any(name in words for words in told) for name in names)


@pytest.mark.parametrize(
    ("text", "source", "value"),
    [
        ("Observers recorded 14 ceasefire violations in the Karsk region.", "Observers", 14),
        ("The monitors registered 31 violations of the truce.", "The monitors", 31),
        ("300 ceasefire violations were logged by the mission.", "the mission", 300),
    ],
)
def test_a_count_of_breaches_is_a_claim_of_who_counts_them(text: str, source: str, value: int) -> None:
    reading = default_reader().read(Document(id="t", text=text))
    assert reading.events == ()
    (claim,) = reading.claims
    assert claim.source is not None
    assert text[claim.source.start : claim.source.end] == source
    (quantity,) = reading.quantities
    assert (quantity.kind, quantity.value) == ("violations", value)
    assert [b.claim for b in reading.bindings] == [claim.id]


def test_what_is_recorded_besides_is_no_claim() -> None:
    assert default_reader().read(Document(id="t", text="She recorded an album in the Karsk region.")).claims == ()


def test_an_event_says_that_grammar_found_it() -> None:
    (event,) = readings()["The truce was broken by the rebels."].events
    assert event.status_rule.endswith("found by grammar, not by the model")

"""A section measured, and the same figures as the measure that stands outside the project."""

import contextlib
import importlib.util
import io
import random
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from detente.core.spans import Span
from detente.evaluate import tally as t
from detente.evaluate.given import Given, take_given
from detente.evaluate.gold import GoldDocument, document_of
from detente.evaluate.measure import Section, measure_section, read_in_full
from detente.knowledge.plover import plover
from detente.reading.records import STATUSES
from evaluate.made import CODED, MARKED, RAINED, TEXT, given_event, gold_of, reading_of

KINDS = ("ACCUSE", "ASSAULT", "AID")
LINE = re.compile(r"^ *(.+?): P (\S+) R (\S+) F1 (\S+) \(right (\d+), given (\d+), gold (\d+)\)$", re.MULTILINE)


def relate_always(kind: str) -> t.Relate:
    def relate(_text: str, _actor: Span, _recipient: Span) -> Mapping[str, float]:
        return {kind: 0.9, "AID": 0.05, "NONE": 0.05}

    return relate


def test_what_there_was_to_measure() -> None:
    documents = (document_of(CODED, TEXT, where="x"), document_of(MARKED, TEXT, where="x"))
    taken: list[int] = []
    found = measure_section(gold_of(*documents), [Given(refused=True)], relate_always("ACCUSE"), advance=taken.append)
    assert (found.documents, found.events, found.pairs, found.refused) == (2, 2, 5, 1)
    assert found.values()[t.TYPED] == 0.0
    assert found.values()[t.NONE_PAIRS] == 1.0
    assert found.values()[t.PAIR_TYPE] == pytest.approx((2 * 0.5 / 1.5 + 0) / 2)
    assert taken == [len(TEXT)] * 2


def test_without_a_coder_of_pairs_only_events_are_measured() -> None:
    documents = (document_of(CODED, TEXT, where="x"), document_of(MARKED, TEXT, where="x"))
    found = measure_section(gold_of(*documents), [Given()])
    assert found.pairs == 0
    assert set(found.values()) == {t.TYPED, t.PARTIES, t.WHOLE, t.QUIET}


def test_a_coder_is_asked_about_words_of_the_sentence() -> None:
    asked = []

    def relate(text: str, actor: Span, recipient: Span) -> Mapping[str, float]:
        asked.append((text, actor.text_in(text), recipient.text_in(text)))
        return {"NONE": 1.0, "AID": 0.0}

    measure_section(gold_of(document_of(CODED, TEXT, where="x")), [Given()], relate)
    assert asked[-1] == ("Molvania met Sylvania.", "Sylvania", "Molvania")


@pytest.fixture(scope="module")
def score(shared: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("score", shared / "eval" / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def draw_events(draw: random.Random, most: int) -> Iterator[dict[str, Any]]:
    """Yield events on few places and of few types, so that many nearly match."""

    def span() -> list[int]:
        start = draw.randrange(0, len(TEXT) - 12, 4)
        return [start, start + draw.randint(1, 10)]

    for _ in range(draw.randint(0, most)):
        sides = {side: [span() for _ in range(draw.choice((0, 1, 1, 2)))] for side in ("actors", "recipients")}
        yield {"type": draw.choice(KINDS), "trigger": span(), "status": draw.choice(STATUSES[:2]), **sides}


def draw_case(seed: int) -> tuple[list[dict[str, Any]], dict[str, dict[str, Any]]]:
    draw = random.Random(seed)  # noqa: S311 - the same cases each time, and no secret
    gold: list[dict[str, Any]] = [
        {"id": f"d{n}", "text": TEXT, "events": list(draw_events(draw, 4))} for n in range(30)
    ]
    readings: dict[str, dict[str, Any]] = {}
    for row in gold:
        near = [e | {"status": draw.choice(STATUSES[:2])} for e in row["events"] if draw.random() < 0.7]
        readings[row["id"]] = reading_of(row, *near, *draw_events(draw, 2))
    return gold, readings


def said_by(score: ModuleType, command: str, *arguments: Any) -> dict[str, tuple[str, ...]]:
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        getattr(score, command)(*arguments)
    return {name: tuple(numbers) for name, *numbers in LINE.findall(out.getvalue())}


def told(section: Section, name: str, label: str) -> tuple[str, ...]:
    """Return a figure as the outside measure prints it."""
    (found,) = (f for f in section.figures if (f.name, f.label) == (name, label))
    estimates = (found.precision, found.recall, found.estimate)
    return *(f"{e.value:.3f}" for e in estimates if e), str(found.right), str(found.given), str(found.gold)


@pytest.mark.seeds
@pytest.mark.parametrize("seed", range(12))
def test_events_are_scored_as_by_the_measure_outside(seed: int, score: ModuleType) -> None:
    rows, readings = draw_case(seed)
    said = said_by(score, "coded", {row["id"]: row for row in rows}, readings)
    documents = [document_of(row, TEXT, where="x") for row in rows]
    numbered = {name: ("x", reading) for name, reading in readings.items()}
    given = take_given(documents, numbered, path=Path("made"))
    section = measure_section(gold_of(*documents), given)
    names = {
        "type and trigger": t.TYPED,
        "type, trigger, parties": t.PARTIES,
        "type, trigger, parties, status": t.WHOLE,
    }
    assert {name: told(section, ours, "") for name, ours in names.items()} == {name: said[name] for name in names}
    kinds = {kind: numbers for kind, numbers in said.items() if kind not in names}
    assert kinds == {kind: told(section, t.TYPED, kind) for kind in kinds}
    assert set(kinds) == set(KINDS)


@pytest.mark.seeds
def test_pairs_are_scored_as_by_the_measure_outside(score: ModuleType) -> None:
    draw = random.Random(5)  # noqa: S311 - the same cases each time, and no secret
    kinds = ["YIELD", *(k for k in plover().types if k not in {"CONCEDE", "RETREAT"})]
    rows = [MARKED | {"id": f"p{n}", "text": f"{n:03} {TEXT}", "type": draw.choice(kinds)} for n in range(200)]
    chances = {row["text"]: {k: draw.random() for k in (*plover().types, "NONE")} for row in rows}
    for row in rows[::2]:
        chances[row["text"]]["RETREAT" if row["type"] == "YIELD" else row["type"]] = 1.0
    answers = {row["id"]: {"type": max(chances[row["text"]], key=chances[row["text"]].__getitem__)} for row in rows}
    said = said_by(score, "relate", {row["id"]: row for row in rows}, answers)
    with contextlib.redirect_stdout(io.StringIO()):
        mean = score.relate({row["id"]: row for row in rows}, answers)
    documents = [document_of(row, row["text"], where="x") for row in rows]
    section = measure_section(gold_of(*documents), [], lambda text, _actor, _recipient: chances[text])
    assert section.values()[t.PAIR_OR_NONE] == pytest.approx(mean)
    assert {kind: told(section, t.PAIR_OR_NONE, kind) for kind in said} == said
    assert len(said) == 15


def test_documents_that_mark_a_pair_are_not_read() -> None:
    asked: GoldDocument = document_of(MARKED, TEXT, where="x")
    coded = document_of(CODED, TEXT, where="x")
    assert read_in_full(gold_of(asked, coded)) == (coded,)


def test_a_document_without_a_reading_makes_no_share_of_errors_smaller() -> None:
    read, refused = (document_of(CODED | {"id": name}, TEXT, where="x") for name in ("d1", "d2"))
    given = Given(events=(given_event("ASSAULT", RAINED),))
    found = measure_section(gold_of(read, refused), [given, Given(refused=True)])
    assert found.values()[t.QUIET] == 1.0

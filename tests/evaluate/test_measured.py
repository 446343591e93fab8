"""Measured figures go into a file that ships, and come out of it as they were."""

import datetime as dt
import json
from pathlib import Path

import pytest

from detente.core.errors import KnowledgeError, OutputError
from detente.evaluate import measured
from detente.evaluate.figures import Estimate, Figure
from detente.evaluate.measure import Section

VALUE = Estimate(value=2 / 3, low=0.5, high=0.75)
SECTION = Section(
    name="real", split="test", hash="abc", documents=4, events=3, pairs=2, refused=1,
    figures=(
        Figure(name="claims", label="", estimate=VALUE, precision=VALUE, recall=VALUE, right=2, given=3, gold=3),
        Figure(name="claims", label="direct", estimate=VALUE, precision=VALUE, recall=VALUE, right=1, given=1, gold=0),
        Figure(name="points given that are wrong", label="", estimate=VALUE, given=2, gold=3),
    ),
)  # fmt: skip
TODAY = dt.date(2031, 5, 4)


def test_what_was_measured_comes_out_as_it_went_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "figures.json"
    measured.write_measured(path, [SECTION], stages=[("dates", "4")], today=TODAY)
    content = json.loads(path.read_text(encoding="utf-8"))
    monkeypatch.setattr(measured, "read_json", lambda _: content)
    monkeypatch.setattr(measured, "about", lambda _: content["_about"])
    found = measured.load_measured.__wrapped__()
    assert (found.date, found.stages) == ("2031-05-04", (("dates", "4"),))
    (section,) = found.sections
    assert (section.name, section.documents, section.events, section.pairs, section.refused) == ("real", 4, 3, 2, 1)
    claims, direct, points = section.figures
    assert (claims.value, claims.low, claims.high, claims.gold) == (0.666667, 0.5, 0.75, 3)
    assert (claims.is_error, points.is_error) == (False, True)
    assert (direct.label, direct.gold) == ("direct", 0)
    assert (points.wrong, points.gold) == (2, 3)


def test_rows_of_the_file_are_those_that_the_command_prints(tmp_path: Path) -> None:
    path = tmp_path / "figures.json"
    measured.write_measured(path, [SECTION], stages=(), today=TODAY)
    rows = measured.measured_rows(json.loads(path.read_text(encoding="utf-8")))
    assert [(row["section"], row["figure"], row["label"]) for row in rows] == [
        ("real", "claims", None), ("real", "claims", "direct"), ("real", "points given that are wrong", None),
    ]  # fmt: skip


def test_a_file_that_is_none_or_cannot_be_written_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(measured, "read_json", lambda _: {"stages": {}, "sections": [{"name": "real"}]})
    with pytest.raises(KnowledgeError, match="malformed"):
        measured.load_measured.__wrapped__()
    with pytest.raises(OutputError, match="cannot be written"):
        measured.write_measured(tmp_path / "none" / "f.json", [SECTION], stages=(), today=TODAY)

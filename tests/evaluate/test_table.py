"""Figures printed for people, and dumped for programs."""

import io

import pytest
from rich.console import Console

from detente.evaluate import tally as t
from detente.evaluate.floors import compare_floors
from detente.evaluate.given import Given
from detente.evaluate.gold import document_of
from detente.evaluate.measure import Section, measure_section
from detente.evaluate.table import dump_sections, open_console, print_floors, print_section
from evaluate.made import ACCUSED, CODED, MET, TEXT, given_event, gold_of, section_of


def measured() -> Section:
    given = Given(events=(given_event("ACCUSE", ACCUSED, confidence=0.7), given_event("CONSULT", MET)))
    gold = gold_of(document_of(CODED, TEXT, where="x"))
    return measure_section(gold, [given], lambda *_: {"ACCUSE": 0.6, "NONE": 0.4})


def printed(section: Section, *, width: int = 80, brief: bool = False, terminal: bool = False) -> str:
    out = io.StringIO()
    print_section(Console(file=out, width=width, force_terminal=terminal), section, brief=brief)
    return out.getvalue()


def test_eighty_columns_hold_every_figure() -> None:
    lines = printed(measured()).splitlines()
    assert lines[0] == "made (test): 1 documents, 2 events, 4 pairs"
    assert max(map(len, lines)) <= 80
    assert all("…" not in line for line in lines)
    typed = next(line.split()[-7:] for line in lines if line.startswith("type and trigger  "))
    assert typed == ["1.000", "1.000", "1.000", "1.000–1.000", "2", "2", "2"]


def test_a_file_or_pipe_gets_plain_text_that_is_not_cut(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    print_section(open_console(), measured(), brief=False)
    assert capsys.readouterr().out == printed(measured())
    assert "\x1b" not in printed(measured())


def test_a_terminal_gets_its_own_width() -> None:
    assert "\x1b" in printed(measured(), terminal=True)


def test_in_brief_nothing_is_told_by_type() -> None:
    assert "CONSULT" in printed(measured())
    brief = printed(measured(), brief=True)
    assert "CONSULT" not in brief
    assert all(name in brief for name in (t.TYPED, t.PARTIES, t.WHOLE, t.PAIR_TYPE, t.NONE_PAIRS, t.CALIBRATION))


def test_documents_without_a_reading_are_told() -> None:
    gold = gold_of(document_of(CODED, TEXT, where="x"))
    assert "1 without a reading" in printed(measure_section(gold, [Given(refused=True)]))


def test_floors_beside_figures() -> None:
    content = {"evaluate": {"sections": {"real": {"split": "test", "floors": {t.TYPED: 0.5, t.QUIET: 0.1}}}}}
    sections = [section_of({t.TYPED: 0.4, t.WHOLE: 0.3, t.QUIET: 0.05})]
    out = io.StringIO()
    print_floors(Console(file=out, width=80), compare_floors(content, sections))
    lines = [line.split() for line in out.getvalue().splitlines() if line]
    assert lines[1:] == [
        ["real"],
        ["type", "and", "trigger", "0.500", "0.400", "fallen"],
        ["type,", "trigger,", "parties,", "status", "–", "0.300", "new"],
        ["sentences", "without", "events", "coded", "≤", "0.100", "0.050", "rose"],
    ]


def test_every_number_has_its_interval_for_programs() -> None:
    rows = list(dump_sections([measured()], []))
    (typed,) = (r for r in rows if r["figure"] == t.TYPED and r["label"] == "ACCUSE")
    assert typed == {
        "section": "made",
        "split": "test",
        "hash": "h",
        "figure": t.TYPED,
        "label": "ACCUSE",
        "value": 1.0,
        "low": 1.0,
        "high": 1.0,
        "precision": {"value": 1.0, "low": 1.0, "high": 1.0},
        "recall": {"value": 1.0, "low": 1.0, "high": 1.0},
        "right": 1,
        "given": 1,
        "gold": 1,
    }
    (quiet,) = (r for r in rows if r["figure"] == t.QUIET)
    assert (quiet["wrong"], quiet["all"], quiet["value"]) == (0, 1, 0.0)


def test_in_brief_programs_get_figures_as_a_whole() -> None:
    rows = list(dump_sections([measured()], [], brief=True))
    assert {r["label"] for r in rows} == {None}
    assert t.TYPED in {r["figure"] for r in rows}


def test_floors_for_programs() -> None:
    content = {"evaluate": {"sections": {"real": {"split": "test", "floors": {t.TYPED: 0.5, t.QUIET: 0.1}}}}}
    sections = [section_of({t.TYPED: 0.4})]
    rows = list(dump_sections(sections, compare_floors(content, sections)))
    assert [(r["figure"], r["value"], r["floor"], r["verdict"]) for r in rows] == [
        (t.TYPED, 0.4, 0.5, "fallen"),
        (t.QUIET, None, 0.1, "not measured"),
    ]

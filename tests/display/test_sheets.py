"""What is taken away is what is shown, with its words."""

import csv
import io
import json
from dataclasses import replace

import pytest

from detente.display.csv_text import csv_text
from detente.display.sheets import BLANK, Cell, Column, Empty, Row, Sheet, as_csv, as_json, cell, words_href
from detente.registry.evidence import Evidence

WORDS = Evidence(words="three were wounded", document="d1", start=4, end=22)
SHEET = Sheet(
    id="harm", title="Harm",
    columns=(Column(id="side", title="side"), Column(id="wounded", title="wounded", numeric=True)),
    rows=(Row(id="a", cells=(cell("A"), cell(3, words=(WORDS,)))), Row(id="b", cells=(cell("=B"), BLANK))),
    empty=Empty(means="nobody"),
)  # fmt: skip


def test_a_blank_is_no_zero_anywhere() -> None:
    taken = json.loads(as_json([SHEET]))["sheets"][0]["rows"]
    assert taken[1]["wounded"] is None
    assert list(csv.DictReader(io.StringIO(as_csv(SHEET))))[1]["wounded"] == ""


def test_a_number_goes_with_its_words_and_where_they_stand() -> None:
    row = next(csv.DictReader(io.StringIO(as_csv(SHEET))))
    assert (row["wounded"], row["wounded_words"], row["wounded_at"]) == ("3", "three were wounded", "d1:4-22")
    assert words_href(WORDS) == "/documents/d1?words=4-22#words"


def test_what_is_noted_stands_in_a_column_of_its_own() -> None:
    noted = replace(SHEET.rows[0], cells=(cell("A", note="at the latest 2021-06-15"), BLANK))
    row = next(csv.DictReader(io.StringIO(as_csv(replace(SHEET, rows=(noted,))))))
    assert (row["side"], row["side_note"]) == ("A", "at the latest 2021-06-15")
    assert "wounded_note" not in row


FORMULAS = (
    "=1+1", "+1+1", "-1+1", "@SUM(1)", " =1", "\u00a0=1", "\u3000=1", "\t=1", "\r=1", "\n=1", "\x00=1", "\x1f@a",
    "\u200b=1", "\ufeff=1", "\u202e=1", "\u2060\u00ad =1", "\u034f=1", "\u115f=1", "\u2800=1", "＝1+1", "＋1",
    "－1+1", "＠a", "﹦1", "﹣a", "\u2212a", "\t1", "\r1", "\n1", "=", "-", "-1,5;=2",
)  # fmt: skip


@pytest.mark.parametrize("text", FORMULAS)
def test_hostile_words_are_no_formula_of_a_spreadsheet_in_any_field(text: str) -> None:
    by = Evidence(words=text, by=text)
    sheet = Sheet(
        id="s", title="s", columns=(Column(id=text, title="a"), Column(id="b", title="b")),
        rows=(Row(id=text, cells=(cell(text, words=(by,)), cell("a", more=(cell(text),)))),), empty=Empty(means=""),
    )  # fmt: skip
    heads, row = csv.reader(io.StringIO(as_csv(sheet), newline=""))
    assert heads == ["id", f"'{text}", f"'{text}_words", f"'{text}_at", "b"]
    assert row == [f"'{text}", f"'{text}", f"'{text}", f"by {text}", f"a | {text}"]


@pytest.mark.parametrize("text", ["-1", "+3.5", "-1,250", "2026-03-01", "a=b", "'=1", "", " a", "̈a", "١٢", "“=”"])
def test_what_is_no_formula_is_taken_away_as_it_stands(text: str) -> None:
    assert [row[0] for row in csv.reader(io.StringIO(csv_text([[text, "x"]]), newline=""))] == [text]


def test_a_row_that_does_not_fit_is_refused() -> None:
    with pytest.raises(ValueError, match="row x"):
        Sheet(id="s", title="s", columns=SHEET.columns, rows=(Row(id="x", cells=(BLANK,)),), empty=Empty(means=""))


def test_a_column_that_nobody_fills_is_named_and_parties_are_always_drawn() -> None:
    blank = Cell(blank="not reported")
    columns = (Column(id="who", title="who"), Column(id="to", title="to whom"), Column(id="a", title="A", equal=True))
    rows = tuple(Row(id=f"{n}", cells=(Cell(text="Ann"), blank, blank)) for n in range(3))
    made = Sheet(id="s", title="S", columns=columns, rows=rows, empty=Empty(means="Nothing."))

    assert made.silent == ((1, "not reported"),)
    assert replace(made, rows=rows[:2]).silent == ()
    told = replace(rows[0], cells=(Cell(text="Ann"), Cell(text="Ben"), blank))
    assert replace(made, rows=(told, *rows[1:])).silent == ()
    noted = replace(rows[0], cells=(Cell(text="Ann"), Cell(blank="not observed"), blank))
    assert replace(made, rows=(noted, *rows[1:])).silent == ()
    assert "to" in as_csv(made).splitlines()[0].split(",")

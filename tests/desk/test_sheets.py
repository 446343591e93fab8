"""What is taken away is what is shown, with its words."""

import csv
import io
import json
from dataclasses import replace

import pytest

from detente.desk.sheets import BLANK, Cell, Column, Empty, Row, Sheet, as_csv, as_json, cell, words_href
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


def test_hostile_words_are_no_formula_of_a_spreadsheet() -> None:
    assert "'=B" in as_csv(SHEET)


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

"""What is taken away is what is shown, with its words."""

import csv
import io
import json

import pytest

from detente.desk.sheets import BLANK, Column, Empty, Row, Sheet, as_csv, as_json, cell, words_href
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

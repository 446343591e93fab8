"""Rows as a table: what is cut where a terminal has little room, and what never is."""

import pytest

from detente.cli.show.table import print_rows

LONG = "a long reason that fills the terminal, and goes on as reasons do"


@pytest.mark.parametrize("columns", [100, 120])
def test_a_day_stands_in_one_line_however_long_the_other_columns_are(
    columns: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    row = {"id": "911fbe86a3", "from": None, "to": "2021-05-03", "day": "2021-05-04"}
    rows = [row | dict.fromkeys("abcdef", LONG), row | {"from": "2021-05-02"} | dict.fromkeys("abcdef", LONG)]
    print_rows(rows, nothing="", wide=80)

    told = capsys.readouterr().out
    assert all(told.count(day) == n for day, n in (("2021-05-03", 2), ("2021-05-04", 2), ("2021-05-02", 1)))
    assert max(map(len, told.splitlines())) <= columns

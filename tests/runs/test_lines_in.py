"""Lines and rows without an id, or with one that is a number, in whatever form they come."""

import gzip
import json
from collections import Counter
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from pyarrow import parquet

from detente.documents.packet import Packet
from detente.runs.lines_in import label_of, renamed
from detente.runs.run import run
from runs.quick import QUICK, Here, plan_of, rows_in

TEXT = "The two sides met on Monday and said that the ceasefire holds."


def line(**fields: Any) -> Packet:
    return Packet(name="a.jsonl:7", suffix=".jsonl", data=json.dumps(fields).encode())


def test_lines_without_an_id_are_called_by_their_file_and_number(tmp_path: Path) -> None:
    given = [{"text": TEXT}, {"text": TEXT, "id": None}, {"text": TEXT, "id": 7}, {"text": TEXT, "id": "own"}]
    (tmp_path / "a.jsonl").write_text("".join(json.dumps(one) + "\n" for one in given))
    manifest = run(plan_of(tmp_path, "a.jsonl", shard_documents=3), engine=Here(), reads=QUICK)
    assert manifest.aside == {}
    assert [row["document"] for row in rows_in(tmp_path / "out")] == ["a.jsonl:1", "a.jsonl:2", "7", "own"]


def test_a_line_that_needs_no_other_name_stays_the_bytes_that_it_was() -> None:
    own = Packet(name="a.jsonl:7", suffix=".jsonl", data=b'{ "text":"x",  "id": "d1", "more": 1}')
    assert renamed(own, {}, Counter()) is own
    broken = Packet(name="a.jsonl:7", suffix=".jsonl", data=b"[1]")
    assert renamed(broken, {}, Counter()) is broken
    assert json.loads(renamed(line(text="x", more=1), {}, Counter()).data) == {"id": "a.jsonl:7", "text": "x"}


@pytest.mark.parametrize(
    ("given", "label"),
    [
        (3, "3"),
        (3.0, "3"),
        (-0.0, "0"),
        (2.5, "2.5"),
        (float("nan"), None),
        (float("inf"), None),
        (float(2**53), None),
        (float(2**53 - 1), str(2**53 - 1)),
        (2**60, str(2**60)),
        (None, None),
        ("x", "x"),
        (True, True),
        ([], []),
    ],
)
def test_a_number_is_an_id_where_it_is_sure(given: object, label: object) -> None:
    assert label_of(given) == label
    assert type(label_of(given)) is type(label)


def test_a_column_of_ids_in_which_one_is_missing_costs_no_row(tmp_path: Path) -> None:
    ids = pa.array([1.0, 2.0, None, float("nan")], pa.float64())
    parquet.write_table(pa.table({"id": ids, "text": [TEXT] * 4}), tmp_path / "b.parquet")
    manifest = run(plan_of(tmp_path, "b.parquet"), engine=Here(), reads=QUICK)
    assert manifest.aside == {}
    assert [row["document"] for row in rows_in(tmp_path / "out")] == ["1", "2", "b.parquet:3", "b.parquet:4"]


def test_fields_that_nothing_reads_and_documents_without_a_month_are_counted(tmp_path: Path) -> None:
    first = {"text": TEXT, "published": None, "date": "2019-04-01"}
    given: list[dict[str, Any]] = [{"id": f"d{n}", **first, "more": n} for n in range(5)]
    given += [{"id": "own", "text": TEXT, "published": "2019-04-01"}, {"id": "none", "text": " "}]
    lines = "".join(json.dumps(one) + "\n" for one in given)
    (tmp_path / "a.jsonl").write_text(lines)
    (tmp_path / "b.jsonl.gz").write_bytes(gzip.compress(lines.encode()))
    parquet.write_table(pa.Table.from_pylist(given), tmp_path / "c.parquet")
    for most in (2, 100):
        plan = plan_of(
            tmp_path, "a.jsonl", "b.jsonl.gz", "c.parquet", shard_documents=most, output=f"{tmp_path}/{most}"
        )
        manifest = run(plan, engine=Here(), reads=QUICK)
        assert manifest.fields == {"date": 5 + 5 + 7, "more": 5 + 5 + 7}
        assert (manifest.read, manifest.undated) == (18, 15)


def test_a_field_that_is_mapped_is_read_and_hides_its_own_name() -> None:
    unread: Counter[str] = Counter()
    renamed(line(id="x", body="a", text="b", day="c", published="d"), {"text": "body", "published": "day"}, unread)
    assert unread == {"text": 1, "published": 1}


def test_hostile_names_of_fields_are_counted_up_to_a_bound() -> None:
    unread: Counter[str] = Counter()
    renamed(line(text="x", **{"\ud800" * 100: 1}), {}, unread)
    assert unread == {"?" * 40: 1}
    for n in range(3):
        renamed(line(text="x", **{f"{n} {k}": k for k in range(1_000)}), {}, unread)
    assert len(unread) == 50

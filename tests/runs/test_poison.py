"""Documents that crash, hang or swell the process that reads them, and files that do so to the one that opens them."""

import dataclasses
import json
from pathlib import Path

import pyarrow as pa
import pytest
from pyarrow import parquet

from detente.core.errors import DocumentError
from detente.pipeline.guard import Guard, Limits
from detente.pipeline.opening import Opened
from detente.runs.noted import Noted
from detente.runs.opening import open_span, ready_to_open
from detente.runs.plan import Bounds
from detente.runs.run import run
from detente.runs.shard import Span
from detente.runs.shard_work import _Desk
from runs import poisons
from runs.quick import BOUNDS, QUICK, Here, parts_in, plan_of, rows_in, write_lines

TEXT = "The two sides met on Monday."


@pytest.mark.slow  # each poison ends a process as it does in earnest, and another has to be started
def test_documents_that_end_the_process_are_set_aside_and_the_others_are_read(tmp_path: Path) -> None:
    texts = [TEXT, f"CRASH {TEXT}", TEXT, f"HANG {TEXT}", f"SWELL {TEXT}", TEXT]
    write_lines(tmp_path / "a.jsonl", texts)
    bounds = dataclasses.replace(BOUNDS, seconds=2.0)
    plan = plan_of(tmp_path, "a.jsonl", bounds=bounds)
    watched: list[dict[str, int]] = []
    manifest = run(plan, engine=Here(), reads=QUICK, watch=lambda p: watched.append(dict(p.aside)))
    codes = {"crashed": 1, "took_too_long": 1, "too_much_memory": 1}
    assert (manifest.read, manifest.aside, manifest.shards) == (3, codes, 1)
    assert watched[-1] == codes
    rows = [row for row in rows_in(tmp_path / "out") if row["error_code"]]
    assert [(row["document"], row["name"]) for row in rows] == [(f"d{n}", f"a.jsonl:{n + 1}") for n in (1, 3, 4)]
    assert all(row["error_message"].startswith("reading it") for row in rows)
    aside = [json.loads(line) for line in (tmp_path / "out" / "aside.jsonl").read_text().splitlines()]
    assert [one["tries"] for one in aside] == [2, 1, 1]
    again = tmp_path / "again"
    once = dataclasses.replace(bounds, tries=1)
    other = dataclasses.replace(plan, output=str(again), shard_documents=4, bounds=once)
    run(other, engine=Here(), reads=QUICK)
    assert parts_in(again) == parts_in(tmp_path / "out")


def opened_of(path: Path, *lines: str, tries: int = 2) -> list[tuple[int, Opened]]:
    path.write_text("\n".join(lines))
    span = Span(source=0, address=str(path), ending=".mbox")
    with Guard(Limits(seconds=2.0), poisons.stand_in) as guard:
        return list(open_span(span, {}, guard, Noted(), tries=tries))


def test_a_document_that_cannot_be_opened_costs_itself_alone(tmp_path: Path) -> None:
    found = opened_of(tmp_path / "a.mbox", "one", "CRASH", "three", "HANG", "five")
    assert [(place, one.packet.name) for place, one in found] == [(n, f"a.mbox:{n + 1}") for n in range(5)]
    codes = [one.error and one.error.code for _, one in found]
    assert codes == [None, "crashed", None, "took_too_long", None]
    assert found[1][1].packet.data == b"CRASH"
    assert [one.document is None for _, one in found] == [False, True, False, True, False]


def test_a_file_that_cannot_be_cut_keeps_what_was_before(tmp_path: Path) -> None:
    *before, (place, last) = opened_of(tmp_path / "a.mbox", "one", "two", "CUT", "four")
    assert [one.document and one.document.text for _, one in before] == ["one", "two"]
    assert (place, last.packet.name) == (2, "a.mbox")
    assert isinstance(last.error, DocumentError)
    assert last.error.message.endswith("; 2 documents before were taken")


def test_a_table_is_opened_where_it_may_hang(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("one\nHANG\nthree")
    span = Span(source=0, address=str(tmp_path / "a.csv"), ending=".csv")
    with Guard(Limits(seconds=1.0), poisons.stand_in) as guard:
        found = [one.error and one.error.code for _, one in open_span(span, {}, guard, Noted(), tries=2)]
    assert found == [None, "took_too_long", None]


def test_opening_has_the_seconds_of_the_plan() -> None:
    assert _Desk(dataclasses.replace(BOUNDS, seconds=7.0), QUICK)._opening.limits.seconds == 7.0


def test_a_document_is_judged_by_what_it_takes_itself(tmp_path: Path) -> None:
    (tmp_path / "a.mbox").write_text("KEEP\nKEEP\nSWELL\nKEEP")
    span = Span(source=0, address=str(tmp_path / "a.mbox"), ending=".mbox")
    with Guard(Limits(seconds=5.0, memory=500_000_000), poisons.swell_in) as guard:
        found = [one.error and one.error.code for _, one in open_span(span, {}, guard, Noted(), tries=2)]
    assert found == [None, None, "too_much_memory", None]


def test_what_reads_parquet_is_no_documents_memory(tmp_path: Path) -> None:
    parquet.write_table(pa.table({"text": [TEXT] * 3}), tmp_path / "a.parquet")
    span = Span(source=0, address=str(tmp_path / "a.parquet"), ending=".parquet")
    with Guard(Limits(memory=400_000_000), ready_to_open) as guard:
        found = [one.error for _, one in open_span(span, {}, guard, Noted(), tries=2)]
    assert found == [None] * 3


def test_the_bounds_are_the_plans(tmp_path: Path) -> None:
    write_lines(tmp_path / "a.jsonl", ["CRASH"])
    plan = plan_of(tmp_path, "a.jsonl", bounds=Bounds(seconds=20.0, memory=400_000_000, tries=1))
    assert run(plan, engine=Here(), reads=QUICK).aside == {"crashed": 1}
    assert '"tries":1' in (tmp_path / "out" / "aside.jsonl").read_text()

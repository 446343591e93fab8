"""A run from its plan to its tables: what comes out, what is skipped, and what is refused."""

import gzip
import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import fsspec  # type: ignore[import-untyped]
import pyarrow as pa
import pytest
from pyarrow import parquet

from detente.core.errors import DetenteError, DocumentError, FetchFailed, ModelError, OutputError, UsageError
from detente.runs import run as runs
from detente.runs import shard_work
from detente.runs.alone import alone
from detente.runs.folder import Folder
from detente.runs.kept import done_shards
from detente.runs.manifest import Manifest
from detente.runs.plan import Plan, Source
from detente.runs.run import run
from detente.runs.schemas import COLUMNS
from detente.runs.shard import ShardDone
from runs.quick import BOUNDS, QUICK, Here, parts_in, plan_of, rows_in, write_lines

TEXT = "The two sides met on Monday and said that the ceasefire holds, number {}."
FRENCH = "Les deux parties se sont rencontrées lundi et ont déclaré que le cessez-le-feu était respecté par tous."


def quickly(plan: Plan, **options: Any) -> Manifest:
    return run(plan, engine=options.pop("engine", None) or Here(), reads=QUICK, **options)


def test_every_document_is_accounted_for_and_stands_under_its_month(tmp_path: Path) -> None:
    texts = [TEXT.format(n) for n in range(20)]
    write_lines(tmp_path / "a.jsonl", [*texts, FRENCH, "FAIL " + TEXT, " "])
    manifest = quickly(plan_of(tmp_path, "a.jsonl", shard_documents=7))
    assert (manifest.documents, manifest.read, manifest.shards) == (23, 20, 4)
    assert (manifest.unread, manifest.aside) == ({"not_english": 1}, {"empty": 1, "failed": 1})
    assert manifest.dropped == {"quick: first letter": 20}
    assert manifest.rows["documents"] == 23
    names = {part.name for part in manifest.parts if part.rows}
    assert names == {f"documents/month={m}/part-00000.parquet" for m in ("2019-01", "2019-02", "2019-03", "unknown")}
    assert {"opening", "rows", "shard", "language"} <= manifest.stage_seconds.keys()
    found = rows_in(tmp_path / "out")
    assert [row["name"] for row in found] == [f"a.jsonl:{n}" for n in range(1, 24)]
    aside = [json.loads(line) for line in (tmp_path / "out" / "aside.jsonl").read_text().splitlines()]
    assert [(one["id"], one["code"], one["shard"]) for one in aside] == [("d21", "failed", 3), ("d22", "empty", 3)]


def test_a_table_without_rows_has_its_columns(tmp_path: Path) -> None:
    write_lines(tmp_path / "a.jsonl", [TEXT])
    manifest = quickly(plan_of(tmp_path, "a.jsonl"))
    for table in ("claims", "events", "mentions"):
        found = parquet.read_table(tmp_path / "out" / table)
        assert (found.num_rows, manifest.rows[table]) == (0, 0)
        assert found.column_names == [*COLUMNS[table], "month"]
    assert len(manifest.parts) == len(parts_in(tmp_path / "out")) == 4


def many_sources(folder: Path) -> tuple[str, ...]:
    """Write sources of many kinds, with what is damaged, empty and of no known ending among them."""
    write_lines(folder / "a.jsonl", [TEXT.format(n) for n in range(30)])
    lines = (folder / "a.jsonl").read_bytes().splitlines(keepends=True)
    (folder / "a.jsonl").write_bytes(b"".join([*lines[:9], b"\n", b"{\r\n", *lines[9:]]).removesuffix(b"\n"))
    (folder / "b.jsonl.gz").write_bytes(gzip.compress((folder / "a.jsonl").read_bytes()))
    (folder / "cut.jsonl.gz").write_bytes((folder / "b.jsonl.gz").read_bytes()[:-40])
    table = {"id": [f"r{n}" for n in range(25)], "text": [TEXT.format(n) for n in range(24)] + [None]}
    parquet.write_table(pa.table(table), folder / "c.parquet", row_group_size=6)
    (folder / "broken.parquet").write_bytes(b"PAR1 this is none PAR1")
    (folder / "reports").mkdir()
    for n in range(9):
        (folder / "reports" / f"{n}.txt").write_text(TEXT.format(n))
    (folder / "reports" / "page.html").write_text(f"<html><body><p>{TEXT} {TEXT}</p></body></html>")
    (folder / "reports" / "table.csv").write_text(f'id,text\nx,"{TEXT}"\ny,"{TEXT}"\n')
    (folder / "reports" / "nothing.txt").write_text("")
    (folder / "reports" / "photo.jpg").write_bytes(b"\xff\xd8")
    with zipfile.ZipFile(folder / "z.zip", "w") as packed:
        packed.write(folder / "a.jsonl", "deep/a.jsonl")
    names = ("a.jsonl", "b.jsonl.gz", "cut.jsonl.gz", "c.parquet", "broken.parquet", "reports")
    return (*names, f"zip://deep::{folder / 'z.zip'}")


def test_what_is_written_does_not_depend_on_how_the_input_was_cut(tmp_path: Path) -> None:
    names = many_sources(tmp_path)
    found = {}
    for shard, most in ((1_000, 10**9), (4, 10**9), (1_000, 900)):
        output = tmp_path / f"out-{shard}-{most}"
        plan = plan_of(tmp_path, *names, output=str(output), shard_documents=shard, shard_bytes=most)
        manifest = quickly(plan)
        found[shard, most] = (parts_in(output), manifest.documents, manifest.read, manifest.aside, manifest.passed)
        assert manifest.passed == {"file with the ending '.jpg'": 1}
    first, *others = found.values()
    assert others == [first, first]
    rows = rows_in(tmp_path / "out-4-1000000000")
    lines = [f"{n}" for n in range(1, 33) if n != 10]
    assert [row["name"] for row in rows if row["input"] == 0] == [f"a.jsonl:{n}" for n in lines]
    assert [row["name"] for row in rows if row["input"] == 6] == [f"a.jsonl:{n}" for n in lines]
    assert [row["ordinal"] for row in rows if row["input"] == 1] == [
        row["ordinal"] for row in rows if row["input"] == 0
    ]
    assert [row["name"] for row in rows if row["input"] == 3] == [f"c.parquet:{n}" for n in range(1, 26)]
    errors = {row["name"]: row["error_code"] for row in rows if row["error_code"]}
    assert errors["a.jsonl:11"] == "not_json"
    assert errors["c.parquet:25"] == "not_a_document"
    assert errors["broken.parquet"] == "unreadable"
    assert errors["cut.jsonl.gz"] == "unreadable"
    assert errors["nothing.txt"] == "empty"


def test_columns_say_which_field_is_which(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(json.dumps({"body": TEXT, "day": "2019-04-01", "n": 7}) + "\n[]\n")
    source = Source(address=str(tmp_path / "a.jsonl"), columns={"text": "body", "published": "day"})
    plan = plan_of(tmp_path, sources=(source,))
    manifest = quickly(plan)
    assert (manifest.read, manifest.aside) == (1, {"not_a_document": 1})
    (row,) = [row for row in rows_in(tmp_path / "out") if row["error_code"] is None]
    assert (row["document"], row["published_from"]) == ("a.jsonl:1", "2019-04-01")


@pytest.mark.parametrize("columns", [{}, {"text": "nosuch"}])
def test_a_table_without_a_known_column_is_told_what_a_plan_says(tmp_path: Path, columns: dict[str, str]) -> None:
    (tmp_path / "a.csv").write_text(f"who,what was said\nx,{TEXT}\n")
    source = Source(address=str(tmp_path / "a.csv"), columns=columns)
    quickly(plan_of(tmp_path, sources=(source,)))
    assert "in the plan of a run with `columns`" in (tmp_path / "out" / "aside.jsonl").read_text()


def test_a_run_in_an_object_store_is_as_one_on_disk(tmp_path: Path) -> None:
    write_lines(tmp_path / "a.jsonl", [TEXT.format(n) for n in range(12)])
    quickly(plan_of(tmp_path, "a.jsonl", shard_documents=5))
    memory = fsspec.filesystem("memory")
    memory.pipe_file("/archive/a.jsonl", (tmp_path / "a.jsonl").read_bytes())
    plan = Plan(sources=(Source(address="memory://archive"),), output="memory://run", shard_documents=4, bounds=BOUNDS)
    quickly(plan)
    for name, data in parts_in(tmp_path / "out").items():
        assert memory.cat_file(f"/run/{name}") == data
    assert not memory.exists("/run/lock")
    memory.store.clear()
    memory.pseudo_dirs[:] = [""]


def test_markers_of_an_object_store_are_read_in_their_order_and_told_where_one_is_gone() -> None:
    store = Folder("memory://marked")
    for number in range(100):
        shard_work.mark(store, ShardDone(number=number, documents=number, read=number))
    assert [one.documents for one in done_shards(store, range(99, -1, -1))] == [*range(99, -1, -1)]
    store.remove("shards/00000040/done.json")
    done = done_shards(store, range(100))
    assert [next(done).number for _ in range(40)] == [*range(40)]
    with pytest.raises(OutputError, match=r"00000040/done\.json .* is gone or damaged"):
        next(done)
    fsspec.filesystem("memory").store.clear()


def test_a_run_that_is_whole_is_not_done_again(tmp_path: Path) -> None:
    write_lines(tmp_path / "a.jsonl", [TEXT] * 9)
    plan = plan_of(tmp_path, "a.jsonl", shard_documents=3)
    first, engine = quickly(plan), Here()
    assert quickly(plan, engine=engine) == first
    assert engine.done == []


def _gone(path: Path) -> None:
    path.unlink()


def _cut_short(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:100])


def _other_bytes(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-9] + b"\0" * 9)


@pytest.mark.parametrize("damage", [_gone, _cut_short, _other_bytes])
def test_a_part_that_is_gone_or_damaged_is_put_together_again(tmp_path: Path, damage: Callable[[Path], None]) -> None:
    write_lines(tmp_path / "a.jsonl", [TEXT.format(n) for n in range(9)])
    plan = plan_of(tmp_path, "a.jsonl", shard_documents=3)
    whole, before = quickly(plan), parts_in(tmp_path / "out")
    damage(tmp_path / "out" / "documents" / "month=2019-02" / "part-00000.parquet")
    engine = Here()
    assert quickly(plan, engine=engine) == whole
    assert [(task.table, task.month) for task in engine.done] == [("documents", "2019-02")]
    assert parts_in(tmp_path / "out") == before


def test_a_part_that_cannot_be_put_together_again_is_told(tmp_path: Path) -> None:
    write_lines(tmp_path / "a.jsonl", [TEXT] * 9)
    plan = plan_of(tmp_path, "a.jsonl", shard_documents=3)
    quickly(plan)
    (tmp_path / "out" / "documents" / "month=2019-02" / "part-00000.parquet").unlink()
    marker = tmp_path / "out" / "shards" / "00000001" / "done.json"
    kept = marker.read_bytes()
    marker.unlink()
    with pytest.raises(
        OutputError, match=r"2019-02/part-00000\.parquet is gone\), and the pieces of 1 shards are gone"
    ):
        quickly(plan)
    marker.write_bytes(kept)
    manifest = tmp_path / "out" / "manifest.json"
    told = json.loads(manifest.read_text())
    manifest.write_text(json.dumps(told | {"parts": [part | {"sha256": "0" * 64} for part in told["parts"]]}))
    with pytest.raises(OutputError, match=r"what the pieces make of it is not what manifest\.json says; remove"):
        quickly(plan)


def test_what_is_done_is_not_read_again(tmp_path: Path) -> None:
    write_lines(tmp_path / "a.jsonl", [TEXT] * 9)
    plan = plan_of(tmp_path, "a.jsonl", shard_documents=3)
    whole = quickly(plan)
    output, before = tmp_path / "out", parts_in(tmp_path / "out")
    (output / "manifest.json").unlink()
    (output / "shards" / "00000001" / "done.json").unlink()
    (output / "shards" / "00000001" / ".unfinished-1234").write_bytes(b"half")
    (output / "events" / "month=1900-01").mkdir(parents=True)
    (output / "events" / "month=1900-01" / "part-00000.parquet").write_bytes(b"of an earlier end")
    engine = Here()
    again = quickly(plan, engine=engine)
    assert [task.shard.number for task in engine.done[:1]] == [1]
    assert (again.documents, again.parts) == (whole.documents, whole.parts)
    assert parts_in(output) == before
    assert not list(output.rglob(".unfinished*"))


def test_another_plan_or_input_is_not_mixed_in(tmp_path: Path) -> None:
    write_lines(tmp_path / "a.jsonl", [TEXT] * 3)
    write_lines(tmp_path / "b.jsonl", [TEXT] * 3)
    quickly(plan_of(tmp_path, "a.jsonl"))
    with pytest.raises(UsageError, match=r"another plan \(sources differ"):
        quickly(plan_of(tmp_path, "b.jsonl"))
    write_lines(tmp_path / "a.jsonl", [TEXT] * 3)  # another moment, the same bytes
    quickly(plan_of(tmp_path, "a.jsonl"))
    write_lines(tmp_path / "a.jsonl", [TEXT.upper()] * 3)
    with pytest.raises(UsageError, match=r"a\.jsonl was changed"):
        quickly(plan_of(tmp_path, "a.jsonl"))


@pytest.mark.parametrize("wrong", ["nowhere.jsonl", "made-up://x"])
def test_a_plan_with_a_wrong_address_takes_no_folder(tmp_path: Path, wrong: str) -> None:
    write_lines(tmp_path / "a.jsonl", [TEXT] * 3)
    with pytest.raises(UsageError):
        quickly(plan_of(tmp_path, wrong))
    assert not (tmp_path / "out").exists()
    assert quickly(plan_of(tmp_path, "a.jsonl")).documents == 3


def test_a_plan_whose_input_was_never_cut_may_be_mended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_lines(tmp_path / "a.jsonl", [TEXT] * 3)
    write_lines(tmp_path / "b.jsonl", [TEXT] * 4)

    def cut(*_: object) -> None:
        message = "b.jsonl cannot be read: Permission denied"
        raise FetchFailed(message)

    with monkeypatch.context() as patched:
        patched.setattr(runs, "cut_once", cut)
        with pytest.raises(FetchFailed):
            quickly(plan_of(tmp_path, "b.jsonl"))
    assert (tmp_path / "out" / "plan.json").exists()
    assert quickly(plan_of(tmp_path, "a.jsonl")).documents == 3
    assert "a.jsonl" in (tmp_path / "out" / "plan.json").read_text()


def test_what_was_read_is_not_taken_for_another_plans_where_the_list_of_shards_is_gone(tmp_path: Path) -> None:
    write_lines(tmp_path / "a.jsonl", [TEXT] * 3)
    write_lines(tmp_path / "b.jsonl", [TEXT] * 4)
    quickly(plan_of(tmp_path, "a.jsonl"))
    for name in ("shards.jsonl", "manifest.json"):
        (tmp_path / "out" / name).unlink()
    with pytest.raises(UsageError, match=r"another plan \(sources differ"):
        quickly(plan_of(tmp_path, "b.jsonl"))


def test_an_input_that_changes_meanwhile_is_told_before_anything_is_put_together(tmp_path: Path) -> None:
    path = write_lines(tmp_path / "a.jsonl", [TEXT] * 3)
    with pytest.raises(UsageError, match=r"a\.jsonl was changed"):
        quickly(plan_of(tmp_path, "a.jsonl"), watch=lambda _: path.write_text(path.read_text() + "{}\n"))
    assert parts_in(tmp_path / "out") == {}


@pytest.mark.parametrize("output", ["out", "memory://held"])
def test_a_second_driver_is_refused(tmp_path: Path, output: str) -> None:
    address = output if "://" in output else str(tmp_path / output)
    write_lines(tmp_path / "a.jsonl", [TEXT])
    plan = plan_of(tmp_path, "a.jsonl", output=address)
    with alone(Folder(address)), pytest.raises(UsageError, match="another run writes"):
        quickly(plan)
    quickly(plan)


@pytest.mark.parametrize("name", ["missing.jsonl", "*.warc", "empty"])
def test_a_source_without_files_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(UsageError, match="has no files"):
        quickly(plan_of(tmp_path, name))


@pytest.mark.parametrize("address", ["data.dat", "*.dat", "folder"])
def test_a_source_of_which_nothing_can_be_read_is_refused_with_what_to_do(tmp_path: Path, address: str) -> None:
    write_lines(tmp_path / "data.dat", [TEXT])
    (tmp_path / "folder").mkdir()
    write_lines(tmp_path / "folder" / "x.dat", [TEXT])
    with pytest.raises(UsageError, match=r"1 file with the ending '\.dat'; .* as in ending = \"\.jsonl\""):
        quickly(plan_of(tmp_path, address))
    source = Source(address=str(tmp_path / address), ending=".jsonl")
    assert quickly(plan_of(tmp_path, sources=(source,))).read == 1


def test_a_file_whose_name_begins_with_a_point_is_passed_over_for_that_but_where_the_plan_names_it(
    tmp_path: Path,
) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "a.txt").write_text(TEXT)
    (tmp_path / "folder" / ".b.txt").write_text(TEXT)
    assert quickly(plan_of(tmp_path, "folder")).passed == {"file whose name begins with a point": 1}
    named = quickly(plan_of(tmp_path, "folder/.b.txt", output=str(tmp_path / "named")))
    assert (named.read, named.passed) == (1, {})


def test_a_run_that_would_read_what_it_writes_is_refused(tmp_path: Path) -> None:
    write_lines(tmp_path / "a.jsonl", [TEXT])
    with pytest.raises(UsageError, match="would be read"):
        quickly(plan_of(tmp_path, "."))


def test_a_full_disk_is_told_and_the_run_goes_on_when_there_is_room(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_lines(tmp_path / "a.jsonl", [TEXT.format(n) for n in range(12)])
    plan = plan_of(tmp_path, "a.jsonl", shard_documents=3)
    synced, real = [0], os.fsync

    def full(handle: int) -> None:
        synced[0] += 1
        if synced[0] > 14:
            raise OSError(28, "No space left on device")
        real(handle)

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OutputError, match="make room there, and start the run again: what is done stays"):
        quickly(plan)
    monkeypatch.setattr(os, "fsync", real)
    engine = Here()
    assert quickly(plan, engine=engine).documents == 12
    numbers = [task.shard.number for task in engine.done if hasattr(task, "shard")]
    assert numbers
    assert numbers[0] > 0


def test_what_does_not_add_up_is_refused(tmp_path: Path) -> None:
    write_lines(tmp_path / "a.jsonl", [TEXT] * 4)
    plan = plan_of(tmp_path, "a.jsonl")
    quickly(plan)
    (tmp_path / "out" / "manifest.json").unlink()
    marker = tmp_path / "out" / "shards" / "00000000" / "done.json"
    told = json.loads(marker.read_text())
    marker.write_text(json.dumps(told | {"read": 3}))
    with pytest.raises(DetenteError, match="does not add up"):
        quickly(plan)
    marker.write_text("{")
    with pytest.raises(OutputError, match="remove it and start the run again"):
        quickly(plan)


@pytest.mark.parametrize("note", [True, False])
@pytest.mark.parametrize("manifest", [True, False])
def test_a_list_of_shards_that_lost_its_end_is_refused(tmp_path: Path, *, note: bool, manifest: bool) -> None:
    write_lines(tmp_path / "a.jsonl", [TEXT] * 20)
    plan = plan_of(tmp_path, "a.jsonl", shard_documents=5)
    quickly(plan)
    if not manifest:
        (tmp_path / "out" / "manifest.json").unlink()
    if not note:  # as in a run that was begun before there was one
        (tmp_path / "out" / "cut.json").unlink()
        quickly(plan)
    shards = tmp_path / "out" / "shards.jsonl"
    shards.write_bytes(shards.read_bytes()[:50])
    with pytest.raises(OutputError, match=r"shards\.jsonl in .* is damaged \(it names 1 shards.* 4 are finished"):
        quickly(plan)


def test_what_was_set_aside_is_read_again_where_that_is_asked(tmp_path: Path) -> None:
    write_lines(tmp_path / "a.jsonl", [TEXT, "FAIL " + TEXT, TEXT, " "])
    plan = plan_of(tmp_path, "a.jsonl", shard_documents=1)
    assert quickly(plan).aside == {"empty": 1, "failed": 1}
    engine = Here()
    quickly(plan, engine=engine, again_aside=True)
    assert [task.shard.number for task in engine.done if hasattr(task, "shard")] == [1]


@pytest.mark.parametrize("ended", [1, 2, 3])
def test_a_reader_that_is_ended_before_its_first_document_is_replaced_a_few_times(
    monkeypatch: pytest.MonkeyPatch, ended: int
) -> None:
    asked: list[object] = []

    def ask(*given: object) -> list[object]:
        asked.append(given)
        if len(asked) <= ended:
            raise DocumentError("crashed", "made up")
        return []

    monkeypatch.setattr(shard_work, "ask", ask)
    if ended == 3:
        with pytest.raises(ModelError, match="ended each time before it has a document; look at memory"):
            shard_work._Desk(BOUNDS, QUICK).start()
    else:
        shard_work._Desk(BOUNDS, QUICK).start()
    assert len(asked) == min(ended + 1, 3)


def test_a_process_that_reads_loads_no_record() -> None:
    """Hold what a worker and its two processes take until they are there: half of it would be the store."""
    code = (
        "import sys, detente.runs.shard_work; sys.exit('sqlalchemy' in sys.modules or 'detente.store' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_marker_is_written_after_its_pieces(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[bool] = []
    real = shard_work.mark

    def mark(store: Folder, done: ShardDone) -> None:
        seen.append(store.exists(f"shards/{done.number:08d}/documents.arrow"))
        real(store, done)

    monkeypatch.setattr(shard_work, "mark", mark)
    write_lines(tmp_path / "a.jsonl", [TEXT] * 4)
    quickly(plan_of(tmp_path, "a.jsonl", shard_documents=2))
    assert seen == [True, True]

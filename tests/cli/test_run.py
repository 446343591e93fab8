"""`detente run`: what options change, what is told, and how it ends."""

import dataclasses
import os
import signal
import time
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from cli.runs import Run
from detente.cli import app
from detente.cli.exits import Exit
from detente.core.errors import UsageError
from detente.runs import run as runs
from detente.runs.manifest import Manifest
from detente.runs.plan import Plan, Source
from detente.runs.shard_size import ShardSize

PLAN = 'output = "out"\nworkers = 3\n[[sources]]\naddress = "a.jsonl"\n'
WHOLE = Manifest(
    detente="0", stages=(), tables={}, plan=Plan(sources=(Source(address="a"),), output="o"), inputs=(), shards=1,
    documents=4, read=2, unread={"not_english": 1}, aside={"crashed": 1}, passed={"image": 2}, dropped={},
    rows={"documents": 4, "events": 1_500}, stage_seconds={}, parts=(), seconds=1.0, ended="2026-01-01T00:00:00+00:00",
)  # fmt: skip


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """Note what a run is asked for, and answer with what the test puts in."""
    told: dict[str, Any] = {"answer": WHOLE}

    def run(plan: Plan, **options: Any) -> Manifest:
        told.update(plan=plan, **options)
        answer: Manifest = told["answer"]
        return answer

    monkeypatch.setattr(runs, "run", run)
    return told


def plan_in(folder: Path) -> str:
    path = folder / "plan.toml"
    path.write_text(PLAN)
    return str(path)


def test_options_go_before_the_plan(asked: dict[str, Any], tmp_path: Path) -> None:
    options = ["--workers", "7", "--engine", "ray", "--address", "head:6379", "--again-aside"]
    CliRunner().invoke(app, ["run", plan_in(tmp_path), *options])
    plan = asked["plan"]
    assert (plan.workers, plan.engine, plan.address, asked["again_aside"]) == (7, "ray", "head:6379", True)
    CliRunner().invoke(app, ["run", plan_in(tmp_path)])
    assert (asked["plan"].workers, asked["plan"].engine, asked["again_aside"]) == (3, "local", False)
    assert asked["plan"].output == str(tmp_path / "out")


def test_what_became_of_the_documents_is_told(asked: dict[str, Any], tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["run", plan_in(tmp_path)])
    assert result.exit_code == Exit.REFUSED
    assert result.stdout == ""
    assert result.stderr.splitlines() == [
        "passed over as no documents: 2 image",
        "read 2 documents, could not read 1 (1 crashed)",
        "kept unread 1 (1 not_english)",
        f"{tmp_path / 'out'} has 4 documents, 1,500 events",
    ]
    asked["answer"] = dataclasses.replace(WHOLE, aside={}, rows={"documents": 1, "claims": 0})
    assert "has 1 document, 0 claims" in CliRunner().invoke(app, ["run", plan_in(tmp_path)]).stderr
    assert CliRunner().invoke(app, ["run", plan_in(tmp_path)]).exit_code == Exit.DONE


def test_fields_that_nothing_reads_are_told_and_how_many_documents_have_no_month(
    asked: dict[str, Any], tmp_path: Path
) -> None:
    asked["answer"] = dataclasses.replace(WHOLE, fields={"date": 3, "titles": 1, "x": 1}, undated=2)
    told = CliRunner().invoke(app, ["run", plan_in(tmp_path)]).stderr.splitlines()
    do = "if it is what is called 'published' here, say so: columns = {published = 'date'}"
    assert f"'date' is no field that is read (3 documents); {do}" in told
    assert any(one.startswith("'titles' is no field that is read (1 document); if it is") for one in told)
    assert "'x' is no field that is read (1 document)" in told
    assert any(one.startswith("of 2 documents it is not known in which month they came out") for one in told)
    asked["answer"] = dataclasses.replace(WHOLE, fields={f"f{n}": 1 for n in range(20)})
    told = CliRunner().invoke(app, ["run", plan_in(tmp_path)]).stderr.splitlines()
    assert sum("no field that is read" in one for one in told) == 8
    assert "and more fields; the manifest names them" in told
    assert not any("month" in one for one in told)


def test_that_the_size_of_shards_was_chosen_is_told(asked: dict[str, Any], tmp_path: Path) -> None:
    size = ShardSize(documents=256, most_documents=16_384, least_bytes=1, most_bytes=4_000_000, chosen=True)
    told = "it was read in 1 shard, whose size was chosen by that of the input"
    asked["answer"] = dataclasses.replace(WHOLE, shard_size=size)
    assert CliRunner().invoke(app, ["run", plan_in(tmp_path)]).stderr.splitlines()[-1] == told
    asked["answer"] = dataclasses.replace(WHOLE, shard_size=dataclasses.replace(size, chosen=False))
    assert told not in CliRunner().invoke(app, ["run", plan_in(tmp_path)]).stderr


def test_another_engine_is_refused(asked: dict[str, Any], tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["run", plan_in(tmp_path), "--engine", "cloud"])
    assert isinstance(result.exception, UsageError)
    assert "it may be local or ray" in str(result.exception)
    assert "plan" not in asked


def test_a_run_that_is_asked_to_end_says_what_is_kept(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    ended: list[str] = []

    def asked_to_end(plan: Plan, **options: Any) -> None:
        del plan, options
        try:
            os.kill(os.getpid(), signal.SIGTERM)
            for _ in range(500):
                time.sleep(0.01)
        finally:
            os.kill(os.getpid(), signal.SIGTERM)  # a second one lets what is being ended come to its end
            ended.append("cleared away")

    monkeypatch.setattr(runs, "run", asked_to_end)
    mine = signal.signal(signal.SIGTERM, lambda *_: None)
    try:
        told = run("run", plan_in(tmp_path))
        assert signal.getsignal(signal.SIGTERM) is not signal.SIG_DFL
    finally:
        signal.signal(signal.SIGTERM, mine)
    assert (told.status, ended) == (Exit.TERMINATED, ["cleared away"])
    assert told.err == "asked to end (SIGTERM); what was finished is kept\n"

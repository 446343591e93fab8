"""What is kept beside the record of what reports tell is what is worked out anew, whatever happened since."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cli.projects.test_app import SIGNED, WATCH
from cli.runs import Run
from detente.pipeline import told_pieces as told_room
from detente.pipeline.agreements import gather_agreements
from detente.pipeline.contradictions import gather_contradictions
from detente.pipeline.expectations import gather_expectations
from detente.pipeline.institutions import gather_institutions
from detente.pipeline.platforms import gather_platforms
from detente.pipeline.projects import gather_projects
from detente.pipeline.relations import gather_accusations, gather_anniversaries, gather_positions
from detente.store import Known, documents, open_record, withdraw
from detente.store.told import NAME

BOTH = WATCH.replace("[[projects]]", '[[actors]]\nid = "S"\nname = "Southmark"\n[[projects]]')
REPORTS = {
    "one": "Composed report.\n\n4 May 2023. The Kessing Railway was opened on 3 May 2023. Northmark has invested 40 "
    "million euros in the railway. Northmark accused Southmark of shelling the railway on 2 May 2023. Southmark denied "
    "that it had shelled it.\n",
    "two": "Composed report.\n\n9 May 2023. Northmark and Southmark will meet in Kessing on 20 May 2023. Northmark and "
    "Southmark signed the Ash Agreement on 8 May 2023.\n",
}
DAY = dt.date(2023, 6, 1)
GATHERED: dict[str, Callable[..., Any]] = {
    "agreements": gather_agreements,
    "contradictions": gather_contradictions,
    "expectations": lambda record, **more: gather_expectations(record, on=DAY, **more),
    "institutions": gather_institutions,
    "platforms": gather_platforms,
    "projects": gather_projects,
    "accusations": gather_accusations,
    "positions": gather_positions,
    "anniversaries": gather_anniversaries,
}


@pytest.fixture
def desk(tmp_path: Path, run: Run) -> Path:
    (tmp_path / "kessing.toml").write_text(BOTH, encoding="utf-8")
    folder = tmp_path / "desk"
    run("init", folder)
    run("watch", "load", folder, tmp_path / "kessing.toml", *SIGNED)
    for name, text in REPORTS.items():
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
        run("add", folder, tmp_path / f"{name}.txt")
    return folder


def ask(desk: Path, *, kept: bool, **more: Any) -> dict[str, Any]:
    with open_record(desk / "record.sqlite", read_only=True, beside=desk if kept else None) as record:
        return {name: gather(record, **more) for name, gather in GATHERED.items()}


def test_what_is_kept_is_what_is_worked_out(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    anew = ask(desk, kept=False)
    assert anew["projects"].assertions
    assert anew["expectations"]
    assert anew["accusations"]
    assert ask(desk, kept=True) == anew
    monkeypatch.setattr(told_room, "_read", _refuse)
    assert ask(desk, kept=True) == anew


def _refuse(*_: object) -> dict[str, Any]:
    message = "a report was read again"
    raise AssertionError(message)


def test_a_newer_report_a_withdrawal_and_another_watch_are_seen(desk: Path, run: Run, tmp_path: Path) -> None:
    ask(desk, kept=True)
    (tmp_path / "three.txt").write_text(REPORTS["one"].replace("opened on 3", "closed on 4"), encoding="utf-8")
    run("add", desk, tmp_path / "three.txt")
    assert ask(desk, kept=True) == ask(desk, kept=False)
    with open_record(desk / "record.sqlite") as record:
        first = documents(record)[0].id
        withdraw(record, "document", first, author="Ann", reason="sent twice", now=dt.datetime.now(dt.UTC))
    assert ask(desk, kept=True) == ask(desk, kept=False)
    (tmp_path / "kessing.toml").write_text(BOTH.replace("Kessing Railway", "Ash Agreement"), encoding="utf-8")
    run("watch", "load", desk, tmp_path / "kessing.toml", *SIGNED)
    assert ask(desk, kept=True) == ask(desk, kept=False)


def test_as_known_then_is_the_same_from_what_is_kept(desk: Path) -> None:
    with open_record(desk / "record.sqlite", read_only=True) as record:
        then = Known(at=documents(record)[0].added_at)
    ask(desk, kept=True)
    assert ask(desk, kept=True, known_on=then) == ask(desk, kept=False, known_on=then)


def test_a_review_is_seen(desk: Path, run: Run) -> None:
    ask(desk, kept=True)
    for item in run("review", "queue", desk, "--json").items():
        coder = ("--coder", "Ann Brook") if item["kind"] == "event" else ()
        assert not coder or run("review", "reject", desk, item["id"], *coder).status == 0
    assert ask(desk, kept=True) == ask(desk, kept=False)


def test_a_damaged_file_and_one_that_may_not_be_written_cost_time_and_nothing_else(desk: Path) -> None:
    (desk / NAME).write_bytes(b"no database at all" * 100)
    assert ask(desk, kept=True) == ask(desk, kept=False)


def test_only_its_owner_can_read_it(desk: Path) -> None:
    ask(desk, kept=True)
    assert (desk / NAME).stat().st_mode & 0o077 == 0

"""Records of composed reports that came in on days of their own, for briefs of those days."""

import datetime as dt
import itertools
import json
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from detente.brief.brief import Brief
from detente.brief.composing.compose import compose_brief
from detente.brief.settings import Edition
from detente.documents.packets import packets_of
from detente.pipeline.ceasefires import ceasefire_subject
from detente.pipeline.intake import read_waiting, take_in
from detente.pipeline.linking import link_waiting
from detente.pipeline.opening import Opener
from detente.pipeline.watches import keep_watch_file, parse_watch_file
from detente.registry.ceasefires.parse import ceasefire_to_json, parse_ceasefire
from detente.registry.watch.shipped import shipped_files
from detente.store import Entry, Record, compare_waiting, create_record, keep_entries, open_record

__all__ = ["EDITION", "LINE", "brief_on", "come_in", "evening", "line_reports", "made_line", "made_watch", "texts"]

LINE = Path(__file__).parents[3] / "examples" / "ossering-line"
EDITION = Edition(id="daily", title="Morning brief", level="internal")
BEGUN = dt.datetime(2019, 3, 4, tzinfo=dt.UTC)
BY: Mapping[str, Any] = {"author": "W. Pell", "reason": "test"}
Report = dict[str, Any]


def evening(day: str) -> dt.datetime:
    """Return the moment at which the reports of a day have come in."""
    return dt.datetime.fromisoformat(f"{day}T18:00:00+00:00")


def line_reports(*days: str) -> list[Report]:
    """Return the composed reports of the Ossering Line that came out on some days."""
    every = map(json.loads, (LINE / "reports.jsonl").read_text("utf-8").splitlines())
    return [one for one in every if one["published"] in days]


def made_line(folder: Path, *, told: Callable[[str], str] = str) -> Path:
    """Make a record that keeps the ceasefire of the Ossering Line, and return where it is; `told` changes the file."""
    file = told((LINE / "ceasefire.toml").read_text("utf-8"))
    kept = parse_ceasefire(file.encode(), name="line", read_beside=lambda name: (LINE / name).read_bytes())
    path = folder / "record.sqlite"
    entry = Entry(
        subject=ceasefire_subject(kept.id), kind="ceasefire", owner=kept.id, content=ceasefire_to_json(kept),
        first=kept.first, last=kept.last,
    )  # fmt: skip
    with create_record(path, now=BEGUN) as record:
        keep_entries(record, [entry], now=BEGUN, **BY)
    return path


def made_watch(folder: Path, watch: str, *, at: dt.datetime) -> Path:
    """Make a record that follows a watch that ships, and return where it is."""
    files = shipped_files(watch)
    path = folder / "record.sqlite"
    with create_record(path, now=at) as record:
        made = parse_watch_file(files[f"{watch}.toml"], name=watch, read_beside=files.__getitem__)
        keep_watch_file(record, made, now=at, **BY)
    return path


def come_in(path: Path, reports: Iterable[Report] | Iterable[Path], *, at: dt.datetime) -> None:
    """Take reports in, compare, read and link them, all at one moment."""
    given = list(reports)
    files = [one for one in given if isinstance(one, Path)]
    lines = [json.dumps(one) for one in given if not isinstance(one, Path)]
    if lines:
        own = path.parent / f"{at:%Y%m%d%H%M}.jsonl"
        own.write_text("".join(f"{one}\n" for one in lines), encoding="utf-8")
        files.append(own)
    with open_record(path, now=at) as record:
        with Opener(workers=1) as opener:
            packets = itertools.chain.from_iterable(packets_of(file, standard_input=None) for file in files)  # type: ignore[arg-type]
            assert [one.error for one in take_in(record, packets, opener, clock=lambda: at) if one.error] == []
        for _ in compare_waiting(record):
            pass
        for _ in read_waiting(record, workers=1, clock=lambda: at):
            pass
        for _ in link_waiting(record, clock=lambda: at, workers=1):
            pass


def brief_on(record: Record, day: str, *, days: int = 1, edition: Edition = EDITION, **more: Any) -> Brief:
    """Return the brief of a day's evening: of what came in on that day, or on some up to it."""
    until = evening(day) + dt.timedelta(hours=1)
    since = until - dt.timedelta(days=days)
    return compose_brief(record, edition, day=until.date(), since=since, until=until, **more)


def texts(brief: Brief, *subjects: str) -> str:
    """Return the lines of a brief, or of some of its subjects, one under the other."""
    chosen = [one for one in brief.sections if not subjects or one.subject in subjects]
    return "\n".join(" ".join(s.text for s in line.sentences) for one in chosen for line in one.lines)

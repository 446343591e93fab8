"""Every list that is asked as of a day shows what it showed on that day, whatever came after."""

import datetime as dt
import itertools
import json
from pathlib import Path

import pytest

from cli.runs import Run
from detente.cli.exits import Exit
from detente.cli.show.rows import What
from detente.store import (
    Wanted,
    add_review,
    create_record,
    gather_incidents,
    grade_source,
    merge_incidents,
    open_record,
    split_incident,
    subject_rows,
    withdraw,
)
from store.made import NOON, add, bring_in, link
from store.test_keys import read_again

NOT_OF_A_DAY = {What.CODES}
LISTS: list[tuple[str, ...]] = [("show", what.value, "--json") for what in What if what not in NOT_OF_A_DAY]
LISTS += [
    ("incidents", "list", "--json"), ("incidents", "list", "--recalled", "--json"), ("review", "list", "--json"),
    ("review", "grades", "--json"),
]  # fmt: skip
STEP = dt.timedelta(days=1)
DAYS = 5


Lived = tuple[Path, list[dict[str, object]]]
LIVED: list[Lived] = []


def written(given: tuple[str, ...], folder: Path) -> tuple[object, ...]:
    """Return what is written on the command line: the folder comes after the command, or the two words of one."""
    words = 1 if given[0] == "show" else 2
    return (*given[:words], folder, *given[words:])


def do(folder: Path, day: int) -> None:
    """Do what a desk does on a day."""
    now = NOON + day * STEP
    with open_record(folder / "record.sqlite") as record:
        if day == 0:
            bring_in(record)
            for n in (0, 1, 4, 5):
                add(record, n, now=now)
        elif day == 1:
            add(record, 2, now=now)
            read_again(record, 1, now)
            subject = next(iter(subject_rows(record))).subject
            add_review(record, subject, coder="Ann", verdict="reject", now=now)
        elif day == 2:
            whole = max(gather_incidents(record, Wanted()), key=lambda one: len(one.accounts))
            keys = [account.key for account in whole.accounts]
            split_incident(record, keys[:1], keys, author="Ada", reason="two", at=now)
            grade_source(record, "Wire", "B", author="Ada", reason="so far", now=now)
        elif day == 3:
            of = next(row.subject.document for row in subject_rows(record))
            withdraw(record, "document", of, author="Ada", reason="a draft", now=now)
        else:
            add(record, 3, now=now)
            found = [[a.key for a in one.accounts] for one in gather_incidents(record, Wanted())]
            if len(found) > 1:
                merge_incidents(record, found, author="Ben", reason="one", at=now)
        link(record, now=now)


def shown(run: Run, folder: Path, *more: str) -> dict[str, object]:
    """Return what every list shows, every incident, the history of every document, and the page."""
    found: dict[str, object] = {}
    for one in LISTS:
        ended = run(*written(one, folder), *more)
        assert ended.status == Exit.DONE, (one, ended.err)
        found[" ".join(one)] = ended.out
    for row in run("incidents", "list", folder, "--json", *more).items():
        told = run("incidents", "show", folder, row["id"], "--json", *more)
        assert told.status == Exit.DONE, told.err
        # of links those are kept that stand now
        found[f"incident {row['id']}"] = {
            name: value for name, value in json.loads(told.out).items() if name != "links"
        }
    for row in run("show", folder, "documents", "--json", *more).items():
        found[f"history {row['id']}"] = run("history", folder, row["id"], "--json", *more).out
    page = folder / f"page{len(more)}.html"
    page.unlink(missing_ok=True)
    assert run("page", folder, "-o", page, *more).status == Exit.DONE
    found["page"] = page.read_text(encoding="utf-8").replace(f", as known on {more[-1]}" if more else "", "")
    return found


def live(run: Run, folder: Path) -> list[dict[str, object]]:
    """Let a desk work for some days; return what it showed on each."""
    create_record(folder / "record.sqlite", now=NOON).close()
    were = []
    for day in range(DAYS):
        do(folder, day)
        were.append(shown(run, folder))
    return were


@pytest.fixture
def lived(run: Run, tmp_path_factory: pytest.TempPathFactory) -> Lived:
    """Return the folder of a desk that has worked for some days, and what it showed on each; it is only read."""
    if not LIVED:
        folder = tmp_path_factory.mktemp("lived")
        LIVED.append((folder, live(run, folder)))
    return LIVED[0]


@pytest.mark.parametrize("moment", ["2026-03-{day:02}", "2026-03-{day:02}T20:00:00+00:00"])
def test_what_every_list_showed_on_a_day_it_shows_as_known_on_that_day(run: Run, lived: Lived, moment: str) -> None:
    folder, were = lived
    assert all(one != other for one, other in itertools.pairwise(were))
    for day, was in enumerate(were):
        now = shown(run, folder, "--as-known-on", moment.format(day=day + 1))
        for name, told in was.items():
            assert now[name] == told, (day, name)


@pytest.mark.parametrize("given", [*LISTS, ("incidents", "show", "x"), ("history", "x"), ("page",)])
def test_a_day_that_is_none_and_one_that_lies_ahead_are_refused_by_each(
    run: Run, tmp_path: Path, given: tuple[str, ...]
) -> None:
    folder = tmp_path / "desk"
    run("init", folder)
    words = (given[0], folder, *given[1:]) if given[0] in {"history", "page"} else written(given, folder)
    for day in ("tomorrow", "2999-01-01", "2026-03-01T12:00:00"):
        assert run(*words, "--as-known-on", day).status == Exit.USAGE, day


@pytest.mark.parametrize("deed", ["proposals", "link", "merge"])
def test_what_is_of_now_only_says_so(run: Run, tmp_path: Path, deed: str) -> None:
    run("init", tmp_path / "desk")
    more = ("x", "y", "--author", "Ada", "--reason", "one") if deed == "merge" else ()
    ended = run("incidents", deed, tmp_path / "desk", *more, "--as-known-on", "2026-03-01")
    assert ended.status == Exit.USAGE
    assert "is of now" in ended.err

"""The page of releases: what is shown, what its forms do, who may; and what the others see of the desk."""

import csv
import datetime as dt
import io
import re
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from desk.conftest import NOW, Visit
from detente.desk.records import Records, open_records
from detente.store import (
    Entry,
    create_record,
    documents,
    keep_documents,
    keep_entries,
    keep_releases,
    open_record,
    releases,
)
from store.made import add, article, bring_in

HOSTILE = "Mirror <script>alert(1)</script>\u202e & Co"
WHY = {"reason": "agreed on Monday"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a desk with reports of three outlets, a form and two entries; nothing of it is released."""
    with create_record(tmp_path / "record.sqlite", now=NOW) as record:
        for n in (1, 2):
            add(record, n, now=NOW)
        bring_in(record)
        keep_documents(record, [article("Nothing was heard.", "z.html", publisher=HOSTILE)], now=NOW)
        line = [
            Entry(subject="a" * 32, kind="ceasefire", owner="line", content={}),
            Entry(subject="b" * 32, kind="figure", owner="line", content={"n": 4}),
        ]
        keep_entries(record, line, author="Ada Voss", reason="from a table", now=NOW)
    return tmp_path


def ids(folder: Path) -> dict[str, str]:
    with open_record(folder / "record.sqlite", read_only=True) as record:
        return {one.external_id: one.id for one in documents(record)}


def numbers(desk: TestClient, sheet: str, row: str, address: str = "/release") -> list[str]:
    text = desk.get(address, params={"as": "csv", "sheet": sheet}).text
    rows = {one[0]: one for one in csv.reader(io.StringIO(text))}
    return rows[row][-4:]


def said(folder: Path) -> list[tuple[str, str, str]]:
    with open_record(folder / "record.sqlite", read_only=True) as record:
        return [(one.level, one.author, one.reason) for one in releases(record)]


def test_where_nothing_is_released_the_page_says_so_and_what_to_do(visit: Visit, folder: Path) -> None:
    page = visit(folder).get("/release").text
    assert "Nothing is released: all of it is seen by the desk only." in page
    assert 'href="#act"' in page
    assert numbers(visit(folder), "levels", "reports") == ["0", "0", "5", "5"]
    assert numbers(visit(folder), "levels", "entries") == ["0", "0", "2", "2"]


@pytest.mark.parametrize("role", ["public", "reader", "coder", "adjudicator", "party officer"])
def test_only_who_has_the_right_sees_it_or_releases(visit: Visit, folder: Path, role: str) -> None:
    desk = visit(folder, role)
    assert desk.get("/release").status_code in (401, 403)
    assert desk.post("/release", data={"what": "all", "level": "public", **WHY}).status_code in (401, 403)
    assert desk.post("/release/one", data={"named": "b" * 32, "level": "public", **WHY}).status_code in (401, 403)
    assert said(folder) == []
    assert 'href="/release"' not in desk.get("/documents").text


def test_an_outlet_is_released_and_seen_by_everybody(visit: Visit, folder: Path) -> None:
    desk, public = visit(folder), visit(folder, "public", name="")
    assert "Nothing of this is released to you" in public.get("/documents").text
    answer = desk.post("/release", data={"what": "outlet Example Wire", "level": "public", **WHY})
    assert (answer.status_code, answer.headers["location"]) == (303, "/release?documents=2&entries=0#done")
    assert said(folder) == [("public", "Wanda Pell", "agreed on Monday")] * 2
    assert "That was news of 2 reports and 0 entries." in desk.get(answer.headers["location"]).text
    assert numbers(desk, "levels", "reports") == ["2", "0", "3", "5"]
    shown = public.get("/documents").text
    assert "d1" in shown
    assert "d2" in shown
    assert "a.html" not in shown


def test_forms_of_observers_are_released_one_by_one_only(visit: Visit, folder: Path) -> None:
    desk = visit(folder)
    desk.post("/release", data={"what": "all", "level": "public", **WHY})
    assert numbers(desk, "levels", "reports") == ["4", "0", "1", "5"]
    form = ids(folder)["a.html"]
    assert desk.post("/release/one", data={"named": form[:12], "level": "public", **WHY}).status_code == 303
    assert numbers(desk, "levels", "reports") == ["5", "0", "0", "5"]


def test_a_ceasefire_goes_with_what_is_kept_under_it_and_is_not_narrowed_with_others(
    visit: Visit, folder: Path
) -> None:
    desk = visit(folder)
    desk.post("/release/one", data={"named": "b" * 32, "level": "public", **WHY})
    with open_record(folder / "record.sqlite", now=NOW) as record:
        keep_releases(record, "entry", ["a" * 32], level="internal", author="A", reason="b", now=NOW)
    answer = desk.post("/release", data={"what": "kind line figure", "level": "parties", **WHY})
    assert answer.headers["location"] == "/release?documents=0&entries=0#done"
    assert numbers(desk, "levels", "entries") == ["1", "0", "1", "2"]
    desk.post("/release/one", data={"named": "b" * 32, "level": "parties", **WHY})
    assert numbers(desk, "levels", "entries") == ["0", "1", "1", "2"]


def test_what_is_taken_back_is_hidden_at_once_whatever_the_delay_says(visit: Visit, folder: Path) -> None:
    desk, one = visit(folder), ids(folder)["d1"]
    desk.post("/release/one", data={"named": one, "level": "public", **WHY})
    desk.post("/release/one", data={"named": one, "level": "internal", "delay": "5", "reason": "a name"})
    assert [level for level, *_ in said(folder)] == ["public", "internal"]
    assert numbers(desk, "levels", "reports") == ["0", "0", "5", "5"]
    assert "Nothing of this is released to you" in visit(folder, "public").get("/documents").text


def test_a_delay_is_told_and_waits(visit: Visit, folder: Path) -> None:
    desk = visit(folder)
    desk.post("/release/one", data={"named": ids(folder)["d1"], "level": "public", "delay": "36", **WHY})
    page = desk.get("/release").text
    assert "from 2026-03-21 21:00 UTC" in re.sub(r"</?span[^>]*>", "", page)
    assert numbers(desk, "levels", "reports") == ["0", "0", "5", "5"]


def test_as_known_on_an_earlier_day_shows_what_was_released_then_and_no_form(visit: Visit, folder: Path) -> None:
    desk = visit(folder)
    desk.post("/release/one", data={"named": ids(folder)["d1"], "level": "public", **WHY})
    then = desk.get("/release?known=2026-03-19").text
    assert '<form class="act"' not in then
    assert "Nothing is released" in then
    assert "since 2026-03-20 09:00 UTC" in re.sub(r"</?span[^>]*>", "", desk.get("/release").text)


def test_without_a_reason_or_for_what_is_not_there_nothing_is_released(visit: Visit, folder: Path) -> None:
    desk = visit(folder)
    for data, status in (
        ({"what": "all", "level": "public", "reason": "  "}, 400),
        ({"what": "outlet Nobody", "level": "public", **WHY}, 404),
        ({"what": "all", "level": "secret", **WHY}, 422),
        ({"what": "all", "level": "public", "delay": "-1", **WHY}, 422),
        ({"what": "all", "level": "public", "delay": "nan", **WHY}, 422),
    ):
        assert desk.post("/release", data=data).status_code == status, data
    for named in ("zzzzzz", "b", "%", "b" * 65):
        assert desk.post("/release/one", data={"named": named, "level": "public", **WHY}).status_code in (404, 422)
    assert said(folder) == []


def test_another_site_cannot_release(visit: Visit, folder: Path) -> None:
    data = {"what": "all", "level": "public", **WHY}
    assert visit(folder).post("/release", data=data, headers={"Origin": "https://x.example"}).status_code == 403
    assert said(folder) == []


def test_hostile_names_stay_words(visit: Visit, folder: Path) -> None:
    desk = visit(folder)
    desk.post("/release/one", data={"named": ids(folder)["z.html"], "level": "public", "reason": HOSTILE})
    page = desk.get(f"/release?named={'%22%3E%3Cscript%3E'}").text
    assert "<script>alert" not in page
    assert '"><script>' not in page
    assert "\u202e" not in page
    assert "Mirror &lt;script&gt;" in page
    assert desk.post("/release", data={"what": f"outlet {HOSTILE}", "level": "parties", **WHY}).status_code == 303


def test_long_lists_go_on_where_they_ended(visit: Visit, folder: Path) -> None:
    many = [Entry(subject=f"{n:016d}" + "0" * 16, kind="step", owner="line", content={}) for n in range(70)]
    with open_record(folder / "record.sqlite", now=NOW) as record:
        keep_entries(record, many, author="Ada Voss", reason="all", now=NOW)
        keep_releases(record, "entry", [one.subject for one in many], level="public", author="A", reason="b", now=NOW)
    desk, address, seen = visit(folder), "/release", []
    for _ in range(5):
        told = desk.get(address, params={"as": "json", "sheet": "released"}).json() if "?" not in address else None
        told = told or desk.get(f"{address}&as=json&sheet=released").json()
        seen += [row["id"] for row in told["sheets"][0]["rows"]]
        page = desk.get(address).text
        if 'class="more"' not in page:
            break
        address = page.split('class="more"><a href="')[1].split('"')[0].replace("&amp;", "&").partition("#")[0]
    assert seen == [one.subject[:16] for one in many]
    assert len(desk.get("/release").content) < 100_000


def test_what_a_level_sees_changes_its_state_also_when_time_passes(folder: Path) -> None:
    clock = [NOW]
    records: Records = open_records(folder / "record.sqlite", now=NOW, clock=lambda: clock[0])
    first = records.state_at("public"), records.state_at("internal")
    with records.writing(NOW) as record:
        (one, *_) = documents(record)
        keep_releases(
            record, "document", [one.id], level="public", delay=dt.timedelta(hours=1), author="A", reason="b", now=NOW
        )
    second = records.state_at("public"), records.state_at("internal")
    assert documents(records.seen_at("public")) == ()
    clock[0] += dt.timedelta(hours=1)
    third = records.state_at("public"), records.state_at("internal")
    assert [view.id for view in documents(records.seen_at("public"))] == [one.id]
    assert len({first[0], second[0], third[0]}) == 3
    assert second[1] == third[1] != first[1]
    assert records.seen_at("public") is records.seen_at("public")
    assert records.seen_at("internal") is records.internal
    records.close()

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
    entries,
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
    desk = visit(folder)
    assert listed(desk, "/release/entries?kind=step&under=line", "list") == [one.subject[:16] for one in many]
    assert len(desk.get("/release").content) < 100_000
    assert 'href="/release/entries?kind=step&amp;under=line"' in desk.get("/release").text


def listed(desk: TestClient, address: str, sheet: str) -> list[str]:
    """Return the rows of a list, page after page."""
    seen: list[str] = []
    for _ in range(5):
        seen += [row["id"] for row in desk.get(f"{address}&as=json&sheet={sheet}").json()["sheets"][0]["rows"]]
        page = desk.get(address).text
        if 'class="more"' not in page:
            break
        address = page.split('class="more"><a href="')[1].split('"')[0].replace("&amp;", "&").partition("#")[0]
    return seen


def before(desk: TestClient, **fields: str) -> str:
    """Return what stands on the page before something is released or taken back."""
    answer = desk.get("/release/before", params=fields)
    assert answer.status_code == 200, answer.text
    return answer.text


def test_reports_stand_by_title_outlet_and_day_and_lead_to_their_pages(visit: Visit, folder: Path) -> None:
    desk, one = visit(folder), ids(folder)["d1"]
    desk.post("/release/one", data={"named": one, "level": "public", **WHY})
    for page in (desk.get("/release").text, desk.get("/release/reports?outlet=Example+Wire").text):
        assert f'href="/documents/{one}"' in page
        assert "Example Wire" in page
        assert "take back…" in page
    told = desk.get("/release/reports?outlet=Example+Wire&as=json&sheet=list").json()["sheets"][0]["rows"]
    assert {row["to"]["text"] for row in told} == {"everybody", "the desk only"}
    assert desk.get("/release/reports?outlet=Nobody").text.count("No report of it is kept here.") == 1


def test_the_form_asks_to_whom_and_suggests_nobody(visit: Visit, folder: Path) -> None:
    desk = visit(folder)
    page = desk.get("/release").text
    assert '<select name="level" required><option value="">' in page
    assert "Take back together" not in page  # nothing is released that could be
    assert desk.get("/release/before?what=all&level=").status_code == 400
    desk.post("/release", data={"what": "outlet Example Wire", "level": "public", **WHY})
    page = desk.get("/release").text
    back = page[page.index('id="back"') :]
    assert '<option value="outlet Example Wire">' in back
    assert '<option value="kind line figure">' not in back


def test_before_it_is_done_a_page_says_what_would_be_seen_and_nothing_is_done(visit: Visit, folder: Path) -> None:
    desk = visit(folder)
    page = before(desk, what="outlet Example Wire", level="public", delay="36")
    assert "Everybody sees it" in page
    assert "It is shown from 2026-03-21 21:00 UTC on." in re.sub(r"</?span[^>]*>", "", page)
    assert "It is news of 2 reports and 0 entries." in page
    assert "Release it to everybody" in page
    assert said(folder) == []
    desk.post("/release", data={"what": "outlet Example Wire", "level": "public", **WHY})
    again = before(desk, what="outlet Example Wire", level="public")
    assert "It is news of nothing" in again
    assert '<form class="act" method="post"' not in again
    back = before(desk, what="outlet Example Wire", level="internal")
    assert "It is news of 2 reports" in back
    assert "Take it back" in back


def test_it_says_which_entries_quote_what_stays_unseen_and_whose_names_go_with_them(visit: Visit, folder: Path) -> None:
    quoted = ids(folder)["d1"]
    words = {"evidence": [{"words": "fire", "document": quoted, "start": 0, "end": 4}], "by": "Vera <b>Mint</b>"}
    with open_record(folder / "record.sqlite", now=NOW) as record:
        made = [Entry(subject="c" * 32, kind="step", owner="line", content=words)]
        keep_entries(record, made, author="Ada Voss", reason="x", now=NOW)
    desk = visit(folder)
    page = before(desk, what="kind line step", level="parties")
    assert "1 entry quotes reports that stay unseen" in page
    assert f'href="/documents/{quoted}"' in page[page.index('id="quoting"') :]
    assert "Vera &lt;b&gt;Mint&lt;/b&gt;" in page[page.index('id="names"') :]
    assert "those of that ceasefire" in page
    desk.post("/release/one", data={"named": quoted, "level": "parties", **WHY})
    assert "No entry among them quotes a report that would stay unseen." in before(
        desk, what="kind line step", level="parties"
    )
    assert "1 entry quotes" in before(desk, what="kind line step", level="public")


def test_what_officers_did_with_a_text_goes_with_the_text_and_never_apart(visit: Visit, folder: Path) -> None:
    with open_record(folder / "record.sqlite", now=NOW) as record:
        text = Entry(
            subject="c" * 32, kind="text", owner="line", content={"text": {"text": "Two craters."}, "about": []}
        )
        act = {"text": "c" * 32, "number": 1, "act": "signed", "officer": "Eve Ford", "party": "B", "at": "x"}
        signature = Entry(subject="d" * 32, kind="signature", owner="line", content=act)
        keep_entries(record, [text, signature], author="Ada Voss", reason="x", now=NOW)
    desk = visit(folder)
    assert desk.post("/release/one", data={"named": "d" * 32, "level": "public", **WHY}).status_code == 400
    assert "kind line signature" not in desk.get("/release").text
    page = desk.get("/release/entries?kind=signature&under=line").text
    assert "whoever sees the text" in page
    desk.post("/release/one", data={"named": "c" * 32, "level": "public", **WHY})
    assert numbers(desk, "entries", "3") == ["1", "0", "0", "1"]
    with open_record(folder / "record.sqlite", read_only=True, level="public", clock=lambda: NOW) as public:
        assert [one.content["officer"] for one in entries(public, kind="signature")] == ["Eve Ford"]
    desk.post("/release/one", data={"named": "c" * 32, "level": "internal", **WHY})
    with open_record(folder / "record.sqlite", read_only=True, level="public", clock=lambda: NOW) as public:
        assert entries(public, kind="signature") == ()


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

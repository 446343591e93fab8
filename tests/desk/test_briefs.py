"""The pages of briefs: the archive, one with its words, what an editor does with a draft, its letter, its feed."""

import datetime as dt
import json
from dataclasses import replace
from http import HTTPStatus
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from lxml import html
from starlette.testclient import TestClient

from brief.made import HOSTILE, full, hostile, quiet
from desk.conftest import Visit
from desk.rooms import sheet, texts
from detente.brief.brief import Approval
from detente.brief.kept import KeptBrief, brief_entry, kept_brief
from detente.brief.letter.setting import letter_id
from detente.desk.access.rights import Role
from detente.desk.pages.release.naming import entry_called, entry_href
from detente.store import create_record, entries, keep_entries, keep_releases, open_record, releases
from detente.store.mail.file import MAIL, open_mail
from detente.store.mail.letters import letter_of

COMPOSED = dt.datetime(2026, 3, 19, 7, tzinfo=dt.UTC)
ID, QUIET, WORST = "b" * 64, "c" * 64, "d" * 64
SETTINGS = (
    'address = "https://desk.example.org"\nterms = "As you like."\n[[edition]]\nid = "morning"\ntitle = "Morning"\n'
)
FRAME = "frame-ancestors 'self'"


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    (tmp_path / "brief.toml").write_text(SETTINGS)
    briefs = [
        full(),
        quiet(id=QUIET, day="2026-11-22"),
        full(id=WORST, day="2026-11-21", title=HOSTILE, sections=hostile().sections),
    ]
    with create_record(tmp_path / "record.sqlite", now=COMPOSED) as record:
        keep_entries(record, map(brief_entry, briefs), author="machine détente brief", reason="composed", now=COMPOSED)
    return tmp_path


@pytest.fixture
def editor(visit: Visit, kept: Path) -> TestClient:
    return visit(kept, "adjudicator")


def now(folder: Path, id_: str = ID) -> KeptBrief:
    with open_record(folder / "record.sqlite", read_only=True) as record:
        found = kept_brief(record, id_)
    assert found is not None
    return found


def send(editor: TestClient, what: str = "edit", *, id_: str = ID, **fields: str | int) -> int:
    given = {"revision": 1, "reason": "as agreed", **fields}
    return editor.post(f"/briefs/{id_}/{what}", data=given).status_code


def test_the_archive_lists_briefs_by_their_days(editor: TestClient) -> None:
    rows = sheet(editor, "/briefs", "briefs")
    assert [one["day"]["text"] for one in rows] == ["2026-11-23", "2026-11-22", "2026-11-21"]
    assert [one["state"]["value"] for one in rows] == ["draft"] * 3
    assert [(one["lines"]["value"], one["lines"].get("note")) for one in rows][1] == (0, "a quiet day")
    assert [one["corrections"]["value"] for one in rows] == [2, 0, 2]
    assert sheet(editor, "/briefs?edition=other", "briefs") == []
    assert sheet(editor, "/briefs?known=2026-03-18", "briefs") == []
    page = editor.get("/briefs").text
    assert "3 drafts wait to be read." in page
    assert HOSTILE not in page
    assert "\u202e" not in page


def test_the_archive_goes_on_after_so_many(visit: Visit, kept: Path) -> None:
    with open_record(kept / "record.sqlite", now=COMPOSED) as record:
        more = (full(id=f"{n:064d}", day=f"2025-01-{n % 28 + 1:02d}") for n in range(60))
        keep_entries(record, map(brief_entry, more), author="x", reason="y", now=COMPOSED)
    desk = visit(kept, "reader")
    seen, address = [], "/briefs?edition=morning"
    while address:
        page = html.fromstring(desk.get(address).text)
        seen += [one.get("id") for one in page.xpath("//tbody/tr")]
        address = next(iter(page.xpath("//section[@id='briefs']//p[@class='more']/a/@href")), "")
    assert len(seen) == 63


def test_each_value_of_a_brief_is_one_click_from_its_words(editor: TestClient) -> None:
    page = html.fromstring(editor.get(f"/briefs/{ID}").text)
    told = next(one for one in page.xpath("//article//p") if "Kell bridge" in one.text_content())
    assert told.xpath("./b[1]/text()") == ["Velduria’s defence ministry"]
    assert "/documents/d1?words=60-71#words" in told.xpath(".//a/@href")
    assert [one.text_content() for one in told.iter("q")] == ["Our units did not open fire on that day."]
    rows = sheet(editor, f"/briefs/{ID}", "lines")
    assert rows[0]["who"]["text"].startswith("Velduria’s defence ministry")
    assert {one["document"] for one in rows[0]["told"]["words"]} == {"d1", "d2", "d3"}
    assert "csv" in editor.get(f"/briefs/{ID}?as=csv&sheet=corrections").headers["content-type"]


def test_words_from_outside_are_shown_and_do_nothing(editor: TestClient) -> None:
    page = editor.get(f"/briefs/{WORST}").text
    assert "<script>alert" not in page
    assert "\u202e" not in page
    assert 'style="' not in page
    frame = editor.get(f"/briefs/{WORST}/letter").text
    assert list(html.fromstring(frame).iter("script")) == []


def test_a_brief_that_is_not_there_says_so(editor: TestClient) -> None:
    for path in ("none", "none/letter", "none/letter.txt"):
        assert editor.get(f"/briefs/{path}").status_code == HTTPStatus.NOT_FOUND
    assert editor.post("/briefs/none/approve", data={"revision": 1, "reason": "x"}).status_code == HTTPStatus.NOT_FOUND


def test_a_brief_is_named_by_the_beginning_of_its_id(editor: TestClient, kept: Path) -> None:
    for path in ("bbbb", "bbbb/letter", "bbbb/letter.txt"):
        assert editor.get(f"/briefs/{path}").status_code == HTTPStatus.OK
    assert send(editor, id_="bb", deed="strike", at="drones") == HTTPStatus.SEE_OTHER
    assert now(kept).brief.struck == 1
    with open_record(kept / "record.sqlite", now=COMPOSED) as record:
        more = [brief_entry(full(id="bbc", day="2026-11-20"))]
        keep_entries(record, more, author="x", reason="y", now=COMPOSED)
    told = editor.get("/briefs/bb")
    assert told.status_code == HTTPStatus.NOT_FOUND
    assert "several briefs begin as this address does" in told.text
    assert editor.get(f"/briefs/{ID}").status_code == HTTPStatus.OK


def test_an_editor_leaves_out_says_and_moves_and_each_is_a_text_of_its_own(editor: TestClient, kept: Path) -> None:
    assert send(editor, deed="strike", at="drones") == HTTPStatus.SEE_OTHER
    assert send(editor, deed="say", at="fire", words="One side gives the place.", revision=2) == HTTPStatus.SEE_OTHER
    assert send(editor, deed="down", at="platforms", revision=3, reason="") == HTTPStatus.SEE_OTHER
    brief = now(kept).brief
    assert [one.id for one in brief.sections[0].lines] == ["fire", "trend"]
    assert brief.sections[0].lines[0].remarks[0].by == "Wanda Pell"
    assert brief.sections[-1].subject == "platforms"
    page = editor.get(f"/briefs/{ID}").text
    assert "Editor’s own words, Wanda Pell:" in page
    assert "an editor left out 1 line" in page
    rows = sheet(editor, f"/briefs/{ID}", "versions")
    assert [one["revision"]["value"] for one in rows] == [4, 3, 2, 1]
    assert [texts(one["changed"])[0].partition(":")[0] for one in rows] == [
        "order of sections", "editor’s own words", "left out", "composed",
    ]  # fmt: skip
    assert send(editor, deed="put back", at="drones", revision=4) == HTTPStatus.SEE_OTHER
    assert [one.id for one in now(kept).brief.sections[0].lines] == ["fire", "drones", "trend"]
    then = editor.get(f"/briefs/{ID}?known=2026-03-19").text
    assert "Editor’s own words" not in then
    assert "/approve" not in then


def test_what_was_changed_meanwhile_or_without_a_reason_is_not_kept(editor: TestClient, kept: Path) -> None:
    assert send(editor, deed="strike", at="drones", revision=2) == HTTPStatus.BAD_REQUEST
    assert send(editor, deed="strike", at="drones", reason=" ") == HTTPStatus.BAD_REQUEST
    assert send(editor, "approve", reason="") == HTTPStatus.BAD_REQUEST
    assert send(editor, deed="strike", at="none") == HTTPStatus.BAD_REQUEST
    assert send(editor, deed="burn", at="drones") in (HTTPStatus.BAD_REQUEST, HTTPStatus.UNPROCESSABLE_ENTITY)
    assert now(kept).revision == 1


def test_a_draft_is_the_desks_own_and_what_is_approved_is_released(visit: Visit, kept: Path) -> None:
    public, editor = visit(kept, "public", name=""), visit(kept, "adjudicator")
    assert sheet(public, "/briefs", "briefs") == []
    assert public.get(f"/briefs/{ID}").status_code == HTTPStatus.NOT_FOUND
    assert public.get(f"/briefs/{ID}/letter").status_code == HTTPStatus.NOT_FOUND
    assert send(editor, "approve") == HTTPStatus.SEE_OTHER
    with open_record(kept / "record.sqlite", read_only=True) as record:
        assert [(one.level, one.author) for one in releases(record)] == [("public", "Wanda Pell")]
    (row,) = sheet(public, "/briefs", "briefs")
    assert "sent" not in row
    page = public.get(f"/briefs/{ID}").text
    assert "read by the desk" in page
    assert "Its texts so far" not in page
    assert "/edit" not in page
    assert public.get(f"/briefs/{ID}/letter").status_code == HTTPStatus.OK
    assert send(editor, "approve", revision=2) == HTTPStatus.BAD_REQUEST
    assert send(editor, deed="strike", at="fire", revision=2) == HTTPStatus.BAD_REQUEST


def test_an_approved_letter_is_put_up_and_shown_as_it_was(editor: TestClient, kept: Path) -> None:
    assert "The letter as it would be sent" in editor.get(f"/briefs/{ID}").text
    assert not (kept / MAIL).exists()
    assert send(editor, "approve") == HTTPStatus.SEE_OTHER
    with open_mail(kept / MAIL) as mail, mail.reading() as connection:
        letter = letter_of(connection, letter_id(ID, 2))
    assert letter is not None
    assert (letter.approved_by, letter.edition) == ("Wanda Pell", "morning")
    (kept / "brief.toml").unlink()
    page = editor.get(f"/briefs/{ID}")
    assert "The letter as it was put up" in page.text
    assert "frame-src 'self'" in page.headers["content-security-policy"]
    frame = editor.get(f"/briefs/{ID}/letter")
    assert FRAME in frame.headers["content-security-policy"]
    assert "sandbox" in frame.headers["content-security-policy"]
    assert "script-src" not in frame.headers["content-security-policy"]
    assert "read and approved by the desk" in frame.text
    assert editor.get(f"/briefs/{ID}/letter.txt").text.startswith("THE OSSERING LINE")


NAMED = "", "/letter", "/letter.txt", "?as=json&sheet=lines", "?as=csv&sheet=lines"


@pytest.mark.parametrize("role", ["public", "party officer"])
def test_who_of_the_desk_read_and_wrote_is_not_told_outside(visit: Visit, kept: Path, role: Role) -> None:
    outside, editor = visit(kept, role, name=""), visit(kept, "adjudicator")
    assert send(editor, deed="say", at="fire", words="One side gives the place.") == HTTPStatus.SEE_OTHER
    assert send(editor, deed="say", words="A short day.", revision=2) == HTTPStatus.SEE_OTHER
    assert send(editor, "approve", revision=3) == HTTPStatus.SEE_OTHER
    pages = [f"/briefs/{ID}{one}" for one in NAMED]
    for path in (*pages, "/briefs", "/briefs?as=json&sheet=briefs", "/feeds/briefs.atom", "/feeds/briefs.json"):
        told = outside.get(path)
        assert told.status_code == HTTPStatus.OK, path
        assert "Wanda" not in told.text, path
    assert "Editor’s own words:" in outside.get(f"/briefs/{ID}").text
    assert "read by Wanda Pell" in editor.get(f"/briefs/{ID}").text
    assert "by Wanda Pell" in editor.get("/briefs").text
    assert "Wanda" not in outside.get(f"/history/{ID}").text


def test_own_words_go_out_with_the_name_where_that_is_set(visit: Visit, kept: Path) -> None:
    (kept / "brief.toml").write_text(f"names_editors = true\n{SETTINGS}")
    outside, editor = visit(kept, "public", name=""), visit(kept, "adjudicator")
    assert "with your name" in editor.get(f"/briefs/{ID}").text
    assert send(editor, deed="say", at="fire", words="One side gives the place.") == HTTPStatus.SEE_OTHER
    assert send(editor, "approve", revision=2) == HTTPStatus.SEE_OTHER
    for path in (f"/briefs/{ID}", f"/briefs/{ID}/letter.txt", "/feeds/briefs.json"):
        told = outside.get(path).text
        assert told.count("Wanda Pell") == told.count("own words, Wanda Pell") + told.count("place. (Wanda Pell)") > 0


def test_without_settings_a_brief_is_approved_and_its_letter_is_put_up_later(editor: TestClient, kept: Path) -> None:
    (kept / "brief.toml").unlink()
    assert "No letter is set here" in editor.get(f"/briefs/{ID}").text
    assert send(editor, "approve") == HTTPStatus.SEE_OTHER
    assert "its letter is not put up: nobody is sent it." in editor.get(f"/briefs/{ID}").text
    assert send(editor, "letter") == HTTPStatus.BAD_REQUEST
    (kept / "brief.toml").write_text(SETTINGS)
    assert send(editor, "letter") == HTTPStatus.SEE_OTHER
    assert send(editor, "letter") == HTTPStatus.SEE_OTHER
    assert "The letter as it was put up" in editor.get(f"/briefs/{ID}").text
    assert sheet(editor, "/briefs", "briefs")[0]["sent"] is None


def test_settings_that_do_not_name_its_edition_keep_a_brief_a_draft(editor: TestClient, kept: Path) -> None:
    (kept / "brief.toml").write_text(SETTINGS.replace('"morning"', '"noon"'))
    answer = editor.post(f"/briefs/{ID}/approve", data={"revision": 1, "reason": "x"})
    assert answer.status_code == HTTPStatus.BAD_REQUEST
    assert "nothing was changed" in answer.text
    assert str(kept) not in answer.text
    assert now(kept).state == "draft"


@pytest.mark.parametrize("role", ["public", "party officer", "reader", "coder"])
def test_only_editors_edit(visit: Visit, kept: Path, role: Role) -> None:
    somebody = visit(kept, role)
    for what in ("edit", "approve", "letter"):
        assert send(somebody, what, deed="strike", at="fire") in (HTTPStatus.FORBIDDEN, HTTPStatus.UNAUTHORIZED)
    assert now(kept).revision == 1
    assert "/approve" not in somebody.get(f"/briefs/{ID}").text


def test_the_feed_has_what_was_approved(editor: TestClient) -> None:
    assert "<entry>" not in editor.get("/feeds/briefs.atom").text
    assert send(editor, "approve", id_=WORST) == HTTPStatus.SEE_OTHER
    assert send(editor, "approve") == HTTPStatus.SEE_OTHER
    made = ET.fromstring(editor.get("/feeds/briefs.atom").content)  # noqa: S314 - written here
    names = [one.text for one in made.iter("{http://www.w3.org/2005/Atom}title")]
    assert len(names) == 3
    items = json.loads(editor.get("/feeds/briefs.json").text)["items"]
    own = next(one for one in items if one["id"].endswith(ID))
    assert "Velduria’s defence ministry says that" in own["content_text"]
    assert "Correct" not in own["title"]
    assert own["url"] == f"http://testserver/briefs/{ID}"
    assert "\u202e" not in json.dumps(items, ensure_ascii=False)


def test_a_brief_is_called_by_its_title_where_releases_are_told(kept: Path) -> None:
    with open_record(kept / "record.sqlite", read_only=True) as record:
        (found,) = (one for one in entries(record, kind="brief") if one.subject == ID)
    assert entry_called(found) == "The Ossering Line in the morning, 2026-11-23"
    assert entry_href(found) == f"/briefs/{ID}"


def corrected(kept: Path) -> None:
    """Keep two briefs that put right what the first one told: a line twice, another once; and a draft that would."""
    wrong = full().corrections[0]
    first = (replace(wrong, brief=ID, line="fire"), replace(wrong, brief=ID, line="drones", now=(), how="withdrawn"))
    again = replace(wrong, brief="e" * 64, origin=ID, line="drones", how="again", day="2026-11-25")
    approved = Approval(by="Ann", at="2026-11-25T07:00:00+00:00")
    briefs = [
        full(approval=replace(approved, at="2026-11-23T08:00:00+00:00")),
        full(id="e" * 64, day="2026-11-25", corrections=first, approval=approved),
        full(
            id="f" * 64,
            day="2026-12-24",
            corrections=(again,),
            approval=replace(approved, at="2026-12-24T07:00:00+00:00"),
        ),
        full(id="9" * 64, day="2026-12-25", corrections=first),
    ]
    with open_record(kept / "record.sqlite", now=COMPOSED) as record:
        keep_entries(record, map(brief_entry, briefs), author="Ann", reason="read", now=COMPOSED)
        keep_releases(
            record, "entry", [one.id for one in briefs[:3]], level="public", author="Ann", reason="read", now=COMPOSED
        )  # fmt: skip


def test_a_brief_that_was_put_right_says_above_it_in_which_lines_when_and_where(visit: Visit, kept: Path) -> None:
    before = visit(kept, "adjudicator").get(f"/briefs/{ID}/letter").text
    corrected(kept)
    desk = visit(kept, "public", name="")
    page = html.fromstring(desk.get(f"/briefs/{ID}").text)
    (notice,) = page.xpath("//section[@id='put-right']")
    told = " ".join(notice.text_content().split())
    assert told.startswith("2 lines of this brief were put right later. They stay below as they were sent.")
    assert notice.xpath(".//a/@href") == [
        f"/briefs/{'e' * 64}#correction-1", f"/briefs/{'e' * 64}#correction-2", f"/briefs/{'f' * 64}#correction-1",
    ]  # fmt: skip
    assert notice.xpath(".//a/text()") == ["Put right on 25 November 2026"] * 2 + ["Put right on 24 December 2026"]
    assert "five soldiers were wounded" in told
    target = html.fromstring(desk.get(f"/briefs/{'e' * 64}").text)
    assert "it is not told any more" in target.xpath("//*[@id='correction-2']")[0].text_content()
    assert [one.text_content() for one in page.xpath("//article[@class='brief']//p")]
    assert "opened fire" in before


def test_its_letter_and_its_entry_say_so_above_what_was_sent(visit: Visit, kept: Path) -> None:
    corrected(kept)
    desk = visit(kept, "public", name="")
    letter, plain = desk.get(f"/briefs/{ID}/letter").text, desk.get(f"/briefs/{ID}/letter.txt").text
    frame = html.fromstring(letter)
    style, notice = frame.xpath("//body/*")[:2]
    assert (style.tag, notice.get("role")) == ("style", "note")
    assert "var(" not in style.text
    assert notice.xpath(".//a/@href")[-1] == f"/briefs/{'f' * 64}#correction-1"
    assert plain.startswith("2 lines of this brief were put right later.")
    assert f"/briefs/{'e' * 64}#correction-1" in plain
    for told in (letter, plain):
        later = told.partition("put right later")[2]
        assert "opened fire" in later
        assert "besides what you chose" not in later
    items = {one["id"][-64:]: one for one in desk.get("/feeds/briefs.json").json()["items"]}
    own, other = items[ID], items["f" * 64]
    assert own["content_text"].startswith("2 lines of this brief were put right later.")
    assert "opened fire" in own["content_text"]
    assert own["date_modified"].startswith("2026-12-24T07:00")
    assert "put right later" not in other["content_text"]


def test_the_archive_says_how_many_lines_were_put_right(visit: Visit, kept: Path) -> None:
    corrected(kept)
    rows = {
        one["day"]["text"]: one["lines"].get("note")
        for one in sheet(visit(kept, "public", name=""), "/briefs", "briefs")
    }
    assert rows == {"2026-11-23": "2 put right later", "2026-11-25": "1 put right later", "2026-12-24": None}
    assert "put right later" not in visit(kept, "public", name="").get(f"/briefs/{'f' * 64}").text


def test_what_is_put_right_long_after_is_told_where_an_edition_looks_back_so_far(visit: Visit, kept: Path) -> None:
    approved = Approval(by="Ann", at="2027-01-25T07:00:00+00:00")
    late = full(
        id="e" * 64, day="2027-01-25", corrections=(replace(full().corrections[0], brief=ID, line="fire"),),
        approval=approved,
    )  # fmt: skip
    briefs = [full(approval=replace(approved, at="2026-11-23T08:00:00+00:00")), late]
    with open_record(kept / "record.sqlite", now=COMPOSED) as record:
        keep_entries(record, map(brief_entry, briefs), author="Ann", reason="read", now=COMPOSED)
    desk = visit(kept, "adjudicator")
    assert "put right later" not in desk.get(f"/briefs/{ID}").text
    (kept / "brief.toml").write_text(
        'address = "https://desk.example.org"\nterms = "Kept to send this."\n'
        '[[edition]]\nid = "weekly"\ntitle = "Weekly"\nlook_back = 90\n'
        '[[edition]]\nid = "morning"\ntitle = "Morning"\n'
    )
    assert "1 line of this brief was put right later" in desk.get(f"/briefs/{ID}").text
    assert desk.get(f"/briefs/{ID}/letter.txt").text.startswith("1 line of this brief was put right later")
    rows = {one["day"]["text"]: one["lines"].get("note") for one in sheet(desk, "/briefs", "briefs")}
    assert rows["2026-11-23"] == "1 put right later"


def test_an_editor_leaves_out_one_sentence_and_puts_it_back(editor: TestClient, kept: Path) -> None:
    page = html.fromstring(editor.get(f"/briefs/{ID}").text)
    forms = page.xpath("//form[input[@name='deed' and @value='cut']]")
    assert [one.xpath("./input[@name='at']/@value")[0] for one in forms] == ["drones", "trend"]
    assert send(editor, deed="cut", at="fire", place=0) == HTTPStatus.BAD_REQUEST
    assert send(editor, deed="cut", at="drones", place=1) == HTTPStatus.SEE_OTHER
    assert now(kept).brief.cut == 1
    told = editor.get(f"/briefs/{ID}").text
    assert "an editor left out 1 sentence" in told
    assert "sentence left out: No word of Velduria" in " ".join(html.fromstring(told).text_content().split())
    assert "An editor left out 1 sentence of a line." in editor.get(f"/briefs/{ID}/letter.txt").text
    assert send(editor, deed="put sentences back", at="drones", revision=2) == HTTPStatus.SEE_OTHER
    assert now(kept).brief == full()

"""Review in the browser: what waits, an item with its words, verdicts, what was typed, taking back, handing out."""

import dataclasses
import datetime as dt
import html
import json
import re
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from desk.conftest import NOW, Visit
from detente.desk.pages.review.queue import Line
from detente.documents.document import Document
from detente.reading.records import Sentence
from detente.review.queue import Waiting
from detente.review.records import Review, Subject
from detente.store import KeptDocument, create_record, keep, open_record, reviews
from store.made import NOON, TEXT, add, reading


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return the folder of a desk with two reports, read by hand."""
    with create_record(tmp_path / "record.sqlite", now=NOON) as record:
        for n in (1, 2):
            add(record, n)
    return tmp_path


def kept(folder: Path) -> tuple[Review, ...]:
    with open_record(folder / "record.sqlite", read_only=True) as record:
        return reviews(record)


def rows(desk: TestClient) -> list[dict[str, Any]]:
    """Return what waits, as the page hands it out."""
    return list(desk.get("/review?as=json&sheet=waits").json()["sheets"][0]["rows"])


def first(desk: TestClient, kind: str = "event") -> str:
    """Return the address of what is offered first."""
    return str(desk.get(f"/review/next?kind={kind}").headers["location"])


def shooting(desk: TestClient) -> str:
    """Return the address of the event that has every field."""
    waits = rows(desk)
    one = next(r for r in waits if "opened fire" in r["item"]["text"] and r["kind"]["text"] == "Event")
    return f"/review/items/{one['item']['words'][0]['document']}/{one['id']}?kind=event"


def hidden(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found, name
    return found[1]


def inputs(page: str) -> dict[str, Any]:
    """Return what the form of an item holds, as a browser would send it with nothing touched."""
    form = page[page.index('class="coding') : page.index('class="missing')]
    found: dict[str, Any] = {}
    for one in re.findall(r"<input[^>]*>", form):
        name, value = re.search(r'name="([^"]+)"', one), re.search(r'value="([^"]*)"', one)
        if name and not ("checkbox" in one and " checked" not in one):
            found.setdefault(name[1], []).append(value[1] if value else "")
    for name, text in re.findall(r'<textarea name="([^"]+)"[^>]*>([^<]*)</textarea>', form):
        found[name] = [text]
    for name, options in re.findall(r'<select name="([^"]+)".*?>(.*?)</select>', form, re.DOTALL):
        chosen = re.search(r'<option value="([^"]*)" selected', options)
        found[name] = [chosen[1] if chosen else ""]
    return {name: [html.unescape(one) for one in values] for name, values in found.items()}


def say(desk: TestClient, href: str, act: str, **fields: Any) -> Any:
    sent = inputs(desk.get(href).text) | {"act": act} | fields
    return desk.post(href, data=sent)


def test_what_waits_stands_with_its_points_and_its_words(visit: Visit, folder: Path) -> None:
    desk = visit(folder, "coder")
    found = rows(desk)
    assert len(found) == 8
    assert [one["because"]["value"] for one in found] == sorted((r["because"]["value"] for r in found), reverse=True)
    assert all(one["item"]["words"][0]["document"] for one in found)
    page = desk.get("/review").text
    assert "Review what matters most" in page
    assert found[0]["because"]["text"].split(";")[0] in page


def test_an_item_shows_who_says_it_before_its_words_and_each_value_leads_to_them(visit: Visit, folder: Path) -> None:
    page = visit(folder, "coder").get(shooting(visit(folder, "coder"))).text
    assert "opened fire" in page
    assert page.index("the Southland ministry") < page.index('id="passage"')
    assert 'data-keys="5"' in page
    for words in ("Northland&#39;s army", "Rivertown", "opened fire"):
        assert re.search(rf'href="/documents/[0-9a-f]+\?words=\d+-\d+#words" data-words="{re.escape(words)}"', page)
    assert "not reported" in page
    assert len(page.encode()) < 100_000


def test_a_verdict_is_kept_and_leads_to_the_next_item(visit: Visit, folder: Path) -> None:
    desk = visit(folder, "coder", name="Ann")
    item = first(desk)
    answer = say(desk, item, "accept", comment="as the words say")
    assert answer.status_code == 303
    assert answer.headers["location"].partition("?")[0] != item.partition("?")[0]
    (made,) = kept(folder)
    assert (made.coder, made.verdict, made.comment) == ("Ann", "accept", "as the words say")
    following = desk.get(answer.headers["location"]).text
    assert "Accepted: event" in following
    assert "1 today" in following
    assert made.subject.key not in {one["id"] for one in rows(desk)}


def test_what_came_before_in_an_order_made_anew_is_not_lost() -> None:
    one, two, three = (
        Waiting(subject=Subject(kind="event", document="d", key=key), local_id=key, start=0, score=1.0, points=())
        for key in ("1", "2", "3")
    )
    line = Line(order=(two, three, one), left=(two, three, one), taken=frozenset({"2"}), at=NOW)
    assert line.after("1") == three
    assert line.after("3") == one
    assert dataclasses.replace(line, left=(one,)).after("1") is None


def test_a_field_is_corrected_by_other_words_and_codes_and_the_rest_stays(visit: Visit, folder: Path) -> None:
    desk = visit(folder, "coder", name="Ann")
    fields = {"status": "alleged", "actors": "the Southland ministry\nNorthland's army", "place": ""}
    assert say(desk, shooting(desk), "correct", **fields).status_code == 303
    (made,) = kept(folder)
    assert sorted(made.fields) == ["actors", "place", "status"]
    assert made.fields["actors"].value == ["the Southland ministry", "Northland's army"]
    assert made.fields["place"].value is None


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"actors": "the navy"}, "does not stand in the text"),
        ({"type": "SHELL"}, "is no type"),
        ({"date.words": ""}, "Days need words"),
        ({"count.kind": "killed", "count.n": "3"}, "A number needs words"),
        ({"count.kind": "killed", "count.n": "7", "count.words": "Three soldiers"}, "does not tell 7"),
        ({"actors": "", "recipients": ""}, "somebody who takes part"),
        ({"status": ""}, "cannot be empty"),
        ({"claim": "99"}, "no such claim"),
        ({}, "Nothing differs from what was read"),
    ],
)
def test_what_cannot_be_is_refused_in_plain_words_and_what_was_typed_stays(
    visit: Visit, folder: Path, fields: dict[str, str], told: str
) -> None:
    desk = visit(folder, "coder", name="Ann")
    answer = say(desk, shooting(desk), "correct", comment="half a thought", **fields)
    assert answer.status_code == 400
    assert told in answer.text.replace("&#39;", "'")
    assert "--" not in answer.text[answer.text.index("Not kept") : answer.text.index("What you typed")]
    assert "detente " not in answer.text[answer.text.index("Not kept") : answer.text.index("What you typed")]
    sent = inputs(answer.text)
    assert sent["comment"] == ["half a thought"]
    assert all(sent.get(name, [""])[-1] in {value, ""} for name, value in fields.items())
    assert kept(folder) == ()


def test_accepting_what_was_changed_is_refused_so_that_no_change_is_lost(visit: Visit, folder: Path) -> None:
    desk = visit(folder, "coder")
    answer = say(desk, shooting(desk), "accept", status="alleged")
    assert answer.status_code == 400
    assert "Fields were changed" in answer.text
    assert '<option value="alleged" selected>' in answer.text
    assert kept(folder) == ()


def test_an_item_that_changed_meanwhile_says_so_and_keeps_what_was_typed(visit: Visit, folder: Path) -> None:
    ann, bo = visit(folder, "coder", name="Ann"), visit(folder, "coder", name="Bo")
    item = shooting(ann)
    opened = inputs(ann.get(item).text)
    assert say(bo, item, "reject").status_code == 303
    crossed = ann.post(item, data=opened | {"act": "correct", "status": "alleged", "comment": "mine"})
    assert crossed.status_code == 409
    assert "It has changed since you opened it" in crossed.text
    assert "Bo: rejected" in crossed.text
    sent = inputs(crossed.text)
    assert (sent["status"], sent["comment"]) == (["alleged"], ["mine"])
    again = ann.post(item, data=sent | {"act": "correct"})
    assert again.status_code == 400
    assert "Bo has rejected it already" in again.text
    assert ann.post(item, data=sent | {"act": "correct", "again": "1"}).status_code == 303
    assert sorted(one.coder for one in kept(folder)) == ["Ann", "Bo"]


def test_a_key_pressed_twice_keeps_one_verdict(visit: Visit, folder: Path) -> None:
    desk = visit(folder, "coder")
    item = first(desk)
    sent = inputs(desk.get(item).text) | {"act": "reject"}
    assert [desk.post(item, data=sent).status_code for _ in range(2)] == [303, 303]
    assert len(kept(folder)) == 1


def test_an_item_that_somebody_has_open_is_not_offered_to_another(visit: Visit, folder: Path) -> None:
    one = visit(folder, "coder", name="Ann")
    item = first(one)
    assert one.get(item).status_code == 200
    taken = one.app.state.taken  # type: ignore[attr-defined]
    key = item.partition("?")[0].rpartition("/")[2]
    later = NOW + dt.timedelta(minutes=6)
    assert taken.by_others("Bo", now=NOW) == {key}
    assert taken.by_others("Ann", now=NOW) == frozenset()
    assert taken.by_others("Bo", now=later) == frozenset()
    assert taken.take(key, name="Bo", now=NOW).name == "Ann"
    one.app.state.settings = one.app.state.settings  # type: ignore[attr-defined]
    two = visit(folder, "coder", name="Bo")
    two.app.state.taken = taken  # type: ignore[attr-defined]
    assert first(two).partition("?")[0] != item.partition("?")[0]
    assert "Ann has had this open" in two.get(item).text


def test_a_verdict_is_taken_back_by_its_own_coder_only(visit: Visit, folder: Path) -> None:
    ann, bo = visit(folder, "coder", name="Ann"), visit(folder, "coder", name="Bo")
    item = first(ann)
    after = say(ann, item, "reject").headers["location"]
    review = hidden(ann.get(after).text, "review")
    assert bo.post("/review/withdraw", data={"review": review}).status_code == 404
    assert len(kept(folder)) == 1
    back = ann.post("/review/withdraw", data={"review": review, "kind": "event"})
    assert back.headers["location"] == item
    assert kept(folder) == ()
    assert ann.post("/review/withdraw", data={"review": review}).status_code == 404
    assert say(ann, item, "accept").status_code == 303


def test_what_was_said_is_listed_filtered_and_as_it_was_known(visit: Visit, folder: Path) -> None:
    ann = visit(folder, "coder", name="Ann")
    say(ann, first(ann), "reject", comment="a rumour")
    say(ann, first(ann), "accept")
    page = ann.get("/review/done?verdict=reject").text
    assert "a rumour" in page
    assert "1 verdict ·" in page
    (row,) = ann.get("/review/done?verdict=reject&as=json").json()["sheets"][0]["rows"]
    assert (row["by"]["value"], row["comment"]["value"], row["fields"]) == ("Ann", "a rumour", None)
    assert "by,verdict,of" in ann.get("/review/done?as=csv").text
    assert ann.get("/review/done?known=2026-03-02&as=json").json()["sheets"][0]["rows"] == []


def test_what_is_missing_is_added_from_words_of_the_report(visit: Visit, folder: Path) -> None:
    desk = visit(folder, "coder", name="Ann")
    document = first(desk).split("/")[3]
    page = desk.get(f"/review/add/{document}").text
    assert "Three soldiers were wounded" in page
    words = {"trigger": "were wounded", "type": "ASSAULT", "status": "happened", "recipients": "Three soldiers"}
    refused = desk.post(f"/review/add/{document}", data=words | {"recipients": "three sailors"})
    assert "does not stand in the text" in refused.text
    assert "three sailors" in refused.text
    answer = desk.post(f"/review/add/{document}", data=words)
    assert answer.status_code == 303
    (made,) = kept(folder)
    assert made.fields["recipients"].value == ["Three soldiers"]
    shown = desk.get(answer.headers["location"]).text
    assert "were wounded" in shown
    claim = {"content": "Three soldiers were wounded", "mode": "unmarked", "mood": "said"}
    assert desk.post(f"/review/add/{document}?kind=claim", data=claim).status_code == 303


def test_what_was_reviewed_is_handed_out_to_learn_from(visit: Visit, folder: Path) -> None:
    desk = visit(folder, "coder", name="Ann")
    assert desk.get("/review/export").status_code == 404
    document = first(desk).split("/")[3]
    words = {"trigger": "were wounded", "type": "ASSAULT", "status": "happened", "recipients": "Three soldiers"}
    assert desk.post(f"/review/add/{document}", data=words).status_code == 303
    given = desk.get("/review/export")
    about, row = (json.loads(line) for line in given.text.splitlines())
    assert "attachment" in given.headers["content-disposition"]
    assert about["_about"]["guide"]
    assert row["events"][0]["type"] == "ASSAULT"


def test_reviewing_is_of_what_is_known_now(visit: Visit, folder: Path) -> None:
    desk = visit(folder, "coder")
    item = first(desk)
    assert desk.get(f"{item}&known=2026-03-02").headers["location"] == item
    assert desk.get("/review?known=2026-03-02").headers["location"] == "/review"


def test_hostile_words_stay_words(visit: Visit, tmp_path: Path) -> None:
    with create_record(tmp_path / "record.sqlite", now=NOON) as record:
        text = TEXT.format(n=1).replace("Item 1.", "<script>alert(1)</script>\u202eItem.")
        document = Document(id="d1", text=text, title="<b>T</b>\u202e", publisher="<i>P</i>", format="jsonl")
        one = KeptDocument(document=document, data=json.dumps({"text": text}).encode(), name="r:1")
        whole = (Sentence(start=0, end=len(text)),)
        keep(record, one, dataclasses.replace(reading(document), sentences=whole), now=NOON)
    desk = visit(tmp_path, "coder", name="<b>Ann</b>")
    item = shooting(desk)
    pages = [
        desk.get(href).text
        for href in (item, "/review", "/review/done", item.replace("items", "add").rpartition("/")[0])
    ]
    assert not any("<script>alert" in page or "<b>T" in page or "<i>P" in page or "\u202e" in page for page in pages)
    assert "&lt;script&gt;" in pages[0]
    refused = say(desk, item, "correct", actors="<img src=x>\u202e")
    assert "<img" not in refused.text
    assert "\u202e" not in refused.text


def test_only_coders_review(visit: Visit, folder: Path) -> None:
    item = first(visit(folder, "coder"))
    reader = visit(folder, "reader")
    for href in ("/review", "/review/next", item, "/review/done", "/review/export", "/review/sessions"):
        assert reader.get(href).status_code in {401, 403}
    assert reader.post(item, data={"act": "accept"}).status_code in {401, 403}
    assert reader.post("/review/withdraw", data={"review": "x"}).status_code in {401, 403}
    assert kept(folder) == ()


@pytest.mark.parametrize(
    "href", ["/review/items/nothing/here", "/review/add/nothing", "/review/sessions/abcdef1", "/review/drills/ab"]
)
def test_what_is_not_there_is_a_page_that_says_so(visit: Visit, folder: Path, href: str) -> None:
    answer = visit(folder, "coder").get(href)
    assert answer.status_code == 404
    assert "<h1>Not here</h1>" in answer.text


def test_where_nothing_waits_it_is_said(visit: Visit, empty: Path) -> None:
    desk = visit(empty, "coder")
    assert desk.get("/review/next").headers["location"] == "/review"
    assert "Nothing waits for review here." in desk.get("/review").text
    assert "Nothing was reviewed yet" in desk.get("/review/done").text


@pytest.mark.parametrize(
    ("data", "kind", "status"),
    [
        (b"x=" + b"y" * 300_000, "application/x-www-form-urlencoded", 413),
        (b"{}", "application/json", 415),
        (b"&".join(b"a=1" for _ in range(500)), "application/x-www-form-urlencoded", 400),
    ],
)
def test_a_form_is_bounded(visit: Visit, folder: Path, data: bytes, kind: str, status: int) -> None:
    desk = visit(folder, "coder")
    assert desk.post(first(desk), content=data, headers={"content-type": kind}).status_code == status


def test_a_doubt_needs_its_reason_and_is_shown_wherever_the_event_stands(visit: Visit, folder: Path) -> None:
    desk = visit(folder, "coder", name="Ann")
    item = shooting(desk)
    refused = say(desk, item, "doubt", status="happened")
    assert refused.status_code == 400
    assert "cannot be told from these words" in refused.text
    assert kept(folder) == ()
    assert say(desk, item, "doubt", comment="who fired <script>alert(1)</script> is not told").status_code == 303
    (made,) = kept(folder)
    assert (made.verdict, made.coder) == ("doubt", "Ann")
    assert "doubted" in desk.get("/review/done?verdict=doubt").text
    assert made.subject.key not in {one["id"] for one in rows(desk)}
    second = visit(folder, "coder", name="Bea")
    page = second.get(item).text
    assert "Ann: doubted" in page
    assert "<script>alert" not in page
    assert say(second, item, "accept").status_code == 303
    assert sorted((one.coder, one.verdict) for one in kept(folder)) == [("Ann", "doubt"), ("Bea", "accept")]


def test_a_page_fetched_ahead_is_taken_by_nobody_and_a_verdict_takes_the_next(visit: Visit, folder: Path) -> None:
    ann, bea = visit(folder, "coder", name="Ann"), visit(folder, "coder", name="Bea")
    item = first(ann)
    for headers in ({"Sec-Purpose": "prefetch"}, {"Detente-Ahead": "1"}):
        ann.get(item, headers=headers)
    assert first(ann) == item
    sent = inputs(ann.get(item).text) | {"act": "accept"}
    told = ann.post(item, data=sent, headers={"Detente-Ahead": "1"})
    assert told.status_code == 200
    assert 'id="onward"' in told.text
    assert "Accepted: event" in told.text
    onward = html.unescape(re.search(r'data-href="([^"]+)"', told.text)[1])  # type: ignore[index]
    assert onward.partition("?")[0] != item.partition("?")[0]
    assert 'data-do="u"' in ann.get(onward).text
    assert bea.get(onward).status_code == 200


@pytest.mark.parametrize("kind", ["event", "claim"])
def test_who_says_it_is_answered_alike_above_the_words_and_among_the_fields(
    visit: Visit, folder: Path, kind: str
) -> None:
    desk = visit(folder, "coder")
    sayer = {"event": "claim", "claim": "source"}[kind]
    unnamed = {"event": "itself; ", "claim": "Nobody is named who says so."}[kind]
    found = [one for one in rows(desk) if one["kind"]["text"].casefold() == kind]
    answers = []
    for one in found:
        page = desk.get(f"/review/items/{one['item']['words'][0]['document']}/{one['id']}?kind={kind}").text
        above = page[page.index('<p class="says">') :].partition("</p>")[0]
        field = page[page.index(f'data-field="{sayer}"') :].partition('<span class="instead">')[0]
        assert (unnamed in above) is (unnamed in field)
        assert "not reported" not in field
        answers.append(unnamed in above)
    assert answers

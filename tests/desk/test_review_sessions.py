"""Blind sessions, agreement, settling and drills in the browser: nobody sees what must not be seen."""

import html
import re
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from desk.conftest import NOW, Visit
from detente.core.spans import Span
from detente.review.drill import DrillItem
from detente.review.records import Field
from detente.store import create_record, documents, keep_releases, open_record, put_drill_set, review_sessions
from detente.store.levels import LEVELS
from store.made import NOON, add

BLIND = {"type": "ASSAULT", "status": "happened", "actors": "Northland's army"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return the folder of a desk with two reports, read by hand."""
    with create_record(tmp_path / "record.sqlite", now=NOON) as record:
        for n in (1, 2):
            add(record, n)
    return tmp_path


def begin(desk: TestClient, **more: str) -> str:
    answer = desk.post("/review/sessions", data={"coder": ["Ann", "Bo"], "sample": "4", "kind": "event", **more})
    assert answer.status_code == 303, answer.text
    return str(answer.headers["location"])


def code(desk: TestClient, session: str, act: str = "accept", **fields: str) -> Any:
    """Say the same of whatever is next in a session; return the answer."""
    item = desk.get(f"{session}/next").headers["location"]
    seen = re.search(r'name="seen" value="(\w+)"', desk.get(item).text)
    assert seen
    return desk.post(item, data={"seen": seen[1], "act": act, **fields})


def test_a_session_is_begun_coded_and_ends_by_itself(visit: Visit, folder: Path) -> None:
    ann, bo = visit(folder, "coder", name="Ann"), visit(folder, "coder", name="Bo")
    session = begin(ann)
    assert "It is running, so nobody sees what is said in it" in ann.get(session).text
    assert "Event 1 of 4" in ann.get(ann.get(f"{session}/next").headers["location"]).text
    for _ in range(4):
        assert code(ann, session).status_code == 303
    assert "Ann: 4 of 4 coded" in ann.get(session).text
    for _ in range(4):
        last = code(bo, session)
    assert last.headers["location"].startswith(f"{session}?did=")
    assert "The coders agree on all that both coded" in ann.get(session).text
    (row,) = ann.get("/review/sessions?state=ended&as=json").json()["sheets"][0]["rows"]
    assert (row["items"]["value"], row["differ"]["value"]) == (4, 0)


def test_a_coder_sees_nothing_of_the_others_coding_nor_the_machine(visit: Visit, folder: Path) -> None:
    ann, bo = visit(folder, "coder", name="Ann"), visit(folder, "coder", name="Bo")
    session = begin(visit(folder, "adjudicator", name="Wanda"), blind="1", sure="1")
    item = ann.get(f"{session}/next").headers["location"]
    page = ann.get(item).text
    assert "what the machine read is not shown" in page
    assert 'value="accept"' not in page
    assert "points" not in page
    assert not re.search(r'<option value="\w+" selected', page.partition("verdicts")[0].partition('class="coding')[2])
    assert code(ann, session, "accept").status_code == 400
    assert "needs type" in code(ann, session, "correct", actors="Northland's army").text
    assert code(ann, session, "correct", comment="secret of Ann", **BLIND).status_code == 303
    seen = [bo.get(href).text for href in (item, session, "/review", "/review/done", "/review/sessions")]
    assert not any("secret of Ann" in one for one in seen)
    assert "Ann: corrected" not in seen[0]
    assert code(bo, session, "reject").status_code == 303
    assert "secret" not in bo.get("/review/done?as=json").text


def test_what_others_code_blind_is_shown_to_nobody_else(visit: Visit, folder: Path) -> None:
    ann, wanda = visit(folder, "coder", name="Ann"), visit(folder, "administrator", name="Wanda")
    item = ann.get(f"{begin(wanda, blind='1', sure='1')}/next").headers["location"]
    refused = wanda.get(item)
    assert refused.status_code == 403
    assert "coded blind by others" in refused.text
    assert wanda.post(item, data={"act": "reject"}).status_code == 403
    assert {row["kind"]["text"] for row in wanda.get("/review?as=json").json()["sheets"][0]["rows"]} == {"Claim"}


def test_only_an_adjudicator_hides_what_was_read_and_is_shown_before_how_much(visit: Visit, folder: Path) -> None:
    form = {
        "coder": ["Ann", "<script>alert(1)</script>\u202e"],
        "sample": "4",
        "kind": "event",
        "blind": "1",
        "seed": "3",
    }
    ann, wanda = visit(folder, "coder", name="Ann"), visit(folder, "adjudicator", name="Wanda")
    assert 'name="blind"' not in ann.get("/review/sessions").text
    assert ann.post("/review/sessions", data=form | {"sure": "1"}).status_code == 403
    assert wanda.post("/review/sessions", data=form | {"coder": []}).status_code == 400
    nothing = wanda.post("/review/sessions", data=form | {"sample": "", "document": "0" * 32})
    assert "nothing to code" in nothing.text
    with open_record(folder / "record.sqlite", now=NOW) as record:
        one, other = documents(record)
        for id_, level in ((one.id, LEVELS[0]), (other.id, LEVELS[1])):
            keep_releases(record, "document", [id_], level=level, author="Ada", reason="agreed", now=NOON)
    page = wanda.post("/review/sessions", data=form).text
    assert "4 events are hidden from everybody" in page
    assert "of reports that the officers of the sides see: 4" in page
    assert "of reports that everybody sees: 2" in page
    assert "<script>alert" not in page
    with open_record(folder / "record.sqlite", read_only=True) as record:
        assert review_sessions(record) == ()
    sent = re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page)
    again: dict[str, list[str]] = {}
    for name, value in sent:
        again.setdefault(name, []).append(html.unescape(value))
    assert wanda.post("/review/sessions", data=again).status_code == 303
    with open_record(folder / "record.sqlite", read_only=True) as record:
        (made,) = review_sessions(record)
    assert (len(made.items), made.seed, made.blind_to_machine) == (4, 3, True)
    assert set(made.coders) == {"Ann", "<script>alert(1)</script>[U+202E]"}  # shown by its name, so kept by it
    given = visit(folder, "public").get("/api/v1/events").json()["items"]
    assert given
    assert {(one["withheld"], one["event"], one["review"]) for one in given} == {(True, None, None)}


def test_what_differs_is_measured_and_settled_with_a_reason(visit: Visit, folder: Path) -> None:
    ann, bo = visit(folder, "coder", name="Ann"), visit(folder, "coder", name="Bo")
    session = begin(ann)
    for _ in range(4):
        code(ann, session)
    code(bo, session, "reject")
    for _ in range(3):
        code(bo, session)
    (row,) = ann.get(f"{session}?as=json").json()["sheets"][0]["rows"]
    assert (row["field"]["value"], row["coder1"]["value"], row["coder2"]["value"]) == ("there at all", "yes", "no")
    figures = ann.get("/review/agreement?as=json").json()["sheets"][0]["rows"]
    there = next(one for one in figures if one["field"]["value"] == "there at all")
    assert (there["items"]["value"], there["agreed"]["value"]) == (4, 3)
    assert there["note"]["value"] == "too few items to say much"
    assert ann.get("/review/agreement?until=2020-01-01&as=json").json()["sheets"][0]["rows"] == []
    item = f"{session}/items/{row['id'].partition('-')[0]}"
    page = ann.get(item).text
    assert "Somebody in the role of adjudicator settles this." in page
    assert page.count('scope="col" class="equal"') == 2
    assert ann.post(item, data={"act": "take1", "reason": "so"}).status_code in {401, 403}
    wanda = visit(folder, "adjudicator", name="Wanda")
    assert "Say why it is settled so" in wanda.post(item, data={"act": "take1", "reason": " "}).text
    assert wanda.post(item, data={"act": "take1", "reason": "it is a rumour"}).status_code == 303
    with open_record(folder / "record.sqlite", read_only=True) as record:
        (view,) = review_sessions(record)
    assert view.settled == {row["id"].partition("-")[0]}
    assert "it is a rumour" in wanda.get("/review/done").text
    twice = wanda.post(item, data={"act": "accept", "reason": "no"})
    assert "Wanda settled" in twice.text
    assert "--again" not in twice.text
    assert wanda.post(item, data={"act": "accept", "reason": "no", "again": "1"}).status_code == 303


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({"coder": ["Ann", "Ann"]}, "2 coders"),
        ({"sample": ""}, "Say what is coded"),
        ({"sample": "many"}, "The number of items"),
        ({"seed": "x"}, "a whole number"),
        ({"seed": "1" * 5_000}, "a whole number"),
        ({"sample": "0" * 5_000 + "1"}, "The number of items"),
    ],
)
def test_what_cannot_be_begun_says_why_and_keeps_what_was_typed(
    visit: Visit, folder: Path, more: dict[str, Any], told: str
) -> None:
    desk = visit(folder, "coder", name="Ann")
    refused = desk.post("/review/sessions", data={"coder": ["Ann", "Bo"], "sample": "4", **more})
    assert refused.status_code == 400
    page = refused.text
    assert told in page
    assert "--" not in page[page.index("Not begun") : page.index("</p>", page.index("Not begun"))]
    assert 'value="Ann"' in page


def test_a_session_is_ended_early_with_a_reason_by_its_coders(visit: Visit, folder: Path) -> None:
    ann, zoe = visit(folder, "coder", name="Ann"), visit(folder, "coder", name="Zoe")
    session = begin(ann)
    assert zoe.post(f"{session}/end", data={"reason": "why not"}).status_code == 400
    assert ann.post(f"{session}/end", data={"reason": ""}).status_code == 400
    assert ann.post(f"{session}/end", data={"reason": "Bo is away"}).status_code == 303
    assert "The coders agree on all that both coded" in ann.get(session).text


def test_a_drill_shows_the_known_answer_after_ones_own(visit: Visit, folder: Path) -> None:
    text = "Northland's army opened fire on Southland's post."
    whole = {name: Field() for name in ("mode", "contexts", "place")}
    answers = whole | {
        "type": Field(value="ASSAULT"),
        "status": Field(value="happened"),
        "actors": Field(value=["Northland's army"], spans=(Span(0, 16),)),
        "recipients": Field(value=["Southland's post"], spans=(Span(32, 48),)),
    }
    asked = DrillItem(id="a" * 32, document="x", text=text, trigger=Span(17, 28), answers=answers)
    with open_record(folder / "record.sqlite", now=NOW) as record:
        put_drill_set(record, [asked], set_hash="f" * 64, now=NOW)
    desk = visit(folder, "coder", name="Ann")
    assert "set ffffffffff" in desk.get("/review/drills").text
    here = f"/review/drills/{'f' * 64}/1"
    assert "known answer" not in desk.get(here).text
    refused = desk.post(here, data={"act": "correct", "type": "ASSAULT", "status": "happened", "actors": "the navy"})
    assert "does not stand in the text" in refused.text
    assert "the navy" in refused.text
    given = {"type": "ASSAULT", "status": "alleged", "actors": "Northland's army", "recipients": "Southland's post"}
    assert desk.post(here, data={"act": "correct", **given}).status_code == 303
    page = desk.get(here).text
    assert "known answer" in page
    assert page.index("alleged</td>") < page.index("happened</td>")
    scores = {r["field"]["value"]: r for r in desk.get(here[:-2] + "?as=json").json()["sheets"][0]["rows"]}
    assert scores["type"]["share"]["value"] == 1
    assert scores["status"]["share"]["value"] == 0
    assert desk.get(here[:-1] + "2").status_code == 404

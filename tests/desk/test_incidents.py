"""Incidents on the desk: each claimant apart, every value with its words; people split, put together and take back."""

import csv
import datetime as dt
import io
import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

from desk.conftest import Visit
from desk.filled import HOSTILE, filled, put, report
from desk.ford_made import do
from detente.desk.pages.incidents.columns import claimant_sheet
from detente.desk.pages.incidents.seen import Seen
from detente.desk.pages.said.witness import outlet_cell
from detente.incidents.account import Nearness
from detente.incidents.incident import describe
from detente.registry.deeds import MINE_ACCIDENT, deeds_of
from detente.store import Gathered, Wanted, gather_incidents, outlets_of, place_in_order


def incidents(folder: Path) -> tuple[Gathered, ...]:
    with report(folder) as record:
        return gather_incidents(record, Wanted())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    filled(tmp_path, reports=3)
    return tmp_path


def test_claimants_stand_in_columns_of_one_width_each_value_with_its_words(visit: Visit, folder: Path) -> None:
    (one, *_) = incidents(folder)
    desk = visit(folder)
    page = desk.get(f"/incidents/{one.id}").text
    rows = list(csv.DictReader(io.StringIO(desk.get(f"/incidents/{one.id}?as=csv&sheet=told").text)))

    assert ' equal">' in page
    assert {"what", "days", "numbers", "reports"} <= {row["id"] for row in rows}
    days = next(row for row in rows if row["id"] == "days")
    assert days["claimant_1_words"].startswith("4 May 2021")
    assert f"/documents/{one.accounts[0].document}?words=11-21#words" in page


def test_what_a_claimant_does_not_tell_is_blank_and_never_none(folder: Path) -> None:
    (one, *_) = incidents(folder)
    told = one.accounts[0]
    assert told.claimant is not None
    other = replace(told, key="f" * 32, claimant=replace(told.claimant, name="Joint Mission"), told=())
    whole = replace(one, accounts=(*one.accounts, other))
    described = describe(whole.accounts, incident=one.id, publishers=one.publishers)
    sheet = claimant_sheet(Seen(whole=whole, told=described, names={}))
    numbers = next(row for row in sheet.rows if row.id == "numbers").cells

    assert sum(cell.text == "" for cell in numbers) == 1
    assert {cell.blank for cell in numbers if not cell.text} == {"not reported"}
    assert [column.equal for column in sheet.columns[1:]] == [True] * len(described.columns)


def test_an_incident_tells_why_it_was_linked_and_since_when(visit: Visit, folder: Path) -> None:
    (one, *_) = incidents(folder)
    page = visit(folder).get(f"/incidents/{one.id}").text

    assert "likelihood" in page
    assert "How it came together" in page
    assert "No person has decided anything about it" in page


def test_the_list_says_who_says_it_and_is_narrowed_by_its_address(visit: Visit, folder: Path) -> None:
    desk = visit(folder)
    (one, *_) = incidents(folder)
    first = desk.get("/incidents").text
    kind = one.accounts[0].type

    assert first.index("who says it") < first.index("what</th>")
    assert f"/incidents/{one.id}" in desk.get(f"/incidents?type={kind}&since=2021-05-01&until=2021-05-31").text
    assert f"/incidents/{one.id}" not in desk.get("/incidents?since=2022-01-01").text
    assert "No report that is kept here" in desk.get("/incidents?place=Nowhere").text
    assert desk.get("/incidents?since=2022-01-02&until=2022-01-01").status_code == 400


def test_what_was_not_linked_on_a_day_is_not_shown_then(visit: Visit, folder: Path) -> None:
    (one, *_) = incidents(folder)
    desk = visit(folder)
    assert desk.get(f"/incidents/{one.id}?known=2026-02-01").status_code == 404
    assert f"/incidents/{one.id}" not in desk.get("/incidents?known=2026-02-01").text
    assert f"/incidents/{one.id}" in desk.get("/incidents?known=2026-03-02").text


def test_people_split_take_back_and_put_together_with_a_reason(visit: Visit, folder: Path) -> None:
    one = max(incidents(folder), key=lambda found: len(found.accounts))
    desk = visit(folder, "adjudicator")
    part = one.accounts[0].key
    done = desk.post(f"/incidents/{one.id}/split", data={"account": part, "reason": "another day"})

    assert done.status_code == 303
    split = incidents(folder)
    assert len(split) == len(incidents(folder))
    off = next(found for found in split if [a.key for a in found.accounts] == [part])
    page = desk.get(done.headers["location"].partition("#")[0]).text
    assert "another day" in page
    assert "Wanda Pell" in page

    rest = next(found for found in split if found.id != off.id and len(found.accounts) == len(one.accounts) - 1)
    refused = desk.post(f"/incidents/{rest.id}/merge", data={"other": rest.id, "reason": "same"})
    assert refused.status_code == 400
    assert "detente " not in refused.text
    with report(folder) as record:
        from detente.store import decisions

        (made,) = decisions(record)
    undone = desk.post(f"/incidents/{off.id}/undo", data={"decision": made.id, "reason": "they were right"})
    assert undone.status_code == 303
    assert max(len(found.accounts) for found in incidents(folder)) == len(one.accounts)


def test_a_decision_needs_a_reason_and_some_accounts(visit: Visit, folder: Path) -> None:
    (one, *_) = incidents(folder)
    desk = visit(folder, "adjudicator")
    every = [account.key for account in one.accounts]

    assert desk.post(f"/incidents/{one.id}/split", data={"account": every[0], "reason": "  "}).status_code == 400
    assert desk.post(f"/incidents/{one.id}/split", data={"account": every, "reason": "why"}).status_code == 400
    assert desk.post(f"/incidents/{one.id}/split", data={"reason": "why"}).status_code == 400
    assert desk.post(f"/incidents/{'0' * 32}/split", data={"account": every[0], "reason": "why"}).status_code == 404


def test_who_may_not_decide_is_neither_shown_the_forms_nor_let(visit: Visit, folder: Path) -> None:
    (one, *_) = incidents(folder)
    desk = visit(folder, "reader")

    assert '<form class="act' not in desk.get(f"/incidents/{one.id}").text
    assert desk.post(f"/incidents/{one.id}/split", data={"account": "x", "reason": "why"}).status_code in (401, 403)


def test_an_event_shows_its_fields_with_words_and_rule_and_leads_to_its_incident(visit: Visit, folder: Path) -> None:
    (one, *_) = incidents(folder)
    account = one.accounts[0]
    desk = visit(folder)
    page = desk.get(f"/events/{account.document}/{account.event}").text

    assert page.index("Who says it") < page.index("What was read")
    assert f"/incidents/{one.id}" in page
    assert f"/documents/{account.document}?words=" in page
    assert "Nobody has reviewed this coding yet" in page
    led = desk.get(f"/events/{account.key}")
    assert (led.status_code, led.headers["location"]) == (303, f"/events/{account.document}/{account.event}")
    assert {desk.get(f"/events/{path}").status_code for path in ("0" * 32, f"{account.document}/V999", "x/y")} == {404}


def test_a_mine_that_went_off_is_headed_as_an_accident_and_no_attack(folder: Path) -> None:
    (one, *_) = incidents(folder)
    told = one.accounts[0]
    mine = replace(
        told, type="ASSAULT", mode=None, said="Two men were killed when their vehicle struck a mine near Ford"
    )
    shelled = replace(mine, key="e" * 32, mode="heavy-weapons", said="A shell hit a mine field near Ford")

    assert deeds_of([mine]) == (MINE_ACCIDENT,)
    assert deeds_of([mine, shelled]) == ("ASSAULT",)
    assert deeds_of([replace(mine, said="Soldiers fired at a post")]) == ("ASSAULT",)
    assert Seen(whole=replace(one, accounts=(mine,)), told=describe([mine], incident=one.id, publishers={}),
                names={}).title.startswith("Mine accident")  # fmt: skip


def test_the_list_shows_the_day_by_which_it_is_ordered(visit: Visit, folder: Path) -> None:
    (row, *_) = json.loads(visit(folder).get("/incidents?as=json").text)["sheets"][0]["rows"]
    (one, *_) = incidents(folder)
    last = dt.date.fromordinal(place_in_order(one, Wanted())[0]).isoformat()
    assert last in f"{row['days']['text']} {row['days'].get('note', '')}"


def test_a_report_without_a_publisher_is_called_one_and_never_by_its_file(tmp_path: Path) -> None:
    bare = put(tmp_path, "Shells fell on Ford on 4 May 2021.", name="note-17.txt")
    titled = put(tmp_path, "Shells fell on Halm on 4 May 2021.", name="note-18.txt", title=f"Shells {HOSTILE}")
    with report(tmp_path) as record:
        reports = outlets_of(record, [bare, titled])
    cells = [outlet_cell(reports, one) for one in (bare, titled)]

    assert [cell.href for cell in cells] == [f"/documents/{bare}", f"/documents/{titled}"]
    assert all(cell.text.startswith("a report without a publisher") for cell in cells)
    assert not any("note-1" in cell.text for cell in cells)
    assert "Shells" in cells[1].text


def test_only_countries_that_incidents_have_are_offered_and_the_one_that_is_asked_for(
    visit: Visit, folder: Path
) -> None:
    (one, *_) = incidents(folder)
    there = {account.where.country for account in one.accounts if account.where and account.where.country}
    desk = visit(folder)

    def offered(address: str) -> set[str]:
        page = desk.get(address).text
        field = page[page.index('<select name="country">') :].partition("</select>")[0]
        return set(re.findall(r'value="(\w+)"', field))

    assert there
    assert offered("/incidents") == there
    assert offered("/incidents?country=ISL") == {*there, "ISL"}
    assert offered("/incidents?country=%3Cscript%3E") == there


@pytest.mark.parametrize(("nearness", "marks"), [("around", 2), ("sentence", 0), ("told", 0)])
def test_what_stands_only_near_it_in_the_text_is_marked_in_the_heading(
    folder: Path, nearness: Nearness, marks: int
) -> None:
    (one, *_) = incidents(folder)
    accounts = tuple(
        replace(
            each, where=replace(each.where, nearness=nearness) if each.where else None,
            when=replace(each.when, nearness=nearness) if each.when else None,
        )
        for each in one.accounts
    )  # fmt: skip
    told = describe(accounts, incident=one.id, publishers=one.publishers)
    title = Seen(whole=replace(one, accounts=accounts), told=told, names={}).title
    assert told.places
    assert told.first
    assert title.count("(unsure)") == marks


def test_a_mission_that_publishes_its_own_reports_is_a_monitor_and_speaks_as_a_side(
    visit: Visit, folder: Path, tmp_path: Path
) -> None:
    file = Path(__file__).parents[2] / "examples" / "ossering-line" / "ceasefire.toml"
    own = "Line Observer Mission"
    line = {"id": "bulletin", "text": "Two soldiers were killed by mortar fire near Pellwick on 3 May 2019.",
            "published": "2019-05-04", "publisher": own}  # fmt: skip
    (tmp_path / "own.jsonl").write_text(json.dumps(line), encoding="utf-8")
    do("add", folder, tmp_path / "own.jsonl")
    do("ceasefire", "define", folder, file, "--author", "W", "--reason", "new")
    reader = visit(folder, "reader")
    reached = [
        one.id for one in incidents(folder) if own in {one.publishers.get(each.document) for each in one.accounts}
    ]  # fmt: skip
    assert reached
    for id_ in reached:
        assert "a monitor, speaks in its own reports" in reader.get(f"/incidents/{id_}").text
        given = reader.get(f"/api/v1/incidents/{id_}").json()
        assert {one["standing"] for one in given["columns"] if one["claimant"] == own} == {"monitor"}
        assert own in {one["name"] for one in given["independence"]["sides"]}

"""What came of the enquiries and texts of the Ossering Line, of its mines and of its effort, held against its truth."""

import csv
import json
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest
from tabulate_line_truth import effort_lines, periods

from detente.registry.ceasefires.effort.report import report_of
from detente.registry.interval import Interval
from example_line.built import LINE, Line, board, run, told_of


def table(name: str) -> list[dict[str, str]]:
    with (LINE / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def lines(*arguments: object) -> list[dict[str, Any]]:
    return [json.loads(line) for line in run(*arguments, "--json").splitlines()]


@pytest.fixture(scope="module")
def found(line: Line) -> dict[str, dict[str, Any]]:
    """The enquiries by the happening that they are about: the one told by the report and words of `about.csv`."""
    listed = lines("ceasefire", "verify", line.record, "ossering")
    told = {one["incident"]: one for one in listed if one["enquiries"]}
    events = lines("show", line.record, "events")
    return {
        row["happening"]: told[event["incident"]]
        for row in table("verify/about.csv")
        for event in events
        if event["report"] == row["report"] and row["words"] in str(event["words"])
    }


def test_every_step_text_and_act_is_kept(line: Line) -> None:
    assert line.unkept == []


def test_enquiries_stand_where_the_truth_has_them(found: dict[str, dict[str, Any]]) -> None:
    truth = table("truth/found.csv")
    assert {row["happening"] for row in truth} == found.keys()
    for row in truth:
        said = found[row["happening"]]
        bodies = {body: row[f"found by {body}"] for body in "MC" if row[f"found by {body}"]}
        findings = {body: rung for one in said["findings"] for body, rung in one.items()}
        assert said["rungs"] == [row["stands"]], row
        assert findings == bodies, row
        assert (said["disputed"], said["open"]) == (row["in dispute"] == "yes", row["open"] == "yes"), row
        assert refusals(said) == list(filter(None, [row["refused by"]])), row


def refusals(said: dict[str, Any]) -> list[str]:
    steps = [step for enquiry in said["enquiries"] for step in enquiry["standing"]["steps"]]
    return [step["denied_by"] for step in steps if step["rung"] == "access denied"]


def test_each_side_once_found_what_speaks_for_the_other_or_for_itself(found: dict[str, dict[str, Any]]) -> None:
    assert found["H29"]["alleged of"] == ["C"]
    assert found["H29"]["findings"] == [{"C": "confirmed"}]
    assert set(found["H05"]["alleged of"]) == {"V", "C"}


def test_texts_are_joint_refused_and_dissented_from_as_the_truth_has_them(line: Line) -> None:
    laid = {" ".join(str(one["text"]).split()): one for one in lines("ceasefire", "sign", line.record, "ossering")}
    assert len(laid) == len(table("truth/signed.csv"))
    for row in table("truth/signed.csv"):
        said = laid[" ".join((LINE / "sign" / f"{row['text']}.txt").read_text(encoding="utf-8").split())]
        assert said["joint"] == (row["joint"] == "yes"), row
        assert sorted(one["party"] for one in said["signed"]) == row["signed"].split(), row
        assert [one["party"] for one in said["refused"]] == row["refused"].split(), row
        assert [one["reason"] for one in said["refused"]] == list(filter(None, [row["reason"]])), row
        assert [one["party"] for one in said["dissents"]] == row["dissents"].split(), row


def test_effort_of_each_week_is_as_it_was_told(line: Line) -> None:
    efforts = told_of(line.record)[1].efforts
    truth: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for week, monitor, what, value in effort_lines(LINE):
        assert monitor == "M"
        truth[week][what] = value
    assert sum(len(one) for one in truth.values()) > 100
    for name, first, last in periods():
        made = report_of(efforts, Interval(first=first, last=last), monitor="M")
        said = {f"hours {means}": f"{hours.low:g}" for means, hours in made.sums.hours.items()}
        assert all(hours.low == hours.high for hours in made.sums.hours.values()), name
        said |= {kind: str(made.counts[kind].low) for kind in ("patrol", "camera", "drone") if kind in made.counts}
        said |= {f"visit refused by {one.by}": str(one.count.low) for one in made.refused}
        assert said == truth[name], name


def test_a_week_without_flights_has_none_told_and_no_zero(line: Line) -> None:
    week = next(
        (first, last)
        for name, first, last in periods()
        if name != "whole" and not any(w == name and what == "drone" for w, _, what, _ in effort_lines(LINE))
    )
    made = report_of(told_of(line.record)[1].efforts, Interval(first=week[0], last=week[1]), monitor="M")
    assert "drone" not in made.counts


def test_the_running_total_of_mines_that_its_weeks_do_not_bear_out_is_told(line: Line) -> None:
    said = json.loads(run("mines", "totals", line.record, "--json"))
    (one,) = said["differences"]
    figures = {figure["id"]: figure for figure in said["figures"]}
    weeks = [int(row["mines removed"]) for row in table("mines/corvessa-weekly.csv")]
    printed = [int(row["mines removed"]) for row in table("mines/corvessa-running.csv")]
    assert one["kind"] == "total differs"
    assert {figures[id_]["claimant"] for id_ in one["figures"]} == {"Corvessan Clearance Service"}
    assert printed[-1] in {figures[id_]["count"]["low"] for id_ in one["figures"]}
    assert sum(weeks) != printed[-1]
    assert f"make {sum(weeks)}" in one["said"]


def test_both_clearance_bodies_and_both_accidents_are_kept_and_no_person(line: Line) -> None:
    listed = lines("mines", "list", line.record)
    assert {str(one["claimant"]) for one in listed} >= {"Corvessan Clearance Service", "Veldurian Clearance Office"}
    told = [one for one in listed if one["kind"] == "mine-accident" and "by" in one["evidence"][0]]
    assert len(told) == len(table("mines/accidents.csv"))
    assert sorted(path.name for path in Path(line.record).glob("people*")) == []


def test_a_mine_is_no_fire_on_the_board(line: Line) -> None:
    for row in table("mines/accidents.csv"):
        made = board(line.record, row["day"], row["day"])
        fire = next(one for one in made.rows if one.id == "fire")
        assert not any(told.origin == "report" for cell in fire.cells for told in cell.told), row

"""A second region that nothing is built for: five reports in a desk with its watch, the registries against their facts.

What the registries do not find yet is told as well, so that it is seen when they do.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest

from detente.cli import app
from detente.pipeline.agreements import gather_agreements
from detente.pipeline.registries import stored_desk, tellings
from detente.pipeline.watches import keep_watch_file, parse_watch_file
from detente.registry.assertions.assertion import Assertion
from detente.registry.expectations.told import assertions_of as expectations_of
from detente.registry.institutions.told import assertions_of as institutions_of
from detente.registry.platforms.told import assertions_of as platforms_of
from detente.registry.projects.told import assertions_of as projects_of
from detente.registry.relations.told import assertions_of as relations_of
from detente.registry.watch.shipped import shipped_files
from detente.store import create_record, open_record

WATCH = "tigray"
EXAMPLES = Path(__file__).parents[1] / "examples"
NOW = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
ROOMS = (institutions_of, platforms_of, projects_of, relations_of, expectations_of)
PRETORIA, NAIROBI, MISSION, LINE = "pretoria-agreement", "nairobi-declaration", "au-mission", "weldiya-mekelle"


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> tuple[Assertion, ...]:
    """Return all that the registries read out of the reports; what the watch states is not among it."""
    folder = tmp_path_factory.mktemp("desk")
    files = shipped_files(WATCH)
    with create_record(folder / "record.sqlite", now=NOW) as record:
        made = parse_watch_file(files[f"{WATCH}.toml"], name=WATCH, read_beside=files.__getitem__)
        keep_watch_file(record, made, author="W. Pell", reason="test", now=NOW)
    reports = sorted([*EXAMPLES.glob("14-*.txt"), *EXAMPLES.glob("2[3-6]-*.txt")])
    app(["add", str(folder), *map(str, reports)], standalone_mode=False)
    with open_record(folder / "record.sqlite", read_only=True) as record:
        agreements = gather_agreements(record)
        others = (one for other in agreements.others for one in other.said)
        found = [one for one in (*agreements.said, *others) if one.origin == "report"]
        for telling in tellings(record, stored_desk(record)):
            found += [one for read in ROOMS for one in read(telling)]
    return tuple(found)


def actors(some: Iterable[Assertion], role: str) -> set[str]:
    return {part.actor or part.name for one in some for part in one.parts_of(role)}


def of(said: Iterable[Assertion], subject: str | None, what: str) -> list[Assertion]:
    return [one for one in said if one.subject == subject and one.what == what]


def days(some: Iterable[Assertion]) -> set[tuple[str | None, str | None]]:
    return {(one.day.first, one.day.last) for one in some if one.day}


@pytest.mark.parametrize(
    ("subject", "day"), [(PRETORIA, ("2022-11-02", "2022-11-02")), (NAIROBI, ("2022-11-12", "2022-11-12"))]
)
def test_an_agreement_is_signed_on_its_day(said: tuple[Assertion, ...], subject: str, day: tuple[str, str]) -> None:
    assert day in days(of(said, subject, "signed"))


def test_both_sides_signed_one_of_them_no_state(said: tuple[Assertion, ...]) -> None:
    assert actors(of(said, PRETORIA, "signed"), "signatory") == {"ETH", "TPLF"}


@pytest.mark.parametrize("words", ["TPLF are to be disarmed", "essential services", "humanitarian aid"])
def test_what_stands_in_it_is_told(said: tuple[Assertion, ...], words: str) -> None:
    assert [one for one in of(said, PRETORIA, "provision") if words in (one.value or "")]


def test_a_deadline_is_counted_from_the_signing(said: tuple[Assertion, ...]) -> None:
    (one,) = of(said, None, "deadline")
    assert (actors([one], "who"), days([one])) == ({"TPLF"}, {(None, "2022-12-02")})
    assert not one.is_claimed_fact


def test_the_mission_is_founded_on_the_thursday_by_whom_and_on_what_basis(said: tuple[Assertion, ...]) -> None:
    founded = of(said, MISSION, "founded")
    assert days(founded) == {("2022-12-29", "2022-12-29")}
    assert actors(founded, "founder") == {"AU"}
    assert [one.where.words for one in founded if one.where] == ["Mekelle"]
    assert [one.value for one in of(said, MISSION, "legal basis")]


def test_an_estimate_of_cost_is_its_claimants_and_no_payment(said: tuple[Assertion, ...]) -> None:
    (one,) = [one for one in of(said, LINE, "money") if one.amount and "1.2 billion" in one.amount.count.words]
    assert (one.claimant.name, one.is_claimed_fact) == ("Jonas Pell", False)


def test_a_meeting_to_come_and_a_hope_are_no_deeds(said: tuple[Assertion, ...]) -> None:
    (meeting,) = [one for one in of(said, None, "meeting") if one.where and one.where.words == "Mekelle"]
    assert (meeting.standing, days([meeting])) == ("expected", {(None, "2023-01-31")})
    assert {one.standing for one in of(said, None, "hope")} == {"hoped"}


def test_who_stayed_away_from_everything_stays_out_of_it(said: tuple[Assertion, ...]) -> None:
    took_part = ("signatory", "ratifier", "present", "declined", "absent", "founder")
    assert [role for role in took_part if actors(said, role) & {"ERI", "KEN"}] == []


def test_what_nobody_told_stays_empty(said: tuple[Assertion, ...]) -> None:
    paid = [one for one in said if one.what == "money" and one.is_claimed_fact]
    staff = [one for one in of(said, MISSION, "staffed") if one.is_claimed_fact]
    over = [one for one in said if one.subject == MISSION and one.what in {"closed", "suspended"}]
    assert [paid, staff, over] == [[], [], []]
    assert [one for one in of(said, LINE, "status") if one.value == "operating" and one.is_claimed_fact] == []


def test_every_word_stands_where_it_is_said_to(said: tuple[Assertion, ...]) -> None:
    texts = {path.read_text(encoding="utf-8") for path in EXAMPLES.glob("*.txt")}
    words: Mapping[str, tuple[int | None, int | None]]
    for one in said:
        words = {each.words: (each.start, each.end) for each in one.evidence}
        assert any(all(text[start:end] == told for told, (start, end) in words.items()) for text in texts)


NOT_YET = {
    "the pledge of the fund": ("$40 million", "money"),
    "the visit to Shire": ("Shire", "visit"),
    "the next review": ("Nairobi in March", "meeting"),
    "who declined the review": ("declined", "declined"),
    "ten experts to come": ("10 experts", "staffed"),
}
"""What these reports tell and the registries do not find: words of it, and what it should become."""


@pytest.mark.parametrize("missed", sorted(NOT_YET))
@pytest.mark.xfail(strict=True, reason="told in these reports, and not read yet (docs/roadmap.md)")
def test_what_is_missed(said: tuple[Assertion, ...], missed: str) -> None:
    words, what = NOT_YET[missed]
    assert [one for one in said if one.what == what and words in one.evidence[0].words]

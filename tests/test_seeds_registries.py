"""The two press reports in a desk with the South Caucasus watch: the registries against the list of facts beside them.

What reports tell is compared, and nothing that the watch states: what the list leaves empty stays empty there.
"""

import datetime as dt
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from detente.cli.registry.assertions import assertion_plain
from detente.pipeline.agreements import gather_agreements
from detente.pipeline.contradictions import gather_contradictions
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

pytestmark = pytest.mark.seeds

Json = dict[str, Any]
Said = Callable[[str], list[Json]]
WATCH = "south-caucasus"
NOW = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
READERS = {
    "institutions": institutions_of, "platforms": platforms_of, "projects": projects_of, "relations": relations_of,
    "expectations": expectations_of,
}  # fmt: skip
"""Rooms that read report by report; agreements are settled over all of them."""
SIGNED, WITH = frozenset({"signed"}), frozenset({"provision", "provides"})
SHUSHA, STATEMENT, CENTRE, PLATFORM, TURKIC = (
    "shusha-declaration", "statement-november-2020", "joint-centre", "three-plus-three", "turkic-states",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """What one fact has to become: one assertion of a room on words of its sentence, with all that is given here.

    `what` are kinds of which it is one; `parts` are actors by role, exactly these where the role is given; `never` are
    actors that have no part in it. `claimant` is the end of a name, `words` stand in its value, amount or evidence.
    `day` is the first and the last; the empty string stands for a day that nobody told.
    """

    room: str
    what: frozenset[str] = frozenset()
    subject: str | None = None
    parts: Mapping[str, frozenset[str]] = field(default_factory=dict)
    never: frozenset[str] = frozenset()
    day: tuple[str, str] | None = None
    where: str | None = None
    claimant: str | None = None
    standing: frozenset[str] = frozenset()
    words: str | None = None


def of(*names: str) -> frozenset[str]:
    return frozenset(names)


NO_DAY = ("", "")
SPEAKER, AKAR = "Mammadov", "Akar"
POSITION = of("position")

FACTS: dict[str, Expected] = {
    "A05": Expected(room="projects", subject="btc", never=of("GEO"), claimant=SPEAKER),
    "A06": Expected(room="projects", subject="btk", never=of("GEO"), claimant=SPEAKER),
    "A09": Expected(room="projects", what=of("money"), day=NO_DAY, claimant=SPEAKER, words="$19.5 billion",
                    parts={"investor": of("AZE"), "recipient": of("TUR")}),
    "A15": Expected(room="agreements", what=SIGNED, subject=SHUSHA, day=NO_DAY),
    "A16": Expected(room="agreements", what=of("ratified"), subject=SHUSHA, standing=of("happened", "background")),
    "A17": Expected(room="agreements", what=WITH, subject=SHUSHA, words="defense cooperation"),
    "A18": Expected(room="agreements", what=WITH, subject=SHUSHA, words="stability and prosperity"),
    "A19": Expected(room="agreements", what=WITH, subject=SHUSHA, words="transportation routes"),
    "A20": Expected(room="agreements", what=WITH, subject=SHUSHA, words="joint efforts of the two armies"),
    "A21": Expected(room="agreements", what=WITH, subject=SHUSHA, words="restructuring and modernization"),
    "A25": Expected(room="relations", what=POSITION, parts={"holder": of("TUR")}, words="supported Azerbaijan"),
    "A29": Expected(room="platforms", subject=TURKIC),
    "A30": Expected(room="platforms", subject=PLATFORM, what=of("being established", "established")),
    "A31": Expected(room="platforms", subject=PLATFORM, what=of("envisaged", "called for", "proposed"),
                    parts={"envisaged": of("ARM", "AZE", "GEO", "IRN", "RUS", "TUR")}),
    "A32": Expected(room="relations", what=POSITION, parts={"holder": of("TUR")}, words="permanent peace"),
    "A33": Expected(room="relations", what=POSITION, parts={"holder": of("RUS")}, words="welcomed"),
    "A37": Expected(room="platforms", subject=PLATFORM, parts={"absent": of("GEO")}, where="Moscow", day=NO_DAY),
    "A38": Expected(room="platforms", subject=PLATFORM, parts={"declined": of("GEO")}),
    "A39": Expected(room="expectations", where="Turkey", day=NO_DAY, standing=of("expected", "planned")),
    "B05": Expected(room="relations", what=POSITION, claimant=AKAR, words="lasting peace"),
    "B08": Expected(room="institutions", subject=CENTRE, claimant=AKAR, words="January 30, 2021"),
    "B11": Expected(room="expectations", claimant=AKAR, standing=of("hoped"), words="more stable"),
    "B12": Expected(room="expectations", claimant=AKAR, standing=of("expected", "hoped"), words="ceasefire"),
    "B14": Expected(room="institutions", what=of("staffed"), subject=CENTRE, words="equal number"),
    "B15": Expected(room="agreements", what=SIGNED, subject=STATEMENT, day=("2020-11-10", "2020-11-10"),
                    parts={"signatory": of("ARM", "AZE", "RUS")}),
    "B16": Expected(room="institutions", what=of("legal basis"), subject=CENTRE, words="trilateral peace agreement"),
    "B17": Expected(room="agreements", what=SIGNED, day=("1992-01-01", "1992-12-31"),
                    parts={"signatory": of("AZE", "TUR")}),
    "B18": Expected(room="agreements", what=SIGNED, day=("2021-06-15", "2021-06-15"),
                    parts={"signatory": of("AZE", "TUR")}),
    "B19": Expected(room="agreements", what=SIGNED, subject=SHUSHA, parts={"signatory": of("AZE", "TUR")}),
    "B21": Expected(room="agreements", what=WITH, subject=SHUSHA, words="defence cooperation"),
    "B22": Expected(room="agreements", what=WITH, subject=SHUSHA, words="joint efforts by the two armies"),
    "B23": Expected(room="agreements", what=WITH, subject=SHUSHA, words="restructuring and modernization"),
    "B24": Expected(room="agreements", what=WITH, subject=SHUSHA, words="sea, air, and space"),
}  # fmt: skip
"""What each fact of a registry has to become; the kinds are those of the list that the registries are of."""
KINDS = {
    "agreement", "agreement-status", "provision", "institution", "legal-basis-claim", "platform", "attendance",
    "attendance-intent", "future-event", "project", "money", "position", "forecast",
}  # fmt: skip


@pytest.fixture(scope="module")
def told(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, list[Json]]:
    """What each room that there is reads out of both reports, as programs are given it, with the report's file."""
    folder = tmp_path_factory.mktemp("desk")
    files = {path.read_text(encoding="utf-8")[:60]: path.name for path in sorted((shared / "seeds").glob("*.txt"))}
    _keep(folder / "record.sqlite", sorted((shared / "seeds").glob("*.txt")))
    found: dict[str, list[Json]] = {}
    with open_record(folder / "record.sqlite", read_only=True) as record:
        reports = list(tellings(record, stored_desk(record)))
        agreements = gather_agreements(record)
    assert len(reports) == len(files) == 2
    name = {report.document: files[report.text[:60]] for report in reports}
    every = [*agreements.said, *(one for other in agreements.others for one in other.said)]
    found["agreements"] = [_plain(one, name[one.document]) for one in every if one.document]
    for room, read in READERS.items():
        found[room] = [_plain(one, name[report.document]) for report in reports for one in read(report)]
    return found


@pytest.fixture(scope="module")
def said(told: Mapping[str, list[Json]]) -> Said:
    """What a room reads out of the two reports."""
    return told.__getitem__


def _plain(one: Assertion, file: str) -> Json:
    return assertion_plain(one) | {"file": file}


def _keep(path: Path, reports: list[Path]) -> None:
    from detente.cli import app

    files = shipped_files(WATCH)
    made = parse_watch_file(files[f"{WATCH}.toml"], name=WATCH, read_beside=files.__getitem__)
    with create_record(path, now=NOW) as record:
        keep_watch_file(record, made, author="W. Pell", reason="test", now=NOW)
    if reports:
        app(["add", str(path.parent), *map(str, reports)], standalone_mode=False)


def test_every_fact_of_a_registry_is_expected_and_none_else(facts: dict[str, Json]) -> None:
    assert {id_ for id_, fact in facts.items() if fact["kind"] in KINDS} == set(FACTS)


@pytest.mark.parametrize("fact_id", sorted(FACTS))
def test_a_fact_is_in_its_registry(fact_id: str, facts: dict[str, Json], said: Said) -> None:
    fact, wanted = facts[fact_id], FACTS[fact_id]
    here = [one for one in said(wanted.room) if one["file"] == fact["file"] and _touches(one, fact)]
    assert here, "nothing is said on these words"
    wrong = {one["id"][:10]: list(_unlike(one, wanted)) for one in here}
    assert any(not some for some in wrong.values()), wrong


def _touches(one: Json, fact: Json) -> bool:
    """Return whether an assertion stands on words that begin in a fact's sentence."""
    return any(fact["start"] <= words["start"] < fact["end"] for words in one["evidence"])


def _unlike(one: Json, wanted: Expected) -> list[str]:
    """Return in what an assertion is not as wanted."""
    day = one["day"] or {}
    checks: dict[str, bool] = {
        f"what {one['what']}": not wanted.what or one["what"] in wanted.what,
        f"subject {one['subject']}": wanted.subject in {None, one["subject"]},
        f"standing {one['standing']}": not wanted.standing or one["standing"] in wanted.standing,
        f"claimant {one['claimant']['name']}": one["claimant"]["name"].endswith(wanted.claimant or ""),
        f"day {day}": wanted.day in {None, (day.get("first") or "", day.get("last") or "")},
        f"where {one['where']}": (wanted.where or "") in ((one["where"] or {}).get("words") or ""),
        "words": wanted.words is None or wanted.words in _words_of(one),
        "never": not wanted.never & {part["actor"] for part in one["parts"]},
    }
    checks |= {f"{role} {_actors(one, role)}": _actors(one, role) == actors for role, actors in wanted.parts.items()}
    return [name for name, holds in checks.items() if not holds]


def _actors(one: Json, role: str) -> set[str]:
    return {part["actor"] or part["name"] for part in one["parts"] if part["role"] == role}


def _words_of(one: Json) -> str:
    spans = [words["words"] for words in one["evidence"]]
    return " ".join([one["value"] or "", *spans])


def _of_centre(said: Said) -> list[Json]:
    return [one for one in said("institutions") if one["subject"] in {CENTRE, None}]


def test_the_centres_place_is_not_told(said: Said) -> None:
    assert [one["where"] for one in _of_centre(said) if one["where"]] == []


def test_the_centres_headcount_is_not_told(said: Said) -> None:
    figures = [one["amount"]["count"] for one in _of_centre(said) if one["amount"]]
    assert [one for one in figures if one["low"] is not None or one["high"] is not None] == []


def test_the_centres_own_name_is_not_told(said: Said) -> None:
    assert [one["value"] for one in _of_centre(said) if one["what"] in {"named", "renamed"}] == []


def test_day_and_attendance_of_the_first_meeting_are_not_told(said: Said) -> None:
    meetings = [one for one in said("platforms") if one["subject"] == PLATFORM]
    assert [one["day"] for one in meetings if "first" in (one["value"] or "") and one["day"]] == []
    assert [part for one in meetings for part in one["parts"] if part["role"] == "present"] == []


def test_no_investment_has_a_year(said: Said) -> None:
    money = [one for one in said("projects") if one["amount"]]
    assert [one["day"] for one in money if one["day"]] == []


def test_turkey_signed_no_trilateral_statement(said: Said) -> None:
    signed = [one for one in said("agreements") if one["subject"] == STATEMENT and one["what"] == "signed"]
    assert [one for one in signed if "TUR" in _actors(one, "signatory")] == []


def test_an_expected_ceasefire_is_no_agreement(said: Said) -> None:
    assert [one for one in said("agreements") if "will be achieved" in _words_of(one)] == []


def test_everything_said_has_its_words_where_they_stand(told: Mapping[str, list[Json]], shared: Path) -> None:
    texts = {path.name: path.read_text(encoding="utf-8") for path in (shared / "seeds").glob("*.txt")}
    for some in told.values():
        for one in some:
            for words in one["evidence"]:
                assert texts[one["file"]][words["start"] : words["end"]] == words["words"]


def test_what_the_watch_states_is_of_the_watch(tmp_path: Path) -> None:
    _keep(tmp_path / "record.sqlite", [])
    with open_record(tmp_path / "record.sqlite", read_only=True) as record:
        assert {one.origin for one in stored_desk(record).assertions} == {"watch"}


@pytest.fixture(scope="module")
def dated(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report that tells no day of its own, brought in with the day on which it can have come out."""
    folder = tmp_path_factory.mktemp("dated")
    text = (shared / "seeds" / "000_298cf02dc2c2d8d2.txt").read_text(encoding="utf-8")
    report = folder / "reports.jsonl"
    report.write_text(json.dumps({"id": "seed", "text": text, "published": "2022-01-15"}), encoding="utf-8")
    _keep(folder / "record.sqlite", [report])
    return folder / "record.sqlite"


def test_with_a_day_of_the_report_last_year_is_2021(dated: Path) -> None:
    with open_record(dated, read_only=True) as record:
        said = gather_agreements(record).said_of(SHUSHA)
    days = {
        (one.day.first, one.day.last) for one in said if one.what == "signed" and one.origin == "report" and one.day
    }
    assert days == {("2021-01-01", "2021-12-31")}


def test_ratified_stands_against_the_votes_of_both_parliaments_with_both_texts(dated: Path) -> None:
    with open_record(dated, read_only=True) as record:
        found = [
            one for one in gather_contradictions(record) if one.subject == SHUSHA and one.one[0].what == "ratified"
        ]
    told = {frozenset(one.origin for one in each.one + each.other) for each in found}
    days = {one.day.first for each in found for one in each.one + each.other if one.origin == "watch" and one.day}
    assert told == {frozenset({"report", "watch"})}
    assert days == {"2022-02-01", "2022-02-03"}
    assert all(each.relation == "contradiction" and each.verdict is None for each in found)

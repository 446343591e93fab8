"""The brief of the two press reports that the project started from: claims as claims, hopes as hopes, no number."""

import datetime as dt
import re
from pathlib import Path

import pytest

from brief.composing.reports_made import EDITION, come_in, made_watch, texts
from detente.brief.brief import Brief
from detente.brief.composing.compose import compose_brief
from detente.brief.composing.draft import words_of
from detente.brief.composing.limits import MOST_WORDS
from detente.store import open_record

AT = dt.datetime(2026, 1, 1, 9, tzinfo=dt.UTC)
EXAMPLES = Path(__file__).parents[3] / "examples"


def _brief(path: Path) -> Brief:
    until = AT + dt.timedelta(hours=1)
    with open_record(path, read_only=True) as record:
        return compose_brief(record, EDITION, day=AT.date(), since=AT - dt.timedelta(days=1), until=until)


@pytest.fixture(scope="module")
def seeds(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Brief:
    path = made_watch(tmp_path_factory.mktemp("seeds"), "south-caucasus", at=AT)
    come_in(path, sorted((shared / "seeds").glob("*.txt")), at=AT)
    return _brief(path)


@pytest.fixture(scope="module")
def tigray(tmp_path_factory: pytest.TempPathFactory) -> Brief:
    path = made_watch(tmp_path_factory.mktemp("tigray"), "tigray", at=AT)
    come_in(path, sorted([*EXAMPLES.glob("14-*.txt"), *EXAMPLES.glob("2[3-6]-*.txt")]), at=AT)
    return _brief(path)


@pytest.mark.seeds
@pytest.mark.parametrize(
    "told",
    [
        "Hulusi Akar says: “Ceasefire violations are decreasing, stability is becoming more comprehensive”.",
        "That is a claim that violations are falling; no figure goes with it.",
        "Hulusi Akar says: “Cases of ceasefire violations are under control there”.",
        "Hulusi Akar hopes: “the situation will be more stable in the coming days”.",
        "Hulusi Akar believes: “Turkish-Russian cooperation in these issues will be successful",
    ],
)
def test_what_the_minister_claims_is_told_as_his_claim(seeds: Brief, told: str) -> None:
    assert told in texts(seeds, "ceasefire/karabakh-2020")


@pytest.mark.seeds
def test_nobody_is_given_a_number_of_violations(seeds: Brief) -> None:
    assert not re.search(r"\d+ (?:violation|incident|case)", texts(seeds))
    assert not re.search(r"\d", texts(seeds, "ceasefire/karabakh-2020"))


@pytest.mark.seeds
def test_who_was_not_at_the_meeting_is_told(seeds: Brief) -> None:
    told = texts(seeds, "platforms")
    assert "says that Georgia did not take part in round 1 of the 3+3 platform in Moscow." in told
    assert "Georgia says that it will not take part in the next round of the 3+3 platform in Turkey." in told
    assert "A report without a publisher says that the next round of the 3+3 platform is expected in Turkey." in told


@pytest.mark.seeds
def test_the_parties_are_told_to_be_silent_by_one_wording(seeds: Brief) -> None:
    told = texts(seeds, "ceasefire/karabakh-2020")
    assert re.search(r"No word on the ceasefire by (?:Armenia or Azerbaijan|Azerbaijan or Armenia) was found", told)


@pytest.mark.seeds
def test_what_is_recalled_of_long_ago_is_no_news(seeds: Brief) -> None:
    assert "1992" not in texts(seeds)
    assert "launched attacks" not in texts(seeds)


def test_a_second_region_has_a_brief_of_its_own(tigray: Brief) -> None:
    told = texts(tigray)
    assert "says that a meeting of the African Union is expected in Mekelle" in told
    assert "Major Lindiwe Okello hopes: “the roads will be open by then”." in told
    assert "Ilse Tarn (Foreign Minister) says: “Signatures silence no gun by themselves" in told
    assert sum(words_of(line) for one in tigray.sections for line in one.lines) <= MOST_WORDS

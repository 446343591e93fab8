"""Check a number in the browser: who says it here, of what, for which days, by which rule; or not ours."""

# ruff: noqa: F811 - fixtures of another module are asked for by their names

import datetime as dt
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from desk.conftest import Visit
from desk.ford_made import between, told  # noqa: F401 - a fixture
from detente.desk.pages.check.covered import own_words
from detente.desk.pages.check.gathered import Known
from detente.registry.count import Count
from detente.registry.interval import Interval
from detente.registry.numbers.covering import Part
from detente.registry.numbers.held import HeldFigure


@pytest.fixture
def reader(visit: Visit, told: Path) -> TestClient:
    return visit(told, "reader")


def check(reader: TestClient, sentence: str, **more: str) -> str:
    answer = reader.get("/check", params={"q": sentence, **more})
    assert answer.status_code == 200
    return answer.text


def bold(reader: TestClient, sentence: str) -> list[str]:
    """Return the lines that somebody would quote, one for each figure."""
    return re.findall(r'<p class="stands stands-\w+">([^<]*)</p>', check(reader, sentence))


def rows(reader: TestClient, sentence: str, figure: int = 1) -> list[dict[str, Any]]:
    fields = {"q": sentence, "as": "json", "sheet": f"figure-{figure}"}
    return list(reader.get("/check", params=fields).json()["sheets"][0]["rows"])


def test_the_right_number_has_its_claimant_days_rule_and_words(reader: TestClient) -> None:
    sentence = "Northmark counted 6 incidents of fire by Southmark on 3 May 2021."
    page = check(reader, sentence)
    assert "Northmark: this number stands here." in page
    first = rows(reader, sentence)[0]
    assert (first["who"]["text"], first["number"]["value"], first["days"]["text"]) == ("Northmark", 6, "2021-05-03")
    assert first["number"]["words"]
    assert first["how"]["text"] == "same number; same days; same claimant; same doer"
    assert 'href="/method/figures-once"' in page
    assert "/ceasefires/ford/figures?by=A" in page


def test_words_of_a_report_are_one_click_away(reader: TestClient) -> None:
    page = check(reader, "Northmark said that Southmark violated the ceasefire 12 times on 4 May 2021.")
    assert "Northmark: this number stands here." in page
    assert re.search(r'href="/documents/\w+\?words=\d+-\d+#words"', page)


def test_another_period_another_claimant_and_another_number_are_told(reader: TestClient) -> None:
    assert bold(reader, "Northmark counted 6 incidents of fire in March 2021.") == [
        "Not the same: here such a number is of other days."
    ]
    assert bold(reader, "Southmark counted 6 incidents of fire on 3 May 2021.") == [
        "Not the same: here such a number is by somebody else’s count."
    ]
    told = check(reader, "Northmark counted 40 incidents of fire on 3 May 2021.")
    assert "Not this number: of the same, Northmark says 6." in told
    assert "Northmark: 6" in told


def test_what_the_record_does_not_have_is_not_ours_and_is_no_zero(reader: TestClient) -> None:
    page = check(reader, "77 incidents of fire were counted on 3 May 1999.")
    assert "Not ours: nothing in the record says this." in page
    assert "is no zero" in page
    assert "nobody says here that there was none" in check(reader, "There were no incursions on 3 May 2021.").lower()
    assert "The record counts things" in check(reader, "Fire fell by 30 percent on 3 May 2021.")


def test_what_is_counted_is_made_out_for_each_figure_by_itself(reader: TestClient) -> None:
    told = bold(reader, "Northmark counted 6 incidents of fire by Southmark on 3 May 2021 and 77 elephants.")
    assert told == [
        "Northmark: this number stands here.",
        "Not ours: what is counted, “elephants”, is nothing this desk keeps.",
    ]
    assert bold(reader, "Six shells fell on 3 May 2021.") == [
        "Not the same: what is counted, “shells”, is not what this desk counts."
    ]
    assert bold(reader, "The figure is 6.") == ["Not made out: what this number counts."]


def test_words_that_were_not_made_out_are_told_and_nothing_is_said_to_stand(reader: TestClient) -> None:
    page = check(reader, "Northmark denied that it counted 6 incidents of fire by Southmark on 3 May 2021.")
    assert "Made out in part" in page
    assert "“denied”" in page
    assert "stands here" not in page


def test_a_sentence_to_quote_is_composed_and_says_so(reader: TestClient) -> None:
    page = check(reader, "Northmark counted 6 incidents of fire by Southmark on 3 May 2021.")
    assert "Northmark gives 6 (cases of fire, said to be by Southmark) for 3 May 2021" in page
    assert "composed by this desk" in page
    other = check(reader, "Northmark counted 40 incidents of fire on 3 May 2021.")
    assert "does not have what the sentence says" in other
    assert "That is no zero." in check(reader, "77 incidents of fire were counted on 3 May 1999.")


def test_whoever_sees_a_part_of_the_record_is_not_told_what_the_rest_has_not(visit: Visit, told: Path) -> None:
    page = check(visit(told, "public"), "Northmark counted 6 incidents of fire on 3 May 2021.")
    assert "nothing in the record says this" not in page
    assert "Nothing that is released to you says this." in page
    assert "composed by this desk" not in page


def test_a_corrected_figure_is_asked_for_as_it_was_known(reader: TestClient, between: dt.datetime) -> None:
    sentence = "Northmark counted 4 incidents of fire on 3 May 2021."
    app: Any = reader.app
    app.state.settings = replace(app.state.settings, now=lambda: dt.datetime.now(dt.UTC))
    assert "of the same, Northmark says" in check(reader, sentence)
    assert "this number stands here." in check(reader, sentence, known=between.isoformat())
    assert "stands here" not in check(reader, sentence, known="2020-01-01")


def test_nothing_asked_and_no_figure_say_what_to_do(reader: TestClient) -> None:
    assert "answer-1" not in check(reader, "")
    assert "No figure that counts something" in check(reader, "Somebody counted something.")
    assert "“2:30”" not in check(reader, "At 2:30 pm all was quiet.")
    assert "the time of a clock" in check(reader, "At 2:30 pm all was quiet.")


def test_hostile_sentences_are_shown_as_words_and_bounded(reader: TestClient) -> None:
    page = check(reader, "<script>alert(1)</script> \u202e7 people were killed by </textarea>")
    assert "<script>alert" not in page
    assert "\u202e" not in page
    assert page.count("</textarea>") == 1
    assert reader.get("/check", params={"q": "7" * 2000}).status_code == 422
    assert len(check(reader, ", ".join(["6 incidents of fire"] * 40)).encode()) < 100_000


def test_figures_for_a_part_of_the_days_are_shown_as_they_are() -> None:
    two = (Part(count=Count(low=n, high=n, words=str(n)), interval=Interval(first=day, last=day)) for n, day in
           ((4, dt.date(2021, 5, 3)), (6, dt.date(2021, 5, 5))))  # fmt: skip
    missing = Interval(first=dt.date(2021, 5, 4), last=dt.date(2021, 5, 4))
    held = HeldFigure(
        id="1", room="ceasefire", of="ford", claimant="A", subjects=frozenset(), what="fire", rule="added up",
        count=Count(low=10, high=10, words="4 + 6"), parts=tuple(two), uncovered=(missing,),
    )  # fmt: skip
    nobody = Known(ceasefires=(), actors=(), others=(), places={})
    first, second = own_words(held, nobody)
    assert first.endswith("4 for 3 May 2021; 6 for 5 May 2021.")
    assert second == "In none of these figures: 4 May 2021."


def test_none_by_somebody_is_held_against_that_ones_figures(reader: TestClient) -> None:
    page = check(reader, "Northmark reported no incidents of fire by Southmark on 3 May 2021.")
    assert "Not this number: of the same, Northmark says 6." in page


def test_a_count_of_reports_is_not_what_somebody_gives(reader: TestClient) -> None:
    page = check(reader, "Northmark reported 1 incident of fire by Southmark in May 2021.")
    assert "Northmark gives no such number here." in page
    assert "counted at this desk from reports" in page
    assert "Northmark gives 1" not in page
    assert "stands here" not in page


def test_since_a_day_is_made_out_in_part(reader: TestClient) -> None:
    page = check(reader, "There were 1,200 violations since 1 May 2021.")
    assert "Made out in part" in page
    assert "Nothing" not in page.split('id="answer-1"')[1].split("</section>")[0]


def test_the_same_words_in_a_report_are_shown_to_whoever_may_see_it(
    reader: TestClient, visit: Visit, told: Path
) -> None:
    sentence = "Southmark violated the ceasefire 12 times."
    assert re.search(r'these words stand in a report: <a href="/documents/\w+\?words=', check(reader, sentence))
    assert "these words stand in a report" not in check(visit(told, "public"), sentence)


def test_who_stands_before_the_second_number_of_a_sentence_is_who_counted_it(reader: TestClient) -> None:
    said = bold(reader, "Northmark counted 6 incidents of fire on 3 May 2021, and Southmark 6.")
    assert "Northmark: this number stands here." in said[0]
    assert "this number stands here" not in said[1]

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


@pytest.fixture
def reader(visit: Visit, told: Path) -> TestClient:
    return visit(told, "reader")


def check(reader: TestClient, sentence: str, **more: str) -> str:
    answer = reader.get("/check", params={"q": sentence, **more})
    assert answer.status_code == 200
    return answer.text


def rows(reader: TestClient, sentence: str, figure: int = 1) -> list[dict[str, Any]]:
    fields = {"q": sentence, "as": "json", "sheet": f"figure-{figure}"}
    return list(reader.get("/check", params=fields).json()["sheets"][0]["rows"])


def test_the_right_number_has_its_claimant_days_rule_and_words(reader: TestClient) -> None:
    sentence = "Northmark counted 6 incidents of fire by Southmark on 3 May 2021."
    page = check(reader, sentence)
    assert "This number stands here." in page
    first = rows(reader, sentence)[0]
    assert (first["who"]["text"], first["number"]["value"], first["days"]["text"]) == ("Northmark", 6, "2021-05-03")
    assert first["number"]["words"]
    assert first["how"]["text"] == "same number; same days; same claimant"
    assert 'href="/method/figures-once"' in page
    assert "/ceasefires/ford/figures?by=A" in page


def test_words_of_a_report_are_one_click_away(reader: TestClient) -> None:
    page = check(reader, "Northmark said that Southmark violated the ceasefire 12 times on 4 May 2021.")
    assert "This number stands here." in page
    assert re.search(r'href="/documents/\w+\?words=\d+-\d+#words"', page)


def test_another_period_another_claimant_and_another_number_are_told(reader: TestClient) -> None:
    assert "for other days" in check(reader, "Northmark counted 6 incidents of fire in March 2021.")
    assert "by somebody else" in check(reader, "Southmark counted 6 incidents of fire on 3 May 2021.")
    told = check(reader, "Northmark counted 40 incidents of fire on 3 May 2021.")
    assert "Here it is another number." in told
    assert "Northmark: 6" in told


def test_what_the_record_does_not_have_is_not_ours_and_is_no_zero(reader: TestClient) -> None:
    page = check(reader, "77 drones were seen on 3 May 1999.")
    assert "Not ours: nothing in the record says this." in page
    assert "is no zero" in page
    assert "The record counts things" in check(reader, "Fire fell by 30 percent on 3 May 2021.")


def test_a_corrected_figure_is_asked_for_as_it_was_known(reader: TestClient, between: dt.datetime) -> None:
    sentence = "Northmark counted 4 incidents of fire on 3 May 2021."
    app: Any = reader.app
    app.state.settings = replace(app.state.settings, now=lambda: dt.datetime.now(dt.UTC))
    assert "Here it is another number." in check(reader, sentence)
    assert "This number stands here." in check(reader, sentence, known=between.isoformat())
    assert "Not ours" in check(reader, sentence, known="2020-01-01")


def test_nothing_asked_and_no_figure_say_what_to_do(reader: TestClient) -> None:
    assert "answer-1" not in check(reader, "")
    assert "No figure was found in this sentence." in check(reader, "Nobody counted anything.")


def test_hostile_sentences_are_shown_as_words_and_bounded(reader: TestClient) -> None:
    page = check(reader, "<script>alert(1)</script> \u202e7 people were killed by </textarea>")
    assert "<script>alert" not in page
    assert "\u202e" not in page
    assert page.count("</textarea>") == 1
    assert reader.get("/check", params={"q": "7" * 2000}).status_code == 422
    assert len(check(reader, ", ".join(["6 incidents of fire"] * 40)).encode()) < 100_000

"""What a newspaper's page says of its newsletter (facts A41-A45 of the seeds), done by the desk for its own brief."""

import re
from pathlib import Path

import pytest

from brief.subscribers.made import NOW, Office, opened, wanted
from desk.conftest import Visit
from detente.brief.settings import Edition, read_brief_settings
from detente.brief.subscribers.wanted import open_editions
from detente.desk.around import POLICY

SETTINGS = """
address = "https://desk.example.org"
terms = "Terms of Service: one letter a day.\\n\\nPrivacy Policy: your address is given to nobody."
[[edition]]
id = "daily"
title = "What happens in the region"
"""


@pytest.fixture
def page(visit: Visit, empty: Path) -> str:
    """Return the page by which strangers sign up."""
    (empty / "brief.toml").write_text(SETTINGS, encoding="utf-8")
    return visit(empty, "public", name="").get("/subscribe").text


def test_a41_a_letter_comes_every_day_unless_somebody_chooses_fewer(page: str) -> None:
    assert Edition(id="daily", title="x").days == tuple(range(7))
    assert re.findall(r'name="days.daily" value="(\d)" checked', page) == list("0123456")


def test_a42_the_form_says_what_it_is_about_and_lets_subjects_be_chosen(page: str) -> None:
    assert "What happens in the region, by mail" in page
    assert 'name="subjects.daily" value="relations"' in page


def test_a43_it_ends_at_any_time(page: str, empty: Path, visit: Visit) -> None:
    assert "It ends with one click, at any time." in page
    office = opened(empty)
    found = office.subscribed(want=wanted())
    link = office.links.unsubscribe(found.id, "daily").removeprefix("https://desk.example.org")
    assert visit(empty, "public", name="").post(link).status_code == 200
    assert ended(office)
    office.file.close()


def ended(office: Office) -> bool:
    found = office.at()
    return found is not None and found.state == "ended" and found.confirmed_at == NOW


def test_a44_the_terms_are_shown_where_one_signs_up_and_kept_with_the_consent(page: str) -> None:
    before_the_button = page[: page.index('<button class="main">')]
    for words in ("Terms of Service: one letter a day.", "Privacy Policy: your address is given to nobody."):
        assert words in before_the_button
    assert "By signing up you agree to these terms." in before_the_button


def test_a45_no_captcha_and_nobody_else_is_asked(page: str) -> None:
    assert "captcha" not in page.lower()
    assert not [one for one in re.findall(r'(?:src|href|action)="([^"]+)"', page) if not one.startswith(("/", "#"))]
    assert "default-src 'none'" in POLICY
    assert "google" not in f"{page}{POLICY}".lower()


@pytest.mark.seeds
def test_the_facts_are_those_of_the_seeds(facts: dict[str, dict[str, str]]) -> None:
    assert [facts[one]["value"].partition("=")[0] for one in ("A41", "A43", "A45")] == [
        "name", "unsubscribe", "abuse protection",
    ]  # fmt: skip
    assert "frequency=daily" in facts["A41"]["value"]
    assert "consent to Terms of Service" in facts["A44"]["value"]


def test_editions_of_the_desk_that_anybody_may_have_are_public(empty: Path) -> None:
    (empty / "brief.toml").write_text(SETTINGS.replace('id = "daily"', 'id = "daily"\nlevel = "parties"'), "utf-8")
    assert open_editions(read_brief_settings(empty)) == ()

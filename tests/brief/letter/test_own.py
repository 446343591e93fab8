"""What one reader is sent of a letter: their sections, their links, and corrections whatever they chose."""

from dataclasses import replace

import pytest
from lxml import html

from brief.made import EDITION, SETTINGS, full, quiet
from detente.brief.brief import Brief, Remark
from detente.brief.letter.letter import OWN_PREFERENCES, OWN_UNSUBSCRIBE, Letter, Picture
from detente.brief.letter.own import own_letter
from detente.brief.letter.setting import set_letter

LINKS = {"unsubscribe": "https://desk.example.org/unsubscribe/t0&x", "preferences": "https://desk.example.org/p/1"}
OURS = Picture(name="figures-1", png=b"1", alternative="figures", subject="ceasefire/ossering")
MAP = Picture(name="map-2", png=b"2", alternative="map")


@pytest.fixture
def letter() -> Letter:
    return set_letter(full(), SETTINGS, EDITION, (OURS, MAP), revision=1)


def marks_in(own: Letter) -> bool:
    return "<!--part" in own.html or "<!--end" in own.html or "\x1e" in own.text or "\x1f" in own.text


def test_who_chose_nothing_is_sent_all_of_it(letter: Letter) -> None:
    own = own_letter(letter, (), **LINKS)
    assert own.subjects == letter.subjects
    assert own.subject == letter.subject
    assert own.pictures == (OURS, MAP)
    assert "You chose some" not in own.text + own.html
    assert not marks_in(own)


def test_who_chose_some_is_sent_these_and_told_so(letter: Letter) -> None:
    own = own_letter(letter, ("platforms", "mines"), **LINKS)
    for told in (own.text, html.fromstring(own.html).text_content()):
        flat = " ".join(told.split())
        assert "Radio Karavan quotes a delegate" in flat
        assert "opened fire" not in flat
        assert "Line of 10 November" not in flat
        assert "What we got wrong" in flat
        assert "You chose some of its subjects" in flat
    assert own.subjects == ("platforms",)
    assert own.pictures == (MAP,)
    assert own.subject.startswith("Platforms; 2 corrections: ")
    assert not marks_in(own)


@pytest.mark.parametrize("brief", [full(), quiet(corrections=full().corrections, remarks=full().remarks)])
def test_who_is_sent_what_it_corrects_is_told_why_and_sent_nothing_else(brief: Brief) -> None:
    letter = set_letter(
        replace(brief, remarks=(Remark(text="All of it.", by="Ann"),)), SETTINGS, EDITION, (OURS, MAP), revision=1
    )
    own = own_letter(letter, ("corrections",), **LINKS)
    assert (own.subjects, own.pictures) == ((), ())
    assert own.subject == "2 corrections: The Ossering Line in the morning, 23 November 2026"
    for told in (own.text, html.fromstring(own.html).text_content()):
        flat = " ".join(told.split())
        assert flat.count("You are sent this besides what you chose, since you were sent what it puts right") == 1
        assert "five soldiers" in flat
        for other in ("a drone", "No report from", "A quiet day", "All of it.", "Nothing is new", "Picture:",
                      "You chose", "has anew", "Platforms"):  # fmt: skip
            assert other not in flat, other
    assert not marks_in(own)


def test_only_they_are_told_so(letter: Letter) -> None:
    for chosen in ((), ("platforms",), ("mines",)):
        own = own_letter(letter, chosen, **LINKS)
        assert "besides what you chose" not in own.text + own.html
        assert "has anew" in own.text
        assert "correction" in own.subject


def test_the_two_links_are_their_own_in_both_parts(letter: Letter) -> None:
    own = own_letter(letter, (), **LINKS)
    assert {LINKS["unsubscribe"], LINKS["preferences"]} < {
        one.get("href") for one in html.fromstring(own.html).iter("a")
    }
    assert LINKS["unsubscribe"] in own.text
    assert LINKS["preferences"] in own.text
    assert not any(one in own.text + own.html for one in (OWN_PREFERENCES, OWN_UNSUBSCRIBE))


def test_a_quiet_letter_has_nothing_to_cut() -> None:
    own = own_letter(set_letter(quiet(), SETTINGS, EDITION, revision=1), ("mines",), **LINKS)
    assert "A quiet day" in own.text
    assert "You chose some" not in own.text

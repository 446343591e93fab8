"""A letter as a message of mail: its heads, its parts, and that nothing from outside makes another head."""

import datetime as dt
import email
import email.policy
from dataclasses import replace
from email.message import EmailMessage
from typing import Any

import pytest

from brief.made import EDITION, HOSTILE, SETTINGS, full, hostile
from detente.brief.letter.files import as_file, shown_letter
from detente.brief.letter.letter import Letter, Picture
from detente.brief.letter.message import as_message
from detente.brief.letter.own import own_letter
from detente.brief.letter.setting import set_letter
from detente.core.errors import UsageError

AT = dt.datetime(2026, 11, 23, 8, tzinfo=dt.UTC)
END = f"https://desk.example.org/unsubscribe/{'t' * 180}"
PICTURE = Picture(name="map-1", png=b"\x89PNG\r\n\x1a\n", alternative="a map")
HEADS = {
    "subject", "from", "to", "date", "message-id", "auto-submitted", "list-id", "list-unsubscribe",
    "list-unsubscribe-post", "mime-version", "content-type", "content-language",
}  # fmt: skip


def letter(*pictures: Picture) -> Letter:
    made = set_letter(full(), SETTINGS, EDITION, pictures, revision=1)
    return own_letter(made, (), unsubscribe=END, preferences="https://desk.example.org/p")


def message(made: Letter | None = None, **more: Any) -> EmailMessage:
    given: dict[str, Any] = {
        "to": "ann@example.org", "message_id": "<d0@desk.example.org>", "date": AT, "unsubscribe": END,
        "settings": SETTINGS,
    }  # fmt: skip
    given |= more
    sent = as_message(made or letter(PICTURE), given.pop("settings"), **given).as_bytes()
    return email.message_from_bytes(sent, policy=email.policy.default)


def test_its_heads_say_what_it_is() -> None:
    made = message(unsubscribe_mail="end@desk.example.org")
    assert {name.lower() for name in made.keys()} == HEADS  # noqa: SIM118 - the heads of a message are not its keys
    assert made["List-Unsubscribe"] == f"<{END}>, <mailto:end@desk.example.org>"
    assert made["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert made["List-Id"] == '"The Ossering Line in the morning" <morning.desk.example.org>'
    assert made["Auto-Submitted"] == "auto-generated"
    assert made["Message-ID"] == "<d0@desk.example.org>"
    assert made["From"].addresses[0].display_name == "Joint Monitoring Desk, Łódź"
    assert made["Date"].datetime == AT
    assert made["Content-Language"] == "en"
    assert made["Subject"] == letter().subject


def test_the_address_that_ends_it_stands_whole_as_it_is_sent() -> None:
    sent = as_message(
        letter(), SETTINGS, to="ann@example.org", message_id="<d0@x.org>", date=AT, unsubscribe=END
    ).as_bytes()  # fmt: skip
    assert f"List-Unsubscribe: <{END}>\r\n".encode() in sent
    assert sent.isascii()


def test_its_text_stands_before_its_html_and_the_pictures_are_in_it() -> None:
    made = message()
    assert made.get_content_type() == "multipart/alternative"
    text, page = made.iter_parts()
    assert text.get_content().splitlines() == letter(PICTURE).text.splitlines()
    assert page.get_content_type() == "multipart/related"
    told, drawn = page.iter_parts()
    assert drawn["Content-ID"] == "<map-1@desk.example.org>"
    assert drawn.get_content() == PICTURE.png
    assert 'src="cid:map-1@desk.example.org"' in told.get_content()
    assert "Łódź" not in told.get_content() or told.get_content_charset() == "utf-8"


def test_without_pictures_there_is_nothing_related() -> None:
    assert [one.get_content_type() for one in message(letter()).iter_parts()] == ["text/plain", "text/html"]


def test_a_letter_of_no_list_has_no_heads_of_one() -> None:
    made = message(replace(letter(), edition=""), unsubscribe="")
    assert not any(name.lower().startswith("list-") for name in made.keys())  # noqa: SIM118 - as above


@pytest.mark.parametrize("words", [HOSTILE, "a\r\nBcc: all@example.org", "a\nX: y", "a\rX: y", "\x00\x85\u2028X: y"])
def test_no_words_from_outside_make_another_head(words: str) -> None:
    edition = replace(EDITION, title=words)
    mail = replace(SETTINGS.mail, sender_name=words, reply_to="")  # type: ignore[type-var]
    settings = replace(SETTINGS, editions=(edition,), mail=mail)
    made = message(replace(letter(), subject=words, edition="morning"), settings=settings)
    assert {name.lower() for name in made.keys()} == HEADS  # noqa: SIM118 - as above
    assert all("\n" not in str(value) and "\r" not in str(value) for value in made.values())


@pytest.mark.parametrize(
    "given",
    [
        {"to": "ann@example.org\r\nBcc: all@example.org"}, {"to": "ann@example.org, all@example.org"}, {"to": "ann"},
        {"message_id": "<a@b>\r\nX: y"}, {"message_id": "a@b"}, {"unsubscribe": "https://x.org/\r\nX: y"},
        {"unsubscribe": "https://x.org/>, <mailto:all@example.org"}, {"unsubscribe_mail": "a@b\r\nX: y"},
        {"unsubscribe": "javascript:alert(1)"}, {"to": "ann@example.org\n"}, {"settings": replace(SETTINGS, mail=None)},
    ],
)  # fmt: skip
def test_addresses_that_could_be_more_than_one_head_are_refused(given: dict[str, Any]) -> None:
    with pytest.raises(UsageError):
        message(**given)


def test_a_hostile_brief_is_a_message_like_any_other() -> None:
    made = own_letter(
        set_letter(hostile(), SETTINGS, EDITION, revision=1), (), unsubscribe=END, preferences="https://x.org/p"
    )
    assert {name.lower() for name in message(made).keys()} == HEADS  # noqa: SIM118 - as above


def test_a_letter_is_handed_out_as_a_file() -> None:
    made = set_letter(full(), SETTINGS, EDITION, (PICTURE,), revision=1)
    page = as_file(made, SETTINGS, "html", date=AT).decode()
    assert 'src="data:image/png;base64,' in page
    assert "https://desk.example.org/subscribe" in page
    assert as_file(made, SETTINGS, "text", date=AT).decode().startswith("THE OSSERING LINE")
    assert b"multipart/alternative" in as_file(made, SETTINGS, "eml", date=AT)
    assert '<base target="_blank">' in shown_letter(made, form="/subscribe", in_frame=True)
    with pytest.raises(UsageError):
        as_file(made, replace(SETTINGS, mail=None), "eml", date=AT)

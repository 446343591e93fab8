"""In which language the desk speaks, and how somebody chooses."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog

from desk.conftest import Visit
from detente.display import language
from detente.display.language import _Told, chosen, count, say, speaking
from detente.display.prose import day_words


@pytest.fixture
def russian(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let a few strings be translated."""
    catalogue = Catalog(locale="ru")
    catalogue.add("Menu", "Меню")
    catalogue.add("%(n)s of %(m)s", "%(m)s, %(n)s")
    catalogue.add(("%(n)d report", "%(n)d reports"), ("%(n)d отчёт", "%(n)d отчёта", "%(n)d отчётов"))
    real, told = language._catalogue, _Told(catalogue)
    monkeypatch.setattr(language, "_catalogue", lambda code: told if code == "ru" else real(code))
    language.offered.cache_clear()
    yield
    language.offered.cache_clear()


def test_a_language_without_a_word_is_not_offered() -> None:
    assert language.offered() == ("en",)


@pytest.mark.usefixtures("russian")
def test_values_change_places_and_numbers_take_their_form() -> None:
    with speaking("ru"):
        assert say("%(n)s of %(m)s", n=1, m=2) == "2, 1"
        told = [count("%(n)d report", "%(n)d reports", n) for n in (1, 3, 5, 21)]
        assert told == ["1 отчёт", "3 отчёта", "5 отчётов", "21 отчёт"]
        assert say("Nobody translated this") == "Nobody translated this"
        assert day_words("2021-06-15") == "15 июня 2021"


@pytest.mark.usefixtures("russian")
@pytest.mark.parametrize(
    ("asked", "kept", "accepts", "spoken"),
    [
        ("ru", None, "", "ru"), (None, "ru", "en", "ru"), ("en", "ru", "ru", "en"), (None, None, "de, ru;q=0.8", "ru"),
        ("xx", "../ru", "de", "en"), (None, None, "ka", "en"),
    ],
)  # fmt: skip
def test_what_is_asked_for_comes_before_what_was_chosen_and_what_a_browser_accepts(
    asked: str | None, kept: str | None, accepts: str, spoken: str
) -> None:
    assert chosen(asked, kept, accepts) == spoken


@pytest.mark.usefixtures("russian")
def test_a_choice_is_kept_in_the_browser(visit: Visit, empty: Path) -> None:
    desk = visit(empty, "reader")
    assert '<html lang="en"' in desk.get("/documents").text
    answer = desk.get("/documents?lang=ru")
    assert "HttpOnly" in answer.headers["set-cookie"]
    assert "SameSite=lax" in answer.headers["set-cookie"]
    later = desk.get("/documents").text
    assert '<html lang="ru"' in later
    assert "Меню" in later


@pytest.mark.parametrize("wanted", ["xx", "../../etc", "ru\r\nSet-Cookie: x=1", ""])
def test_what_is_no_language_is_not_kept(visit: Visit, empty: Path, wanted: str) -> None:
    answer = visit(empty, "reader").get("/documents", params={"lang": wanted})
    assert "set-cookie" not in answer.headers
    assert '<html lang="en"' in answer.text

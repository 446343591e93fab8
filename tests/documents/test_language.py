"""In which language a text is, told by its paragraphs; what cannot be told is read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.documents.language import identify_language, is_for_reading


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The minister said on Monday that the border was open.", "en"),
        ("Der Minister sagte am Montag, dass die Grenze offen war, was in Wien niemand glaubt.", "de"),
        ("De minister zei maandag tegen verslaggevers dat de grens weer open was, maar niemand geloofde het.", "nl"),
        ("Sınırın açık olduğunu bakan pazartesi günü gazetecilere söyledi.", "tr"),
        ("Azərbaycan Müdafiə Nazirliyi bildirib ki, atəşkəs bazar ertəsi pozulmayıb.", "az"),
        ("وقال الوزير يوم الاثنين إن الحدود مفتوحة أمام الجميع", "ar"),
        ("Министр сообщил в понедельник, что граница открыта.", "ru"),
        ("部长周一表示，边境是开放的。记者会在首都举行，双方代表均未出席会议。", "zh"),
    ],
)
def test_a_text_shows_its_language(text: str, language: str) -> None:
    found = identify_language(text)
    assert found is not None
    assert found.language == language
    assert is_for_reading(found) is (language == "en")


@pytest.mark.parametrize("text", ["", "Akar", "12 34 56 78", "?!", "a b"])
def test_what_shows_none_is_read(text: str) -> None:
    assert identify_language(text) is None
    assert is_for_reading(None)


def test_a_text_of_two_languages_is_read_for_its_english() -> None:
    text = "Les pourparlers se sont terminés lundi soir à Genève sans accord entre les deux parties.\n\n" * 3
    found = identify_language(text + "The talks ended in Geneva on Monday without an agreement, the mediator said.")
    assert found is not None
    assert (found.language, is_for_reading(found)) == ("fr", True)


@given(st.text(max_size=300))
def test_any_text_has_a_language_or_none(text: str) -> None:
    found = identify_language(text)
    assert found is None or (found.language and 0 <= found.english <= 1 and 0 < found.likelihood <= 1)

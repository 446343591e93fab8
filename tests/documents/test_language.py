"""In which language a text is, told by its paragraphs; what cannot be told is read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.documents.language import UNKNOWN, identify_language, is_for_reading


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


@pytest.mark.parametrize(
    "text",
    [
        "Ministerstvo oborony zayavilo vo vtornik chto troye soldat byli ubity pri obstrele sela.",
        "privet, u nas opyat strelyayut, slyshno minomety so storony lesa, elektrichestva net so vcherashnego dnya",
        "Ministerstvo oborony Ukrayiny povidomylo shcho vnochi rosiyski viyska obstrilyaly selyshche.",
        "Hayastani pashtpanutyan nakhararutyune haytararel e vor tshnamin krakel e dirkeri uxxutyamb.",
        "Salam, kendde ates sesleri gelir, camaat evlerden chixib, yollar baglidir",
        "salam alaykum, el qasf bada2 min sa3tayn w lessa mustamir, la tetla3u men el buyut",
        "Tavdatsvis saministrom ganatskhada rom samma jariskatsma daikhota sazghvartan.",
        "kal raat gaon mein golibari hui aur teen log maare gaye, fauj ne ilaake ko gher liya hai",
        "vzryvy slyshny\nopyat strelyayut\nlyudi v podvalakh\nsveta netu uzhe\nvoda konchilas",
    ],
)
def test_a_language_written_without_its_own_letters_is_not_english(text: str) -> None:
    found = identify_language(text)
    assert found is not None
    assert found.language == UNKNOWN
    assert not is_for_reading(found)


@pytest.mark.parametrize(
    "text",
    [
        "Akar, Shoigu, Lavrov, Cavusoglu, Aliyev, Pashinyan, Mirzoyan and Bayramov met in Sochi",
        "Vietnam frees Nguyen Tien Trung and Vi Duc Hoi.",
        "Syrian Army forces capture Deir Atiyah while rebels capture Otayba.",
        "Hugo Chávez exhumes the corpse of Simón Bolívar to investigate suspicions of foul play.",
        "The President of France, François Hollande, presents the Légion d'honneur to four people.",
        "0630 shelling N of Kapan, 2x 122mm, no cas",
        "patr ntl chkpt clsd, veh x3 mil trk obs hdg N",
        "sec sit calm, pax mov norm, mkt open, chk pt manned by local mil",
        "OSCE SMM DONETSK 34 CFV LUHANSK 12 CFV STANYTSIA ZOLOTE SHYROKYNE PISKY",
        "indonesia's coastguard impounded a vietnamese trawler off natuna.",
        "Ashulia: looms silent, canteens full",
        "Coordinates and photos: https://example.org/kartoteka/obstrely/donetskaya-oblast/svodka.html?god=2021",
    ],
)
def test_english_full_of_names_or_abbreviations_is_read(text: str) -> None:
    assert is_for_reading(identify_language(text))


def test_a_report_with_a_romanised_quotation_is_read_for_its_english() -> None:
    foreign = "Ministerstvo oborony zayavilo vo vtornik chto troye soldat byli ubity pri obstrele sela.\n\n"
    found = identify_language(foreign + "The ministry said on Tuesday that three soldiers were killed.\n\n" + foreign)
    assert found is not None
    assert (found.language, is_for_reading(found)) == (UNKNOWN, True)


@given(st.text(max_size=300))
def test_any_text_has_a_language_or_none(text: str) -> None:
    found = identify_language(text)
    assert found is None or (found.language and 0 <= found.english <= 1 and 0 < found.likelihood <= 1)

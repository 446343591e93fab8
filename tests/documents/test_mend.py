import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.documents.document import Repair
from detente.documents.mend import mend

WESTERN = ("cp1252", "latin-1", "cp1254")
TEXTS = {
    "Turkish": "İstanbul'da Cumhurbaşkanı Erdoğan, Özgür Çelik ve Ümit ile görüştü, Iğdır’da ÖĞÜT",
    "Azerbaijani": "Azərbaycan Respublikasının Prezidenti İlham Əliyev Şuşa şəhərində çıxış edib",
    "Georgian": "საქართველოს პრემიერ-მინისტრი განაცხადა და",
    "Armenian": "Հայաստանի վարչապետը և նախագահը հանդիպեցին",
    "Russian": "Президент России в Москве и Ереван с визитом",
    "Ukrainian": "Міністр закордонних справ України заявив про її рішення",
    "Arabic": "وزير الخارجية و قال في بيان",
    "French": "À Paris, l’été où le cœur d’Élysée naïf “déjà vu” — 5 € façade … voilà",
    "Polish": "Łódź Kraków Żółć źle",
    "signs": "“Quoted” – it’s ‘fine’: 10°C, £5 ½, 😀",
}
WHOLE = (
    "“CAFÉ”", "MAÇÃ”", "DAĞ’da", "« Â » la", "«été»— voilà… «está»…", "3×½ Ø±2", "n√π", "Різдво СІЧ РІСІ Річ",
    "Ö’nün Ç’nin", "GÖRÜŞ”. MÜÇ’ün", "SÃO PAULO; NÃO”, IRMÃ–IRMÃO", "ORĂŞENESC", "CZĘŚĆ ŻÓŁĆ",
    "CAFÉ™ is", "naïve façade",
)  # fmt: skip


def misread(text: str, encoding: str) -> str:
    """Return what a reader makes of UTF-8 in an encoding, bytes that it lacks as C1 controls."""
    return "".join(_letter(byte, encoding) for byte in text.encode())


def _letter(byte: int, encoding: str) -> str:
    try:
        return codecs.decode(bytes([byte]), encoding)
    except UnicodeDecodeError:
        return chr(byte)


def undone(text: str, repairs: tuple[Repair, ...]) -> str:
    for repair in reversed(repairs):
        text = text[: repair.start] + repair.was + text[repair.end :]
    return text


@pytest.mark.parametrize("times", [1, 2])
@pytest.mark.parametrize("encoding", WESTERN)
@pytest.mark.parametrize("language", sorted(TEXTS))
def test_what_was_misread_comes_back(language: str, encoding: str, times: int) -> None:
    broken = TEXTS[language]
    for _ in range(times):
        broken = misread(broken, encoding)
    mended, repairs = mend(broken)
    assert mended == TEXTS[language]
    assert undone(mended, repairs) == broken


@pytest.mark.parametrize(
    ("text", "encoding"),
    [("Президент России", "cp1251"), ("it’s “fine” – so", "cp1250"), ("it’s “fine”", "cp1251"), ("it’s", "mac-roman")],
)
def test_other_encodings_are_known_too(text: str, encoding: str) -> None:
    assert mend(misread(text, encoding))[0] == text


@pytest.mark.parametrize("text", [*TEXTS.values(), *WHOLE])
def test_what_is_whole_stays(text: str) -> None:
    assert mend(text) == (text, ())


def test_good_text_beside_broken_text_stays() -> None:
    mended, repairs = mend("“CAFÉ” und BakÃ¼, Ümit’s")
    assert mended == "“CAFÉ” und Bakü, Ümit’s"
    assert repairs == (Repair(start=14, end=15, was="Ã¼", rule="UTF-8 read as Windows-1252"),)


def test_a_repair_says_how_often_it_was_misread() -> None:
    (repair,) = mend("the armyÃ¢â‚¬â„¢s road")[1]
    assert (repair.was, repair.rule) == ("Ã¢â‚¬â„¢", "UTF-8 read as Windows-1252, then as Windows-1252")


def test_lost_characters_stay_lost() -> None:
    assert mend("the armyâ€ road") == ("the armyâ€ road", ())
    assert mend("the army\ufffds road") == ("the army\ufffds road", ())


LATIN = st.text(st.sampled_from("abcçdeəfgğhıijklmnoöprsştuüvyzéèêñł"), min_size=3, max_size=12)


@given(st.lists(LATIN, min_size=1, max_size=6).map(" ".join), st.sampled_from(WESTERN))
def test_words_in_small_letters_come_back(text: str, encoding: str) -> None:
    broken = misread(text, encoding)
    mended, repairs = mend(broken)
    assert mended == text
    assert undone(mended, repairs) == broken


@given(st.text())
def test_nothing_is_lost_in_any_text(text: str) -> None:
    mended, repairs = mend(text)
    assert undone(mended, repairs) == text
    assert all(0 <= r.start < r.end <= len(mended) for r in repairs)


@given(st.text(st.sampled_from("Ã¼©â€™œÅŸÄ±É™ Â\u00a0”x\x9dðŸ˜€ÐÑ²")))
def test_repairs_fit_whatever_is_broken(text: str) -> None:
    mended, repairs = mend(text)
    assert undone(mended, repairs) == text
    assert mend(mended)[0] == mended or len(mended) < len(text)

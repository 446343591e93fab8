"""One name in several scripts comes to one key; where romanisations part, each is asked for."""

import pytest

from detente.knowledge.spellings import key_of, keyed_words, other_names, ways_to_write


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Эрдоган", "Erdoğan"), ("Əliyev", "ALIYEV"), ("İlham", "ilham"), ("Փաշինյան", "Pashinyan"),
        ("ცხინვალი", "Tskhinvali"), ("Саргсян", "Sargsyan"), ("Խոջալու", "khojalu"), ("é", "e\u0301"),
        ("Iğdır", "igdir"),
    ],
)  # fmt: skip
def test_scripts_and_accents_come_to_one_key(one: str, other: str) -> None:
    assert key_of(one) == key_of(other)


@pytest.mark.parametrize(
    ("name", "way"),
    [
        ("Cxinvali", "tskhinvali"),
        ("Xankəndi", "khankandi"),
        ("Алиев", "aliyev"),
        ("Paşinyan", "pashinyan"),
        ("Qarabağ", "karabagh"),
    ],
)
def test_other_ways_to_write_a_name_are_known(name: str, way: str) -> None:
    assert ways_to_write(name)[0] == key_of(name)
    assert way in ways_to_write(name)


def test_few_ways_of_any_word() -> None:
    assert max(len(ways_to_write(word)) for word in ("Shchkhtschzhghou", "x" * 500, "chaikhsha" * 20)) <= 24
    assert ways_to_write("fire") == ("fire",)


def test_our_tables_tell_other_names() -> None:
    assert "Artsakh" in other_names("Nagorno-Karabakh")
    assert "stepanakert" in {name.casefold() for name in other_names("Khankendi")}
    assert other_names("UN") == ()
    assert other_names("fire") == ()


def test_words_stand_where_they_stand() -> None:
    text = "A—b, Ağdam's «Шуша»"
    assert [(text[w.start : w.end], w.key) for w in keyed_words(text)] == [
        ("A", "a"), ("b", "b"), ("Ağdam", "agdam"), ("s", "s"), ("Шуша", "shusha"),
    ]  # fmt: skip

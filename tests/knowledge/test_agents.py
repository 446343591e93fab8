"""Agent nouns, closing nouns and small word lists."""

import pytest

from detente.knowledge.agents import agent_nouns, instruments, word_list


@pytest.mark.parametrize(
    ("noun", "noun_class", "sectors"),
    [
        ("minister", "office", ("GOV",)),
        ("spokesman", "office", ()),
        ("rebel", "people", ("REB",)),
        ("gunman", "people", ("UAF",)),
        ("protester", "people", ("CVL",)),
        ("refugee", "people", ("REF",)),
        ("police", "body", ("COP",)),
        ("parliament", "body", ("LEG",)),
        ("court", "body", ("JUD",)),
        ("military", "body", ("MIL",)),
    ],
)
def test_a_noun_has_a_class_and_a_sector(noun: str, noun_class: str, sectors: tuple[str, ...]) -> None:
    assert agent_nouns().classes[noun] == noun_class
    assert agent_nouns().sectors[noun] == sectors


def test_no_noun_closes_two_kinds_of_name() -> None:
    closing = instruments()
    assert not closing.agreement & closing.project
    assert not closing.agreement & closing.organisation
    assert closing.kinds["declaration"] == "agreement"
    assert closing.kinds["railway"] == "project"


def test_word_lists_are_read_by_name() -> None:
    assert "bin" in word_list("name_particles")
    with pytest.raises(KeyError):
        word_list("no such list")

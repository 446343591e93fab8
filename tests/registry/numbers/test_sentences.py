"""Sentences that were composed with their verdicts before the rules: the record never answers for the wrong thing."""

import tomllib
from importlib.resources import files

import pytest

from detente.registry.numbers.matching import Answer, answer_figure
from detente.registry.numbers.question import read_question
from registry.numbers.sentences_record import NAMES, PLACES, RECORD, TAXONOMY, TODAY

SENTENCES = tomllib.loads(files("registry.numbers").joinpath("sentences.toml").read_text(encoding="utf-8"))["sentences"]


def answers(text: str) -> list[Answer]:
    question = read_question(text, today=TODAY, taxonomies=[TAXONOMY], names=NAMES, places=PLACES)
    return [answer_figure(one, RECORD) for one in question.figures]


def verdict(one: Answer) -> str:
    return " ".join((one.standing, *sorted(one.differences)))


@pytest.mark.parametrize("sentence", SENTENCES, ids=lambda one: f"{one['half']}: {one['text'][:70]}")
def test_a_sentence_has_the_verdicts_of_a_careful_reader(sentence: dict[str, object]) -> None:
    assert [verdict(one) for one in answers(str(sentence["text"]))] == sentence["verdicts"]


@pytest.mark.parametrize("sentence", SENTENCES, ids=lambda one: str(one["text"])[:70])
def test_what_is_said_to_stand_here_is_the_same_in_every_part(sentence: dict[str, object]) -> None:
    for one in answers(str(sentence["text"])):
        if one.standing == "as told":
            assert one.best is not None
            assert one.best.number == "same"
            assert not one.best.differences
            assert not one.asked.rest

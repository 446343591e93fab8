import re
from pathlib import Path

import pytest

from detente.core.spans import Span
from detente.knowledge.files import about
from detente.reading.lowering import load_lowering, lowered
from detente.reading.records import Damage

SENTENCE = Span(0, 40)


def damage(start: int, end: int, kind: str) -> Damage:
    return Damage(start=start, end=end, kind=kind)


def test_without_damage_a_confidence_stays() -> None:
    assert lowered(0.8765, [Span(0, 5)], [SENTENCE], []) == (0.8765, ())


def test_damage_in_the_words_counts_more_than_beside_them() -> None:
    within, beside = (damage(*at, "machine paraphrase") for at in ((2, 4), (20, 30)))
    inside = lowered(0.9, [Span(0, 5)], [SENTENCE], [within])
    outside = lowered(0.9, [Span(0, 5)], [SENTENCE], [beside])
    assert inside == (0.63, ("machine paraphrase",))
    assert outside == (0.81, ("machine paraphrase",))
    assert lowered(0.9, [Span(0, 5)], [SENTENCE], [beside, within, within]) == inside


def test_damage_in_another_sentence_lowers_nothing() -> None:
    assert lowered(0.9, [Span(0, 5)], [SENTENCE], [damage(50, 60, "machine paraphrase")]) == (0.9, ())
    assert lowered(0.9, [Span(0, 5)], [], [damage(20, 30, "machine paraphrase")]) == (0.9, ())


def test_damage_in_any_sentence_of_the_words_counts() -> None:
    far = [Span(0, 5), Span(60, 65)]
    assert lowered(0.9, far, [SENTENCE, Span(50, 90)], [damage(80, 85, "mojibake")]) == (0.85, ("mojibake",))


def test_every_kind_of_damage_lowers_what_it_touches() -> None:
    table = (
        (Path(__file__).parents[2] / "docs/reference/stages.md").read_text("utf-8").partition("## Kinds of damage")[2]
    )
    kinds = set(re.findall(r"^\| ([a-z-]+ ?[a-z-]*) \|", table.partition("\n## ")[0], re.MULTILINE)) - {"kind"}
    assert kinds == set(load_lowering().words)


def test_however_much_is_broken_something_is_left() -> None:
    every = [damage(0, 5, kind) for kind in load_lowering().words]
    value, kinds = lowered(1.0, [Span(0, 5)], [SENTENCE], every)
    assert value == pytest.approx(load_lowering().least)
    assert len(kinds) == len(every)


def test_every_factor_lowers() -> None:
    table = load_lowering()
    assert all(0 < f < 1 for f in (*table.words.values(), *table.sentence.values()))
    assert all(table.words[kind] < f for kind, f in table.sentence.items())
    assert about("cues/lowering.toml")["licence"] == "Apache-2.0"

"""Composes short stories that share a paragraph of background, in several styles, and copies of such stories."""

import random
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise, product
from pathlib import Path
from typing import Any

from detente.documents.copies.profile import read_profile
from detente.documents.copies.sentences import sentences_of

__all__ = ["STYLES", "Example", "stories_of_one_name", "true_copies", "unlike_stories"]

SETTINGS = Path(__file__).parent / "copies/background.toml"
LENGTHS = ("sentence", "paragraph", "paragraphs")
STORIES = 6
"""Stories that are given the same background."""
APART = 30
"""Items that two of them stand apart at least, so that they tell different events."""
NAMED = 10
"""Bits of a name that connects stories with their background."""
PLACES = ("last", "first", "middle")
STYLES = tuple(product(LENGTHS, PLACES))
"""How long the background is, and where in the text it stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """Two texts with one background, and how they came to be."""

    made: str
    one: str
    other: str


def unlike_stories(half: str) -> Iterator[Example]:
    """Yield pairs of different stories with the same background, in the same style and in different ones."""
    for setting in _settings(half):
        for (first, one), (second, other) in combinations(_told(setting), 2):
            if first != second:
                for style in STYLES:
                    yield Example(
                        made=" ".join(style), one=_story(setting, one, style), other=_story(setting, other, style)
                    )
                for length in LENGTHS:
                    last, ahead = _story(setting, one, (length, "last")), _story(setting, other, (length, "first"))
                    yield Example(made=f"{length} last and first", one=last, other=ahead)


def true_copies(half: str) -> Iterator[Example]:
    """Yield pairs of one story, with its background, and what became of it in another paper."""
    for setting in _settings(half):
        for story, style in product(setting["stories"], STYLES):
            told = _story(setting, story["text"], style)
            for made, again in _altered(told):
                yield Example(made=made, one=told, other=again)
            moved = _story(setting, story["text"], (style[0], "first" if style[1] == "last" else "last"))
            yield Example(made="background moved", one=told, other=moved)
            if "again" in story:
                yield Example(made="news retold", one=told, other=_story(setting, story["again"], style))


def _settings(half: str) -> Iterator[dict[str, Any]]:
    with SETTINGS.open("rb") as file:
        yield from (setting for setting in tomllib.load(file)["settings"] if setting["half"] == half)


def _told(setting: dict[str, Any]) -> list[tuple[int, str]]:
    """Return the stories by number, each as it was told first and again."""
    return [(n, story[key]) for n, story in enumerate(setting["stories"]) for key in ("text", "again") if key in story]


def _story(setting: dict[str, Any], text: str, style: tuple[str, str]) -> str:
    length, place = style
    background = {
        "sentence": setting["sentence"],
        "paragraph": setting["paragraphs"][0],
        "paragraphs": "\n\n".join(setting["paragraphs"]),
    }[length]
    return _laid(text, background, place)


def _laid(text: str, background: str, place: str) -> str:
    """Put the background behind a story, before it, or behind its first sentence."""
    if place == "first":
        return f"{background}\n\n{text}"
    lead, *rest = (text[start:end] for start, end in sentences_of(text))
    if place == "last" or not rest:
        return f"{text}\n\n{background}"
    return f"{lead}\n\n{background}\n\n{' '.join(rest)}"


def _altered(told: str) -> Iterator[tuple[str, str]]:
    """Yield what an editor makes of a story: shorter, under a heading, in one paragraph, turned round, reworded."""
    sentences = [told[start:end] for start, end in sentences_of(told)]
    if len(sentences) > 2:
        yield "cut at the end", " ".join(sentences[:-1])
        yield "cut at the head", " ".join(sentences[1:])
    yield "retitled", f"What is known so far\n\n{told}"
    yield "in one paragraph", " ".join(sentences)
    yield "reordered", "\n".join(reversed(sentences))
    words = told.split(" ")
    at = max(range(len(words)), key=lambda n: (words[n].islower(), len(words[n])))
    yield "a word changed", " ".join([*words[:at], "otherwise", *words[at + 1 :]])


def stories_of_one_name(items: Sequence[str], chance: random.Random, wanted: int) -> Iterator[list[str]]:
    """Yield real stories of different times that have a name in common, each with the same real story as background.

    The items come in the order of their days.
    """
    having: defaultdict[str, list[int]] = defaultdict(list)
    for number, item in enumerate(items):
        for name in {name for s in read_profile(item).sentences for name in s.names if s.bits[name] >= NAMED}:
            having[name].append(number)
    names = sorted(name for name, numbers in having.items() if len(numbers) > STORIES)
    for name in chance.sample(names, min(wanted, len(names))):
        background, *stories = sorted(chance.sample(having[name], STORIES + 1))
        if all(after - before >= APART for before, after in pairwise([background, *stories])):
            yield [_laid(items[story], items[background], chance.choice(PLACES)) for story in stories]

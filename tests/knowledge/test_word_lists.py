"""Lists of words in data files are in order and hold no word twice, so that a change to one can be read."""

import itertools
from collections.abc import Iterator
from typing import Any

import pytest

from detente.knowledge.files import read_toml

LONGEST = 120
FILES = {
    "quantities/kinds.toml": None,
    "lexicon/classes.toml": None,
    "dates/words.toml": {"heads", "numbered", "counting", "counted"},
    "quantities/fates.toml": {"noun", "state", "shelter", "home", "clinic", "captor"},
}
"""The files, with the lists that are meant where the order of others says something."""


def _lists(value: dict[str, Any], path: str = "") -> Iterator[tuple[str, list[str]]]:
    for name, inside in value.items():
        if isinstance(inside, dict):
            yield from _lists(inside, f"{path}{name}.")
        elif isinstance(inside, list) and all(isinstance(word, str) for word in inside):
            yield f"{path}{name}", inside
        elif isinstance(inside, list):
            yield from itertools.chain.from_iterable(_lists(e, f"{path}{name}.") for e in inside if isinstance(e, dict))


@pytest.mark.parametrize("file", sorted(FILES))
def test_a_list_of_words_is_in_order_and_has_none_twice(file: str) -> None:
    meant = FILES[file]
    lists = [(n, w) for n, w in _lists(read_toml(file)) if meant is None or n.rpartition(".")[2] in meant]

    assert lists
    assert [n for n, words in lists if words != sorted(set(words), key=lambda word: (word.casefold(), word))] == []


def test_a_noun_is_of_one_kind_of_quantity() -> None:
    nouns = read_toml("quantities/kinds.toml")["nouns"]
    pairs = itertools.combinations(nouns, 2)

    assert {(a, b): both for a, b in pairs if (both := set(nouns[a]) & set(nouns[b]))} == {}

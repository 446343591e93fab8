"""Texts that a person told again in other words throughout are found, and told apart from one another."""

import json
from itertools import combinations
from pathlib import Path

from detente.documents.copies.compare import compare, compare_profiles
from detente.documents.copies.fingerprint import least_shared, mark
from detente.documents.copies.profile import Profile, read_profile

PAIRS = Path(__file__).parents[3] / "tools/copies/by_hand.jsonl"


def rows() -> list[dict[str, str]]:
    return [json.loads(line) for line in PAIRS.read_text(encoding="utf-8").splitlines()[1:]]


def pairs() -> list[tuple[Profile, Profile]]:
    return [(read_profile(row["text"]), read_profile(row["again"])) for row in rows()]


def test_nine_in_ten_are_found_and_called_paraphrased() -> None:
    kinds = []
    for text, again in pairs():
        ones, others = set(mark(text).marks), set(mark(again).marks)
        likeness = compare_profiles(text, again)
        found = len(ones & others) >= least_shared(len(ones), len(others))
        kinds.append(likeness.kind if found and likeness else None)
    assert kinds.count("paraphrased") >= 0.9 * len(kinds)


def test_no_two_different_ones_are_copies() -> None:
    texts = [text for pair in pairs() for text in pair]
    wrong = [
        (one, other)
        for (one, first), (other, second) in combinations(enumerate(texts), 2)
        if one // 2 != other // 2 and (likeness := compare_profiles(first, second)) and likeness.copies
    ]
    assert wrong == []


def test_another_reporter_s_telling_of_the_same_event_is_no_copy() -> None:
    told = [(row["text"], row["again"], row["other"]) for row in rows() if "other" in row]
    assert len(told) >= 6
    for text, again, other in told:
        for one in (text, again):
            likeness = compare(one, other)
            assert likeness is None or not likeness.copies

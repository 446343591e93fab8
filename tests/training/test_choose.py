"""The choice of what to code next."""

import random
from collections import Counter

from choose import Seen, _apart, _choose
from detente.core.spans import Span
from detente.reading.records import Coding


def coding(kind: str, start: int, confidence: float = 0.9) -> Coding:
    return Coding(
        type=kind, mode=None, contexts=(), status="happened", trigger=Span(start, start + 4), actors=(Span(50, 52),),
        recipients=(), confidence=confidence,
    )  # fmt: skip


def test_what_only_one_coder_sees_stands_apart() -> None:
    ours = [coding("ASSAULT", 0), coding("AID", 10), coding("COERCE", 20, confidence=0.2)]
    theirs = [("ASSAULT", Span(2, 5)), ("SANCTION", Span(10, 14)), ("COERCE", Span(20, 24))]
    assert sorted(_apart(ours, theirs)) == ["AID", "COERCE", "SANCTION"]
    assert list(_apart(ours[:1], theirs[:1])) == []


def test_those_apart_are_taken_more_often_and_some_at_random() -> None:
    seen = [Seen(number=n, apart=("AID",) if n < 100 else (), doubt=0.05) for n in range(1000)]
    taken = _choose(seen, Counter({"AID": 10, "ASSAULT": 90}), 100, random.Random(1))
    assert len(taken) == len(set(taken)) == 100
    assert 45 <= sum(n < 100 for n in taken) < 100
    assert sum(n >= 100 for n in taken) >= 10


def test_a_rare_type_speaks_louder() -> None:
    seen = [Seen(number=n, apart=("AID" if n < 100 else "ASSAULT",), doubt=0.0) for n in range(200)]
    taken = _choose(seen, Counter({"AID": 10, "ASSAULT": 1000}), 60, random.Random(1))
    assert sum(n < 100 for n in taken) > 35

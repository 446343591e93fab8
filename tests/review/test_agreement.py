from typing import Any

from detente.core.spans import Span
from detente.review.agreement import MEASURED, Coding, compare_codings, measure_agreement
from detente.review.records import Field


def coding(coder: str, verdict: Any = "accept", **fields: Any) -> Coding:
    def made(value: Any) -> Field:
        return value if isinstance(value, Field) else Field(value=value)

    return Coding(coder=coder, verdict=verdict, fields={name: made(value) for name, value in fields.items()})


def words(*spans: tuple[int, int]) -> Field:
    return Field(value=["x"], spans=tuple(Span(*s) for s in spans))


def test_every_field_has_its_alpha_and_too_few_items_are_told() -> None:
    items = [[coding("A", type=t), coding("B", type=u)] for t, u in [("ASSAULT", "ASSAULT"), ("AID", "ASSAULT")] * 4]
    found = measure_agreement("event", items)
    assert tuple(found) == MEASURED["event"]
    assert found["type"].items == 8
    assert found["type"].agreed == 4
    assert found["type"].is_few
    assert found["there at all"].alpha is None


def test_where_one_rejected_it_only_that_is_compared() -> None:
    pair = [coding("A", type="AID"), coding("B", "reject")]
    assert [d.field for d in compare_codings("event", pair)] == ["there at all"]
    found = measure_agreement("event", [pair, [coding("A", type="AID"), coding("B", type="AID")]])
    assert (found["there at all"].items, found["type"].items) == (2, 1)


def test_words_agree_where_they_overlap_and_sets_agree_in_part() -> None:
    near = [coding("A", actors=words((0, 10))), coding("B", actors=words((4, 10)))]
    part = [coding("A", actors=words((0, 10), (20, 25))), coding("B", actors=words((4, 10)))]
    other = [coding("A", actors=words((30, 40))), coding("B", actors=words((50, 60)))]
    assert compare_codings("event", near) == []
    assert [d.field for d in compare_codings("event", part)] == ["actors"]
    some, none = (measure_agreement("event", [near, item])["actors"].alpha for item in (part, other))
    assert some is not None
    assert none is not None
    assert some > none


def test_numbers_are_compared_where_both_tell_one() -> None:
    def told(low: float) -> Field:
        return Field(value={"low": low, "high": None}, spans=(Span(0, 1),))

    items = [[coding("A", killed=told(n)), coding("B", killed=told(m))] for n, m in ((1, 1), (5, 6), (20, 20))]
    items.append([coding("A", killed=told(3)), coding("B")])
    found = measure_agreement("event", items)["numbers"]
    assert found.items == 3
    assert found.alpha is not None
    assert found.alpha > 0.9


def test_no_contexts_are_a_set_without_any_beside_those_of_others() -> None:
    told = [coding("A", contexts=["military"]), coding("B", contexts=["military"])]
    half = [coding("A", contexts=["military"]), coding("B")]
    none = [coding("A", contexts=None), coding("B", contexts=[])]
    found = measure_agreement("event", [told, half, none])["contexts"]
    assert (found.items, found.agreed) == (3, 2)

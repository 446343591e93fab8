from typing import Any

import pytest
from hypothesis import given as forall
from hypothesis import strategies as st

from detente.registry.assertions.assertion import Amount, Assertion, Claimant, Day, Part
from detente.registry.contradictions.contradiction import Contradiction, Verdict
from detente.registry.contradictions.find import contradictions_among
from detente.registry.contradictions.rule import Names
from detente.registry.contradictions.rules import COMPARE, load_rules
from detente.registry.count import Count
from detente.registry.evidence import Evidence

NAMES = {
    "G": ("Grensland",), "accord-2020": ("Accord of 9 November 2020", "Kessing Accord"), "pact": ("the Pact",),
}  # fmt: skip
KNOWN = Names(parties={"pact": frozenset({"N", "S"})}, names=NAMES)


def claim(id_: str, what: str, day: str | tuple[str, str] | None = None, **told: Any) -> Assertion:
    first, last = (day, day) if isinstance(day, str) else day or (None, None)
    parts = told.pop("parts", {})
    return Assertion(
        id=id_, room=told.pop("room", "agreement"), subject=told.pop("subject", "pact"), named="the Pact", what=what,
        claimant=Claimant(name=told.pop("by", id_)), standing=told.pop("standing", "happened"),
        evidence=(Evidence(words=f"words of {id_}", by="desk"),), voice=told.pop("voice", id_),
        published=told.pop("published", "2022-06-01"), day=Day(first=first, last=last) if day else None,
        parts=tuple(Part(role=role, name=who, actor=who) for role, some in parts.items() for who in some), **told,
    )  # fmt: skip


def among(*claims: Assertion, **more: Any) -> tuple[Contradiction, ...]:
    return contradictions_among(claims, known=KNOWN, verdicts=more.pop("verdicts", {}))


def relations(*claims: Assertion) -> list[str]:
    return [one.relation for one in among(*claims)]


def figure(id_: str, low: int | None, high: int | None, **told: Any) -> Assertion:
    amount = Amount(count=Count(low=low, high=high, words=f"{low} to {high}"))
    return claim(id_, told.pop("what", "staffed"), room="institution", amount=amount, standing="ongoing", **told)


def test_the_table_names_functions_that_are_there() -> None:
    assert {rule.compare for rule in load_rules()} == COMPARE.keys()


def test_two_days_of_signing_with_both_claimants_both_days_and_both_texts() -> None:
    (one,) = among(claim("a", "signed", "2020-11-10", by="Wire"), claim("b", "signed", "2020-11-09", by="Post"))
    assert (one.relation, one.ruling) == ("contradiction", "open")
    assert {one.one[0].claimant.name, one.other[0].claimant.name} == {"Wire", "Post"}
    assert "2020-11-09 and 2020-11-10" in one.why


@pytest.mark.parametrize("other", [("2020-11-09", "2020-11-10"), "2020-11-10", ("2020-11-01", "2020-11-30")])
def test_days_that_overlap_never_contradict(other: str | tuple[str, str]) -> None:
    assert relations(claim("a", "signed", "2020-11-10"), claim("b", "signed", other)) == []


def test_each_party_may_sign_on_a_day_of_its_own() -> None:
    north = claim("a", "signed", "2020-11-09", parts={"signatory": ["N"]})
    assert relations(north, claim("b", "signed", "2020-11-10", parts={"signatory": ["S"]})) == []
    assert relations(north, claim("c", "signed", "2020-11-10")) == []  # the last signs then
    assert relations(north, claim("d", "signed", "2020-11-10", parts={"signatory": ["N", "S"]})) == ["contradiction"]
    assert relations(north, claim("e", "signed", "2020-11-08")) == ["contradiction"]


def test_was_ratified_before_either_parliament_had_voted_stands_against_both() -> None:
    said = claim("a16", "ratified", published="2022-01-16", by="Daily")
    first = claim("b", "ratified", "2022-02-01", parts={"ratifier": ["N"]}, published=None)
    second = claim("c", "ratified", "2022-02-03", parts={"ratifier": ["S"]}, published=None)
    found = among(said, first, second)
    assert [one.relation for one in found] == ["contradiction"] * 2
    assert all(one.one[0].id == "a16" for one in found)
    assert {one.other[0].id for one in found} == {"b", "c"}
    assert relations(claim("late", "ratified", published="2022-02-04"), first, second) == []


def test_without_its_day_a_report_contradicts_nothing() -> None:
    assert relations(claim("a", "ratified", published=None), claim("b", "ratified", "2022-02-01")) == []


def test_present_and_absent_at_one_meeting_only() -> None:
    there = claim("a", "attendance", "2021-12-10", room="platform", parts={"present": ["G"]})
    gone = claim("b", "attendance", "2021-12-10", room="platform", parts={"absent": ["G"]})
    later = claim("c", "attendance", "2023-10-23", room="platform", parts={"absent": ["G"]})
    assert relations(there, gone) == ["contradiction"]
    assert relations(there, later) == []
    untold = claim("d", "attendance", None, room="platform", parts={"absent": ["G"]})
    assert relations(there, untold) == []


def test_a_level_that_two_meetings_share_is_no_round() -> None:
    one = claim("a", "attendance", room="platform", value="deputy ministers", parts={"present": ["G"]})
    other = claim("b", "attendance", room="platform", value="deputy ministers", parts={"absent": ["G"]})
    assert relations(one, other) == []


def test_a_member_that_says_it_is_none() -> None:
    yes = claim("a", "member", room="platform", parts={"member": ["G"]}, standing="ongoing")
    no = claim("b", "not a member", room="platform", parts={"member": ["G"]}, standing="ongoing")
    then = claim("c", "not a member", room="platform", parts={"member": ["G"]}, published="2022-07-01")
    another = claim("d", "not a member", room="platform", parts={"member": ["H"]}, standing="ongoing")
    assert relations(yes, no) == ["contradiction"]
    assert relations(yes, another) == []
    assert relations(yes, then) == ["tension"]


def test_opened_and_never_opened_by_then() -> None:
    opened = claim("a", "opened", "2021-01-30", room="institution")
    never = claim("b", "opened", room="institution", standing="negated", published="2022-01-01")
    before = claim("c", "opened", room="institution", standing="negated", published="2020-12-01")
    assert relations(opened, never) == ["contradiction"]
    assert relations(opened, before) == []


def test_nobody_has_ratified_it_stands_against_one_who_has_whoever_is_mentioned_beside_it() -> None:
    done = claim("a", "ratified", parts={"ratifier": ["S"]})
    nobody = claim("b", "ratified", standing="negated", parts={"mentioned": ["N"]})
    assert relations(done, nobody) == ["contradiction"]
    assert relations(done, claim("c", "ratified", standing="negated", parts={"ratifier": ["N"]})) == []


def test_staff_whose_bounds_exclude_each_other_and_figures_that_may_both_hold() -> None:
    assert relations(figure("a", None, 60), figure("b", 39, 39)) == ["rival"]  # up to 60 each; a general and 38
    assert relations(figure("a", None, 60), figure("b", 80, 80)) == ["contradiction"]
    assert relations(figure("a", None, 60), figure("b", 80, 80, published="2022-07-01")) == ["tension"]


def test_legal_bases_and_callers_are_rivals() -> None:
    bases = [claim(id_, "legal basis", room="institution", value=id_) for id_ in ("statement", "memorandum")]
    assert relations(*bases) == ["rival"]
    callers = [claim(id_, "called for", room="platform", parts={"caller": [id_]}) for id_ in ("T", "I")]
    assert relations(*callers) == ["rival"]


def test_rivals_of_one_thing_stand_together_and_are_called_by_their_names() -> None:
    bases = [
        claim(id_, "legal basis", room="institution", value=value, published=day)
        for id_, value, day in (
            ("a", "an accord", "2021-02-01"),
            ("b", "accord-2020", None),
            ("c", "a decree of the assembly", "2021-03-01"),
            ("d", "pact", "2021-04-01"),
        )
    ]
    (one,) = among(*bases)
    assert [[each.id for each in side] for side in one.sides] == [["a", "b"], ["c"], ["d"]]
    assert "Accord of 9 November 2020; a decree of the assembly; the Pact" in one.why
    assert one.why.endswith("may all hold")


def test_a_basis_in_general_words_that_fit_a_name_is_no_rival_of_it() -> None:
    told = [claim(id_, "legal basis", room="institution", value=id_) for id_ in ("the Kessing accord", "accord-2020")]
    assert relations(*told) == []
    assert relations(*told, claim("x", "legal basis", room="institution", value="pact")) == ["rival"]


def money(id_: str, sum_: int, value: str, day: str | tuple[str, str] | None = None, **told: Any) -> Assertion:
    amount = Amount(count=Count(low=sum_, high=sum_, words=f"{sum_} crowns"), unit="EUR")
    return claim(id_, "money", day, room="project", value=value, amount=amount, parts={"investor": ["N"]}, **told)


def test_figures_of_two_periods_are_two_and_of_one_period_exclude_each_other() -> None:
    first, second = ("2021-01-01", "2021-12-31"), ("2022-01-01", "2022-12-31")
    value = "invested in a period"
    assert relations(money("a", 3, value, first), money("b", 7, value, second)) == []
    assert relations(money("a", 3, value, first), money("b", 7, value, first)) == ["contradiction"]
    assert relations(money("a", 3, "pledged"), money("b", 7, "pledged")) == []  # one may be added to the other


def test_what_has_been_invested_so_far_may_grow_and_not_shrink() -> None:
    early, late = {"published": "2022-01-01"}, {"published": "2023-01-01"}
    assert relations(money("a", 3, "invested so far", **early), money("b", 7, "invested so far", **late)) == []
    assert relations(money("a", 7, "invested so far", **early), money("b", 3, "invested so far", **late)) == ["tension"]
    assert relations(money("a", 7, "invested so far"), money("b", 3, "invested so far")) == ["contradiction"]


def test_a_figure_that_is_denied_says_nothing_of_another() -> None:
    denied = money("a", 7, "invested so far", standing="denied")
    assert relations(denied, money("b", 3, "invested so far")) == []
    (one,) = among(denied, money("c", 7, "invested so far"))
    assert one.relation == "contradiction"
    assert "money, invested so far, “7 crowns”: told of 2022-06-01 or before, and denied" in one.why


def test_two_estimates_of_a_cost_are_rivals() -> None:
    told = [money(id_, sum_, "estimated cost", standing="expected") for id_, sum_ in (("a", 3), ("b", 7), ("c", 7))]
    (one,) = among(*told)
    assert (one.relation, [[each.id for each in side] for side in one.sides]) == ("rival", [["a"], ["b", "c"]])


def test_in_use_and_never_built() -> None:
    never = claim("a", "status", room="project", value="built", standing="negated", published="2022-07-01")
    assert relations(never, claim("b", "status", room="project", value="operating")) == ["contradiction"]
    assert relations(never, claim("c", "status", room="project", value="proposed")) == []
    assert relations(never, claim("d", "status", room="project", value="operating", published="2023-01-01")) == []


def test_who_is_there_and_not_there_is_called_by_name() -> None:
    there = claim("a", "present", "2021-12-10", room="platform", parts={"present": ["G"]})
    (one,) = among(there, claim("b", "absent", "2021-12-10", room="platform", parts={"absent": ["G"]}))
    assert one.why.startswith("Grensland is told to be present and to be absent")


def test_ended_and_in_force_of_one_day() -> None:
    ended = claim("a", "ended")
    assert relations(ended, claim("b", "in force", standing="ongoing")) == ["contradiction"]
    assert relations(ended, claim("b", "in force", standing="ongoing", published="2022-07-01")) == ["tension"]


def test_a_ceasefire_still_to_come_is_in_tension_with_one_in_force() -> None:
    force = claim("a", "in force", ("2020-11-10", "2020-11-10"), standing="ongoing", published=None)
    hope = claim("b", "still to come", standing="expected", published="2022-01-09")
    assert relations(force, hope) == ["tension"]  # B12
    assert relations(force, claim("c", "still to come", standing="expected", published="2020-11-01")) == []


def test_copies_and_retellings_are_no_second_claim() -> None:
    found = among(
        claim("a", "signed", "2020-11-10", by="Wire", voice="v"),
        claim("b", "signed", "2020-11-10", by="Wire", voice="v"),
        claim("c", "signed", "2020-11-10", by="Post", standing="background"),
        claim("d", "signed", "2020-11-09"),
    )  # fmt: skip
    (one,) = found
    assert sorted(each.id for each in (*one.one, *one.other)) == ["a", "d"]


def test_a_verdict_stays_where_more_tell_the_same() -> None:
    two = (claim("a", "signed", "2020-11-10"), claim("b", "signed", "2020-11-09"))
    (one,) = among(*two)
    verdicts = {one.id: Verdict(ruling="dismissed", author="A. Karimova", reason="midnight")}
    (again,) = among(*two, claim("c", "signed", "2020-11-09"), verdicts=verdicts)
    assert (again.ruling, len(again.one) + len(again.other)) == ("dismissed", 3)


days = st.dates().map(lambda day: day.isoformat())
spans = st.tuples(days, days).map(lambda two: (min(two), max(two)))
kinds = st.sampled_from(["signed", "ratified", "in force", "ended"])


@forall(kinds, spans, spans)
def test_only_days_without_a_common_one_contradict_and_the_order_never_matters(
    what: str, one: tuple[str, str], other: tuple[str, str]
) -> None:
    first, second = claim("a", what, one), claim("b", what, other)
    found = relations(first, second)
    assert found == relations(second, first)
    assert found == (["contradiction"] if one[1] < other[0] or other[1] < one[0] else [])


bounds = st.tuples(st.none() | st.integers(0, 90), st.none() | st.integers(0, 90)).filter(
    lambda two: two[0] is None or two[1] is None or two[0] <= two[1]
)


@forall(bounds, bounds, st.integers(0, 90))
def test_bounds_with_a_number_in_common_never_contradict(
    one: tuple[int | None, int | None], other: tuple[int | None, int | None], number: int
) -> None:
    def holds(two: tuple[int | None, int | None]) -> bool:
        return (two[0] is None or two[0] <= number) and (two[1] is None or number <= two[1])

    found = relations(figure("a", *one), figure("b", *other))
    assert found == relations(figure("b", *other), figure("a", *one))
    if holds(one) and holds(other):
        assert "contradiction" not in found
        assert "tension" not in found

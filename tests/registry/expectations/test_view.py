import datetime as dt
from dataclasses import replace

from hypothesis import given as forall
from hypothesis import strategies as st

from detente.registry.assertions.assertion import Day, Part
from detente.registry.evidence import Evidence
from detente.registry.expectations.expectation import Decision, Expectation
from detente.registry.expectations.grouping import grouped
from detente.registry.expectations.proposals import Happening
from detente.registry.expectations.view import expectations_on
from registry.expectations.given import expected

BEFORE, AFTER = dt.date(2024, 3, 10), dt.date(2024, 4, 30)
MET = Happening(
    event="k1", document="e1", voice="e1", words="The ministers met in Kessing.", place="Kessing",
    evidence=(Evidence(words="The ministers met in Kessing.", document="e1"),),
    actors=frozenset({"northmark", "southmark"}), names=(("northmark", "Northmark"), ("southmark", "Southmark")),
    day=Day(first="2024-03-20", last="2024-03-20"), subjects=frozenset(), claimed_by="Valley Wire",
    published="2024-03-21",
)  # fmt: skip


def only(*told: object, on: dt.date = BEFORE, **more: object) -> Expectation:
    (one,) = expectations_on(on, told, **more)  # type: ignore[arg-type]
    return one


def test_it_is_due_until_its_last_day_and_overdue_after_it_as_seen_from_a_day() -> None:
    assert only(expected("a")).state == "due"
    assert only(expected("a"), on=dt.date(2024, 3, 20)).state == "due"
    assert only(expected("a"), on=AFTER).state == "overdue"
    assert only(expected("a", due=None), on=AFTER).state == "without a day"


def test_several_reports_of_one_are_one_and_copies_are_one_voice() -> None:
    one = only(expected("a"), expected("b", by="Line Post"), expected("c", voice="a"))
    assert ([t.id for t in one.tellings], one.voices) == (["a", "b"], 2)


def test_days_that_exclude_each_other_or_others_who_meet_are_two() -> None:
    assert len(expectations_on(BEFORE, [expected("a"), expected("b", due="2024-03-27")])) == 2
    assert len(expectations_on(BEFORE, [expected("a"), expected("b", who=("Velduria",))])) == 2


def test_people_put_together_and_take_apart() -> None:
    told = [expected("a"), expected("b", who=("Velduria",))]
    one = Decision(deed="together", telling="a", other="b", made_at="1")
    assert len(expectations_on(BEFORE, told, decisions=[one])) == 1
    apart = Decision(deed="apart", telling="a", other="b", made_at="2")
    assert len(expectations_on(BEFORE, told, decisions=[one, apart])) == 2


def test_taking_apart_takes_back_what_put_together_by_any_two_of_the_tellings() -> None:
    told = [expected("a"), expected("b", by="Line Post"), expected("c", who=("Velduria",), what="visit")]
    one = Decision(deed="together", telling="b", other="c", made_at="1")
    (whole,) = expectations_on(BEFORE, told, decisions=[one])
    assert whole.known_by == ("a", "b", "c")
    apart = Decision(deed="apart", telling="c", other="a", made_at="2")
    assert [each.known_by for each in expectations_on(BEFORE, told, decisions=[one, apart])] == [("a", "b"), ("c",)]
    again = replace(one, made_at="3")
    assert len(expectations_on(BEFORE, told, decisions=[again, apart])) == 1


def test_two_things_of_one_report_that_a_person_puts_together_are_both_shown_and_known() -> None:
    told = [expected("a", voice="v"), expected("b", voice="v", what="promise", words="to open the bridge")]
    pair = Decision(deed="together", telling="a", other="b", made_at="1")
    one = only(*told, decisions=[pair])
    assert ([each.id for each in one.tellings], one.known_by, one.voices) == (["a", "b"], ("a", "b"), 1)


def test_promises_of_others_or_of_one_of_many_are_not_one() -> None:
    words = "to lay the Kessing cable until 2029"
    mine = expected("a", what="promise", who=("Velduria",), words=f"Velduria {words}", subject="cable")
    other = expected("b", what="promise", who=("Corvessa",), words=f"Corvessa {words}", subject="cable")
    assert len(expectations_on(BEFORE, [mine, other])) == 2
    meets = expected("c", who=("Velduria", "Northmark"))
    assert len(expectations_on(BEFORE, [meets, expected("d", who=("Velduria", "Corvessa"))])) == 2


def test_nothing_of_the_text_that_foretells_it_and_nothing_that_foretells_is_proposed() -> None:
    own = replace(MET, voice="a")
    ahead = replace(MET, foretells=True)
    assert only(expected("a"), on=AFTER, happenings=[own, ahead]).proposals == ()


def test_a_refusal_is_past_and_never_overdue_and_what_is_cancelled_awaits_nothing() -> None:
    assert only(expected("a", what="refusal"), on=AFTER).state == "past"
    off = expected("b", what="cancelled", value="meeting")
    assert only(off, on=AFTER, happenings=[MET]).proposals == ()


def test_a_meeting_with_others_that_is_cancelled_leaves_the_others_as_they_are() -> None:
    off = expected("c", what="cancelled", value="meeting", who=("Northmark", "Velduria"), due=None)
    found = expectations_on(BEFORE, [expected("a", who=("Northmark",)), off])
    assert [one.state for one in found if one.first.value != "cancelled"] == ["due"]


def test_an_event_is_proposed_with_reasons_and_only_a_person_makes_it_met() -> None:
    one = only(expected("a"), on=AFTER, happenings=[MET])
    (event,) = one.proposals
    assert (one.state, event.event, event.against) == ("overdue", "k1", ())
    assert "both have Northmark, Southmark" in event.reasons
    yes = Decision(deed="met", telling="a", event="k1", author="A. Karimova", reason="read", made_at="1")
    assert only(expected("a"), on=AFTER, happenings=[MET], decisions=[yes]).state == "met"
    no = replace(yes, deed="not met", made_at="2")
    assert only(expected("a"), on=AFTER, happenings=[MET], decisions=[yes, no]).state == "overdue"


def test_what_was_before_the_report_or_of_others_is_not_proposed() -> None:
    early = replace(MET, day=Day(first="2024-03-01", last="2024-03-01"))
    others = replace(MET, actors=frozenset({"velduria"}), names=(("velduria", "Velduria"),))
    assert only(expected("a"), on=AFTER, happenings=[early, others]).proposals == ()


def test_a_place_that_differs_speaks_against() -> None:
    from detente.registry.where import Locality

    told = expected("a", due=None, where=Locality(words="Geneva"), subject="talks")
    (event,) = only(told, happenings=[replace(MET, subjects=frozenset({"talks"}))]).proposals
    assert event.against == ("the places told differ (Geneva; Kessing)",)


def test_what_is_postponed_is_replaced_and_linked_both_ways() -> None:
    planned = (Part(role="planned for", name="20 March", value="2024-03-20/2024-03-20"),)
    change = expected("c", what="postponed", value="meeting", due="2024-04-02", published="2024-03-15", more=planned)
    first, later = expectations_on(BEFORE, [expected("a"), change])
    assert (first.state, first.replaced_by, later.replaces) == ("replaced", later.id, first.id)
    assert (later.state, later.due and later.due.last) == ("due", "2024-04-02")


def test_what_is_cancelled_is_dropped_by_whose_word_and_a_person_may_open_it_again() -> None:
    change = expected("c", what="cancelled", value="meeting", published="2024-03-15", by="Odd Sterrin")
    one = only(expected("a"), change)
    assert (one.state, one.why) == ("dropped", "cancelled, by the word of Odd Sterrin")
    again = Decision(deed="open", telling="a", made_at="1")
    assert only(expected("a"), change, decisions=[again]).state == "due"


def test_hopes_and_what_is_told_in_hindsight_are_never_due() -> None:
    assert only(expected("a", what="hope"), on=AFTER).state == "hope"
    assert only(expected("a", standing="background"), on=AFTER).state == "told in hindsight"


@forall(
    st.permutations(
        [
            expected("a"),
            expected("b", by="Line Post"),
            expected("c", due="2024-03-27"),
            expected("d", who=("Velduria",)),
        ]
    )
)
def test_the_order_of_the_tellings_does_not_matter(told: list[object]) -> None:
    groups = [[one.id for one in group] for group in grouped(told)]  # type: ignore[arg-type]
    assert groups == [["a", "b"], ["c"], ["d"]]

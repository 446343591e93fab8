import datetime as dt

from detente.registry.agreements.deadlines import deadlines_of, standing_on
from detente.registry.agreements.definition import Agreement, Provision
from detente.registry.agreements.texts.cutting import cut_provisions
from detente.registry.agreements.view import days_apart, statuses_of
from detente.registry.assertions.assertion import Assertion, Claimant, Day, Part, Standing
from detente.registry.evidence import Evidence
from registry.agreements.made import KESSING

DAY = dt.date(2020, 12, 9)


def signed(day: str, by: str, *, standing: Standing = "happened", signatory: str = "NOR") -> Assertion:
    return Assertion(
        id=f"{day}{by}", room="agreement", subject="kessing", named="Kessing Protocol", what="signed",
        claimant=Claimant(name=by), standing=standing, evidence=(Evidence(words="signed", by="desk"),),
        parts=(Part(role="signatory", name=signatory, actor=signatory),), day=Day(first=day, last=day),
    )  # fmt: skip


TWO = (signed("2020-11-09", "Northmark"), signed("2020-11-10", "Southmark"))


def agreement(*provisions: Provision) -> Agreement:
    return Agreement(id="kessing", name="Kessing Protocol", provisions=provisions)


def test_of_two_days_of_signing_both_deadlines_stand_with_who_says_so() -> None:
    found = deadlines_of(agreement(Provision(id="1", words="x", within_days=30, counted_from="signed")), (), TWO)
    assert [(str(one.day), one.base and one.base.claimant.name) for one in found] == [
        ("2020-12-09", "Northmark"), ("2020-12-10", "Southmark"),
    ]  # fmt: skip
    assert [standing_on(one, DAY) for one in found] == ["due today", "to come"]
    assert standing_on(found[0], dt.date(2021, 1, 1)) == "overdue"


def test_a_day_may_count_from_another_provision_and_a_circle_has_none() -> None:
    first = Provision(id="1", words="x", due="2020-12-01")
    second = Provision(id="2", words="y", within_days=10, counted_from="1")
    assert [str(one.day) for one in deadlines_of(agreement(first, second), (), ())] == ["2020-12-01", "2020-12-11"]
    circle = (
        Provision(id="1", words="x", within_days=1, counted_from="2"),
        Provision(id="2", words="y", within_days=1, counted_from="1"),
    )
    assert [one.day for one in deadlines_of(agreement(*circle), (), ())] == [None, None]


def test_what_nobody_dates_has_no_day_and_says_why() -> None:
    text = cut_provisions("1. A shall go by 15 November.\n2. B shall go within two months of entry into force.")
    found = deadlines_of(agreement(), [("en", text)], TWO)
    assert [(one.day, one.why) for one in found] == [
        (None, "the text states no year"), (None, "nobody gives a day for 'in force'"),
    ]  # fmt: skip


def test_a_denied_signing_counts_for_nothing() -> None:
    due = Provision(id="1", words="x", within_days=30, counted_from="signed")
    (found,) = deadlines_of(agreement(due), (), (signed("2020-11-09", "N", standing="denied"),))
    assert found.day is None


def test_statuses_stand_party_for_party_and_a_blank_is_a_blank() -> None:
    statuses = statuses_of(KESSING, TWO)
    told = {(one.what, one.party): len(one.said) for one in statuses}
    assert told[("signed", "NOR")] == 2
    assert told[("signed", "SOU")] == 0
    assert told[("ratified", "NOR")] == told[("ratified", "SOU")] == 0
    first = next(one for one in statuses if one.said)
    assert first.is_disputed
    assert len(days_apart(TWO)) == 2


def test_a_year_and_a_day_in_it_are_no_rivals() -> None:
    year = signed("2020-11-09", "N")
    wide = Assertion(
        id="w", room="agreement", subject="kessing", named="K", what="signed", claimant=Claimant(name="S"),
        standing="happened", evidence=year.evidence, day=Day(first="2020-01-01", last="2020-12-31"),
    )  # fmt: skip
    assert days_apart((year, wide)) == ()

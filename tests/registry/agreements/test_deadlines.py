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


def test_what_counts_from_another_provision_has_no_day_until_that_is_done() -> None:
    first = Provision(id="1", words="x", due="2020-12-01")
    second = Provision(id="2", words="y", within_days=10, counted_from="1")
    done, after = deadlines_of(agreement(first, second), (), ())
    assert (str(done.day), after.day) == ("2020-12-01", None)
    assert (
        after.why
        == "counted from when '1' is done, of which nobody gives the day; 2020-12-11 if that is on its own last day"
    )
    circle = (
        Provision(id="1", words="x", within_days=1, counted_from="2"),
        Provision(id="2", words="y", within_days=1, counted_from="1"),
    )
    assert [one.day for one in deadlines_of(agreement(*circle), (), ())] == [None, None]


def test_all_who_tell_the_same_day_stand_by_one_deadline() -> None:
    due = Provision(id="1", words="x", within_days=30, counted_from="signed")
    (found,) = deadlines_of(agreement(due), (), (signed("2020-11-09", "Northmark"), signed("2020-11-09", "Ostrel")))
    assert [one.claimant.name for one in (found.base, *found.alike) if one] == ["Northmark", "Ostrel"]


def test_a_clause_in_two_variants_of_a_text_is_one_deadline() -> None:
    english = cut_provisions("1. Northmark shall leave by 15 November 2020.\n2. Southmark shall leave by 1 May 2021.")
    other = cut_provisions("1. Northmark shall depart by 15 November 2020.\n2. Southmark shall go by 2 May 2021.")
    found = deadlines_of(agreement(), [("en", english), ("draft", other)], ())
    assert [(str(one.day), one.source, one.also) for one in found] == [
        ("2020-11-15", "en", ("draft",)), ("2021-05-01", "en", ()), ("2021-05-02", "draft", ()),
    ]  # fmt: skip


def test_a_time_in_a_provision_that_a_report_tells_is_in_the_calendar() -> None:
    told = Assertion(
        id="t", room="agreement", subject="kessing", named="K", what="provision", claimant=Claimant(name="Valley Wire"),
        standing="happened", evidence=(Evidence(words="must", by="desk"),),
        value="Southmark must hand in its guns within 60 days of signing",
    )  # fmt: skip
    (found,) = deadlines_of(agreement(), (), (TWO[0], told))
    assert (str(found.day), found.source, found.bound) == ("2021-01-08", "report", ("Southmark",))


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

from detente.registry.agreements.told.told import assertions_of
from registry.agreements.made import KESSING, telling


def test_it_and_the_noun_stand_for_the_agreement_before_and_not_for_another() -> None:
    text = (
        "The Kessing Protocol affirms free passage. It also promises a joint patrol. The weather was fine. "
        "The protocol calls for an exchange of prisoners."
    )
    said = list(assertions_of(telling(text, things=(KESSING,))))
    assert [(one.subject, one.value, one.note) for one in said] == [
        ("kessing", "free passage", "principle"),
        ("kessing", "a joint patrol", "commitment"),
        ("kessing", "an exchange of prisoners", "provision"),
    ]


def test_a_promise_in_an_agreement_is_no_event_and_the_outlet_says_that_it_stands_there() -> None:
    (one,) = assertions_of(telling("The Kessing Protocol pledges joint patrols.", things=(KESSING,)))
    assert (one.what, one.standing, one.note, one.claimant.name) == (
        "provision",
        "happened",
        "commitment",
        "Valley Wire",
    )
    assert [evidence.words for evidence in one.evidence] == [
        "joint patrols",
        "The Kessing Protocol pledges joint patrols.",
    ]


def test_of_two_agreements_before_it_stands_for_neither() -> None:
    text = "Envoys spoke of the Kessing Protocol and the Treaty of Ostrel on Monday. It promises joint patrols."
    assert [one for one in assertions_of(telling(text, things=(KESSING,))) if one.what == "provision"] == []


def test_a_firm_and_a_labour_contract_are_no_parties_to_an_instrument() -> None:
    text = "The carmaker and the union signed a labour agreement on Monday. The club signed a deal with a striker."
    assert list(assertions_of(telling(text))) == []


def test_what_an_instrument_calls_itself_is_kept() -> None:
    (one,) = assertions_of(telling("The Kessing Protocol calls itself a statement.", things=(KESSING,)))
    assert (one.what, one.value) == ("called", "a statement")


def test_a_day_that_is_counted_from_another_event_is_words_only() -> None:
    text = "The Kessing Protocol that Northmark and Southmark signed eight months after the war also stresses trade."
    signed = next(one for one in assertions_of(telling(text, things=(KESSING,))) if one.what == "signed")
    assert signed.day is None or signed.day.interval is None


def test_where_nobody_has_ratified_it_nobody_is_named_as_not_having() -> None:
    (none,) = assertions_of(telling("No assembly has ratified the Kessing Protocol, Norway said.", things=(KESSING,)))
    assert (none.what, none.standing, none.parts_of("ratifier")) == ("ratified", "negated", ())
    (two,) = assertions_of(telling("Northmark has not ratified the Kessing Protocol.", things=(KESSING,)))
    assert [part.name for part in two.parts_of("ratifier")] == ["Northmark"]

from typing import Any

import pytest

from detente.core.errors import UsageError
from detente.registry.ceasefires.chosen import choose
from detente.registry.ceasefires.happenings import happenings_of
from detente.registry.ceasefires.verification.corroboration import Corroboration
from detente.registry.ceasefires.verification.ladder import standing_of
from detente.registry.ceasefires.verification.subject import Found, subject_of
from detente.registry.ceasefires.verification.verified import Enquiry, Verifiable
from detente.registry.ceasefires.violation import Violation
from registry.ceasefires.made import days, violation


def enquiry(one: Violation, *, now: Violation | None = None) -> Enquiry:
    return Enquiry(subject=subject_of(one), found=Found(violation=now), standing=standing_of(()))


def could_be(*told: Violation, enquiries: tuple[Enquiry, ...] = ()) -> Verifiable:
    (happening,) = happenings_of(told, days(1, 8))
    none = Corroboration(alleged_by=())
    return Verifiable(happening=happening, corroboration=none, standing=standing_of(()), enquiries=enquiries)


ONE, OTHER = violation("aa11", incident="ii1"), violation("aa22", "M", incident="ii1")


@pytest.mark.parametrize("given", ["aa1", "aa11"])
def test_what_is_told_is_named_by_the_first_figures_of_its_id(given: str) -> None:
    chosen = choose(given, [could_be(ONE, OTHER)], [])
    assert (chosen.subject.id, chosen.enquiry, chosen.told_of) == ("aa11", None, days(3))


def test_an_incident_means_what_stands_for_all_that_is_told_of_it() -> None:
    assert choose("ii", [could_be(ONE, OTHER)], []).subject.id == "aa11"


def test_whatever_is_named_of_a_happening_its_enquiry_goes_on() -> None:
    begun = enquiry(ONE, now=ONE)
    for given in ("aa11", "aa22", "ii1"):
        assert choose(given, [could_be(ONE, OTHER, enquiries=(begun,))], []).enquiry is begun


def test_of_two_enquiries_that_came_together_the_one_named_is_meant() -> None:
    both = (enquiry(ONE, now=ONE), enquiry(OTHER, now=OTHER))
    thing = could_be(ONE, OTHER, enquiries=both)
    assert choose("aa22", [thing], []).enquiry is both[1]
    with pytest.raises(UsageError, match="2 things answer to 'ii1'"):
        choose("ii1", [thing], [])


def test_an_enquiry_whose_subject_is_no_more_can_be_named() -> None:
    lost = enquiry(violation("bb11"))
    chosen = choose("bb", [could_be(ONE)], [lost])
    assert (chosen.verifiable, chosen.enquiry, chosen.told_of) == (None, lost, days(3))


@pytest.mark.parametrize(
    ("given", "said"),
    [("", "nothing answers"), ("zz", "nothing answers to 'zz'"), ("aa", r"2 things answer to 'aa' \(aa11, aa22\)")],
)
def test_nothing_and_more_than_one_are_told(given: str, said: str) -> None:
    things: list[Any] = [could_be(violation("aa11")), could_be(violation("aa22", voice="d2"))]
    with pytest.raises(UsageError, match=said):
        choose(given, things, [])


def test_a_whole_id_is_meant_though_others_begin_with_it() -> None:
    things = [could_be(violation("aa")), could_be(violation("aa22", voice="d2"))]
    assert choose("aa", things, []).subject.id == "aa"

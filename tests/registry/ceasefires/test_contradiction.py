"""Whether two sides say what cannot both hold: by doer, class, place, days and incident, whichever side says which."""

from dataclasses import replace
from typing import Any

import pytest

from detente.registry.ceasefires.contradiction import contradict
from detente.registry.ceasefires.taxonomy import shipped_taxonomy
from detente.registry.ceasefires.violation import Violation
from detente.registry.where import Locality
from registry.ceasefires.made import counted, days, violation

POSTS, FIRE = shipped_taxonomy("posts-on-a-line"), shipped_taxonomy("explosions-and-fire")
FORD, MILL = (Locality(words="Ash Ford"),), (Locality(words="Old Mill"),)
SWAP = {"A": "B", "B": "A", None: None}


def against(**change: Any) -> Violation:
    """Return that the other side says that there was none by it on 3 May."""
    return violation("n", **{"claimant": "B", "alleged": "B", "said": "none"} | change)


@pytest.mark.parametrize(
    ("some", "none", "holds"),
    [
        ({}, {}, False),
        ({}, {"alleged": "A"}, True),
        ({}, {"alleged": None}, False),
        ({"alleged": None}, {}, True),
        ({"alleged": None}, {"alleged": None}, False),
        ({"interval": days(3, 5)}, {"interval": days(3, 5)}, False),
        ({"interval": days(3, 5)}, {"interval": days(3, 4)}, True),
        ({"interval": days(3)}, {"interval": days(1, 9)}, False),
        ({"interval": None}, {}, True),
        ({"where": FORD}, {"where": FORD}, False),
        ({"where": MILL}, {"where": FORD}, True),
        ({}, {"where": FORD}, True),
        ({"where": FORD}, {}, False),
        ({"incident": "i"}, {"incident": "i"}, False),
        ({"incident": "i", "interval": days(3)}, {"incident": "i", "interval": days(4)}, False),
        ({"incident": "i"}, {"incident": "j"}, True),
        ({}, {"incident": "j"}, True),
        ({"incident": "i"}, {}, False),
        ({"origin": "published", "count": counted(4)}, {"origin": "published", "count": counted(0)}, False),
        ({"origin": "published", "count": counted(0, 4)}, {}, True),
        ({"kind": None}, {}, True),
        ({"kind": None}, {"kind": None}, False),
        ({"harm": "wounded", "kind": None}, {"harm": "wounded"}, False),
    ],
)
def test_that_there_was_none_leaves_no_room_or_some(some: dict[str, Any], none: dict[str, Any], *, holds: bool) -> None:
    one, other = violation("s", **some), against(**none)
    assert contradict([one], [other], POSTS) is not holds
    turned = [replace(v, claimant=SWAP[v.claimant], alleged=SWAP[v.alleged]) for v in (one, other)]
    assert contradict(turned[1:], turned[:1], POSTS) is not holds, "the rule is one, whoever says which"


@pytest.mark.parametrize(
    ("some", "denied", "holds"),
    [
        ({}, {}, False),
        ({"interval": days(3, 5)}, {}, True),
        ({"interval": days(3, 5), "incident": "i"}, {"incident": "i"}, False),
        ({"origin": "published", "count": counted(6), "interval": days(1, 7)}, {}, True),
        ({}, {"interval": days(2, 4)}, False),
        ({"interval": days(4)}, {}, True),
        ({"alleged": "A"}, {}, True),
        ({"incident": "i"}, {"incident": "j"}, False),
        ({"incident": "i", "interval": days(5)}, {"incident": "i"}, False),
        ({"where": MILL}, {"where": FORD}, True),
    ],
)
def test_a_denial_is_of_the_doer_on_its_days(some: dict[str, Any], denied: dict[str, Any], *, holds: bool) -> None:
    told = against(said="denied", **denied)
    assert contradict([violation("s", **some)], [told], POSTS) is not holds


def test_days_that_zeros_have_together_leave_no_room() -> None:
    some = violation("s", interval=days(2, 5), origin="published", count=counted(3))
    zeros = [against(origin="published", count=counted(0), said="some", interval=days(n)) for n in range(1, 6)]
    assert contradict([some], zeros, POSTS)
    assert not contradict([some], zeros[:3] + zeros[4:], POSTS), "on 4 May nobody says that there was none"


def test_none_of_a_split_says_nothing_of_its_class_and_none_of_a_class_is_none_of_its_splits() -> None:
    split = next(one for one in FIRE.classes if one.within is not None)
    part, whole = violation("s", kind=split.id), violation("w", kind=split.within)
    assert contradict([part], [against(kind=split.within)], FIRE)
    assert not contradict([whole], [against(kind=split.id)], FIRE)

from typing import Any

from detente.incidents.account import Account, Side
from detente.registry.ceasefires.definition import Ceasefire, Party
from detente.registry.ceasefires.verification.corroboration import Corroboration, corroboration_of
from detente.registry.ceasefires.violation import Violation
from detente.registry.evidence import Evidence
from incidents.made_accounts import account, side
from registry.ceasefires.made import ceasefire, violation

PUBLISHERS = {"doc-1": "Ford Herald", "doc-2": "Hill Post", "doc-3": "Bay News", "doc-4": "Ford Herald"}
FORD = ceasefire(
    parties=(Party(id="A", name="Northmark", countries=("NOR",)), Party(id="B", name="Southmark", countries=("SWE",)))
)


def told(n: int, claimant: str | None = None, alleged: str | None = "B", **change: Any) -> Violation:
    words = (Evidence(words="shelled the post", document=f"doc-{n}", start=0, end=16),)
    return violation(f"v{n}", claimant, alleged, incident="i1", evidence=words, **change)


def tells(n: int, who: Side | None = None, **change: Any) -> Account:
    return account(f"{n}", claimant=who, evidence=(0, 16), **change)


def found(
    pairs: list[tuple[Violation, Account]],
    alleged: str | None = "B",
    publishers: dict[str, str] = PUBLISHERS,
    parties: Ceasefire = FORD,
) -> Corroboration:
    return corroboration_of(
        [one for one, _ in pairs], alleged, accounts=[one for _, one in pairs], publishers=publishers, ceasefire=parties
    )


MINISTRY, ARMY = side("Northmark defence ministry"), side("Northmark army")
CENTRE = side("Joint Centre")


def test_all_who_speak_for_the_side_that_alleges_are_one() -> None:
    pairs = [(told(1, "A"), tells(1, MINISTRY)), (told(2, "A"), tells(2, ARMY))]
    assert found(pairs) == Corroboration(alleged_by=("A",))


def test_a_monitor_and_an_outlets_own_report_corroborate_what_a_side_alleges() -> None:
    pairs = [(told(1, "A"), tells(1, MINISTRY)), (told(2, "M"), tells(2, CENTRE)), (told(3), tells(3))]
    assert found(pairs) == Corroboration(alleged_by=("A",), also=("Bay News", "M"))


def test_copies_count_once_and_a_text_of_nobody_known_not_at_all() -> None:
    copies = [(told(1), tells(1, voice="doc-1")), (told(2), tells(2, voice="doc-1"))]
    assert found(copies).also == ()
    assert found([(told(1, "A"), tells(1, MINISTRY)), (told(9), tells(9))], publishers={}).also == ()


def test_media_of_the_country_that_alleges_depend_on_it() -> None:
    ford = ceasefire(
        parties=(
            Party(id="A", name="Azerbaijan", countries=("AZE",)),
            Party(id="B", name="Armenia", countries=("ARM",)),
        )
    )
    ministry = side("Azerbaijan defence ministry", "AZE", "MIL", "GOV")
    pairs = [(told(1, "A"), tells(1, ministry)), (told(2), tells(2)), (told(3), tells(3))]
    publishers = PUBLISHERS | {"doc-2": "Azernews"}
    assert found(pairs, publishers=publishers, parties=ford) == Corroboration(alleged_by=("A",), also=("Bay News",))


def test_who_blames_the_other_or_only_recalls_it_does_not_tell_the_same() -> None:
    pairs = [
        (told(1, "A"), tells(1, MINISTRY)),
        (told(2, "B", "A"), tells(2, side("Southmark army"))),
        (told(3, status="background"), tells(3, status="background")),
    ]
    assert found(pairs) == Corroboration(alleged_by=("A",))
    assert found(pairs, "A") == Corroboration(alleged_by=("B",))


def test_the_side_that_is_blamed_and_says_so_itself_does_not_depend_on_the_other() -> None:
    pairs = [(told(1, "A"), tells(1, MINISTRY)), (told(2, "B"), tells(2, side("Southmark army")))]
    assert found(pairs) == Corroboration(alleged_by=("A",), also=("B",))


def test_what_belongs_to_no_incident_has_one_who_alleges_it() -> None:
    assert corroboration_of([told(1, "A")], "B", accounts=(), publishers={}, ceasefire=FORD).alleged_by == ("A",)


def test_where_neither_side_alleges_it_whoever_told_it_first_does() -> None:
    first, last = told(3, claimant_name="Bay News"), told(1, claimant_name="Ford Herald")
    pairs = [(first, tells(3)), (told(2, "M"), tells(2, CENTRE)), (last, tells(1))]
    assert found(pairs) == Corroboration(alleged_by=("Bay News",), also=("Ford Herald", "M"))

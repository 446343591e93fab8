import pytest

from detente.incidents.account import Side
from detente.registry.ceasefires.claimants import column_of_doer, column_of_speaker
from detente.registry.ceasefires.definition import Ceasefire, Monitor, Party
from registry.ceasefires.made import ceasefire

INVENTED = ceasefire(
    parties=(
        Party(id="A", name="Northmark", names=("Northmarkish",)),
        Party(id="B", name="Southmark", names=("Southmarkish", "Free Valley Brigade")),
    ),
    monitors=(Monitor(id="M", name="Joint Centre", names=("Joint Centre of Northmark and Southmark",)),),
)
STATES = ceasefire(
    parties=(Party(id="A", name="Armenia", countries=("ARM",)), Party(id="B", name="Azerbaijan", countries=("AZE",))),
    monitors=(Monitor(id="M", name="Joint Turkish-Russian centre", names=("joint centre",)),),
)


def side(name: str, kind: str = "organisation", country: str | None = None, sectors: tuple[str, ...] = ()) -> Side:
    return Side(name=name, kind=kind, country=country, sectors=sectors)


@pytest.mark.parametrize(
    ("name", "column"),
    [
        ("Northmark's defence ministry", "A"),
        ("the Southmarkish army", "B"),
        ("fighters of the Free Valley Brigade", "B"),
        ("Joint Centre of Northmark and Southmark", "M"),
        ("the Joint Centre", "M"),
        ("Northmark and Southmark", None),
        ("The Ford Herald", None),
    ],
)
def test_a_name_says_whose_column_it_is(name: str, column: str | None) -> None:
    assert column_of_speaker(side(name), INVENTED) == column


@pytest.mark.parametrize(
    ("who", "speaks", "does"),
    [
        (side("Defence Ministry", country="ARM", sectors=("GOV", "MIL")), "A", "A"),
        (side("Ilham Aliyev", "person", "AZE", ("GOV",)), "B", "B"),
        (side("a farmer", "person", "AZE", ("CVL",)), None, None),
        (side("Azerbaijan", "state", "AZE"), "B", "B"),
        (side("News.am", country="ARM", sectors=("JRN",)), None, None),
        (side("Human rights ombudsman", country="ARM", sectors=("JUD",)), "A", None),
        (side("Russian peacekeepers", country="RUS", sectors=("MIL",)), None, None),
        (side("Yerevan", "place", "ARM"), "A", None),
        (side("Shusha", "place", "AZE"), None, None),
        (side("joint centre", country="RUS", sectors=("MIL",)), "M", None),
    ],
)
def test_office_and_arms_of_a_country_stand_for_its_party(who: Side, speaks: str | None, does: str | None) -> None:
    assert column_of_speaker(who, STATES) == speaks
    assert column_of_doer(who, STATES) == does


def turned(of: Ceasefire) -> Ceasefire:
    import dataclasses

    return dataclasses.replace(of, parties=(of.parties[1], of.parties[0]))


def test_which_party_is_written_first_changes_nothing() -> None:
    for name in ("Northmark's army", "Southmark", "Joint Centre", "Northmark and Southmark"):
        assert column_of_speaker(side(name), INVENTED) == column_of_speaker(side(name), turned(INVENTED))

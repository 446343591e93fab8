import pytest

from detente.incidents.account import Side
from detente.incidents.names import match_names, name_of
from detente.incidents.standing import is_monitor, known_side, parties_to, standing_of
from incidents.made_accounts import account, side, where


def are_one(*sides: Side) -> bool:
    names = [name_of(one) for one in sides]
    full = match_names(names)
    return len({full[name] for name in names}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (side("Ministry of Defence of Azerbaijan", "AZE"), side("Azerbaijani Defense Ministry", "AZE")),
        (side("Azerbaijan's Ministry of Defence", "AZE"), side("Defence Ministry of Azerbaijan")),
        (side("Ilham Aliyev", "AZE"), side("Aliyev")),
        (side("Sergey Lavrov", "RUS", kind="person"), side("Sergei Lavrov", kind="person")),
        (side("Volodymyr Zelenskyy", kind="person"), side("Zelenskiy", "UKR", kind="person")),
        (side("Anar Mammadov", "AZE", kind="person"), side("Anar Mammadov", "TUR", kind="person")),
        (side("OSCE Special Monitoring Mission", "IGO"), side("Special Monitoring Mission", "IGO")),
    ],
)
def test_forms_of_one_name_are_one(one: Side, other: Side) -> None:
    assert are_one(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (side("Ministry of Defence of Azerbaijan", "AZE"), side("Ministry of Defence of Armenia", "ARM")),
        (side("Ministry of Defence of Azerbaijan"), side("Ministry of Defence", "ARM")),
        (side("Azerbaijan", "AZE"), side("Ministry of Defence of Azerbaijan", "AZE")),
        (side("Foreign Ministry", "AZE"), side("Defence Ministry", "AZE")),
        (side(""), side("Aliyev")),
    ],
)
def test_names_of_two_are_two(one: Side, other: Side) -> None:
    assert not are_one(one, other)


def test_a_name_that_may_be_either_of_two_is_neither() -> None:
    names = [name_of(side("Aliyev")), name_of(side("Ilham Aliyev")), name_of(side("Rashad Aliyev"))]
    assert match_names(names) == {name: name for name in names}


@pytest.mark.parametrize("name", ["EU Monitoring Mission", "OSCE observers", "UNIFIL", "Russian peacekeepers"])
def test_who_monitors_is_known_by_name(name: str) -> None:
    assert is_monitor(name)


@pytest.mark.parametrize("name", ["Ministry of Defence", "mission", "United Nations", "", "Joint Staff"])
def test_who_does_not_monitor(name: str) -> None:
    assert not is_monitor(name)


def test_a_government_speaks_as_a_party_where_force_was_used_on_its_ground_and_not_where_talks_were_held() -> None:
    ministry = side("Ministry of Defence", "AZE", "GOV", "MIL")
    assert standing_of(ministry, parties_to([account("a", where=where("Aghdam"))])) == "party"
    assert standing_of(ministry, parties_to([account("a", type="CONSULT", where=where("Baku"))])) == "other"


def test_a_medium_of_a_partys_country_is_a_medium() -> None:
    parties = parties_to([account("a", actors=(side("army", "ARM", "MIL"),))])
    assert standing_of(side("Armenpress", "ARM", "JRN"), parties) == "media"
    assert standing_of(side("Foreign Ministry", "ARM", "GOV"), parties) == "party"


def test_a_publisher_is_who_the_tables_say_or_else_a_medium() -> None:
    assert known_side("Reuters").country == "GBR"
    assert known_side("Nobody's Gazette").sectors == ("JRN",)

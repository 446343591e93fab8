import random
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.incidents.account import Account
from detente.incidents.incident import describe
from detente.incidents.independence import Independence, independence
from incidents.made_accounts import account, side

AZE = side("Ministry of Defence of Azerbaijan", "AZE", "GOV", "MIL")
ALSO_AZE = side("Azerbaijani Defense Ministry", "AZE", "GOV", "MIL")
ARM = side("Armenia's Defence Ministry", "ARM", "GOV", "MIL")
EUMM = side("EU monitoring mission", "EUR")
AGENCY = side("Turan news agency", "AZE", "JRN")
FORCES = side("Armenian forces", "ARM", "MIL")
SOLDIERS = side("Azerbaijani soldiers", "AZE", "MIL")
PRINTED = {"doc-a": "Reuters", "doc-b": "APA", "doc-c": "Trend", "doc-d": "Reuters"}


def shelled(key: str, **told: object) -> Account:
    return account(key, **({"actors": (FORCES,), "recipients": (SOLDIERS,)} | told))


def names(found: Independence) -> list[str]:
    return [source.name for source in found.sources]


def test_copies_are_one_voice_and_one_source() -> None:
    accounts = [shelled("a", voice="doc-a"), shelled("b", voice="doc-a")]
    found = independence(accounts, publishers=PRINTED)
    assert (len(found.reports), len(found.voices), names(found)) == (2, 1, ["APA / Reuters"])


def test_two_texts_of_one_publisher_are_one_source() -> None:
    assert names(independence([shelled("a"), shelled("d")], publishers=PRINTED)) == ["Reuters"]


def test_a_ministry_that_reports_have_directly_and_through_an_agency_is_one_source() -> None:
    accounts = [shelled("a", claimant=AZE), shelled("b", claimant=ALSO_AZE, via=(AGENCY,))]
    found = independence(accounts, publishers=PRINTED)
    [source] = found.sources
    assert source.names == ("Azerbaijani Defense Ministry", "Ministry of Defence of Azerbaijan")
    assert (source.standing, source.documents) == ("party", ("doc-a", "doc-b"))


def test_ministries_of_two_countries_are_two_sources_and_two_sides() -> None:
    found = independence([shelled("a", claimant=AZE), shelled("b", claimant=ARM, status="denied")], publishers=PRINTED)
    assert len(found.sources) == 2
    assert [(one.name, one.standing) for one in found.sides] == [("Armenia", "party"), ("Azerbaijan", "party")]


def test_a_ministry_without_a_country_is_neither_of_two() -> None:
    bare = side("the Defence Ministry")
    accounts = [shelled("a", claimant=AZE), shelled("b", claimant=ARM), shelled("c", claimant=bare)]
    assert len(independence(accounts, publishers=PRINTED).sources) == 3
    assert names(independence([accounts[0], accounts[2]], publishers=PRINTED)) == [
        "Ministry of Defence of Azerbaijan", "the Defence Ministry (Trend)",
    ]  # fmt: skip


VEL, COR = (side(f"Ministry of Defence of {one}", None, "GOV", "MIL") for one in ("Velduria", "Corvessa"))
BARE = replace(side("defence ministry", None, "GOV", "MIL"), said="The defence ministry")
SIDES = {"doc-v": "Ministry of Defence of Velduria", "doc-c": "Corvessan Press Service", "doc-o": "Corvessan Office"}
TOLD = (
    shelled("v", claimant=VEL), shelled("own", document="doc-v", claimant=BARE), shelled("c", claimant=BARE),
    shelled("accused", document="doc-c", claimant=VEL), shelled("o", claimant=COR),
)  # fmt: skip


@pytest.mark.parametrize("released", ["vco", "vc", "co", "c", "v"])
def test_whose_a_ministry_is_does_not_change_with_what_is_released(released: str) -> None:
    every, seen = (
        {
            account: (column.claimant, source.name)
            for found in [describe(accounts, incident="i", publishers=SIDES)]
            for column in found.columns
            for source in found.independence.sources
            for account in {*column.accounts} & {*source.accounts}
        }
        for accounts in (TOLD, [one for one in TOLD if one.document[-1] in released])
    )
    assert seen.items() <= every.items()
    assert {one for of in seen for one in seen[of]} & {"defence ministry"} == set()
    assert every["c"] == ("defence ministry (Corvessan Press Service)",) * 2
    assert every["own"] == every["v"] == ("Ministry of Defence of Velduria",) * 2


def test_the_ministry_of_another_town_is_not_the_publishers_own() -> None:
    far = replace(BARE, said="The defence ministry in Tressany")
    told = [shelled("v", claimant=VEL), shelled("far", document="doc-v", claimant=far)]
    assert names(independence(told, publishers=SIDES)) == [
        "Ministry of Defence of Velduria", "defence ministry (Ministry of Defence of Velduria)",
    ]  # fmt: skip


def test_where_only_the_chain_is_named_its_last_is_the_source() -> None:
    assert names(independence([shelled("a", via=(side("Trend"), AGENCY))], publishers=PRINTED)) == ["Turan news agency"]


def test_a_monitor_is_a_side_of_its_own_and_a_medium_is_none() -> None:
    found = independence([shelled("a", claimant=EUMM), shelled("b")], publishers=PRINTED)
    assert [(source.name, source.standing) for source in found.sources] == [
        ("APA", "media"),
        ("EU monitoring mission", "monitor"),
    ]
    assert [one.name for one in found.sides] == ["EU monitoring mission"]


def test_peacekeepers_of_a_party_are_a_party() -> None:
    own = side("Russian peacekeepers", "RUS", "MIL")
    aside = independence([shelled("a", claimant=own)], publishers={}).sources[0]
    within = independence([shelled("a", claimant=own, actors=(side("Russian troops", "RUS", "MIL"),))], publishers={})
    assert (aside.standing, within.sources[0].standing) == ("monitor", "party")


def test_rebels_are_no_side_with_their_government() -> None:
    rebels = side("Free Army", "SYR", "REB")
    army = side("Syrian army", "SYR", "MIL")
    found = independence(
        [
            account("a", claimant=rebels, actors=(army,), recipients=(rebels,)),
            account("b", claimant=side("Syrian Foreign Ministry", "SYR", "GOV"), actors=(army,), recipients=(rebels,)),
        ],
        publishers={},
    )
    assert [one.name for one in found.sides] == ["Free Army", "Syria"]


def test_a_publisher_that_others_name_is_one_source() -> None:
    accounts = [shelled("a"), shelled("b", claimant=side("Reuters", "GBR", "JRN"))]
    assert names(independence(accounts, publishers=PRINTED)) == ["Reuters"]


def test_a_medium_that_has_it_from_one_source_is_its_relay() -> None:
    accounts = [shelled("a", claimant=AZE), shelled("b", claimant=side("Reuters", "GBR", "JRN"))]
    [source] = independence(accounts, publishers=PRINTED).sources
    assert (source.name, source.accounts) == ("Ministry of Defence of Azerbaijan", ("a", "b"))


def test_publishers_of_other_documents_change_nothing() -> None:
    accounts = [shelled("a", claimant=AZE), shelled("b", claimant=side("Reuters", "GBR", "JRN"))]
    others = PRINTED | {"doc-x": "Reuters Foundation", "doc-y": "Reuters"}
    assert independence(accounts, publishers=others) == independence(accounts, publishers=PRINTED)


def test_a_report_of_an_unknown_publisher_is_called_by_its_text() -> None:
    [source] = independence([shelled("x")], publishers={}).sources
    assert (source.name, source.names, source.own, source.standing) == ("doc-x", (), True, "media")


@given(st.permutations(range(6)), st.randoms())
def test_order_changes_nothing(order: list[int], chance: random.Random) -> None:
    accounts = [
        shelled("a", claimant=AZE),
        shelled("b", claimant=ALSO_AZE, via=(AGENCY,)),
        shelled("c"),
        shelled("d", voice="doc-a"),
        shelled("e", claimant=EUMM),
        shelled("f", claimant=side("Reuters", "GBR", "JRN")),
    ]
    printed = list(PRINTED.items())
    chance.shuffle(printed)
    whole = independence(accounts, publishers=PRINTED)
    assert independence([accounts[at] for at in order], publishers=dict(printed)) == whole

import datetime as dt
import random

from hypothesis import given
from hypothesis import strategies as st

from detente.incidents.account import Account
from detente.incidents.column import Column
from detente.incidents.incident import Incident, describe
from detente.incidents.remarks import Remark
from incidents.made_accounts import DAY, account, number, side, when, where

AZE = side("Ministry of Defence of Azerbaijan", "AZE", "GOV", "MIL")
ARM = side("Armenia's Defence Ministry", "ARM", "GOV", "MIL")
EUMM = side("EU monitoring mission", "EUR")
FORCES = side("Armenian forces", "ARM", "MIL")
SOLDIERS = side("Azerbaijani soldiers", "AZE", "MIL")
PRINTED = {"doc-a": "Reuters", "doc-b": "APA", "doc-c": "Armenpress", "doc-d": "Reuters"}
REMARK = Remark(
    account="a",
    document="doc-a",
    kind="not observed",
    claimant=EUMM,
    via=(),
    start=90,
    end=105,
    words="did not observe",
)


def shelled(key: str, **told: object) -> Account:
    return account(key, **({"actors": (FORCES,), "recipients": (SOLDIERS,), "evidence": (0, 60)} | told))


def three_wounded() -> Account:
    wounded = number("wounded", 3, 3, "three of its soldiers")
    return shelled("a", claimant=AZE, told=(wounded,), where=where("Aghdam"), when=when(DAY))


def denied() -> Account:
    return shelled("c", claimant=ARM, status="denied", said="that its forces had opened fire")


def shown(*accounts: Account, remarks: tuple[Remark, ...] = ()) -> Incident:
    return describe(accounts, incident="i", publishers=PRINTED, remarks=remarks)


def column(found: Incident, claimant: str) -> Column:
    [one] = [one for one in found.columns if one.claimant == claimant]
    return one


def test_the_summary_says_who_tells_what_and_adds_nothing_up() -> None:
    found = shown(three_wounded(), denied(), remarks=(REMARK,))
    assert found.summary == (
        "Armenia's Defence Ministry: denies; Ministry of Defence of Azerbaijan: 3 wounded; "
        "EU monitoring mission: not observed"
    )


def test_figures_that_differ_stay_with_those_who_tell_them() -> None:
    five = shelled("b", told=(number("wounded", 5, 5, "five soldiers"),))
    found = shown(three_wounded(), five)
    assert found.summary == "Ministry of Defence of Azerbaijan: 3 wounded; APA: 5 wounded"
    assert [(one.low, one.high) for c in found.columns for one in c.numbers] == [(3, 3), (5, 5)]


def test_two_figures_of_one_claimant_are_both_shown() -> None:
    later = shelled("d", claimant=AZE, told=(number("wounded", 5, 5, "five soldiers"),))
    assert shown(three_wounded(), later).summary == "Ministry of Defence of Azerbaijan: 3 wounded, 5 wounded"


def test_bounds_are_told_in_the_claimants_words() -> None:
    told = (number("wounded", 5, None, "at least five soldiers"), number("killed", None, None, "dozens"))
    assert shown(shelled("b", told=told)).summary == "APA: killed: “dozens”, wounded: “at least five soldiers”"


def test_blank_is_no_zero_and_a_stated_zero_is_one() -> None:
    assert shown(shelled("b")).summary == "APA: reports it"
    assert shown(shelled("b")).columns[0].numbers == ()
    assert shown(shelled("b", told=(number("killed", 0, 0, "zero killed"),))).summary == "APA: 0 killed"


def test_none_is_said_only_where_somebody_says_so() -> None:
    none = shelled("b", status="negated", said="no one was injured")
    assert shown(three_wounded(), none).summary.endswith("APA: none (“no one was injured”)")
    no_attack = shelled("b", status="negated", said="did not attack the town")
    assert shown(three_wounded(), no_attack).summary.endswith("APA: says it was not so")


def test_only_a_monitor_observes_nothing() -> None:
    unseen = {"status": "negated", "said": "did not observe any shelling"}
    assert column(shown(shelled("b", **unseen)), "APA").not_observed == ()
    assert column(shown(shelled("b", claimant=EUMM, **unseen)), "EU monitoring mission").not_observed


def test_a_denial_puts_no_blame_and_tells_no_place() -> None:
    found = column(shown(three_wounded(), denied()), "Armenia's Defence Ministry")
    assert (found.actors, found.places, found.numbers, found.types) == ((), (), (), ())
    assert [(words.account, words.status, words.text) for words in found.denials] == [
        ("c", "denied", "that its forces had opened fire")
    ]


def test_every_value_keeps_its_words() -> None:
    found = column(shown(three_wounded()), "Ministry of Defence of Azerbaijan")
    [told] = found.numbers
    assert [(words.account, words.document, words.start, words.end, words.text) for words in told.words] == [
        ("a", "doc-a", 10, 31, "three of its soldiers")
    ]
    assert [(one.name, one.words[0].start) for one in found.places] == [("Aghdam", 40)]
    assert [(one.first, one.last, one.words[0].start) for one in found.days] == [("2026-03-01", "2026-03-01", 20)]
    assert [one.name for one in (*found.actors, *found.recipients)] == ["Armenian forces", "Azerbaijani soldiers"]


def test_parties_come_first_then_monitors_and_reports() -> None:
    found = shown(three_wounded(), denied(), shelled("b"), remarks=(REMARK,))
    assert [one.standing for one in found.columns] == ["party", "party", "monitor", "media"]
    assert [one.own for one in found.columns] == [False, False, False, True]


def test_a_publishers_reports_share_a_column() -> None:
    [found] = shown(shelled("a"), shelled("d")).columns
    assert (found.claimant, found.documents) == ("Reuters", ("doc-a", "doc-d"))


def test_days_and_places_are_ranges_over_what_is_told() -> None:
    other = shelled("b", where=where("Fuzuli", lat=39.6, lon=47.1), when=when(DAY + dt.timedelta(days=1)))
    found = shown(three_wounded(), other)
    assert (found.first, found.last, found.places) == ("2026-03-01", "2026-03-02", ("Aghdam", "Fuzuli"))
    assert 40 < (found.apart_km or 0) < 50
    assert (shown(shelled("b")).first, shown(shelled("b")).apart_km) == (None, None)


def test_who_is_recalled_alleged_or_planned_is_said() -> None:
    said = {status: shown(shelled("b", status=status)).summary for status in ("background", "alleged", "planned")}
    assert said == {"background": "APA: recalls it", "alleged": "APA: alleges it", "planned": "APA: reports a plan"}


def test_a_monitor_that_observed_nothing_is_a_side() -> None:
    found = shown(three_wounded(), remarks=(REMARK,)).independence
    assert [one.name for one in found.sides] == ["Azerbaijan", "EU monitoring mission"]
    assert [one.accounts for one in found.sources] == [(), ("a",)]


def test_remarks_about_other_accounts_are_passed_over() -> None:
    assert len(shown(shelled("b"), remarks=(REMARK,)).columns) == 1


@given(st.permutations(range(4)), st.randoms())
def test_order_changes_nothing(order: list[int], chance: random.Random) -> None:
    accounts = [three_wounded(), denied(), shelled("b", told=(number("wounded", 5, 5, "five"),)), shelled("d")]
    remarks = [
        REMARK,
        Remark(account="b", document="doc-b", kind="none", claimant=None, via=(), start=1, end=9, words="no dead"),
    ]
    whole = shown(*accounts, remarks=tuple(remarks))
    chance.shuffle(remarks)
    assert shown(*(accounts[at] for at in order), remarks=tuple(remarks)) == whole


def test_a_ministry_and_a_mission_that_publish_their_own_reports_are_what_the_files_of_a_desk_say() -> None:
    own = (account("a", document="doc-a"), account("b", document="doc-b"), account("c", document="doc-c"))
    printed = {"doc-a": "Ministry of Northmark", "doc-b": "Line Observer Mission", "doc-c": "Ford Herald"}
    before = describe(own, incident="i", publishers=printed)
    assert {one.standing for one in before.columns} == {"media"}
    assert before.independence.sides == ()
    found = describe(
        own, incident="i", publishers=printed,
        published={"Ministry of Northmark": "party", "Line Observer Mission": "monitor"},
    )  # fmt: skip
    assert [(one.claimant, one.standing, one.own) for one in found.columns] == [
        ("Ministry of Northmark", "party", True), ("Line Observer Mission", "monitor", True),
        ("Ford Herald", "media", True),
    ]  # fmt: skip
    assert [(one.name, one.standing) for one in found.independence.sides] == [
        ("Ministry of Northmark", "party"), ("Line Observer Mission", "monitor")
    ]  # fmt: skip

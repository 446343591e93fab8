"""Meetings from what a watch, people and reports tell; who came, and of whom a delegation is. All is composed."""

import pytest

import detente
from detente.cli.platforms.words import matrix_lines, meeting_row, refuse_unheard
from detente.core.errors import UsageError
from detente.registry.assertions.actors import Actor
from detente.registry.assertions.assertion import Assertion, Claimant, Day, Part, Standing
from detente.registry.assertions.telling import Telling
from detente.registry.evidence import Evidence
from detente.registry.platforms.definition import Platform
from detente.registry.platforms.matrix import matrix_of
from detente.registry.platforms.meetings import meetings_of
from detente.registry.platforms.told import assertions_of
from detente.registry.platforms.words import round_in
from detente.registry.where import Locality

FORUM = Platform(id="forum", name="Harbour Forum", names=("Harbour Platform",), envisaged=("Northmark", "Southmark"))
UNION = Platform(id="lakes", name="Lakes Union", kind="organisation")
ACTORS = tuple(Actor(id=name, name=name) for name in ("Northmark", "Southmark", "Velduria", "Corvessa"))


def said(text: str, *, things: tuple[Platform, ...] = ()) -> list[Assertion]:
    reading = detente.read(text, published="2024-06-12", publisher="Valley Wire").model_dump()
    return list(assertions_of(Telling(reading=reading, document="d", actors=ACTORS, things=things)))


def who(one: Assertion) -> set[str]:
    return {f"{part.role}:{part.actor or part.name}" for part in one.parts}


def stated(
    id_: str, value: str | None, *, day: str | None = None, where: str | None = None, standing: Standing = "happened",
    what: str = "held", parts: tuple[Part, ...] = (),
) -> Assertion:  # fmt: skip
    return Assertion(
        id=id_, room="platform", subject="forum", named="Harbour Forum", what=what, claimant=Claimant(name="Northmark"),
        standing=standing, evidence=(Evidence(words="It met.", by="a desk"),), origin="watch", value=value, parts=parts,
        day=Day(first=day, last=day) if day else None, where=Locality(words=where) if where else None,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("second meeting", "round 2"), ("Round 02", "round 2"), ("the 4th session", "round 4"),
        ("next round", "next round"), ("talks in Kessing", None), (None, None), ("", None),
    ],
)  # fmt: skip
def test_a_round_has_one_form(written: str | None, read: str | None) -> None:
    assert round_in(written) == read


def test_a_round_in_words_and_in_figures_is_one_meeting() -> None:
    one = stated("a", "second meeting", day="2024-03-02")
    other = stated("b", "round 2", where="Kessing")
    (meeting,) = meetings_of([one, other])
    assert meeting.name == "round 2, 2024-03-02, Kessing"
    assert len(meetings_of([one, stated("c", "third meeting", where="Kessing")])) == 2


def test_who_came_is_told_by_the_parts_of_a_meeting_too() -> None:
    came = (
        Part(role="present", name="Northmark", actor="Northmark", value="minister"),
        Part(role="absent", name="Southmark", actor="Southmark"),
        Part(role="level", name="minister"),
    )
    told = [stated("a", "first meeting", parts=came)]
    meetings = meetings_of(told)
    made = matrix_of(meetings, told, FORUM.envisaged)
    assert {actor: cell.told for actor, cell in made.rows[0][1].items()} == {
        "Northmark": ("present (minister)",), "Southmark": ("absent",),
    }  # fmt: skip
    assert meeting_row(meetings[0])["who"] == "present: Northmark; absent: Southmark"
    assert "round 1 P         A" in list(matrix_lines(made))


@pytest.mark.parametrize(
    ("standing", "told"),
    [("happened", ("present",)), ("negated", ("absent",)), ("planned", ("accepted",)), ("denied", None)],
)
def test_what_is_negated_planned_or_denied_is_no_presence(standing: Standing, told: tuple[str, ...] | None) -> None:
    part = Part(role="present", name="Northmark", actor="Northmark")
    made = [stated("a", "round 1", what="present", standing=standing, parts=(part,))]
    cell = matrix_of(meetings_of(made), made).rows[0][1].get("Northmark")
    assert (cell.told if cell else None) == told


def test_a_long_name_of_a_meeting_is_not_cut() -> None:
    told = [stated("a", "talks in the old customs house of Kessing", day="2024-03-02", where="Kessing")]
    lines = "\n".join(matrix_lines(matrix_of(meetings_of(told), told, FORUM.envisaged)))
    assert "customs" in lines
    assert "Kessing, 2024-03-02, Kessing" in " ".join(lines.split("P present")[0].replace("E", " ").split())


def test_both_sides_of_a_dispute_on_who_came_stand_in_one_cell() -> None:
    told = said(
        "The third meeting of the Harbour Forum was held in Kessing on 4 June 2024. Southmark said that its delegation "
        "also attended. Northmark said that Southmark was absent.",
        things=(FORUM,),
    )
    (meeting,) = meetings_of(told)
    cells = matrix_of([meeting], told, FORUM.envisaged).rows[0][1]
    assert set(cells) == {"Southmark"}
    assert cells["Southmark"].is_rival
    assert cells["Southmark"].told == ("present", "absent")


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("Southmark's delegation stayed away from the Harbour Forum meeting.", {"absent:Southmark"}),
        ("Representatives of Velduria attended the Harbour Forum meeting.", {"present:Velduria"}),
        ("Southmark did not attend the Harbour Forum meeting.", {"absent:Southmark"}),
    ],
)
def test_a_delegation_is_of_whoever_sends_it(text: str, part: set[str]) -> None:
    (one,) = said(text, things=(FORUM,))
    assert (who(one), one.standing) == (part, "happened")


@pytest.mark.parametrize(
    "text",
    [
        "A delegation attended the Harbour Forum meeting.",
        "Southmark said it will not attend the Harbour Forum meeting unless the agenda changes.",
        "Southmark urges the Lakes Union to help avert a new war.",
        "Northmark called for the Lakes Union's support.",
        "A reporter met President Kaya, who is set to meet others, at the Harbour Forum summit.",
    ],
)
def test_what_is_of_nobody_or_conditional_or_asked_is_not_told(text: str) -> None:
    assert said(text, things=(FORUM, UNION)) == []


def test_the_first_in_a_decade_is_no_first_round_and_a_year_is_no_span() -> None:
    (one,) = said("Northmark hosts the first Harbour Forum summit in two decades.", things=(FORUM,))
    (other,) = said("The first meeting of the Harbour Forum was held in Kessing in 2024.", things=(FORUM,))
    assert (one.value, other.value) == (None, "round 1")


def test_day_and_place_are_those_of_the_meetings_own_words() -> None:
    (one,) = said(
        "His visit to Lisbon on 4 June comes ahead of the Harbour Forum summit in Tallinn that will take place on "
        "9 July.",
        things=(FORUM,),
    )
    assert one.day is not None
    assert one.where is not None
    assert (one.what, one.day.first, one.where.words) == ("planned", "2024-07-09", "Tallinn")


def test_a_meeting_has_the_level_that_is_told_of_all() -> None:
    (one,) = said(
        "The second meeting of the Harbour Forum took place in Lisbon at the level of deputy ministers.",
        things=(FORUM,),
    )
    assert [(part.role, part.name) for part in one.parts] == [("level", "deputy minister")]


def test_each_membership_has_its_own_member_and_day() -> None:
    told = said("Kenya joined the Lakes Union on 3 May 2021, and Chad left the union on 9 June 2023.", things=(UNION,))
    assert [(one.what, who(one), one.day and one.day.first) for one in told] == [
        ("joined", {"member:KEN"}, "2021-05-03"), ("left", {"member:TCD"}, "2023-06-09"),
    ]  # fmt: skip
    again = said("Mali was suspended from the Lakes Union in 2020 and was readmitted in 2022.", things=(UNION,))
    assert [(one.what, one.day and one.day.first) for one in again] == [
        ("suspended", "2020-01-01"), ("readmitted", "2022-01-01"),
    ]  # fmt: skip


def test_a_member_that_says_it_is_none_is_heard() -> None:
    for verb in ("is not", "had never been"):
        (one,) = said(f"Kenya announced that it {verb} a member of the Lakes Union.", things=(UNION,))
        assert (one.what, who(one), one.claimant.actor) == ("not a member", {"member:KEN"}, "KEN")


def test_a_noun_stands_for_the_only_organisation_that_has_it_in_its_name() -> None:
    told = said("Kenya joined the Lakes Union in 2021. Mali left the union in 2023.")
    assert [one.named for one in told] == ["Lakes Union", "Lakes Union"]
    assert len(said("Kenya joined the Lakes Union in 2021. Mali left the council in 2023.")) == 1


def test_a_new_platform_by_a_kept_name_is_the_kept_one_by_whoever_says_so() -> None:
    told = said(
        "Egypt has called for a three-member Harbour Platform comprising Sudan, Chad and Kenya, Ethiopia's foreign "
        "ministry said.",
        things=(FORUM,),
    )
    by = {one.what: one for one in told}
    assert {one.subject for one in told} == {"forum"}
    assert by["called for"].claimant.actor == "ETH"
    assert who(by["envisaged"]) == {"envisaged:SDN", "envisaged:TCD", "envisaged:KEN"}


def test_a_name_that_nobody_has_or_says_is_refused() -> None:
    told = said("Kenya joined the Lakes Union in 2021.")
    refuse_unheard("harbour platform", [FORUM], told, "platform")
    refuse_unheard("lakes union", [FORUM], told, "platform")
    with pytest.raises(UsageError, match="no platform answers to 'nosuch': there are forum, Lakes Union"):
        refuse_unheard("nosuch", [FORUM], told, "platform")

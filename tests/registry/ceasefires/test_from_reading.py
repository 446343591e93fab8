import datetime as dt
from typing import Any

import pytest

from detente.registry.ceasefires.from_reading import violations_of
from detente.registry.ceasefires.violation import Violation
from registry.ceasefires.report_made import FORD, WATCHED, Made


def told(made: Made, **more: Any) -> tuple[Violation, ...]:
    return violations_of(made.reading, document="d1", ceasefire=WATCHED, **more)


FIRED = "Northmark's forces opened fire on Southmark's posts on the night of 3 to 4 May, the Southmark ministry said."


def fired(status: str = "happened", text: str = FIRED, **more: Any) -> Made:
    made = Made(text)
    doer, post = made.who("Northmark's forces"), made.who("Southmark's posts", kind="other")
    night = made.date("3 to 4 May", "2031-05-03", "2031-05-04", "range")
    claim = made.claim(FIRED.split(", the", maxsplit=1)[0], made.who("Southmark ministry"))
    made.event("opened fire", (doer,), (post,), claim=claim, status=status, date=night, **more)
    return made


def test_a_deed_against_the_others_posts_is_a_violation_with_both_its_nights() -> None:
    (one,) = told(fired(), incidents={"V0": "i7"}, voice="v1", known_at="2031-05-06T00:00:00Z")
    assert (one.origin, one.said, one.claimant, one.claimant_name) == ("report", "some", "B", "Southmark ministry")
    assert (one.alleged, one.alleged_words, one.kind, one.clauses) == ("A", "Northmark's forces", "fire", ("1",))
    assert one.interval is not None
    assert (one.interval.first, one.interval.last) == (dt.date(2031, 5, 3), dt.date(2031, 5, 4))
    assert one.interval.words == "3 to 4 May"
    assert (one.incident, one.voice, one.published, one.known_at) == ("i7", "v1", "2031-05-05", "2031-05-06T00:00:00Z")
    assert one.evidence[0].words in FIRED
    assert one.count is None


@pytest.mark.parametrize("status", ["planned", "hypothetical", "demanded"])
def test_what_did_not_happen_is_no_violation(status: str) -> None:
    assert told(fired(status)) == ()


@pytest.mark.parametrize("kind", ["AID", "CONSULT", "ACCUSE"])
def test_only_force_breaks_a_ceasefire(kind: str) -> None:
    assert told(fired(type=kind)) == ()


@pytest.mark.parametrize("status", ["happened", "ongoing", "background", "alleged"])
def test_the_status_is_kept(status: str) -> None:
    assert [(one.said, one.status) for one in told(fired(status))] == [("some", status)]


def test_a_denial_is_said_by_whom_it_accuses() -> None:
    made = Made("Northmark's ministry denied that its forces had opened fire.")
    source, doer = made.who("Northmark's ministry"), made.who("its forces", name="Northmark forces")
    claim = made.claim("its forces had opened fire", source, mood="denied")
    made.event("opened fire", (doer,), claim=claim, status="denied")
    (one,) = told(made)
    assert (one.said, one.claimant, one.alleged, one.kind, one.mood) == ("denied", "A", "A", "fire", "denied")
    assert one.interval is None


def test_that_a_truce_was_broken_says_nothing_of_how() -> None:
    made = Made("Southmark violated the ceasefire, the Northmark ministry said.")
    claim = made.claim("Southmark violated the ceasefire", made.who("Northmark ministry"))
    made.event("violated the ceasefire", (made.who("Southmark"),), claim=claim)
    (one,) = told(made)
    assert (one.kind, one.clauses, one.alleged, one.interval, one.count) == (None, (), "B", None, None)


def test_further_words_say_how_it_was_broken() -> None:
    made = Made("Southmark violated the cease-fire by detaining two farmers.")
    made.event("violated the cease-fire", (made.who("Southmark"),))
    (one,) = told(made)
    assert (one.kind, one.claimant, one.claimant_name) == ("detention", None, "Ford Herald")


def test_the_day_of_publication_is_never_filled_in() -> None:
    made = Made("Northmark's forces shelled Southmark's posts.")
    made.event("shelled", (made.who("Northmark's forces"),), (made.who("Southmark's posts"),))
    (one,) = told(made)
    assert one.interval is None
    assert one.published == "2031-05-05"


def test_a_day_on_which_it_is_said_is_not_the_day_on_which_it_was() -> None:
    made = Made("Northmark's forces shelled Southmark's posts, the Southmark ministry said on Tuesday.")
    doer, post, source = made.who("Northmark's forces"), made.who("Southmark's posts"), made.who("Southmark ministry")
    made.date("Tuesday", "2031-05-06", "2031-05-06")
    claim = made.claim("Northmark's forces shelled Southmark's posts", source)
    made.event("shelled", (doer,), (post,), claim=claim)
    assert [one.interval for one in told(made)] == [None]


def test_what_a_party_does_elsewhere_is_not_of_this_ceasefire() -> None:
    made = Made("Northmark's police detained a singer in Hill Town.")
    made.event("detained", (made.who("Northmark's police"),), (made.who("a singer"),), place=made.place("Hill Town"))
    assert told(made) == ()


def test_a_place_of_a_stretch_makes_it_one_and_has_no_point() -> None:
    made = Made("Unknown men opened fire near Ash Ford.")
    made.event("opened fire", (made.who("Unknown men"),), place=made.place("Ash Ford"))
    (one,) = told(made)
    assert (one.alleged, one.alleged_words, one.where[0].of) == (None, "Unknown men", "line")
    assert (one.where[0].words, one.where[0].kind, one.where[0].geometry) == ("Ash Ford", "named", None)


def test_what_was_before_the_ceasefire_did_not_break_it() -> None:
    made = Made("Northmark's forces shelled Southmark's posts in 2030.")
    made.date("2030", "2030-01-01", "2030-12-31", "year")
    made.event("shelled", (made.who("Northmark's forces"),), (made.who("Southmark's posts"),))
    assert told(made) == ()


def test_a_figure_takes_the_place_of_its_event_and_goes_to_the_day_it_is_said() -> None:
    made = Made("Southmark violated the ceasefire 14 times since Monday, the Northmark ministry said.")
    source, doer = made.who("Northmark ministry"), made.who("Southmark")
    since = made.date("since Monday", "2031-05-03", None, "range")
    claim = made.claim("Southmark violated the ceasefire 14 times since Monday", source)
    event = made.event("violated the ceasefire", (doer,), claim=claim, date=since)
    made.quantity("14 times", "violations", 14, event=event, claim=claim)
    (one,) = told(made, incidents={event: "i1"})
    assert (one.origin, one.claimant, one.alleged, one.kind, one.incident) == ("published", "A", "B", None, "i1")
    assert one.count is not None
    assert (one.count.low, one.count.high, one.count.words) == (14, 14, "14 times")
    assert one.interval is not None
    assert (one.interval.first, one.interval.last) == (dt.date(2031, 5, 3), dt.date(2031, 5, 5))


@pytest.mark.parametrize("status", ["planned", "hypothetical", "demanded"])
def test_a_figure_of_what_was_not_is_none(status: str) -> None:
    made = Made("If Southmark violates the ceasefire 14 times, it ends, Northmark said.")
    claim = made.claim("If Southmark violates the ceasefire 14 times, it ends", made.who("Northmark"))
    event = made.event("violates the ceasefire", (made.who("Southmark"),), claim=claim, status=status)
    made.quantity("14 times", "violations", 14, event=event, claim=claim)
    assert told(made) == ()


def test_what_it_cost_stays_beside_a_figure() -> None:
    made = Made("Southmark violated the ceasefire 14 times, wounding two farmers.")
    event = made.event("violated the ceasefire", (made.who("Southmark"),))
    made.quantity("14 times", "violations", 14, event=event)
    made.quantity("two farmers", "wounded", 2, event=event)
    assert {(one.origin, one.harm) for one in told(made)} == {("published", None), ("report", "wounded")}


@pytest.mark.parametrize(
    ("rest", "kind"), [(" with mortars", "fire"), (", including a drone's flight", None), (" over two days", None)]
)
def test_a_part_of_a_figure_says_nothing_of_all(rest: str, kind: str | None) -> None:
    made = Made(f"Southmark violated the ceasefire 14 times{rest}.")
    event = made.event("violated the ceasefire", (made.who("Southmark"),))
    made.quantity("14 times", "violations", 14, event=event)
    assert [one.kind for one in told(made)] == [kind]


def test_a_figure_with_an_open_end_keeps_it_open() -> None:
    made = Made("The Joint Centre recorded at least 30 ceasefire violations by Southmark on Tuesday.")
    made.who("Joint Centre")
    made.who("Southmark")
    made.date("Tuesday", "2031-05-04", "2031-05-04")
    made.quantity("at least 30 ceasefire violations", "violations", low=30, qualifier="at least")
    (one,) = told(made)
    assert one.count is not None
    assert (one.claimant, one.alleged, one.count.low, one.count.high, one.count.qualifier) == (
        "M",
        "B",
        30,
        None,
        "at least",
    )
    assert one.interval is not None
    assert one.interval.first == one.interval.last == dt.date(2031, 5, 4)


@pytest.mark.parametrize("mood", ["denied", "hoped", "promised"])
def test_a_number_that_is_not_said_to_be_one_is_no_figure(mood: str) -> None:
    made = Made("Northmark denied 14 violations.")
    claim = made.claim("14 violations", made.who("Northmark"), mood=mood)
    made.quantity("14 violations", "violations", 14, claim=claim)
    assert told(made) == ()


@pytest.mark.parametrize(("value", "low", "high"), [(-3.0, None, None), (2.5, None, None), (None, 9, 4)])
def test_a_number_that_cannot_be_is_left_out(value: float | None, low: int | None, high: int | None) -> None:
    made = Made("Northmark recorded some violations.")
    made.who("Northmark")
    made.quantity("some violations", "violations", value, low=low, high=high)
    assert told(made) == ()


def test_what_it_cost_is_told_by_whoever_gives_the_number() -> None:
    text = FIRED + " Two soldiers were wounded, Northmark said."
    made = fired(text=text)
    claim = made.claim("Two soldiers were wounded", made.who("Northmark said", name="Northmark"))
    made.quantity("Two soldiers", "wounded", 2, event="V0", claim=claim)
    fire, harm = told(made)
    assert (fire.harm, fire.claimant, harm.harm, harm.claimant, harm.alleged) == (None, "B", "wounded", "A", "A")
    assert harm.count is not None
    assert harm.count.low == 2
    assert harm.id != fire.id


@pytest.mark.parametrize(
    ("text", "said", "claimant", "kind"),
    [
        ("The Joint Centre did not observe any ceasefire violations on Tuesday.", "not observed", "M", None),
        ("The Joint Centre did not observe shelling on Tuesday.", "not observed", "M", "fire"),
        ("The Joint Centre was unable to reach its post on Tuesday.", "cannot tell", "M", None),
    ],
)
def test_a_monitor_that_saw_nothing_says_so(text: str, said: str, claimant: str, kind: str | None) -> None:
    made = Made(text)
    made.who("Joint Centre")
    made.date("Tuesday", "2031-05-06", "2031-05-06")
    (one,) = told(made)
    assert (one.said, one.claimant, one.kind, one.count) == (said, claimant, kind, None)
    assert one.interval is not None


def test_a_party_that_says_there_were_none_says_none() -> None:
    made = Made("There were no ceasefire violations, Northmark said.")
    made.claim("There were no ceasefire violations", made.who("Northmark"))
    assert [(one.said, one.claimant) for one in told(made)] == [("none", "A")]


@pytest.mark.parametrize(
    "text",
    [
        "No ceasefire violations were reported between Northmark and Southmark.",
        "There were no reports of ceasefire violations by Northmark.",
        "No violations were recorded in the talks of Northmark.",
    ],
)
def test_that_nobody_reports_anything_is_no_zero(text: str) -> None:
    made = Made(text)
    made.who("Northmark")
    assert told(made) == ()


def test_nobody_hurt_is_said_of_the_violation_before_it() -> None:
    made = fired(text=FIRED + " There were no casualties, Southmark said.")
    made.claim("There were no casualties", made.who("Southmark said", name="Southmark"))
    _, *harms = told(made)
    assert {(one.harm, one.said, one.claimant) for one in harms} == {("killed", "none", "B"), ("wounded", "none", "B")}


def test_a_report_on_others_says_nothing_of_it() -> None:
    made = Made("Eastland violated the ceasefire 5 times.")
    made.event("violated the ceasefire", (made.who("Eastland"),))
    made.quantity("5 times", "violations", 5)
    assert told(made) == ()


def test_another_truce_in_the_same_report_says_nothing_of_it() -> None:
    made = Made("Northmark met Southmark. Eastland violated the ceasefire 20 times, a group in Westland said.")
    made.who("Northmark")
    made.who("Southmark")
    source = made.who("a group in Westland", country="WWW")
    claim = made.claim("Eastland violated the ceasefire 20 times", source)
    event = made.event("violated the ceasefire", (made.who("Eastland", country="EEE"),), claim=claim)
    made.quantity("20 times", "violations", 20, event=event, claim=claim)
    assert told(made) == ()


def test_what_somebody_must_not_do_is_no_denial() -> None:
    made = Made("Southmark must not shell Northmark's posts, Northmark said.")
    claim = made.claim("Southmark must not shell Northmark's posts", made.who("Northmark said", name="Northmark"))
    made.event("shell", (made.who("Southmark"),), (made.who("Northmark's posts"),), claim=claim, status="negated")
    assert told(made) == ()


def test_what_is_recorded_between_days_is_told_by_all_of_its_sentence() -> None:
    made = Made("Between 1 and 4 May, Northmark recorded 45 violations of the ceasefire by Southmark.")
    source = made.who("Northmark")
    made.who("Southmark")
    made.date("1 and 4 May", "2031-05-01", "2031-05-04", "range")
    made.quantity("45 violations", "violations", 45, claim=made.claim("45 violations of the ceasefire", source))
    (one,) = told(made)
    assert (one.claimant, one.alleged) == ("A", "B")
    assert one.interval is not None
    assert one.interval.days == 4


def test_both_parties_are_read_by_one_rule() -> None:
    text = "Southmark's forces opened fire on Northmark's posts, the Northmark ministry said."
    made = Made(text)
    doer, post = made.who("Southmark's forces"), made.who("Northmark's posts", kind="other")
    claim = made.claim(text.split(", the", maxsplit=1)[0], made.who("Northmark ministry"))
    made.event("opened fire", (doer,), (post,), claim=claim)
    (one,), (other,) = told(made), told(fired())
    assert (one.claimant, one.alleged, one.kind, one.said) == (other.alleged, other.claimant, other.kind, other.said)


def test_a_partys_name_right_before_what_is_its_own_says_whose_it_is() -> None:
    made = Made("Northmark's forces opened fire on Southmark's posts. The men fled, the army of Southmark said.")
    made.who("Northmark")
    forces = made.who("forces")
    made.who("Southmark")
    made.event("opened fire", (forces,), (made.who("posts", kind="other"),))
    assert [(one.alleged, one.claimant) for one in told(made)] == [("A", None)]


def test_the_other_named_behind_an_attack_is_whom_it_is_against() -> None:
    made = Made("Northmark's forces opened fire on Southmark's posts near Ash Ford, wounding two soldiers.")
    doer, soldiers = made.who("Northmark's forces"), made.who("two soldiers", kind="group")
    made.who("Southmark's posts", kind="other")
    made.event("opened fire", (doer,), (soldiers,))
    (one,) = told(made)
    assert (one.alleged, one.where[0].words, one.where[0].of) == ("A", "Ash Ford", "line")


def test_seeds_tell_no_violation_of_the_ceasefire_and_no_number(
    readings: dict[str, dict[str, Any]], seed_ceasefire: Any
) -> None:
    for name, reading in readings.items():
        assert violations_of(reading, document=name, ceasefire=seed_ceasefire) == ()


def test_the_id_stays_when_more_is_read() -> None:
    more = fired()
    more.quantity("4 May", "wounded", 4, event="V0")
    assert told(fired())[0].id in {one.id for one in told(more)}
    assert violations_of(fired().reading, document="d2", ceasefire=FORD)[0].id != told(fired())[0].id


def test_harm_told_in_the_next_sentence_is_told_of_the_deed() -> None:
    made = Made("Northmark's forces shelled Ash Ford. Two civilians were wounded.")
    made.event("shelled", (made.who("Northmark's forces"),), (made.who("Ash Ford", kind="place"),))
    made.quantity("Two civilians", "wounded", 2)
    assert [(one.harm, one.alleged, one.count and one.count.low) for one in told(made)] == [
        (None, "A", None),
        ("wounded", "A", 2),
    ]


def test_harm_far_behind_is_told_of_no_deed() -> None:
    made = Made(
        "Northmark's forces shelled Ash Ford. It rained. The road is closed. Schools too. Two men were wounded."
    )
    made.event("shelled", (made.who("Northmark's forces"),), (made.who("Ash Ford", kind="place"),))
    made.quantity("Two men", "wounded", 2)
    assert [one.harm for one in told(made)] == [None]


def test_a_number_that_takes_one_up_is_not_told_anew() -> None:
    made = Made("Northmark's forces shelled Ash Ford. Three men were wounded. All three are in hospital.")
    made.event("shelled", (made.who("Northmark's forces"),), (made.who("Ash Ford", kind="place"),))
    made.quantity("Three men", "wounded", 3)
    made.quantity("All three", "wounded", 3)
    assert [one.count.low for one in told(made) if one.count] == [3]


def test_a_soldier_killed_is_told_without_a_number() -> None:
    made = Made("A soldier of Southmark was killed at Ash Ford.")
    made.event("was killed", recipients=(made.who("soldier of Southmark"),))
    assert {(one.kind, one.harm, one.count) for one in told(made)} == {("fire", None, None), ("fire", "killed", None)}


def test_who_fired_no_shot_is_not_said_to_have_fired() -> None:
    made = Made("Northmark's forces fired no mortars at Ash Ford, the Northmark ministry said.")
    ministry = made.who("Northmark ministry")
    claim = made.claim("Northmark's forces fired no mortars at Ash Ford", ministry)
    made.event("fired", (made.who("Northmark's forces"),), claim=claim)
    assert [(one.claimant, one.said, one.alleged) for one in told(made)] == [("A", "denied", "A")]


def test_a_mine_that_somebody_drove_over_is_no_fire() -> None:
    made = Made("A farmer was wounded when his tractor hit a mine at Ash Ford.")
    made.event("was wounded", recipients=(made.who("farmer"),))
    assert told(made) == ()


@pytest.mark.parametrize(
    ("speaker", "doer"),
    [("Southmark ministry", "Northmark's army"), ("Northmark ministry", "Southmark's army")],
)
def test_a_side_says_that_the_other_fired_and_leaves_out_at_whom(speaker: str, doer: str) -> None:
    made = Made(f"{doer} opened fire, the {speaker} said.")
    made.event("opened fire", (made.who(doer),), claim=made.claim(f"{doer} opened fire", made.who(speaker)))
    assert [(one.said, one.kind) for one in told(made)] == [("some", "fire")]


def test_a_number_that_is_told_not_to_be_it_is_no_figure() -> None:
    made = Made("Northmark violated the ceasefire 12 times and not 21 times, the Southmark ministry said.")
    ministry = made.who("Southmark ministry")
    claim = made.claim("Northmark violated the ceasefire 12 times and not 21 times", ministry)
    event = made.event("violated the ceasefire", (made.who("Northmark"),), claim=claim)
    made.quantity("12 times", "violations", 12, event=event, claim=claim)
    made.quantity("21 times", "violations", 21, event=event, claim=claim)
    (one,) = (one for one in told(made) if one.count)
    assert (one.count and one.count.low, one.instead_of and one.instead_of.low) == (12, 21)


def test_of_two_numbers_that_are_told_not_to_be_it_none_is_the_one_it_replaces() -> None:
    made = Made(
        "Northmark violated the ceasefire 12 times, not 21 times and not 30 times, the Southmark ministry said."
    )
    claim = made.claim(made.reading["text"].rsplit(", ", 1)[0], made.who("Southmark ministry"))
    event = made.event("violated the ceasefire", (made.who("Northmark"),), claim=claim)
    for number in (12, 21, 30):
        made.quantity(f"{number} times", "violations", number, event=event, claim=claim)
    assert [(one.count.low, one.instead_of) for one in told(made) if one.count] == [(12, None)]


@pytest.mark.parametrize(
    ("rest", "kind"),
    [
        ("On 4 May the Joint Centre recorded 2.", "fire"),
        ("On 4 May the Joint Centre recorded 2 violations.", None),
        ("On 4 May Northmark recorded 2.", None),
        ("It was foggy. On 4 May the Joint Centre recorded 2.", None),
    ],
)
def test_a_bare_number_counts_what_the_same_body_counted_just_before(rest: str, kind: str | None) -> None:
    made = Made(f"On 3 May the Joint Centre recorded 7 incidents of fire. {rest}")
    made.who("Joint Centre", kind="organisation")
    at = made.reading["text"].index(rest)
    name = "Northmark" if "Northmark" in rest else "Joint Centre"
    where = made.reading["text"].index(name, at)
    made.reading["mentions"].append({"start": where, "end": where + len(name), "entity": made.who(name)["entity"]})
    made.date("3 May", "2031-05-03", "2031-05-03")
    made.date("4 May", "2031-05-04", "2031-05-04")
    made.quantity("7 incidents", "violations", 7)
    made.quantity("2 violations" if "violations" in rest else "2", "violations", 2)
    assert [(one.kind, one.count.low) for one in told(made) if one.count] == [("fire", 7), (kind, 2)]


def test_an_exercise_is_a_deed_though_no_force() -> None:
    made = Made("Northmark's army held an exercise at Ash Ford.")
    made.event("held an exercise", (made.who("Northmark's army"),), type="COOPERATE")
    assert [(one.kind, one.alleged) for one in told(made)] == [("exercise", "A")]


@pytest.mark.parametrize(
    ("words", "harms"),
    [
        ("Nobody was hurt.", {"killed", "wounded"}),
        ("Nobody was injured.", {"wounded"}),
        ("Nobody was killed.", {"killed"}),
    ],
)
def test_that_nobody_was_hurt_is_said_of_those_whom_the_words_mean(words: str, harms: set[str]) -> None:
    made = Made(f"Northmark's forces shelled Ash Ford. {words}")
    made.event("shelled", (made.who("Northmark's forces"),), (made.who("Ash Ford", kind="place"),))
    assert {one.harm for one in told(made) if one.said == "none"} == harms


def test_each_class_that_a_monitor_did_not_observe_is_told() -> None:
    made = Made("No crossings and no drones were observed near Ash Ford.", publisher="Joint Centre")
    made.who("Ash Ford", kind="place")
    assert {(one.claimant, one.said, one.kind) for one in told(made)} == {
        ("M", "not observed", "incursion"),
        ("M", "not observed", "drone"),
    }


def test_what_is_no_incident_of_fire_says_nothing_of_fire() -> None:
    made = Made("A mine exploded near Ash Ford; this is no incident of fire.", publisher="Joint Centre")
    made.who("Ash Ford", kind="place")
    assert told(made) == ()


@pytest.mark.parametrize(("text", "first"), [
    ("The Joint Centre recorded 7 incidents of fire on 3 May and 12 on 4 May.", [3, 4]),
    ("On 3 May 7 and on 4 May 12 incidents of fire were recorded by the Joint Centre.", [3, 4]),
])  # fmt: skip
def test_a_figure_has_the_days_of_its_own_member_of_a_list(text: str, first: list[int]) -> None:
    made = Made(text, publisher="Joint Centre")
    made.who("Joint Centre")
    made.date("3 May", "2031-05-03", "2031-05-03")
    made.date("4 May", "2031-05-04", "2031-05-04")
    made.quantity("7", "violations", 7)
    made.quantity("12", "violations", 12)
    assert [one.interval.first.day for one in told(made) if one.count and one.interval] == first


@pytest.mark.parametrize(("by", "alleged"), [(" by Southmark", "B"), (" of Southmark", None), ("", None)])
def test_that_there_was_none_is_said_of_whom_it_names(by: str, alleged: str | None) -> None:
    words = f"there were no violations{by} on 4 May"
    made = Made(f"Northmark said that {words}.")
    who = made.who("Northmark")
    if by:
        made.who("Southmark")
    made.date("4 May", "2031-05-04", "2031-05-04")
    made.claim(words, who)
    (one,) = violations_of(made.reading, document="d1", ceasefire=FORD)
    assert (one.said, one.claimant, one.alleged) == ("none", "A", alleged)

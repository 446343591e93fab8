from typing import Any

import pytest

from detente.registry.forms import from_plain, to_plain
from detente.registry.mines.from_reading import mine_records_of
from detente.registry.mines.records import Accident, Activity, Handover, HazardousArea, MineFigure, MineRecord

Json = dict[str, Any]


def span(text: str, words: str) -> Json:
    start = text.index(words)
    return {"start": start, "end": start + len(words)}


def mention(text: str, words: str, kind: str, **more: Any) -> Json:
    return span(text, words) | {"text": words, "kind": kind, "form": "name", "entity": None} | more


def quantity(text: str, words: str, kind: str, value: float | None, **more: Any) -> Json:
    bounds = {"low": None, "high": None, "unit": None, "qualifier": None}
    return span(text, words) | {"text": words, "kind": kind, "value": value} | bounds | more


def date(text: str, words: str, first: str, last: str | None) -> Json:
    return span(text, words) | {"text": words, "from": first, "to": last}


def claim(text: str, source: str, content: str, mood: str = "said") -> Json:
    told = {"id": "C1", "source": span(text, source) | {"entity": None}, "via": [], "mood": mood, "confidence": 0.9}
    return told | {"content": span(text, content)}


def records(text: str, **parts: list[Json]) -> tuple[MineRecord, ...]:
    """Return what a reading of one sentence says, of the parts that are given."""
    empty: Json = {"entities": [], "mentions": [], "dates": [], "quantities": [], "claims": []}
    reading = {"text": text, "published": None, "sentences": [{"start": 0, "end": len(text)}]} | empty | parts
    return mine_records_of(reading, document="d1", published="2031-05-12")


def activity(text: str, **parts: list[Json]) -> Activity:
    (one,) = records(text, **parts)
    assert isinstance(one, Activity)
    return one


def test_work_has_who_did_it_what_was_found_where_and_when() -> None:
    text = "Ford Deminers cleared 12 ha and destroyed at least 5 anti-tank mines near Eastbank last week."
    made = activity(
        text,
        mentions=[mention(text, "Ford Deminers", "organisation"), mention(text, "Eastbank", "place")],
        quantities=[quantity(text, "12 ha", "area", 12, unit="ha"),
                    quantity(text, "at least 5 anti-tank mines", "mines", None, low=5, qualifier="at least")],
        dates=[date(text, "last week", "2031-05-05", "2031-05-11")],
    )  # fmt: skip
    assert (made.kind, made.status, made.claimant, made.origin) == ("clearance", "completed", None, "report")
    assert [one.name for one in made.bodies] == ["Ford Deminers"]
    assert made.released is not None
    assert made.released.cleared is not None
    assert made.released.cleared.low == 120_000
    (device,) = made.devices
    assert (device.kind, device.fate, device.count and device.count.low) == ("anti-vehicle mine", "destroyed", 5)
    assert [one.words for one in made.where] == ["Eastbank"]
    assert made.interval is not None
    assert made.interval.days == 7
    assert from_plain(to_plain(made), Activity, what="an activity") == made


def test_what_a_claim_says_stands_under_who_says_it() -> None:
    text = "The office said Ford Deminers are clearing mines."
    content = "Ford Deminers are clearing mines"
    made = activity(text, claims=[claim(text, "The office", content)])
    assert (made.claimant, made.status, made.status_words) == ("The office", "ongoing", "are clearing")
    assert made.evidence[0].words == content
    assert not made.has_figures


@pytest.mark.parametrize(
    "text",
    ["Teams will clear mines.", "Teams plan to remove the mines.", "Teams have not cleared any mines.",
     "The mines must be cleared.", "Teams hasn\u2019t cleared the mines.", "Police cleared the square of protesters.",
     "A car was destroyed by a mine in the field.", "The minister cleared his desk in a gold mine.",
     "The gold mine was cleared.", "Police cleared the road after the mine blast.",
     "Five demining experts were killed.", "A mine shaft was cleared."],
)  # fmt: skip
def test_plans_denials_and_other_things_are_no_work(text: str) -> None:
    assert [one for one in records(text) if isinstance(one, Activity)] == []


@pytest.mark.parametrize(
    "text",
    [
        "The army turned back a patrol on Wednesday because a mine had been found on the verge.",
        "Armed men stopped Team South and let it pass after an hour, giving mine clearance as the reason.",
        "The convoy was stopped because sappers were clearing mines, the guards said.",
        "Observers were denied access on the grounds that the road was being cleared of mines.",
        "Police searched the orchard and found eleven cartridge cases.",
        "Police searched two houses and found 40 cartridges and a rifle.",
        "The guards searched a car and found 200 rounds of ammunition.",
    ],
)
def test_searches_and_what_a_patrol_was_turned_back_with_are_no_work(text: str) -> None:
    assert [one for one in records(text) if isinstance(one, Activity)] == []


@pytest.mark.parametrize(
    "text",
    [
        "The team stopped because it had found three mines.",
        "Work stopped on Monday because two mines were found.",
        "Sappers destroyed 400 cartridges and two mines.",
        "Sappers disposed of 400 cartridges.",
        "Teams cleared mines from the verge and turned back the villagers.",
    ],
)
def test_what_was_found_is_work_where_nobody_is_turned_back_for_it(text: str) -> None:
    assert [type(one) for one in records(text)] == [Activity]


@pytest.mark.parametrize("mood", ["planned", "promised", "denied", "demanded", "hoped"])
def test_a_claim_of_a_plan_is_no_work(mood: str) -> None:
    text = "The office says teams clear mines."
    assert records(text, claims=[claim(text, "The office", "teams clear mines", mood)]) == ()


def test_each_number_belongs_to_what_was_done_to_it() -> None:
    text = (
        "To May 9, the office found 92 mines; 302 ha were cleared, and it handed over maps of 1,100 landmines to Ford."
    )
    counted = [quantity(text, "92 mines", "mines", 92), quantity(text, "1,100 landmines", "mines", 1100)]
    found = records(text, quantities=[*counted, quantity(text, "302 ha", "area", 302, unit="ha")])
    made = next(one for one in found if isinstance(one, Activity))
    assert [(one.count and one.count.low, one.fate) for one in made.devices] == [(92, "found")]
    assert made.released is not None
    assert made.released.cleared is not None
    assert made.released.cleared.words == "302 ha"
    assert [one.what for one in found if isinstance(one, Handover)] == ["minefield records"]


def test_work_that_is_said_to_be_under_way_goes_on() -> None:
    made = activity("Demining of the road is still under way.")
    assert (made.kind, made.status, made.status_words) == (
        "clearance", "ongoing", "Demining of the road is still under way"
    )  # fmt: skip


def test_a_total_since_a_day_is_a_running_figure_and_no_work() -> None:
    text = "Since 1 January 1,234 mines have been cleared."
    (one,) = records(
        text,
        quantities=[quantity(text, "1,234 mines", "mines", 1234)],
        dates=[date(text, "Since 1 January", "2031-01-01", None)],
    )
    assert isinstance(one, MineFigure)
    assert (one.running, one.what, one.count and one.count.low) == (True, "mine", 1234)
    assert one.interval is not None
    assert (str(one.interval.first), str(one.interval.last)) == ("2031-01-01", "2031-05-12")


def test_an_accident_counts_who_came_to_harm_and_names_nobody() -> None:
    text = "Two farmers died and Jon Reed was hurt when a mine exploded near Eastbank."
    found = records(
        text,
        mentions=[mention(text, "Jon Reed", "person"), mention(text, "Eastbank", "place")],
        quantities=[quantity(text, "Two farmers", "killed", 2), quantity(text, "Jon Reed", "wounded", 1)],
    )
    (one,) = found
    assert isinstance(one, Accident)
    assert (one.device, one.killed and one.killed.low, one.wounded) == ("mine", 2, None)
    assert "Reed" not in str(to_plain(one))


@pytest.mark.parametrize(
    "text",
    [
        "An IED exploded in the market.",
        "Two mines were blown in a controlled explosion.",
        "No mine exploded.",
        "A mine explosion killed 22 miners.",
        "A claymore mine exploded.",
    ],
)
def test_what_may_be_an_attack_or_was_meant_is_no_accident(text: str) -> None:
    assert [one for one in records(text) if isinstance(one, Accident)] == []


def test_an_accident_that_is_only_spoken_of_again_is_one() -> None:
    text = "A boy stepped on a mine near Eastbank. The mine explosion is looked into."
    cut = text.index(" The")
    reading: Json = {"text": text, "published": None, "entities": [], "dates": [], "quantities": [], "claims": []}
    reading |= {"sentences": [{"start": 0, "end": cut}, {"start": cut + 1, "end": len(text)}]}
    reading |= {"mentions": [mention(text, "Eastbank", "place")]}
    (one,) = mine_records_of(reading, document="d1")
    assert isinstance(one, Accident)


def test_ground_and_handovers_are_records() -> None:
    text = "A confirmed hazardous area of 2 km2 was cleared, and Northmark handed over minefield maps to Southmark."
    found = records(
        text,
        mentions=[mention(text, "Northmark", "state"), mention(text, "Southmark", "state")],
        quantities=[quantity(text, "2 km2", "area", 2, unit="km2")],
    )
    kinds = {type(one): one for one in found}
    area, given = kinds[HazardousArea], kinds[Handover]
    assert isinstance(area, HazardousArea)
    assert isinstance(given, Handover)
    assert (area.certainty, area.state, area.area and area.area.low) == ("confirmed", "cleared", 2_000_000)
    assert (given.what, given.bodies[0].name, given.to[0].name) == ("minefield records", "Northmark", "Southmark")


def test_a_text_of_something_else_says_nothing_of_mines() -> None:
    assert records("The ministers met.") == ()
    assert records("") == ()


@pytest.mark.parametrize("text", ["m\u0131nes were cleared \u0130ED", "clear mines " * 3000, "mine exploded " * 3000])
def test_hostile_texts_are_read_through(text: str) -> None:
    assert isinstance(records(text), tuple)


def test_the_seeds_tell_of_one_attempt_without_any_figure(readings: dict[str, Json], facts: dict[str, Json]) -> None:
    found = {name: mine_records_of(reading, document=name) for name, reading in readings.items()}
    fact = facts["B13"]
    (one,) = found.pop(fact["file"])
    assert [records for records in found.values() if records] == []
    assert isinstance(one, Activity)
    assert (one.kind, one.status, one.status_words) == ("clearance", "ongoing", "are trying to clear")
    assert (one.claimant, one.hazards) == ("Hulusi Akar", ("mine", "IED"))
    assert [body.name for body in one.bodies] == ["Turkish military", "Azerbaijani counterparts"]
    assert [body.country for body in one.bodies] == ["TUR", "AZE"]
    assert [place.words for place in one.where] == ["Azerbaijan's liberated territories"]
    assert (one.has_figures, one.devices, one.released, one.surveyed, one.interval) == (False, (), None, None, None)
    assert fact["start"] <= (one.evidence[0].start or 0) < (one.evidence[0].end or 0) <= fact["end"]


def test_of_what_was_cleared_only_those_by_whom_it_was_did_it() -> None:
    text = "The council left when mines were cleared by Ford Deminers."
    bodies = [mention(text, "council", "organisation"), mention(text, "Ford Deminers", "organisation")]
    assert [one.name for one in activity(text, mentions=bodies).bodies] == ["Ford Deminers"]


def test_a_part_of_the_killed_is_no_second_number() -> None:
    text = "A landmine blast killed 11 pilgrims, including seven children."
    (one,) = records(
        text, quantities=[quantity(text, "11 pilgrims", "killed", 11), quantity(text, "seven children", "killed", 7)]
    )
    assert isinstance(one, Accident)
    assert one.killed is not None
    assert one.killed.low == 11


def test_numbers_of_harmed_by_age_and_sex_are_kept_as_told_and_never_added_up() -> None:
    text = "Three children and two women were wounded when a landmine exploded near Ash Ford."
    counted = [quantity(text, "Three children", "wounded", 3, counted="children"),
               quantity(text, "two women", "wounded", 2, counted="women")]  # fmt: skip
    (made,) = records(text, quantities=counted)
    assert isinstance(made, Accident)
    assert (made.killed, made.wounded) == (None, None)
    assert [(one.harm, one.group, one.count.words) for one in made.groups] == [
        ("wounded", "children", "Three children"), ("wounded", "women", "two women"),
    ]  # fmt: skip


def test_people_of_no_age_or_sex_are_in_no_group() -> None:
    text = "Two people were killed by a mine blast in Eastbank."
    (made,) = records(text, quantities=[quantity(text, "Two people", "killed", 2, counted="people")])
    assert isinstance(made, Accident)
    assert made.groups == ()
    assert made.killed is not None


@pytest.mark.parametrize("body", ["demining institute", "mine clearance authority", "demining contractor"])
def test_a_body_that_has_the_work_in_its_name_does_none_by_that(body: str) -> None:
    assert records(f"The national {body} has lent two lorries to the mine museum of Eastbank.") == ()


def test_ground_that_is_made_safe_is_cleared() -> None:
    text = "Mine clearance goes on near Eastbank, where Ford Deminers has made safe 1,900 square metres."
    made = activity(text, quantities=[quantity(text, "1,900 square metres", "area", 1900, unit="m2")])
    assert made.released is not None
    assert made.released.cleared is not None
    assert made.released.cleared.low == 1900


def ha(text: str, words: str) -> Json:
    return quantity(text, words, "area", float(words.split(maxsplit=1)[0]), unit="ha")


def of_work(text: str, **parts: list[Json]) -> list[Activity]:
    return [one for one in records(text, **parts) if isinstance(one, Activity)]


@pytest.mark.parametrize(
    ("text", "certainty"),
    [("The Ford Clearance Office has marked 14 ha near the minefield as suspected.", "suspected"),
     ("Beside the mines 14 ha remain confirmed as mined.", "confirmed"),
     ("The Clearance Office has marked 14 ha near the mines as dangerous.", None)],
)  # fmt: skip
def test_ground_that_is_called_dangerous_is_not_cleared(text: str, certainty: str | None) -> None:
    found = records(text, quantities=[ha(text, "14 ha")])
    (area,) = [one for one in found if isinstance(one, HazardousArea) and one.area]
    assert (area.certainty, area.area and area.area.words) == (certainty, "14 ha")
    assert [one for one in found if isinstance(one, Activity)] == []


@pytest.mark.parametrize(
    "text",
    ["12 ha of mined land had been handed over for clearance.", "The council gave 12 ha for humanitarian demining.",
     "The council gave money for demining.", "A meeting about the minefields was cancelled."],
)  # fmt: skip
def test_what_something_is_for_is_not_done(text: str) -> None:
    assert of_work(text, quantities=[ha(text, "12 ha")] if "12 ha" in text else []) == []


def test_cancelled_reduced_cleared_and_surveyed_ground_are_told_apart() -> None:
    text = "Beside the mines teams surveyed 40 ha: 25 ha cancelled, 10 ha were reduced and 6 ha were cleared."
    sizes = [ha(text, words) for words in ("40 ha", "25 ha", "10 ha", "6 ha")]
    (made,) = of_work(text, quantities=sizes)
    assert made.released is not None
    assert made.surveyed is not None
    ways = (made.released.cancelled, made.released.reduced, made.released.cleared)
    assert ([one.words for one in ways if one], made.surveyed.words) == (["25 ha", "10 ha", "6 ha"], "40 ha")


def test_a_number_is_of_the_deed_of_its_own_claim_and_no_other() -> None:
    text = "The mission said 18 mines were destroyed, while the army said it had destroyed 9 mines."
    claims = [claim(text, "The mission", "18 mines were destroyed") | {"id": "C1"},
              claim(text, "the army", "it had destroyed 9 mines") | {"id": "C2"}]  # fmt: skip
    counted = [quantity(text, "18 mines", "mines", 18), quantity(text, "9 mines", "mines", 9)]
    found = of_work(text, claims=claims, quantities=counted)
    told = [(one.claimant, [device.count and device.count.low for device in one.devices]) for one in found]
    assert told == [("The mission", [18]), ("the army", [9])]
    assert [body.name for body in found[1].bodies] == ["the army"]


def test_two_who_do_the_same_in_one_sentence_have_a_record_each_with_their_own_words() -> None:
    text = "Ford Deminers removed 31 mines and Ash Trust destroyed 27 mines."
    bodies = [mention(text, "Ford Deminers", "organisation"), mention(text, "Ash Trust", "organisation")]
    counted = [quantity(text, "31 mines", "mines", 31), quantity(text, "27 mines", "mines", 27)]
    first, second = of_work(text, mentions=bodies, quantities=counted)
    assert ([one.name for one in first.bodies], [one.name for one in second.bodies]) == (
        ["Ford Deminers"],
        ["Ash Trust"],
    )
    assert "27" not in first.evidence[0].words
    assert "31" not in second.evidence[0].words


def test_all_of_a_list_had_the_fate_that_is_told_last_of_them() -> None:
    text = "In Eastbank 55 unexploded shells, 12 mines and 140 bomblets were found and neutralised."
    counted = [quantity(text, words, "mines", float(words.split()[0]))
               for words in ("55 unexploded shells", "12 mines", "140 bomblets")]  # fmt: skip
    (made,) = of_work(text, quantities=counted)
    assert [(one.count and one.count.low, one.fate) for one in made.devices] == [
        (55, "made safe"), (12, "made safe"), (140, "made safe")
    ]  # fmt: skip


def test_of_several_groups_none_is_how_many_were_reached() -> None:
    text = "The office gave risk education to 1200 children and 300 adults."
    people = [quantity(text, words, "people", float(words.split()[0])) for words in ("1200 children", "300 adults")]
    assert activity(text, quantities=people).reached is None


def test_a_country_behind_its_place_does_not_do_the_work() -> None:
    text = "Ford Deminers worked near Ash Ford, Velmark, and destroyed 23 mines."
    named = [mention(text, "Ford Deminers", "organisation"), mention(text, "Ash Ford", "place"),
             mention(text, "Velmark", "state")]  # fmt: skip
    assert [one.name for one in activity(text, mentions=named).bodies] == ["Ford Deminers"]


def test_one_who_is_said_to_be_killed_is_one_and_a_bomb_is_no_accident() -> None:
    (one,) = records("A herder was killed by a mine near Eastbank.")
    assert isinstance(one, Accident)
    assert (one.killed and (one.killed.low, one.killed.words), one.wounded) == ((1, "A herder was killed"), None)
    assert records("A soldier was killed by a roadside bomb.") == ()

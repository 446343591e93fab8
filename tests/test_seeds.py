"""The two press reports through the whole reader, held against the list of facts beside them.

Claims by fact are also held without the later stages in `reading/test_claims_seeds.py`, dates and quantities in
`reading/test_dates_seeds.py`; here is what `detente read` prints in the end.
"""

from typing import Any

import pytest

pytestmark = pytest.mark.seeds

Found = dict[str, Any]
AKAR, MAMMADOV, LAVROV, MINISTRY = "Akar", "Mammadov", "Lavrov", "Turkish Foreign Ministry"

SPOKEN: list[tuple[str, str, str]] = [
    ("A02", MAMMADOV, "have played an important role in countering threats"),
    ("A03", MAMMADOV, "brotherhood is a model"),
    ("A04", MAMMADOV, "we still haven’t lost our identity"),
    ("A05", MAMMADOV, "oil pipeline"),
    ("A06", MAMMADOV, "Railway"),
    ("A07", MAMMADOV, "these do not only serve the needs"),
    ("A08", MAMMADOV, "There will be no Azerbaijan without Turkey"),
    ("A09", MAMMADOV, "$19.5 billion"),
    ("A10", MAMMADOV, "was founded on the Turkish model"),
    ("A13", MINISTRY, "Today we celebrate"),
    ("A35", LAVROV, "has always supported"),
    ("A36", LAVROV, "a very good unifying potential"),
    ("A40", LAVROV, "We support these efforts"),
    ("B02", AKAR, "support for Azerbaijan"),
    ("B04", AKAR, "we are always close to Azerbaijan"),
    ("B05", AKAR, "lasting peace and stability"),
    ("B06", AKAR, "the hand of peace extended to Armenia"),
    ("B07", AKAR, "It is not just about Azerbaijan and Armenia"),
    ("B08", AKAR, "a joint center with Russia to monitor the ceasefire"),
    ("B09", AKAR, "under control there"),
    ("B10", AKAR, "Ceasefire violations are decreasing"),
    ("B11", AKAR, "more stable in the coming days"),
    ("B12", AKAR, "a ceasefire will be achieved"),
]
"""For each fact of the list: who says it, and words of his that the fact is about."""

MODES = {"A02": "indirect", "A08": "direct", "A13": "direct", "A35": "indirect", "A36": "direct", "A40": "direct"}
MODES |= {"B06": "direct", "B07": "direct", "B10": "direct", "B05": "indirect"}

DAYS = {"A27": ("2020-11-10", "2020-11-10"), "B08": ("2021-01-30", None), "B15": ("2020-11-10", "2020-11-10")}


def name_of(found: Found, entity_id: str | None) -> str | None:
    return next((e["name"] for e in found["entities"] if e["id"] == entity_id), None)


def country_of(found: Found, entity_id: str | None) -> str | None:
    return next((e["country"] for e in found["entities"] if e["id"] == entity_id), None)


def within(records: list[Found], fact: Found, key: str | None = None) -> list[Found]:
    """Return the records (or those with a span `key`) that start in a fact's sentence."""
    return [r for r in records if fact["start"] <= (r[key] if key else r)["start"] < fact["end"]]


def claims_over(found: Found, fact: Found, words: str) -> list[Found]:
    """Return the claims whose content holds all of the words, the innermost first."""
    start = found["text"].index(words, fact["start"], fact["end"])
    end = start + len(words)
    holding = [c for c in found["claims"] if c["content"]["start"] <= start and end <= c["content"]["end"]]
    return sorted(holding, key=lambda c: c["content"]["end"] - c["content"]["start"])


@pytest.mark.parametrize(("fact_id", "speaker", "words"), SPOKEN, ids=[s[0] for s in SPOKEN])
def test_who_says_it(
    fact_id: str, speaker: str, words: str, facts: dict[str, Found], readings: dict[str, Found]
) -> None:
    fact = facts[fact_id]
    found = readings[fact["file"]]
    claims = claims_over(found, fact, words)
    names = [name_of(found, c["source"] and c["source"]["entity"]) for c in claims]
    assert names, "nobody"
    assert (names[0] or "").endswith(speaker), names
    assert MODES.get(fact_id, claims[0]["mode"]) == claims[0]["mode"]


def test_who_they_are(facts: dict[str, Found], readings: dict[str, Found]) -> None:
    dated, undated = readings[facts["B01"]["file"]], readings[facts["A01"]["file"]]
    akar = next(e for e in dated["entities"] if e["name"].endswith(AKAR))
    assert (akar["kind"], akar["role"]) == ("person", "National Defence Minister")
    lavrov = next(e for e in undated["entities"] if e["name"].endswith(LAVROV))
    assert (lavrov["kind"], lavrov["role"]) == ("person", "Foreign Minister")
    mammadov = next(e for e in undated["entities"] if e["name"].endswith(MAMMADOV))
    assert (mammadov["kind"], mammadov["country"]) == ("person", "AZE")


def test_a_report_known_at_second_hand_says_through_whom(facts: dict[str, Found], readings: dict[str, Found]) -> None:
    fact = facts["B02"]
    found = readings[fact["file"]]
    vias = [v for c in claims_over(found, fact, "support for Azerbaijan") for v in c["via"]]
    assert [found["text"][v["start"] : v["end"]] for v in vias] == ["the Turkish media"]


def test_when_they_came_out(facts: dict[str, Found], readings: dict[str, Found]) -> None:
    published = readings[facts["B01"]["file"]]["published"]
    assert (published["from"], published["to"]) == ("2022-01-09", "2022-01-09")
    undated = readings[facts["A01"]["file"]]["published"]
    assert (undated["from"], undated["to"]) == ("2020-11-10", None)


@pytest.mark.parametrize("fact_id", sorted(DAYS))
def test_dates_stated_outright(fact_id: str, facts: dict[str, Found], readings: dict[str, Found]) -> None:
    fact = facts[fact_id]
    (date,) = within(readings[fact["file"]]["dates"], fact)
    assert (date["from"], date["to"]) == DAYS[fact_id]


def test_the_money(facts: dict[str, Found], readings: dict[str, Found]) -> None:
    fact = facts["A09"]
    found = readings[fact["file"]]
    (money,) = [q for q in found["quantities"] if q["kind"] == "money"]
    assert fact["start"] <= money["start"] < fact["end"]
    assert (money["value"], money["low"], money["high"], money["unit"]) == (19_500_000_000, None, None, "USD")


def test_six_states_are_called_to_the_platform(facts: dict[str, Found], readings: dict[str, Found]) -> None:
    fact = facts["A31"]
    found = readings[fact["file"]]
    six = {"TUR", "RUS", "IRN", "AZE", "GEO", "ARM"}
    assert {country_of(found, m["entity"]) for m in within(found["mentions"], fact)} >= six
    events = [e for e in within(found["events"], fact, "trigger") if e["type"] in {"CONSULT", "COOPERATE"}]
    assert not [e for e in events if e["status"] in {"happened", "ongoing", "background"}]


def test_three_signed_and_turkey_did_not(facts: dict[str, Found], readings: dict[str, Found]) -> None:
    fact = facts["B15"]
    found = readings[fact["file"]]
    signings = [e for e in within(found["events"], fact, "trigger") if e["type"] in {"AGREE", "SUPPORT"}]
    parties = [{country_of(found, p["entity"]) for p in [*e["actors"], *e["recipients"]]} for e in signings]
    assert {"AZE", "RUS", "ARM"} in parties, parties
    assert not [p for p in parties if "TUR" in p]


EMPTY = {"violations", "area", "mines", "weapons", "vehicles", "troops", "killed", "wounded", "captured", "missing"}


def test_nothing_is_counted_that_they_do_not_count(readings: dict[str, Found]) -> None:
    counted = [q for found in readings.values() for q in found["quantities"] if q["kind"] in EMPTY]
    assert [q for q in counted if (q["value"], q["low"], q["high"]) != (None, None, None)] == []


def test_a_claimed_trend_is_no_event_and_no_figure(facts: dict[str, Found], readings: dict[str, Found]) -> None:
    fact = facts["B10"]
    found = readings[fact["file"]]
    assert within(found["quantities"], fact) == []
    assert [e for e in within(found["events"], fact, "trigger") if e["claim"] is None] == []
    assert claims_over(found, fact, "Ceasefire violations are decreasing")[0]["trend"] == "falling"


def test_the_centre_has_no_place_and_no_headcount(facts: dict[str, Found], readings: dict[str, Found]) -> None:
    for fact_id, upto in (("B08", "under control"), ("B09", "under control"), ("B14", "under a trilateral")):
        fact = facts[fact_id]
        found = readings[fact["file"]]
        counted = within(found["quantities"], fact)
        assert [q for q in counted if (q["value"], q["low"], q["high"]) != (None, None, None)] == []
        end = found["text"].index(upto, fact["start"], fact["end"])
        about = [e for e in within(found["events"], fact, "trigger") if e["trigger"]["start"] < end]
        assert [e["place"] for e in about if e["place"] is not None] == []


@pytest.mark.parametrize("fact_id", ["A37", "A39", "A09"])
def test_days_that_nobody_states(fact_id: str, facts: dict[str, Found], readings: dict[str, Found]) -> None:
    fact = facts[fact_id]
    found = readings[fact["file"]]
    assert within(found["dates"], fact) == []
    assert [e["date"] for e in within(found["events"], fact, "trigger") if e["date"] is not None] == []


@pytest.mark.parametrize("fact_id", ["B05", "B11", "B12", "A39"])
def test_what_is_hoped_or_expected_did_not_happen(
    fact_id: str, facts: dict[str, Found], readings: dict[str, Found]
) -> None:
    fact = facts[fact_id]
    found = readings[fact["file"]]
    happened = [e for e in within(found["events"], fact, "trigger") if e["status"] in {"happened", "ongoing"}]
    words = [found["text"][e["trigger"]["start"] : e["trigger"]["end"]] for e in happened]
    assert not {
        "peace",
        "will be achieved",
        "achieved",
        "contribute",
        "cooperation",
        "held",
        "expected to be held",
    } & set(words)

"""What is proposed for a watch, and what is not: names, near names, voices."""

from typing import Any

import pytest

from detente.registry.assertions.telling import Telling
from detente.registry.watch.missing import found_in, proposals_of
from detente.registry.watch.near import near_name
from detente.registry.watch.parse import parse_watch
from detente.registry.watch.proper import agreement_name, body_name, platform_name, project_name
from detente.registry.watch.stated import things_of

WATCH = parse_watch(
    b"""
id = "w"
name = "Kessing"
[[actors]]
id = "N"
name = "Northmark"
[[actors]]
id = "union"
name = "Union of Upper River States"
[[agreements]]
id = "kessing"
name = "Kessing Protocol"
[[agreements]]
id = "may"
name = "Statement of 3 May"
""",
    name="w.toml",
    read_beside=lambda name: name.encode(),
)


def telling(text: str, *named: tuple[str, str], document: str = "d1", voice: str | None = None, **more: Any) -> Telling:
    """A report of one sentence in which these words are entities of these kinds, by name."""
    spans = [(text.index(words), text.index(words) + len(words)) for words, _ in named]
    entities: list[dict[str, Any]] = [
        {"id": f"E{n}", "name": words, "kind": kind, "country": more.get("country"), "sectors": [], "members": []}
        for n, (words, kind) in enumerate(named)
    ]
    mentions = [
        {"start": a, "end": b, "text": text[a:b], "kind": named[n][1], "form": "name", "entity": f"E{n}"}
        for n, (a, b) in enumerate(spans)
    ]
    parts = [{"entity": f"E{n}", "start": a, "end": b} for n, (a, b) in enumerate(spans)]
    events = [{"actors": parts, "recipients": [], "place": None}] if more.get("acts", True) else []
    reading = {
        "text": text, "sentences": [{"start": 0, "end": len(text)}], "entities": entities, "mentions": mentions,
        "events": events, "places": [], "claims": [],
        "published": {"from": more.get("day"), "to": more.get("day")} if "day" in more else None,
    }  # fmt: skip
    return Telling(
        reading=reading, document=document, voice=voice or document, actors=WATCH.actors, things=things_of(WATCH)
    )


def names(*told: Telling) -> list[str]:
    return [one.name for one in proposals_of((f for t in told for f in found_in(t)), [WATCH])]


AGREEMENT = "Northmark left the Treaty of Holm."


def test_an_agreement_that_no_watch_has_is_proposed_with_its_words() -> None:
    (one,) = proposals_of(found_in(telling(AGREEMENT, ("Treaty of Holm", "agreement"))), [WATCH])
    assert (one.section, one.name, one.voices, one.near) == ("agreements", "Treaty of Holm", 1, None)
    assert one.evidence[0].words == AGREEMENT
    assert one.evidence[0].document == "d1"


def test_what_is_watched_is_not_proposed() -> None:
    assert names(telling("The Kessing Protocol holds.", ("Kessing Protocol", "agreement"))) == []
    assert names(telling("Northmark left.", ("Northmark", "state"), country="NMK")) == []


def test_copies_of_one_text_are_one_voice_and_more_voices_come_first() -> None:
    holm = ("Treaty of Holm", "agreement")
    copies = [telling(AGREEMENT, holm, document=f"c{n}", voice="c0") for n in range(3)]
    accord = "Northmark praised the Pell Accord."
    others = [telling(accord, ("Pell Accord", "agreement"), document=f"o{n}", day=f"2021-05-0{n}") for n in (1, 2)]
    first, second = proposals_of((f for t in (*copies, *others) for f in found_in(t)), [WATCH])
    assert (first.name, first.voices, first.days) == ("Pell Accord", 2, ("2021-05-01", "2021-05-02"))
    assert (second.name, second.voices, second.documents) == ("Treaty of Holm", 1, ("c0", "c1", "c2"))


def test_a_turned_name_is_the_same_and_what_is_turned_down_stays_away() -> None:
    told = [
        telling(AGREEMENT, ("Treaty of Holm", "agreement")),
        telling("They read the Holm Treaty.", ("Holm Treaty", "agreement"), document="d2"),
    ]
    found = [f for t in told for f in found_in(t)]
    (one,) = proposals_of(found, [WATCH])
    assert one.voices == 2
    assert proposals_of(found, [WATCH], dismissed=frozenset({one.id})) == ()


def test_a_body_is_proposed_where_it_acts_in_a_report_about_what_is_watched() -> None:
    both = ("Northmark", "state"), ("Holm League", "organisation")
    assert names(telling("The Holm League met Northmark.", *both)) == ["Holm League"]
    assert names(telling("The Holm League met Northmark.", *both, acts=False)) == []
    assert names(telling("The Holm League met.", ("Holm League", "organisation"))) == []


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("Union of Upper Rivers States", "union"),
        ("Kessing Protocols", "kessing"),
        ("UURS", "union"),
        ("Statement of 5 May", None),
        ("Union of Lower River States", None),
        ("Northmark", None),
        ("Protocol", None),
    ],
)
def test_a_near_name_differs_in_one_word_that_is_spelled_alike(name: str, near: str | None) -> None:
    found = near_name(name, [WATCH])
    assert (found.id if found else None) == near
    assert found is None or found.why


@pytest.mark.parametrize(
    ("rule", "right", "wrong"),
    [
        (agreement_name, "Treaty of Lisbon", "peace treaty"),
        (agreement_name, "Pretoria agreement", "United Nations climate agreement"),
        (agreement_name, "Minsk Protocol", "Trade Agreement"),
        (agreement_name, "Convention on Cluster Munitions", "Association Agreement"),
        (agreement_name, "Algiers Agreement", "French agreement"),
        (project_name, "South Stream pipeline", "international gas pipeline"),
        (project_name, "Holm-Kessing railway", "railway"),
        (platform_name, "4+2 format", "four-country format"),
        (platform_name, "Normandy Format", "Summit"),
        (body_name, "Holm League", "Eleven European"),
        (body_name, "Hamas", "riot police"),
    ],
)
def test_a_name_is_ones_own_or_a_kind(rule: Any, right: str, wrong: str) -> None:
    assert rule(right)
    assert not rule(wrong)

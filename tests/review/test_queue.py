from typing import Any

from detente.review.queue import Waiting, most_pressing, rough_score, weigh_reading
from review.given import DOCUMENT, body


def weighed(of: dict[str, Any], **said: Any) -> dict[str, Waiting]:
    return {one.local_id: one for one in weigh_reading(of, document=DOCUMENT, **said)}


def test_a_score_is_doubt_times_consequence_and_every_point_has_its_reason() -> None:
    one = weighed(body())["V1"]
    sums = {of: sum(p.points for p in one.points if p.of == of) for of in ("doubt", "consequence")}
    assert one.score == round(sums["doubt"] * sums["consequence"], 3)
    assert {"ASSAULT", "happened", "military", "wounded counted", "confidence 0.80"} <= {p.why for p in one.points}
    assert [p.why for p in one.points].count("") == 2


def test_the_doubtful_and_consequential_comes_first() -> None:
    of = body()
    for sure, first in ((0.3, "V1"), (1.0, "V2")):
        of["events"][0]["confidence"] = sure
        of["events"][1]["confidence"] = 0.9 if first == "V1" else 0.1
        of["checks"] = []
        order = [one.local_id for one in most_pressing(weighed(of).values()) if one.subject.kind == "event"]
        assert order[0] == first


def test_what_makes_a_coding_doubtful_is_told() -> None:
    of = body()
    event = of["events"][0]
    event |= {
        "place": None,
        "date": None,
        "lowered_by": ["mojibake"],
        "recipients": [],
        "type": "COOPERATE",
        "mode": None,
    }
    of["places"][0]["in_name"] = False
    of["sentences"] = [{"start": 0, "end": len(of["text"])}]
    told = weighed(of)["V1"].because
    for why in (
        "damaged words",
        "a place stands beside it",
        "a date stands beside it",
        "nobody is named whom",
        "do not fit",
    ):
        assert why in told


def test_what_many_tell_and_much_hangs_on_weighs_more() -> None:
    plain = weighed(body())["V1"]
    key = plain.subject.key
    assert weighed(body(), reports=4)["V1"].score > plain.score
    assert weighed(body(), hanging={key: 8})["V1"].score > plain.score
    assert "told by 4 reports" in weighed(body(), reports=4)["V1"].because


def test_a_word_for_a_truce_in_its_sentence_weighs() -> None:
    of = body()
    of["text"] = of["text"].replace("Southland's post near", "Southland truce in ..")
    assert "a truce is spoken of" in weighed(of)["V1"].because


def test_the_rough_score_rises_with_doubt_and_consequence() -> None:
    assert rough_score(confidence=0.2, event_type="ASSAULT") > rough_score(confidence=0.9, event_type="ASSAULT")
    assert rough_score(confidence=0.5, event_type="ASSAULT") > rough_score(confidence=0.5, event_type="CONSULT")

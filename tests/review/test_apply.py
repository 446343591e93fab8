import copy
import datetime as dt
from typing import Any

import pytest

from detente.core.errors import UsageError
from detente.incidents.from_reading import accounts_of
from detente.review.added import code_added
from detente.review.apply import apply_review
from detente.review.records import Review
from detente.review.standing import standing_reviews
from review.given import DOCUMENT, NOON, body, review, subject


def test_what_was_rejected_is_left_out_and_stands_apart() -> None:
    made = apply_review(body(), [review(body(), "V1", "reject"), review(body(), "C1", "reject")], document=DOCUMENT)
    assert [e["id"] for e in made["events"]] == ["V2"]
    assert [c["id"] for c in made["claims"]] == ["C2"]
    assert [(r["kind"], r["machine"]["id"]) for r in made["rejected"]] == [("claim", "C1"), ("event", "V1")]
    assert made["quantities"][0]["event"] is None
    assert made["statements"] == []


def test_what_was_corrected_counts_as_corrected_and_the_machine_s_stays_beside_it() -> None:
    of = body()
    given = [
        "type=COERCE",
        "mode=restrict",
        "recipient=",
        "place=",
        "date=2021-05-03/2021-05-04@4 May",
        "status=alleged",
    ]
    made = apply_review(of, [review(of, "V1", "correct", given)], document=DOCUMENT)
    event, before = made["events"][0], of["events"][0]
    assert (event["type"], event["mode"], event["quad"], event["status"]) == (
        "COERCE", "restrict", "material conflict", "alleged",
    )  # fmt: skip
    assert event["recipients"] == []
    assert event["place"] is None
    assert (event["date"]["from"], event["date"]["to"], event["date"]["precision"]) == (
        "2021-05-03",
        "2021-05-04",
        "range",
    )
    assert all(event["machine"][name] == before[name] for name in event["machine"])
    assert set(event["machine"]) == {
        "type", "mode", "recipients", "place", "date", "status", "quad", "score", "cameo",
    }  # fmt: skip
    assert event["review"]["coder"] == "Ann"


def test_words_that_no_entity_has_make_a_new_one() -> None:
    of = body()
    made = apply_review(
        of, [review(of, "V1", "correct", ["actor=Three soldiers", "actor=the Daily"])], document=DOCUMENT
    )
    new, daily = made["events"][0]["actors"]
    assert daily["entity"] == "E4"
    assert next(e["name"] for e in made["entities"] if e["id"] == new["entity"]) == "Three soldiers"


def test_a_number_takes_the_place_of_the_machine_s() -> None:
    of = body()
    made = apply_review(of, [review(of, "V1", "correct", ["wounded=2-3@Three"])], document=DOCUMENT)
    old, new = made["quantities"]
    assert (old["event"], new["event"], new["low"], new["high"], new["text"]) == (None, "V1", 2, 3, "Three")
    assert made["events"][0]["machine"]["quantities"][0]["value"] == 3


def test_a_claim_is_corrected() -> None:
    of = body()
    made = apply_review(
        of, [review(of, "C2", "correct", ["source=the Southland ministry", "mood=said"])], document=DOCUMENT
    )
    claim = made["claims"][1]
    assert (claim["source"]["entity"], claim["mood"], claim["machine"]["mood"]) == ("E3", "said", "denied")


def test_the_reading_itself_stays_as_it_is_and_without_verdicts_it_is_returned_as_it_is() -> None:
    of = body()
    before = copy.deepcopy(of)
    assert apply_review(of, [], document=DOCUMENT) == of
    apply_review(of, [review(of, "V1", "correct", ["actor=Three soldiers", "wounded=2@Three"])], document=DOCUMENT)
    assert of == before


def test_the_key_of_an_account_outlives_a_correction_of_its_trigger() -> None:
    of = body()
    before = [a.key for a in accounts_of(of, document=DOCUMENT)]
    made = apply_review(of, [review(of, "V1", "correct", ["trigger=fire"])], document=DOCUMENT)
    assert made["text"][made["events"][0]["trigger"]["start"] :].startswith("fire")
    assert [a.key for a in accounts_of(made, document=DOCUMENT)] == before


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("colour=red", "'colour' is no field of an event"),
        ("actor", "names no field and value"),
        ("type=SHELL", "'SHELL' is no type; there are: AGREE"),
        ("mode=withdraw", "is no mode of ASSAULT"),
        ("status=", "cannot be empty"),
        ("actor=the navy", "does not stand in the text"),
        ("date=the Daily", "were not read"),
        ("date=2021-02-30@4 May", "names no days"),
        ("date=2021-05-05/2021-05-04@4 May", "ends before it begins"),
        ("wounded=3", "is no number with its words"),
        ("wounded=5-3@Three", "ends below"),
        ("claim=Three soldiers", "stands in no claim"),
        ("type=ASSAULT", "that is what it says already"),
    ],
)
def test_what_cannot_be_is_refused(given: str, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        review(body(), "V1", "correct", [given])


def test_an_event_without_anybody_is_refused() -> None:
    with pytest.raises(UsageError, match="needs somebody"):
        review(body(), "V1", "correct", ["actor=", "recipient="])


def test_a_mode_that_the_new_type_does_not_have_is_emptied() -> None:
    fields = review(body(), "V1", "correct", ["type=AID"]).fields
    assert fields["mode"].value is None


def test_which_verdict_counts() -> None:
    of, later = body(), NOON + dt.timedelta(hours=1)
    key = subject(of, "V1")[0].key
    ann, bo = review(of, "V1"), review(of, "V1", "reject", coder="Bo", at=later)
    assert standing_reviews([bo, ann])[key] == bo
    blind = [review(of, "V1", session="s"), review(of, "V1", "reject", coder="Bo", session="s")]
    assert standing_reviews(blind) == {}
    same = [review(of, "V1", session="s"), review(of, "V1", coder="Bo", session="s")]
    assert standing_reviews(same)[key].verdict == "accept"
    assert standing_reviews(same, running={"s"}) == {}
    settled = review(of, "V1", "reject", coder="Cy", settles=True, session="s", at=later)
    assert standing_reviews([*blind, settled])[key] == settled


WOUNDED = ("type=ASSAULT", "status=happened", "recipient=Three soldiers", "wounded=3@Three")


def added(of: dict[str, Any], trigger: str = "were wounded") -> Review:
    what, fields = code_added(trigger, WOUNDED, reading=of, document=DOCUMENT)
    return Review(id="r-added", subject=what, coder="Ann", verdict="correct", at=NOON, fields=fields)


def test_what_the_machine_missed_stands_among_the_events_with_its_words_and_has_an_account() -> None:
    of = body()
    made = apply_review(of, [added(of)], document=DOCUMENT)
    event = made["events"][-1]
    assert (event["id"], event["type"], event["status"], event["machine"]) == ("A1", "ASSAULT", "happened", None)
    assert made["text"][event["trigger"]["start"] : event["trigger"]["end"]] == "were wounded"
    assert set(of["events"][0]) <= set(event)
    assert [q["value"] for q in made["quantities"] if q["event"] == "A1"] == [3]
    told = {account.key: account for account in accounts_of(made, document=DOCUMENT)}
    assert [side.name for side in told[event["key"]].recipients] == ["Three soldiers"]
    assert len(apply_review(of, [], document=DOCUMENT)["events"]) == len(of["events"])


def test_an_event_that_a_later_reading_finds_there_is_corrected_by_what_was_added() -> None:
    of = body()
    one = added(of)
    start = of["text"].index("were wounded")
    later = of | {
        "events": [*of["events"], of["events"][0] | {"id": "V9", "trigger": {"start": start, "end": start + 12}}]
    }
    made = apply_review(later, [one], document=DOCUMENT)
    assert [event["id"] for event in made["events"]] == [*(e["id"] for e in of["events"]), "V9"]
    assert made["events"][-1]["actors"] == []
    assert made["events"][-1]["machine"]["actors"]

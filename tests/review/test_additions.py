"""Claims and events that people add where the machine read nothing."""

import datetime as dt
from typing import Any

import pytest

from detente.core.errors import UsageError
from detente.incidents.from_reading import accounts_of
from detente.registry.ceasefires.from_reading import violations_of
from detente.review.added import code_added, is_persons
from detente.review.additions import additions_to, with_additions
from detente.review.apply import apply_review
from detente.review.corpus import corpus_rows
from detente.review.keys import subjects_of
from detente.review.records import Kind, Review
from detente.review.standing import standing_reviews
from detente.review.withheld import seen_reviews, withhold
from registry.ceasefires.report_made import WATCHED, Made
from review.given import DOCUMENT, NOON, body, review

WORDS = "Three soldiers were wounded"
SAID = ("source=the Southland ministry", "cue=said", "mode=indirect", "mood=accused")
EVENT = ("type=ASSAULT", "status=alleged", "recipient=Three soldiers", "claim=were wounded")


def added(of: dict[str, Any], words: str, *given: str, kind: Kind = "claim", document: str = DOCUMENT) -> Review:
    what, fields = code_added(words, given, reading=of, document=document, kind=kind)
    return Review(id=f"r-{words}", subject=what, coder="Ann", verdict="correct", at=NOON, fields=fields, comment="why")


def extended(of: dict[str, Any], *reviews: Review) -> dict[str, Any]:
    return with_additions(of, standing_reviews(reviews), document=DOCUMENT)


def words_at(of: dict[str, Any], span: dict[str, Any]) -> str:
    return str(of["text"][span["start"] : span["end"]])


def test_an_added_claim_stands_among_the_claims_with_who_says_it_and_by_which_word() -> None:
    of = body()
    made = apply_review(of, [added(of, WORDS, *SAID)], document=DOCUMENT)
    claim = made["claims"][-1]
    assert (claim["id"], claim["mode"], claim["mood"], claim["machine"]) == ("AC1", "indirect", "accused", None)
    assert [words_at(made, claim[name]) for name in ("content", "cue")] == [WORDS, "said"]
    assert claim["source"]["entity"] == "E3"
    assert claim["review"]["comment"] == "why"
    assert set(of["claims"][0]) <= set(claim)


def test_words_that_name_nobody_known_make_a_speaker_of_their_own() -> None:
    of = body()
    made = apply_review(of, [added(of, WORDS, "source=soldiers", "mode=indirect")], document=DOCUMENT)
    assert [(e["id"], e["name"]) for e in made["entities"][len(of["entities"]) :]] == [("R1", "soldiers")]
    assert made["claims"][-1]["source"]["entity"] == "R1"


def test_how_it_is_said_stands_on_the_cue_that_is_named() -> None:
    fields = added(body(), WORDS, *SAID).fields
    assert fields["mood"].spans == fields["mode"].spans == fields["cue"].spans


def test_an_added_event_is_held_by_an_added_claim_and_told_by_its_speaker() -> None:
    of = body()
    claim = added(of, WORDS, *SAID)
    event = added(extended(of, claim), "were wounded", *EVENT, kind="event")
    made = apply_review(of, [claim, event], document=DOCUMENT)
    assert made["events"][-1]["claim"] == "AC1"
    told = {account.event: account for account in accounts_of(made, document=DOCUMENT)}
    claimant = told["A1"].claimant
    assert claimant is not None
    assert claimant.name == "the Southland ministry"


def test_an_event_that_was_read_is_said_to_be_held_by_an_added_claim() -> None:
    of = body()
    claim = added(of, "On 4 May 2021 Northland's army opened fire", "source=the Daily", "mode=indirect")
    said = review(extended(of, claim), "V1", "correct", ["claim=On 4 May 2021"])
    made = apply_review(of, [claim, said], document=DOCUMENT)
    assert (made["events"][0]["claim"], made["events"][0]["machine"]["claim"]) == ("AC1", "C1")


def test_what_a_later_reading_finds_there_is_corrected_by_what_was_added() -> None:
    of = body()
    one = added(of, WORDS, *SAID)
    start = of["text"].index(WORDS)
    later = of | {
        "claims": [
            *of["claims"],
            of["claims"][1] | {"id": "C9", "content": {"start": start, "end": start + len(WORDS)}},
        ]
    }
    made = apply_review(later, [one], document=DOCUMENT)
    assert [claim["id"] for claim in made["claims"]] == ["C1", "C2", "C9"]
    assert (made["claims"][-1]["mood"], made["claims"][-1]["machine"]["mood"]) == ("accused", "denied")
    assert additions_to(later, standing_reviews([one]), document=DOCUMENT) == {}


def test_additions_by_themselves_leave_what_the_machine_read_as_it_was() -> None:
    of = body()
    claim = added(of, WORDS, *SAID)
    event = added(extended(of, claim), "were wounded", *EVENT, "wounded=3@Three", "place=Item", kind="event")
    corrected = review(of, "V1", "correct", ["status=alleged"])
    standing = standing_reviews([claim, event, corrected])
    found = additions_to(of, standing, document=DOCUMENT)
    assert [one["id"] for one in (*found["events"], *found["claims"])] == ["A1", "AC1"]
    assert found["events"][0]["place"] == len(of["places"])
    assert [place["name"] for place in found["places"]] == ["Item"]
    assert [(q["event"], q["value"]) for q in found["quantities"]] == [("A1", 3)]
    made = with_additions(of, standing, document=DOCUMENT)
    read = [one for one in made["events"] if not is_persons(one)]
    assert [{name: one[name] for name in of["events"][0]} for one in read] == of["events"]
    assert additions_to(of, standing_reviews([corrected]), document=DOCUMENT) == {}


@pytest.mark.parametrize(
    ("words", "given", "said"),
    [
        ("denied it", SAID, "a claim was read at these words"),
        ("marched", SAID, "does not stand in the text"),
        (WORDS, ("mode=indirect",), "needs who says so"),
        (WORDS, ("source=", "mood=said"), "needs mode"),
        (WORDS, (*SAID, "content=Three"), "is given by --content"),
        (WORDS, ("source=the navy", "mode=indirect"), "does not stand in the text"),
        (WORDS, ("source=", "mode=loudly"), "is no mode"),
        (WORDS, ("actor=the Daily", "source=", "mode=indirect"), "is no field of a claim"),
    ],
)
def test_a_claim_that_cannot_be_added_is_refused(words: str, given: tuple[str, ...], said: str) -> None:
    with pytest.raises(UsageError, match=said):
        added(body(), words, *given)


def test_an_added_claim_gives_a_violation_its_column() -> None:
    made = Made(
        "The Southmark ministry made it known. Northmark's forces opened fire on Southmark's posts on 4 May 2031."
    )
    made.who("Southmark ministry")
    doer, post = made.who("Northmark's forces"), made.who("Southmark's posts", kind="other")
    made.event("opened fire", (doer,), (post,), date=made.date("4 May 2031", "2031-05-04", "2031-05-04"), contexts=[])
    of: dict[str, Any] = made.reading | {"statements": []}
    claim = added(
        of, "Northmark's forces opened fire on Southmark's posts", "source=Southmark ministry", "mode=indirect",
        document="d1",
    )  # fmt: skip
    laid = with_additions(of, standing_reviews([claim]), document="d1")
    what, fields = event_held(laid)
    said = Review(id="r-2", subject=what, coder="Bo", verdict="correct", at=NOON, fields=fields)
    before, after = (
        violations_of(apply_review(of, some, document="d1"), document="d1", ceasefire=WATCHED)
        for some in ([], [claim, said])
    )
    assert [one.claimant for one in before] == [None]
    assert [(one.claimant, one.alleged) for one in after] == [("B", "A")]


def event_held(of: dict[str, Any]) -> tuple[Any, Any]:
    from detente.review.correct import correct_fields
    from detente.review.keys import subjects_of

    what, coded = next((s, c) for s, c in subjects_of(of, document="d1") if s.kind == "event")
    return what, correct_fields("event", ["claim=opened fire"], reading=of, coded=coded, document="d1")


def test_a_sentence_in_which_only_a_claim_was_added_goes_into_the_corpus() -> None:
    of = body()
    one = added(of, WORDS, *SAID)
    (row,) = corpus_rows(of, [one], document=DOCUMENT)
    (claim,) = row["claims"]
    assert row["events"] == []
    assert row["text"][slice(*claim["content"])] == WORDS
    assert claim["mood"] == "accused"
    assert row["review"]["coders"] == ["Ann"]
    assert dt.datetime.fromisoformat(row["review"]["last"]) == NOON


def test_what_a_claim_that_is_coded_blind_holds_is_not_told_as_the_publisher_s_own() -> None:
    of = body()
    (claim,) = (what.key for what, coded in subjects_of(of, document=DOCUMENT) if coded["id"] == "C1")
    shown = withhold(of, {claim}, document=DOCUMENT)
    assert [one["id"] for one in of["events"] if one["claim"] == "C1"] == ["V1"]
    assert [one["id"] for one in shown["events"]] == ["V2"]
    assert sorted(one["kind"] for one in shown["withheld"]) == ["claim", "event"]
    event = added(of, "soldiers", *EVENT[:3], "claim=opened fire", kind="event")
    other = added(of, WORDS, *SAID)
    assert seen_reviews([event, other], {claim}) == [other]
    assert seen_reviews([event, other], ()) == [event, other]

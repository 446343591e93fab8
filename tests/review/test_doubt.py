"""Doubt: what nobody can tell from its words counts as it was read, is no gold, and waits for a second coder."""

import datetime as dt

from detente.review.agreement import Coding, compare_codings, measure_agreement
from detente.review.apply import apply_review
from detente.review.corpus import corpus_rows
from detente.review.queue import weigh_reading
from detente.review.records import Field
from detente.review.standing import standing_reviews
from review.given import DOCUMENT, NOON, body, review

LATER = NOON + dt.timedelta(hours=1)


def coding(coder: str, verdict: str, type_: str = "AID") -> Coding:
    return Coding(coder=coder, verdict=verdict, fields={"type": Field(value=type_)})  # type: ignore[arg-type]


def test_what_is_doubted_keeps_its_place_and_says_so() -> None:
    of = body()
    made = apply_review(of, [review(of, "V1", "doubt", comment="who fired is not told")], document=DOCUMENT)
    event = next(one for one in made["events"] if one["id"] == "V1")
    assert (event["review"]["verdict"], event["review"]["comment"]) == ("doubt", "who fired is not told")
    assert "machine" not in event
    assert "rejected" not in made
    assert len(made["events"]) == len(of["events"])


def test_doubts_stand_together_and_a_decision_takes_their_place() -> None:
    of = body()
    first = review(of, "V1", "doubt", comment="unclear")
    second = review(of, "V1", "doubt", coder="Bea", comment="unclear", at=LATER)
    (one,) = standing_reviews([first]).values()
    (both,) = standing_reviews([first, second]).values()
    assert one.wants_second
    assert [both.coder, *(other.coder for other in both.beside)] == ["Bea", "Ann"]
    assert not both.wants_second
    decided = review(of, "V1", "reject", coder="Cem", at=LATER + dt.timedelta(hours=1))
    assert [r.verdict for r in standing_reviews([first, second, decided]).values()] == ["reject"]


def test_a_doubt_after_a_correction_takes_all_of_it_back() -> None:
    of = body()
    corrected = review(of, "V1", "correct", ["status=alleged"])
    doubt = review(of, "V1", "doubt", coder="Bea", at=LATER, comment="unclear")
    (found,) = standing_reviews([corrected, doubt]).values()
    assert (found.verdict, found.fields, found.beside) == ("doubt", {}, ())


def test_a_sentence_in_which_anything_is_doubted_is_no_gold() -> None:
    of = body()
    of["sentences"] = [{"start": 0, "end": len(of["text"])}]
    sure = [review(of, local) for local in ("V1", "V2")]
    assert len(list(corpus_rows(of, sure, document=DOCUMENT))) == 1
    for local in ("V2", "C1"):
        doubt = review(of, local, "doubt", coder="Bea", at=LATER, comment="unclear")
        assert list(corpus_rows(of, [*sure, doubt], document=DOCUMENT)) == []


def test_a_doubt_differs_from_yes_and_from_no_and_two_doubts_agree() -> None:
    differ = [compare_codings("event", [coding("A", "doubt"), coding("B", other)]) for other in ("accept", "reject")]
    assert [[one.field for one in some] for some in differ] == [["there at all"], ["there at all"]]
    assert differ[0][0].said == {"A": Field(value="cannot tell"), "B": Field(value="yes")}
    assert compare_codings("event", [coding("A", "doubt"), coding("B", "doubt", "ASSAULT")]) == []


def test_doubting_what_is_hard_makes_no_figure_better() -> None:
    same = [[coding("A", "accept"), coding("B", "accept")]] * 5 + [[coding("A", "reject"), coding("B", "reject")]] * 5
    doubting = [*same, [coding("A", "doubt"), coding("B", "accept")]]
    found = measure_agreement("event", doubting)
    whole = measure_agreement("event", same)["there at all"].alpha
    assert whole == 1.0
    there = found["there at all"]
    assert there.alpha is not None
    assert there.alpha < whole
    assert (there.items, there.agreed, found["type"].items) == (11, 10, 5)


def test_what_one_coder_doubts_is_more_pressing() -> None:
    of = body()
    plain = {one.subject.key: one for one in weigh_reading(of, document=DOCUMENT)}
    key = next(iter(plain))
    raised = {one.subject.key: one for one in weigh_reading(of, document=DOCUMENT, doubted={key})}
    assert raised[key].score > plain[key].score
    assert "another coder cannot tell" in raised[key].because
    assert [raised[one].score for one in plain if one != key] == [plain[one].score for one in plain if one != key]

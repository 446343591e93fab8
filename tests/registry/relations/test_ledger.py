"""Which answers belong to which accusations: of the same incident, beside it, in its words; in time, by the accused."""

from typing import Any

from detente.registry.assertions.assertion import Assertion, Claimant, Part
from detente.registry.evidence import Evidence
from detente.registry.relations.ledger import Accusation, Said, accusations_of

NAMES = {"N": "Northmark", "S": "Southmark", "E": "Eastmark"}


def said(what: str, *parts: tuple[str, str], words: str = "shells hit Kessing bridge", **told: Any) -> Said:
    at, day, document = told.get("at", 0), told.get("day", "2031-03-02"), told.get("document", "d1")
    evidence = (Evidence(words=words, document=document, start=at, end=at + len(words)),)
    made = tuple(Part(role=role, name=NAMES[actor], actor=actor, evidence=evidence) for role, actor in parts)
    own = Assertion(
        id=f"{what} {document} {at} {parts}", room="relation", subject=None, named=NAMES[parts[-1][1]], what=what,
        claimant=Claimant(name=NAMES[parts[0][1]], actor=parts[0][1]), standing="alleged", evidence=evidence,
        parts=made, value=words, document=document, voice=told.get("voice", document), published=day,
    )  # fmt: skip
    return Said(assertion=own, incidents=frozenset(told.get("incidents", ())))


def accused(by: str = "N", of: str = "S", **told: Any) -> Said:
    return said("accusation", ("accuser", by), ("accused", of), **told)


def answer(by: str = "S", **told: Any) -> Said:
    return said("answer", ("answerer", by), **told)


def only(accusations: list[Said], answers: list[Said], **asked: int) -> Accusation:
    return accusations_of(accusations, answers, **asked)[0]


def test_an_answer_of_the_accused_beside_it_or_of_the_same_incident_answers() -> None:
    beside = only([accused()], [answer(at=80, words="Southmark denied this")])
    assert [one.why for one in beside.answers] == ["beside it in the report"]
    elsewhere = answer(document="d2", day="2031-03-04", words="nothing of the kind", incidents=("i1",))
    assert [one.why for one in only([accused(incidents=("i1",))], [elsewhere]).answers] == ["the same incident"]


def test_words_that_tell_the_topic_answer_and_others_do_not() -> None:
    alike = answer(document="d2", words="Southmark denied that its shells had hit the Kessing bridge")
    assert [one.why for one in only([accused()], [alike]).answers] == ["the same words"]
    assert not only([accused()], [answer(document="d2", words="Southmark denied a currency reform")]).is_answered


def test_nobody_else_answers_for_the_accused_and_none_before_it_or_too_late() -> None:
    assert not only([accused()], [answer("E", at=80)]).is_answered
    later = answer(document="d2", day="2031-03-20", incidents=("i1",))
    early = answer(document="d3", day="2031-03-01", incidents=("i1",))
    own = accused(incidents=("i1",))
    assert not only([own], [later, early]).is_answered
    assert only([own], [later], within=18).is_answered


def test_an_accusation_that_comes_back_answers_the_first_and_not_the_other_way_round() -> None:
    first, back = accused(), accused("S", "N", at=120, words="Northmark fired first at Kessing bridge")
    one, other = accusations_of([first, back], [])
    assert [found.kind for found in one.answers] == ["counter-accused"]
    assert not other.is_answered


def test_two_who_accuse_each_other_at_once_do_not_answer_one_another() -> None:
    assert not any(one.is_answered for one in accusations_of([accused(), accused("S", "N")], []))


def test_a_copy_counts_once_and_another_report_of_the_same_is_told_as_again() -> None:
    copied = accused(document="d2", voice="d1")
    again = accused(document="d3", day="2031-03-03")
    (one,) = accusations_of([accused(), copied, again], [])
    assert one.again == 1


def test_without_a_day_only_its_own_report_answers() -> None:
    undated = accused(day=None, incidents=("i1",))
    assert not only([undated], [answer(document="d2", incidents=("i1",))]).is_answered
    assert only([undated], [answer(day=None, at=90)]).is_answered

"""Candidates of codings: whose words the model's parties are, and which of them nobody mentions."""

from dataclasses import replace

import pytest

from detente.core.spans import Span
from detente.reading.coding import MakeCandidates, candidates
from detente.reading.reading import Reading
from detente.reading.records import Candidate, Coding, Drop, Entity, Mention, Status
from reading.parses import Known, reading_of, span_of

ARM: Known = ("Armenia", "state", "ARM")
RUS: Known = ("Russia", "state", "RUS")
TUR: Known = ("Turkey", "state", "TUR")

SHELLED = """
Turkey    Turkey  PROPN NNP nsubj 2
shelled   shell   VERB  VBD ROOT  0
Armenia   Armenia PROPN NNP dobj  2
"""
FIRE = """
gunmen    gunman  NOUN  NNS nsubj 2
opened    open    VERB  VBD ROOT  0
fire      fire    NOUN  NN  dobj  2
on        on      ADP   IN  prep  2
Armenia   Armenia PROPN NNP pobj  4
"""
SAID = """
Russia    Russia  PROPN NNP nsubj 2
said      say     VERB  VBD ROOT  0
that      that    SCONJ IN  mark  5
Turkey    Turkey  PROPN NNP nsubj 5
shelled   shell   VERB  VBD ccomp 2
Armenia   Armenia PROPN NNP dobj  5
yesterday yesterday NOUN NN npadvmod 5
"""
FORCES = """
forces    force   NOUN  NNS nsubj 4
of        of      ADP   IN  prep  1
Turkey    Turkey  PROPN NNP pobj  2
shelled   shell   VERB  VBD ROOT  0
villages  village NOUN  NNS dobj  4
in        in      ADP   IN  prep  5
Armenia   Armenia PROPN NNP pobj  6
"""
SANCTIONS = """
new       new      ADJ   JJ  amod 2
sanctions sanction NOUN  NNS ROOT 0
hit       hit      VERB  VBD acl  2
Armenia   Armenia  PROPN NNP dobj 3
"""


def with_coding(
    reading: Reading,
    trigger: str,
    actors: tuple[str, ...] = (),
    recipients: tuple[str, ...] = (),
    *,
    code: tuple[str, str | None, tuple[str, ...]] = ("ASSAULT", "heavy-weapons", ()),
    status: Status = "happened",
) -> Reading:
    kind, mode, contexts = code
    coding = Coding(
        type=kind,
        mode=mode,
        contexts=contexts,
        status=status,
        trigger=span_of(reading.text, trigger),
        actors=tuple(span_of(reading.text, words) for words in actors),
        recipients=tuple(span_of(reading.text, words) for words in recipients),
        confidence=0.75,
    )
    return replace(reading, codings=(*reading.codings, coding))


def made(reading: Reading) -> Candidate:
    (candidate,) = MakeCandidates()(reading)
    assert isinstance(candidate, Candidate)
    return candidate


def parties(reading: Reading) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    candidate = made(reading)
    actors, recipients = (
        [(reading.words_of(p), p.entity) for p in side] for side in (candidate.actors, candidate.recipients)
    )
    return actors, recipients


def test_parties_become_the_entities_whose_mentions_they_are() -> None:
    reading = with_coding(reading_of(SHELLED, TUR, ARM), "shelled", ("Turkey",), ("Armenia",))
    assert parties(reading) == ([("Turkey", "E1")], [("Armenia", "E2")])


def test_a_party_is_who_its_head_word_mentions_and_not_who_is_named_within() -> None:
    reading = reading_of(FORCES, TUR, ARM)
    forces = Mention(start=0, end=len("forces of Turkey"), head=0, kind="group", country="TUR", form="noun")
    reading = replace(
        reading,
        mentions=(*reading.mentions, forces),
        entities=(*reading.entities, Entity(id="E3", name="forces of Turkey", kind="group", mentions=(2,))),
    )
    found = parties(with_coding(reading, "shelled", ("forces of Turkey",), ("villages in Armenia",)))
    assert found == ([("forces of Turkey", "E3")], [("villages in Armenia", "E2")])


def test_words_that_only_touch_a_mention_are_that_mention() -> None:
    reading = with_coding(reading_of(SHELLED, TUR, ARM), "shelled", ("Turkey",))
    coding = replace(reading.codings[0], actors=(Span(1, 4),))
    assert [p.entity for p in made(replace(reading, codings=(coding,))).actors] == ["E1"]


def test_an_entity_takes_part_once_a_side_with_its_first_words() -> None:
    reading = reading_of(FORCES, TUR, ARM)
    found = parties(with_coding(reading, "shelled", ("forces of Turkey", "Turkey"), ("Armenia",)))
    assert found == ([("forces of Turkey", "E1")], [("Armenia", "E2")])


def test_a_party_that_nobody_mentions_is_dropped() -> None:
    reading = with_coding(reading_of(FIRE, ARM), "opened fire", ("gunmen",), ("Armenia",))
    assert parties(reading) == ([], [("Armenia", "E1")])


@pytest.mark.parametrize("actors", [(), ("gunmen",)])
def test_a_coding_without_any_party_is_dropped_with_its_reason(actors: tuple[str, ...]) -> None:
    (drop,) = MakeCandidates()(with_coding(reading_of(FIRE), "opened fire", actors))
    assert isinstance(drop, Drop)
    assert (drop.start, drop.end, drop.stage) == (7, 18, "candidates")
    assert drop.reason == "ASSAULT without a party"


@pytest.mark.parametrize(
    ("code", "cameo"),
    [
        (("ASSAULT", "heavy-weapons", ()), "194"),
        (("COERCE", "arrest", ()), "173"),
        (("AID", None, ()), "070"),
        (("AID", None, ("military",)), "072"),
        (("AID", None, ("gender", "military")), "072"),
    ],
)
def test_the_cameo_code_is_the_default_of_mode_or_context(
    code: tuple[str, str | None, tuple[str, ...]], cameo: str
) -> None:
    candidate = made(with_coding(reading_of(SHELLED, TUR, ARM), "shelled", ("Turkey",), ("Armenia",), code=code))
    assert (candidate.type, candidate.mode, candidate.contexts) == code
    assert candidate.cameo == cameo


@pytest.mark.parametrize(
    ("table", "trigger", "word"),
    [(FIRE, "opened fire", "opened"), (SANCTIONS, "new sanctions", "sanctions"), (SHELLED, "shelled", "shelled")],
)
def test_the_trigger_word_governs_the_trigger(table: str, trigger: str, word: str) -> None:
    reading = with_coding(reading_of(table, ARM), trigger, recipients=("Armenia",))
    assert made(reading).trigger_word == reading.text.index(word)


def test_a_trigger_within_a_word_is_decided_by_that_word() -> None:
    reading = with_coding(reading_of(SHELLED, TUR, ARM), "hell", ("Turkey",))
    assert made(reading).trigger_word == reading.text.index("shelled")


def test_the_evidence_is_the_clause_that_tells_of_it() -> None:
    reading = with_coding(reading_of(SAID, RUS, TUR, ARM), "shelled", ("Turkey",), ("Armenia",))
    assert reading.words_of(made(reading).evidence) == "that Turkey shelled Armenia yesterday"


def test_the_evidence_reaches_a_party_outside_the_clause() -> None:
    reading = with_coding(reading_of(SAID, RUS, TUR, ARM), "shelled", ("Russia",), ("Armenia",))
    assert made(reading).evidence == Span(0, len(reading.text))


def test_status_and_confidence_are_the_models() -> None:
    candidate = made(with_coding(reading_of(SHELLED, TUR, ARM), "shelled", ("Turkey",), status="denied"))
    assert (candidate.status, candidate.confidence, candidate.asserted) == ("denied", 0.75, True)


def test_each_coding_is_answered_for_in_order() -> None:
    reading = with_coding(reading_of(SAID, RUS, TUR), "said", ("Russia",), code=("ACCUSE", None, ()))
    reading = with_coding(reading, "shelled", recipients=("Armenia",))
    reading = with_coding(reading, "shelled", ("Turkey",))
    assert [type(found) for found in MakeCandidates()(reading)] == [Candidate, Drop, Candidate]


def test_each_trigger_is_asked_once_whether_it_is_a_truce(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Span] = []

    def note(_: object, trigger: Span) -> bool:
        asked.append(trigger)
        return True

    monkeypatch.setattr(candidates, "is_of_truce", note)
    reading = with_coding(reading_of(SHELLED, TUR, ARM), "shelled", ("Turkey",), ("Armenia",))
    list(MakeCandidates()(replace(reading, codings=reading.codings * 50)))
    assert len(asked) == 50

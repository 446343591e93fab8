"""Event candidates: which words tell of what, and who does it to whom."""

import pytest

from detente.reading.candidates import FindCandidates
from detente.reading.records import Candidate, Drop
from reading.parses import Known, reading_of

ARM: Known = ("Armenia", "state", "ARM")
RUS: Known = ("Russia", "state", "RUS")
TUR: Known = ("Turkey", "state", "TUR")

MEET = """
Turkey    Turkey  PROPN NNP nsubj 2
met       meet    VERB  VBD ROOT  0
with      with    ADP   IN  prep  2
Armenia   Armenia PROPN NNP pobj  3
"""
SIGNED_BY = """
an        a         DET   DT  det       2
accord    accord    NOUN  NN  nsubjpass 4
was       be        AUX   VBD auxpass   4
signed    sign      VERB  VBN ROOT      0
by        by        ADP   IN  agent     4
Turkey    Turkey    PROPN NNP pobj      5
and       and       CCONJ CC  cc        6
Armenia   Armenia   PROPN NNP conj      6
"""
AGREED = """
Turkey    Turkey  PROPN NNP nsubj 2
agreed    agree   VERB  VBD ROOT  0
to        to      PART  TO  aux   4
hold      hold    VERB  VB  xcomp 2
talks     talk    NOUN  NNS dobj  4
with      with    ADP   IN  prep  4
Armenia   Armenia PROPN NNP pobj  6
"""
URGED = """
Russia    Russia   PROPN NNP nsubj 2
urged     urge     VERB  VBD ROOT  0
Armenia   Armenia  PROPN NNP dobj  2
to        to       PART  TO  aux   5
withdraw  withdraw VERB  VB  xcomp 2
troops    troop    NOUN  NNS dobj  5
"""
FORCES = """
forces    force   NOUN  NNS nsubj 4
of        of      ADP   IN  prep  1
Turkey    Turkey  PROPN NNP pobj  2
shelled   shell   VERB  VBD ROOT  0
Armenia   Armenia PROPN NNP dobj  4
"""
SHELLING = """
the       the      DET   DT  det  2
shelling  shelling NOUN  NN  ROOT 0
of        of       ADP   IN  prep 2
Armenia   Armenia  PROPN NNP pobj 3
by        by       ADP   IN  prep 2
Turkey    Turkey   PROPN NNP pobj 5
"""
TALKS = """
talks     talk     NOUN  NNS nsubj 6
between   between  ADP   IN  prep  1
Turkey    Turkey   PROPN NNP pobj  2
and       and      CCONJ CC  cc    3
Armenia   Armenia  PROPN NNP conj  3
continue  continue VERB  VBP ROOT  0
"""
STRUCK = """
Turkey    Turkey  PROPN NNP nsubj 2
struck    strike  VERB  VBD ROOT  0
a         a       DET   DT  det   4
chord     chord   NOUN  NN  dobj  2
with      with    ADP   IN  prep  2
Armenia   Armenia PROPN NNP pobj  5
"""
COOPERATED = """
Turkey     Turkey    PROPN NNP nsubj 2
cooperated cooperate VERB  VBD ROOT  0
"""
TOGETHER = """
Turkey     Turkey    PROPN NNP nsubj 4
and        and       CCONJ CC  cc    1
Armenia    Armenia   PROPN NNP conj  1
cooperated cooperate VERB  VBD ROOT  0
"""
WILL_MEET = """
Turkey    Turkey  PROPN NNP nsubj 3
will      will    AUX   MD  aux   3
meet      meet    VERB  VB  ROOT  0
Armenia   Armenia PROPN NNP dobj  3
"""
ACCUSED = """
Russia    Russia  PROPN NNP nsubj 2
accused   accuse  VERB  VBD ROOT  0
Turkey    Turkey  PROPN NNP dobj  2
of        of      ADP   IN  prep  2
shelling  shell   VERB  VBG pcomp 4
Armenia   Armenia PROPN NNP dobj  5
"""
OUTBREAK = """
a         a        DET   DT  det   2
outbreak  outbreak NOUN  NN  nsubj 5
in        in       ADP   IN  prep  2
Armenia   Armenia  PROPN NNP pobj  3
killed    kill     VERB  VBD ROOT  0
villagers villager NOUN  NNS dobj  5
"""
CONJOINED = """
Turkey    Turkey  PROPN NNP nsubj 2
attacked  attack  VERB  VBD ROOT  0
Russia    Russia  PROPN NNP dobj  2
and       and     CCONJ CC  cc    2
shelled   shell   VERB  VBD conj  2
Armenia   Armenia PROPN NNP dobj  5
"""
RELATIVE = """
Turkey    Turkey  PROPN NNP ROOT  0
,         ,       PUNCT ,   punct 1
which     which   PRON  WDT nsubj 4
shelled   shell   VERB  VBD relcl 1
Armenia   Armenia PROPN NNP dobj  4
"""


EXTENDED = """
the        the       DET   DT  det   2
hand       hand      NOUN  NN  ROOT  0
of         of        ADP   IN  prep  2
peace      peace     NOUN  NN  pobj  3
extended   extend    VERB  VBN acl   4
to         to        ADP   IN  prep  5
Armenia    Armenia   PROPN NNP pobj  6
by         by        ADP   IN  agent 5
Turkey     Turkey    PROPN NNP pobj  8
"""
AFTER = """
Turkey     Turkey     PROPN NNP nsubjpass 3
was        be         AUX   VBD auxpass 3
condemned  condemn    VERB  VBN ROOT  0
after      after      ADP   IN  prep  3
shelling   shell      VERB  VBG pcomp 4
Armenia    Armenia    PROPN NNP dobj  5
"""
COUNTERPART = """
Aliyev      Aliyev      PROPN NNP nsubj 6
and         and         CCONJ CC  cc    1
his         his         PRON  PRP$ poss 4
counterpart counterpart NOUN  NN  conj  1
Erdogan     Erdogan     PROPN NNP appos 1
met         meet        VERB  VBD ROOT  0
"""
MISTAGGED = """
Turkey     Turkey     ADJ   JJ  amod 2
severs     sever      NOUN  NNS ROOT 0
ties       tie        NOUN  NNS dobj 2
with       with       ADP   IN  prep 3
Armenia    Armenia    PROPN NNP pobj 4
"""
SANCTIONS = """
Turkey     Turkey    PROPN NNP nsubj 2
imposed    impose    VERB  VBD ROOT  0
a          a         DET   DT  det   4
round      round     NOUN  NN  dobj  2
of         of        ADP   IN  prep  4
sanctions  sanction  NOUN  NNS pobj  5
on         on        ADP   IN  prep  6
Armenia    Armenia   PROPN NNP pobj  7
"""


def candidates(table: str, *known: Known) -> list[Candidate]:
    return [c for c in FindCandidates()(reading_of(table, *known)) if isinstance(c, Candidate)]


def drops(table: str, *known: Known) -> list[Drop]:
    return [d for d in FindCandidates()(reading_of(table, *known)) if isinstance(d, Drop)]


def coded(table: str, *known: Known) -> list[tuple[str, str | None, list[str], list[str]]]:
    name = {f"E{i + 1}": word for i, (word, _, _) in enumerate(known)}
    return [
        (c.type, c.mode, [name[p.entity] for p in c.actors], [name[p.entity] for p in c.recipients])
        for c in candidates(table, *known)
    ]


def test_subject_and_slot() -> None:
    assert coded(MEET, TUR, ARM) == [("CONSULT", None, ["Turkey", "Armenia"], [])]


def test_signing_is_support_and_a_compound_is_one_event() -> None:
    assert coded(SIGNED_BY, TUR, ARM) == [("SUPPORT", None, ["Turkey", "Armenia"], [])]


def test_a_promise_of_talks_is_agree_and_is_told_once() -> None:
    assert coded(AGREED, TUR, ARM) == [("AGREE", None, ["Turkey"], ["Armenia"])]


def test_a_future_meeting_is_agree() -> None:
    assert coded(WILL_MEET, TUR, ARM) == [("AGREE", None, ["Turkey"], ["Armenia"])]


def test_a_demand_takes_its_mode_from_what_is_demanded_of_whom() -> None:
    assert coded(URGED, RUS, ARM) == [
        ("REQUEST", "yield", ["Russia"], ["Armenia"]),
        ("RETREAT", "withdraw", ["Armenia"], []),
    ]


def test_what_is_demanded_has_not_thereby_happened() -> None:
    request, withdrawal = candidates(URGED, RUS, ARM)
    assert request.asserted
    assert not withdrawal.asserted


def test_the_accused_does_what_the_accusation_says() -> None:
    accusation, shelling = candidates(ACCUSED, RUS, TUR, ARM)
    assert (accusation.type, accusation.mode) == ("ACCUSE", "allege")
    assert [p.entity for p in shelling.actors] == ["E2"]
    assert [p.entity for p in shelling.recipients] == ["E3"]
    assert not shelling.asserted


def test_a_party_is_reached_over_its_forces() -> None:
    assert coded(FORCES, TUR, ARM) == [("ASSAULT", "heavy-weapons", ["Turkey"], ["Armenia"])]


def test_an_event_told_by_a_noun() -> None:
    assert coded(SHELLING, TUR, ARM) == [("ASSAULT", "heavy-weapons", ["Turkey"], ["Armenia"])]


def test_talks_between_two_have_two_actors() -> None:
    assert coded(TALKS, TUR, ARM) == [("CONSULT", None, ["Turkey", "Armenia"], [])]


def test_joined_verbs_share_a_subject() -> None:
    assert [c[2:] for c in coded(CONJOINED, TUR, RUS, ARM)] == [(["Turkey"], ["Russia"]), (["Turkey"], ["Armenia"])]


def test_a_relative_clause_has_its_antecedent_as_actor() -> None:
    assert coded(RELATIVE, TUR, ARM) == [("ASSAULT", "heavy-weapons", ["Turkey"], ["Armenia"])]


@pytest.mark.parametrize("table", [STRUCK, OUTBREAK])
def test_another_sense_of_the_same_word_is_no_event(table: str) -> None:
    assert candidates(table, TUR, ARM) == [] if "Turkey" in table else candidates(table, ARM) == []


def test_who_extends_a_hand_and_to_whom() -> None:
    assert coded(EXTENDED, ARM, TUR) == [("AGREE", None, ["Turkey"], ["Armenia"])]


def test_a_round_of_sanctions_is_sanctions() -> None:
    assert coded(SANCTIONS, TUR, ARM) == [("SANCTION", "discontinue", ["Turkey"], ["Armenia"])]


def test_a_verb_that_was_tagged_as_a_noun_is_still_a_verb() -> None:
    assert coded(MISTAGGED, TUR, ARM) == [("SANCTION", "withdraw", ["Turkey"], ["Armenia"])]


def test_who_is_condemned_after_an_act_did_it() -> None:
    assert coded(AFTER, TUR, ARM)[1] == ("ASSAULT", "heavy-weapons", ["Turkey"], ["Armenia"])


def test_a_counterpart_is_who_is_named_behind_it() -> None:
    known: tuple[Known, Known] = (("Aliyev", "person", "AZE"), ("Erdogan", "person", "TUR"))
    assert coded(COUNTERPART, *known) == [("CONSULT", None, ["Aliyev", "Erdogan"], [])]


def test_cooperation_without_a_partner_is_dropped_with_its_reason() -> None:
    (drop,) = drops(COOPERATED, TUR)
    assert "recipient" in drop.reason
    assert coded(TOGETHER, TUR, ARM) == [("COOPERATE", None, ["Turkey", "Armenia"], [])]


def test_words_without_a_party_are_dropped_with_their_reason() -> None:
    (drop,) = drops(SHELLING)
    assert drop.stage == "candidates"
    assert "without a party" in drop.reason


def test_trigger_and_evidence_are_the_words() -> None:
    reading = reading_of(AGREED, TUR, ARM)
    (found,) = candidates(AGREED, TUR, ARM)
    assert reading.words_of(found.trigger) == "agreed"
    assert reading.words_of(found.evidence) == reading.text


def test_a_firmer_reading_has_more_confidence() -> None:
    (direct,) = candidates(MEET, TUR, ARM)
    (over,) = candidates(FORCES, TUR, ARM)
    assert direct.confidence > over.confidence

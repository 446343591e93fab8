"""Provisions cut out of texts: every value with its span, nothing filled in, hostile texts told quickly."""

import time

import pytest

from detente.core.errors import UsageError
from detente.registry.agreements.texts.cutting import CutText, cut_provisions
from detente.registry.agreements.texts.duties import Duty

PROTOCOL = """Protocol of Kessing (composed)

Northmark and Southmark,
Recalling their talks,
have agreed as follows:

Article 1
1. Northmark shall withdraw its forces from Vetlan by 15 November 2020.
2. Within 30 days of the signing of this Protocol, Southmark shall hand over the maps to Northmark, provided that \
Northmark releases the prisoners.

Article 2
The Parties shall:
(a) refrain from hostile acts;
(b) notify the other Party no later than 5 days after the entry into force.

Article 3
If either Party opens fire, the other Party may suspend this Protocol.
The Kalden district shall be returned to Southmark by 1 December.

Done at Ostrel on 3 March 2021.
For the Government of Northmark: X
"""


def cut() -> CutText:
    return cut_provisions(PROTOCOL)


def duties(id_: str) -> tuple[Duty, ...]:
    section = cut().section(id_)
    assert section is not None
    return section.duties


def test_numbers_within_one_another_make_the_ids_and_every_span_holds() -> None:
    made = cut()
    assert [one.id for one in made.sections] == ["1", "1.1", "1.2", "2", "2.a", "2.b", "3"]
    for section in made.sections:
        assert " ".join(PROTOCOL[section.start : section.end].split()) == section.words
        for duty in section.duties:
            for piece in filter(None, (duty.act, duty.bound, duty.toward, duty.condition)):
                assert " ".join(PROTOCOL[piece.start : piece.end].split()) == piece.words
            for due in duty.dues:
                assert " ".join(PROTOCOL[due.start : due.end].split()) == due.words


def test_preamble_and_signatures_stand_apart() -> None:
    made = cut()
    assert made.preamble is not None
    assert made.signatures is not None
    assert PROTOCOL[slice(*made.preamble)].endswith("as follows:")
    assert PROTOCOL[slice(*made.signatures)].startswith("Done at Ostrel")


def test_who_owes_what_to_whom_by_when_on_what_condition() -> None:
    (first,), (second,) = duties("1.1"), duties("1.2")
    assert first.bound is not None
    assert (first.bound.words, first.dues[0].day, first.toward) == ("Northmark", "2020-11-15", None)
    assert second.bound is not None
    assert second.toward is not None
    assert second.condition is not None
    assert (second.bound.words, second.toward.words) == ("Southmark", "Northmark")
    assert second.condition.words == "provided that Northmark releases the prisoners"
    assert [(due.count, due.unit, due.counted_from) for due in second.dues] == [(30, "days", "signed")]


def test_what_a_clause_opens_holds_for_those_within_it() -> None:
    (within,) = duties("2.b")
    assert duties("2") == ()
    assert within.bound is not None
    assert (within.bound.words, within.dues[0].counted_from) == ("The Parties", "in force")


def test_of_what_is_to_be_done_by_nobody_in_particular_nobody_is_bound_and_a_day_without_year_is_none() -> None:
    suspend, returned = duties("3")
    assert (suspend.kind, suspend.condition is not None) == ("allowed", True)
    assert returned.bound is None
    assert returned.toward is not None
    assert (returned.toward.words, returned.dues[0].words, returned.dues[0].day) == ("Southmark", "by 1 December", None)


def test_a_text_without_numbers_is_cut_at_what_lays_something_down() -> None:
    made = cut_provisions("The sides met. Both sides will exchange prisoners within ten days. It was sunny.")
    assert (made.is_numbered, [one.words for one in made.sections]) == (
        False, ["Both sides will exchange prisoners within ten days."],
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("1. A shall x.\n2. B shall y.\n1. C shall z.\n2. D must w.\n", ["1", "2", "1~2", "2~2"]),
        ("I. A shall go.\nII. B shall come.\nIII. C must rest.\nIV. D shall stop.", ["I", "II", "III", "IV"]),
        ("Point 1 A shall go.\nPoint 2 B shall go.", ["1", "2"]),
        ("Section 1: A shall go.\nSection 2: B shall go.\n1960 troops shall stay.", ["1", "2"]),
        ("1. A shall go. 2. B shall come. 3. C shall stay.", ["1", "2", "3"]),
        ("Madde 1. A.\nMadde 2. B.", ["1", "2"]),
        ("", []), ("x", []), ("\n\n\t ", []),
    ],
)  # fmt: skip
def test_rows_of_numbers(text: str, ids: list[str]) -> None:
    assert [one.id for one in cut_provisions(text).sections] == ids


@pytest.mark.parametrize(
    "text",
    ["a" * 5_000_000, "1. A shall go.\n" * 150_000, "A shall go within 30 days of signing. " * 80_000, " " * 5_000_000,
     "(a) " * 600_000, "1 " * 1_000_000, "a, " * 600_000 + "shall go"],
    ids=["letters", "one number", "sentences", "blanks", "letters between", "figures", "commas"],
)  # fmt: skip
def test_hostile_texts_are_answered_soon(text: str) -> None:
    began = time.monotonic()
    try:
        cut_provisions(text)
    except UsageError as error:
        assert "is it the right file" in str(error)  # noqa: PT017 - either way is an answer
    assert time.monotonic() - began < 30


def test_a_text_that_is_too_long_is_refused() -> None:
    with pytest.raises(UsageError, match="at most"):
        cut_provisions("a" * 6_000_001)

"""A brief of the Ossering Line: who says what, in turn and by one wording, each value on its words."""

import dataclasses
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from brief.composing import reports_made
from brief.composing.reports_made import BY, EDITION, come_in, evening, line_reports, made_line, texts
from detente.brief.brief import Brief, Piece, Sentence, brief_from_json, brief_to_json
from detente.brief.composing.basis import read_basis
from detente.brief.composing.draft import words_of
from detente.store import entries, keep_releases, open_record, outlets_of, readings_among, readings_named
from detente.store.record import Record

FIRST, SECOND, MONDAY, QUIET = "2019-04-11", "2019-04-12", "2019-04-15", "2019-04-13"
OSSERING = "ceasefire/ossering"
NUMBER = re.compile(r"\d[\d,]*")
IN_WORDS = {"4": "four", "2": "two", "1": "one"}
SWAPPED = (
    ("Veldurians", "Corvessans"), ("Veldurian", "Corvessan"), ("Velduria", "Corvessa"), ("Immerhald", "Tressany"),
    ("Orsolin Drape", "Harl Quist"), ("Tamsin Rook", "Brisa Tull"),
)  # fmt: skip


@pytest.fixture
def record(line: Path) -> Iterator[Record]:
    with open_record(line, read_only=True) as opened:
        yield opened


_COMPOSED: dict[tuple[object, str], Brief] = {}


def brief_on(record: Record, day: str, **more: Any) -> Brief:
    """Return the brief of a day, composed once of a record for all tests that ask for nothing else."""
    if more:
        return reports_made.brief_on(record, day, **more)
    if (record.path, day) not in _COMPOSED:
        _COMPOSED[record.path, day] = reports_made.brief_on(record, day)
    return _COMPOSED[record.path, day]


def sentences(brief: Brief) -> list[Sentence]:
    return [one for section in brief.sections for line in section.lines for one in line.sentences]


def pieces(brief: Brief) -> list[Piece]:
    return [piece for one in sentences(brief) for piece in one.pieces]


def test_both_sides_are_told_of_one_incident_in_one_line(record: Record) -> None:
    told = texts(brief_on(record, SECOND), OSSERING)
    denied = "denies that “Corvessan artillery shelled Tolvane on 10 April”. The Ministry of Defence of Velduria says"
    assert denied in told
    assert "wounded: “One civilian”" in told


def test_who_is_told_first_changes_from_one_day_to_the_next(record: Record) -> None:
    def heads(day: str) -> list[str]:
        lines = [
            line for section in brief_on(record, day).sections for line in section.lines if line.kind == "incident"
        ]
        both = [line for line in lines if len([one for one in line.sentences if one.claimant]) > 1]
        return [str(line.sentences[0].claimant) for line in both if "Gorse Hill" in line.sentences[0].text]

    assert heads(SECOND) == ["Corvessa’s defence ministry"]
    assert heads(MONDAY) == ["Tamsin Rook (Velduria)"]


def test_who_was_killed_comes_before_who_was_wounded(record: Record) -> None:
    first, second = brief_on(record, FIRST).sections[0].lines
    assert "killed" in first.sentences[0].text
    assert "wounded" in second.sentences[0].text
    assert first.weight > second.weight


def test_silence_is_told_of_whom_nothing_is_known_and_of_no_one_else(record: Record) -> None:
    told = texts(brief_on(record, FIRST), OSSERING)
    assert told.count("No word on it by Velduria was found in the reports.") == 1
    assert told.count("No word on it by Corvessa was found in the reports.") == 1
    assert "No word" not in texts(brief_on(record, SECOND), OSSERING)


def test_what_was_told_before_says_so(record: Record) -> None:
    assert "says of 11 April 2019 (told before): “A Corvessan soldier was killed" in texts(brief_on(record, SECOND))
    assert "told before" not in texts(brief_on(record, FIRST))


@pytest.mark.parametrize("day", [FIRST, SECOND, MONDAY])
def test_whoever_says_something_is_named_first_and_every_value_has_its_words(record: Record, day: str) -> None:
    brief = brief_on(record, day)
    said = [one for one in sentences(brief) if one.claimant]
    assert said
    for one in said:
        assert one.claimant is not None
        assert one.text.casefold().startswith(one.claimant.casefold())
        assert one.pieces[0].evidence is not None
        assert any(piece.evidence for piece in one.pieces[1:])


@pytest.mark.parametrize("day", [FIRST, SECOND, MONDAY])
def test_words_stand_where_they_are_said_to(record: Record, day: str) -> None:
    words = [piece.evidence for piece in pieces(brief_on(record, day)) if piece.evidence is not None]
    documents = {one.document for one in words if one.document}
    found = dict(readings_named(record, [reading for _, reading in readings_among(record, documents)]))
    for one in words:
        assert one.document is not None
        assert found[one.document]["text"][one.start : one.end].split() == one.words.split()


@pytest.mark.parametrize("day", [FIRST, SECOND, MONDAY])
def test_quoted_words_are_those_of_the_report(record: Record, day: str) -> None:
    for piece in pieces(brief_on(record, day)):
        if piece.quoted:
            assert piece.evidence is not None
            own = re.sub(r"\W+", " ", piece.text.removesuffix(" …")).strip()
            assert own in re.sub(r"\W+", " ", piece.evidence.words)


@pytest.mark.parametrize("day", [FIRST, SECOND, MONDAY, QUIET])
def test_every_figure_is_in_the_words_it_stands_on_or_is_a_coded_day(record: Record, day: str) -> None:
    brief = brief_on(record, day)
    for section in brief.sections:
        for line in section.lines:
            days = " ".join(v for stood in read_basis(line.basis).stood for k, v in stood.values.items() if k == "days")
            for piece in (piece for one in line.sentences for piece in one.pieces):
                words = piece.evidence.words if piece.evidence else ""
                for number in NUMBER.findall(piece.text):
                    in_words = IN_WORDS.get(number, "-") in words.casefold()
                    assert number in words or number.zfill(2) in days or in_words, piece.text


def test_figures_are_given_with_whose_they_are_and_for_which_days(record: Record) -> None:
    told = texts(brief_on(record, MONDAY), OSSERING)
    assert "The Line Observer Mission gives for 8 to 14 April 2019: 7 cases of fire." in told


def test_no_verdict_is_given(record: Record) -> None:
    own = " ".join(p.text for day in (FIRST, SECOND, MONDAY) for p in pieces(brief_on(record, day)) if not p.quoted)
    assert not re.search(r"\b(?:violated|attacked|provo\w+|aggress\w+|confirmed|refuted|proved|lied)\b", own)


def test_composing_again_gives_the_same(record: Record, line: Path) -> None:
    with open_record(line, read_only=True) as again:
        assert reports_made.brief_on(again, SECOND) == brief_on(record, SECOND)


def test_a_brief_is_kept_and_read_back_whole(record: Record) -> None:
    brief = brief_on(record, SECOND)
    assert brief_from_json(brief_to_json(brief)) == brief


def test_what_there_is_no_room_for_is_counted_with_the_way_to_it(record: Record) -> None:
    whole, short = brief_on(record, SECOND), brief_on(record, SECOND, most=60)
    assert sum(words_of(line) for one in short.sections for line in one.lines) <= 60
    lines = {one.subject: len(one.lines) + one.left_out for one in whole.sections}
    assert {one.subject: len(one.lines) + one.left_out for one in short.sections} == lines
    assert all(one.href for one in short.sections if one.left_out)
    assert any(one.left_out for one in short.sections)


def test_a_quiet_day_says_so_and_why(record: Record) -> None:
    brief = brief_on(record, QUIET)
    assert brief.quiet is not None
    told = " ".join(one.text for one in brief.quiet.sentences)
    assert told == (
        "No report came in since 12 April 2019, 19:00 UTC. "
        "Nothing from the side of Velduria or Corvessa on the Ossering Line is in the reports. "
        "What the Line Observer Mission did on these days is not told in the reports."
    )
    assert brief_on(record, FIRST).quiet is None


def _swap(text: str) -> str:
    both = {one: other for pair in SWAPPED for one, other in (pair, pair[::-1])}
    return re.sub("|".join(sorted(map(re.escape, both), key=len, reverse=True)), lambda found: both[found[0]], text)


def test_swapping_the_names_of_the_sides_swaps_them_and_nothing_else(record: Record, tmp_path: Path) -> None:
    path = made_line(tmp_path, told=_swap)
    swapped = [{name: _swap(value) for name, value in one.items()} for one in line_reports(FIRST)]
    come_in(path, swapped, at=evening(FIRST))
    with open_record(path, read_only=True) as other:
        assert _swap(texts(brief_on(other, FIRST), OSSERING)) == texts(brief_on(record, FIRST), OSSERING)


def test_hostile_words_stay_words(tmp_path: Path) -> None:
    path = made_line(tmp_path)
    hostile = {
        "id": "h", "title": "x", "published": FIRST, "publisher": "Post <script>alert(1)</script> \u202eenil",
        "language": "en",
        "text": "Corvessa opened fire on Veldurian positions near Tolvane on 10 April 2019 "
        "<img src=x onerror=alert(1)>, the Ministry of Defence of Velduria said.",
    }  # fmt: skip
    come_in(path, [hostile], at=evening(FIRST))
    with open_record(path, read_only=True) as record:
        brief = brief_on(record, FIRST)
    assert "opened fire" in texts(brief)
    assert all("<" not in piece.text for piece in pieces(brief) if piece.evidence is None)
    assert brief_from_json(brief_to_json(brief)) == brief


def test_a_public_brief_tells_nothing_that_is_not_released(line: Path, tmp_path: Path) -> None:
    path = tmp_path / "record.sqlite"
    path.write_bytes(line.read_bytes())
    edition = dataclasses.replace(EDITION, level="public")
    with open_record(path, now=evening(MONDAY)) as record:
        (ceasefire,) = {one.subject for one in entries(record, kind="ceasefire")}
        named = outlets_of(record, [one for section in brief_on(record, FIRST).sections for line_ in section.lines
                                    for one in line_.documents])  # fmt: skip
        shown = next(id_ for id_, one in named.items() if one.publisher == "Ministry of Defence of Velduria")
        keep_releases(record, "document", [shown], level="public", now=evening(FIRST), **BY)
        keep_releases(record, "entry", [ceasefire], level="public", now=evening(FIRST), **BY)
        with open_record(path, read_only=True, level="public") as seen:
            brief = brief_on(seen, FIRST, edition=edition)
    told = {one for section in brief.sections for own in section.lines for one in own.documents}
    assert told == {shown}
    assert "Gorse Hill" not in str(brief_to_json(brief))

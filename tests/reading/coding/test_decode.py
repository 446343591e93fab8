"""From figures to spans."""

from collections.abc import Collection

import numpy as np
import pytest

from detente.core.spans import Span
from detente.reading.coding.decode import (
    Figures,
    find_cues,
    find_suspects,
    marks_of,
    parties_of,
    said_of,
    softmax,
    trimmed,
)
from detente.reading.coding.labels import N_TRIGGER_TAGS, TYPES
from detente.reading.coding.pieces import Pieces


def pieces_of(text: str, goes_on: Collection[int] = ()) -> Pieces:
    """Cut a text at blanks; `goes_on` are indices of pieces that go on a word, written with '##'."""
    starts, ends, at = [], [], 0
    for word in text.split(" "):
        starts.append(at)
        ends.append(at + len(word))
        at += len(word) + 1
    n = len(starts)
    return Pieces(
        ids=tuple(range(n)),
        starts=tuple(starts),
        ends=tuple(ends),
        shapes=(0,) * n,
        goes_on=tuple(i in goes_on for i in range(n)),
    )


def tagged(*tags: int) -> Figures:
    logits = np.zeros((len(tags), N_TRIGGER_TAGS), dtype=np.float32)
    logits[np.arange(len(tags)), tags] = 9.0
    return logits


def begin(name: str) -> int:
    return 1 + 2 * TYPES.index(name)


def test_chances_add_up_to_one() -> None:
    assert softmax(np.array([[1.0, 2.0, 900.0]], dtype=np.float32)).sum() == pytest.approx(1.0)


def test_a_trigger_of_two_words_is_one_suspect() -> None:
    found = list(
        find_suspects(tagged(0, begin("ASSAULT"), begin("ASSAULT") + 1, 0), pieces_of("rebels opened fire again"))
    )
    assert [(s.first, s.last) for s in found] == [(1, 2)]
    assert found[0].probability > 0.9


def test_two_triggers_side_by_side_are_two() -> None:
    found = list(find_suspects(tagged(begin("COERCE"), begin("COERCE")), pieces_of("arrested deported")))
    assert len(found) == 2


def test_a_piece_that_goes_on_a_word_belongs_to_its_trigger() -> None:
    found = list(find_suspects(tagged(begin("ASSAULT"), 0, 0), pieces_of("shell ed towns", goes_on={1})))
    assert [(s.first, s.last) for s in found] == [(0, 1)]


def test_nothing_suspect_where_all_is_outside() -> None:
    assert list(find_suspects(tagged(0, 0), pieces_of("it rained"))) == []


def test_a_suspect_says_how_likely_each_type_is() -> None:
    (suspect,) = find_suspects(tagged(0, begin("AID"), 0), pieces_of("they gave money"))
    assert max(range(16), key=suspect.types.__getitem__) == TYPES.index("AID")
    assert sum(suspect.types) == pytest.approx(1.0)


def test_leaning_towards_parties_sees_more_of_them() -> None:
    text = "Iran protested"
    doubtful = np.array([[0.4, 0.0, 0.0, 0.0, 0.0], [9.0, 0.0, 0.0, 0.0, 0.0]], dtype=np.float32)
    assert parties_of(doubtful, pieces_of(text), text)[0] == []
    assert parties_of(doubtful, pieces_of(text), text, lean=0.5)[0] == [Span(0, 4)]


def test_marks_count_the_start_mark() -> None:
    (suspect,) = find_suspects(tagged(0, begin("AID"), 0), pieces_of("they gave money"))
    assert marks_of(suspect, 3, "trigger") == [0, 0, 1, 0, 0]


def roles(*tags: int) -> Figures:
    logits = np.zeros((len(tags), 5), dtype=np.float32)
    logits[np.arange(len(tags)), tags] = 9.0
    return logits


def test_parties_are_read_side_by_side() -> None:
    text = "The army shelled the northern town , witnesses said"
    actors, recipients = parties_of(roles(1, 2, 0, 3, 4, 4, 0, 0, 0), pieces_of(text), text)
    assert [text[s.start : s.end] for s in actors] == ["army"]
    assert [text[s.start : s.end] for s in recipients] == ["northern town"]


def test_a_party_does_not_break_off_with_small_words() -> None:
    text = "All sides in the war stopped"
    broken = roles(1, 2, 2, 2, 0, 0)
    assert parties_of(broken, pieces_of(text), text)[0] == [Span(0, 9)]
    assert parties_of(broken, pieces_of(text), text, phrases=[Span(17, 20)])[0] == [Span(0, 20)]
    apart = roles(1, 2, 2, 2, 3, 0)
    assert parties_of(apart, pieces_of(text), text, phrases=[Span(17, 20)]) == ([Span(0, 9)], [Span(17, 20)])


def test_a_hyphen_does_not_end_a_name() -> None:
    text = "General al-Hajj fled"
    pieces = Pieces(
        ids=(1, 2, 3, 4, 5), starts=(0, 8, 10, 11, 16), ends=(7, 10, 11, 15, 20), shapes=(1, 0, 0, 1, 0),
        goes_on=(False,) * 5,
    )  # fmt: skip
    assert parties_of(roles(1, 2, 0, 2, 0), pieces, text)[0] == [Span(0, 15)]
    assert parties_of(roles(1, 2, 0, 1, 0), pieces, text)[0] == [Span(0, 10), Span(11, 15)]


def test_two_actors_that_touch_stay_two() -> None:
    text = "Iran Iraq met"
    actors, _ = parties_of(roles(1, 1, 0), pieces_of(text), text)
    assert actors == [Span(0, 4), Span(5, 9)]


@pytest.mark.parametrize(
    ("tags", "actors", "recipients"),
    [
        ((1, 0, 1, 3, 0), [], ["8 forged Irish passports"]),
        ((1, 0, 1, 0, 0), ["8", "Irish"], []),
        ((0, 0, 3, 4, 0), [], ["Irish passports"]),
    ],
)
def test_a_noun_phrase_whose_head_is_a_party_is_one_party(
    tags: tuple[int, ...], actors: list[str], recipients: list[str]
) -> None:
    text = "8 forged Irish passports seized"
    found = parties_of(roles(*tags), pieces_of(text), text, phrases=[Span(0, 24)])
    assert [[text[s.start : s.end] for s in side] for side in found] == [actors, recipients]


def test_offsets_are_the_documents() -> None:
    text = "Iran protested"
    actors, _ = parties_of(
        roles(1, 0), Pieces(ids=(1, 2), starts=(50, 55), ends=(54, 64), shapes=(1, 0), goes_on=(False, False)), text, 50
    )
    assert actors == [Span(50, 54)]


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("the rebels,", "rebels"),
        ("“The minister”", "minister"),
        ("Iran's", "Iran"),
        ("the ", None),
        ("students’", "students"),
    ],
)
def test_articles_and_marks_stay_outside(text: str, left: str | None) -> None:
    span = trimmed(text, 0, len(text))
    assert (text[span.start : span.end] if span else None) == left


def cue_logits(*chances: float) -> Figures:
    rows = [[np.log(1 - c), np.log(c / 2), np.log(c / 2)] for c in chances]
    return np.array(rows, dtype=np.float32)


def test_cues_are_runs_of_likely_pieces_and_two_never_touch() -> None:
    (first, second) = find_cues(cue_logits(0.01, 0.9, 0.8, 0.01, 0.3), pieces_of("media have reported that hoped"))
    assert (first.first, first.last, second.first, second.last) == (1, 2, 4, 4)
    assert (round(first.probability, 2), round(second.probability, 2)) == (0.9, 0.3)
    assert list(find_cues(cue_logits(0.01, 0.05), pieces_of("it rained"))) == []


def test_a_claim_has_its_likeliest_source_and_all_of_its_content() -> None:
    text = "the envoy said the truce , he hoped , holds"
    pieces = pieces_of(text)
    tags = [0, 1, 0, 0, 3, 0, 0, 0, 0, 3]
    source, content = said_of(roles(*tags), pieces, text)
    assert source is not None
    assert content is not None
    assert text[source.start : source.end] == "envoy"
    assert text[content.start : content.end] == "truce , he hoped , holds"
    assert said_of(roles(*([0] * len(tags))), pieces, text) == (None, None)

"""The shipped model on sentences made for this: what it must see, wherever it stands."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from detente.core.errors import ModelError
from detente.core.spans import Span
from detente.documents.document import Document
from detente.reading.coding import stage
from detente.reading.coding.coder import MOST_MARKED, Coder, Encoded
from detente.reading.coding.decode import softmax
from detente.reading.coding.labels import TYPES
from detente.reading.coding.pieces import cut_pieces
from detente.reading.coding.stage import CodeSentences, EncodeSentences, HearSentences, load_coder
from detente.reading.coding.weights import load_weights
from detente.reading.reading import Reading
from detente.reading.records import Coding, Drop
from detente.reading.sentences import SplitSentences

PARITY = Path(__file__).parents[2] / "gold" / "parity.json"


def coded(text: str) -> list[Coding | Drop]:
    document = Document(id="t", text=text)
    reading = Reading(document=document, sentences=tuple(SplitSentences()(Reading(document=document))))
    windows = list(EncodeSentences()(reading))
    drops = [w for w in windows if isinstance(w, Drop)]
    encoded = tuple(w for w in windows if not isinstance(w, Drop))
    return [*drops, *CodeSentences()(replace(reading, encoded=encoded))]


def test_who_did_what_to_whom_with_its_words() -> None:
    text = "Police arrested three protesters in the capital."
    (coding,) = coded(text)
    assert isinstance(coding, Coding)
    assert (coding.type, coding.mode, coding.status) == ("COERCE", "arrest", "happened")
    assert text[coding.trigger.start : coding.trigger.end] == "arrested"
    assert [text[s.start : s.end] for s in coding.actors] == ["Police"]
    assert [text[s.start : s.end] for s in coding.recipients] == ["three protesters"]
    assert 0.0 < coding.confidence <= 1.0


def test_an_event_at_the_end_of_two_thousand_words_is_found() -> None:
    text = "The register lists " + "wells, barns, fences and one road after another, " * 250
    text += "and on Monday soldiers shelled the village of Amal."
    assert len(text.split()) > 2000
    found = [c for c in coded(text) if isinstance(c, Coding) and c.type == "ASSAULT"]
    assert [text[c.trigger.start : c.trigger.end] for c in found] == ["shelled"]


def encoded(text: str) -> tuple[Reading, list[Encoded | Drop]]:
    document = Document(id="t", text=text)
    reading = Reading(document=document, sentences=tuple(SplitSentences()(Reading(document=document))))
    return reading, list(EncodeSentences()(reading))


def test_of_too_many_cues_in_one_window_the_likeliest_are_looked_at_and_the_rest_is_told() -> None:
    reading, windows = encoded("The minister said that " * 60 + "it rained.")
    heard = list(HearSentences()(replace(reading, encoded=tuple(w for w in windows if isinstance(w, Encoded)))))
    drops = [d for d in heard if isinstance(d, Drop)]
    assert drops
    assert all(f"the {MOST_MARKED} likeliest were looked at" in d.reason and d.stage == "sayings" for d in drops)
    assert len(heard) - len(drops) <= MOST_MARKED * len(windows)


def test_of_too_many_triggers_in_one_window_the_likeliest_are_looked_at_and_the_rest_is_told() -> None:
    found = coded("The army shelled Aleppo, attacked Homs, bombed Idlib and " * 12 + "arrested Omar.")
    drops = [d for d in found if isinstance(d, Drop)]
    assert drops
    assert {d.stage for d in drops} == {"codings"}
    assert all(f"the {MOST_MARKED} likeliest were looked at" in d.reason for d in drops)


def test_what_lies_behind_as_many_pieces_as_are_coded_of_one_text_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stage, "MOST_PIECES", 30)
    text = "Police arrested three protesters in the capital. " * 8
    reading, found = encoded(text.strip())
    *windows, last = found
    assert all(isinstance(w, Encoded) for w in windows)
    assert isinstance(last, Drop)
    assert 0 < len(windows) < 8
    assert (last.start, last.end) == (reading.sentences[len(windows)].start, len(text.strip()))
    assert "all that is coded of one text" in last.reason


def test_what_is_no_english_prose_is_said_and_not_coded() -> None:
    text = "Le ministre a dit que les soldats ont attaqué le village dans la nuit et que la police est sur place."
    (drop,) = coded(text)
    assert isinstance(drop, Drop)
    assert "French" in drop.reason


@pytest.mark.parametrize("text", ["", "...", "—", "\u200b", "?! ?!", "😀 😀"])
def test_nothing_comes_of_nothing(text: str) -> None:
    assert coded(text) == []


def test_the_same_text_gives_the_same_codings() -> None:
    text = "Rebels released 12 hostages on Friday after talks with the Red Cross."
    assert coded(text) == coded(text)


def test_what_ships_reads_as_the_network_that_was_trained() -> None:
    """The figures in parity.json come from the training framework, before export and quantisation."""
    tokenizer = load_weights().tokenizer
    rows = json.loads(PARITY.read_text(encoding="utf-8"))["sentences"]
    same, apart = 0, []
    for row in rows:
        scores = load_coder().relate(row["text"], Span(*row["actor"]), Span(*row["recipient"]))
        chances = [scores[name] for name in TYPES]
        same += chances.index(max(chances)) == row["types"].index(max(row["types"]))
        pieces = cut_pieces(tokenizer, row["text"])
        assert list(pieces.ids) == row["ids"]
        (window,) = load_coder().encode(row["text"])
        assert window.states.shape == (1, len(row["ids"]) + 2, 384)
        outside = softmax(window.triggers[0, 1:-1])[:, 0]
        apart += [abs(float(a) - b) for a, b in zip(outside, row["outside"], strict=True)]
    assert len(rows) >= 40
    assert same >= 0.9 * len(rows)
    assert sum(gap > 0.1 for gap in apart) <= 0.04 * len(apart)


def test_a_card_of_another_version_is_said_to_be_one() -> None:
    weights = load_weights()
    calibration = {k: v for k, v in weights.card["calibration"].items() if k != "pair_silent"}
    with pytest.raises(ModelError, match=r"card.json has no 'pair_silent'.*another version"):
        Coder(replace(weights, card=weights.card | {"calibration": calibration}))


def test_an_event_joins_its_parties_and_no_others() -> None:
    text = "Norway condemned the shelling of the village by government forces."
    forces, village = Span(text.index("government"), len(text) - 1), Span(text.index("village"), text.index(" by"))
    assert load_coder().weigh_pair(text, forces, village)[1]
    assert not load_coder().weigh_pair(text, village, Span(0, 6))[1]

"""What the model hears beside what the grammar sees."""

from collections.abc import Callable

import pytest

from detente.core.spans import Span
from detente.documents.document import Document
from detente.knowledge.cues import load_cues
from detente.pipeline.reader import Reader
from detente.reading.claims.find import find_frames
from detente.reading.claims.frames import Frame
from detente.reading.claims.heard import settle_frames
from detente.reading.parse import Parse
from detente.reading.records import Saying
from detente.reading.sentences import SplitSentences
from detente.reading.spacy_parse import ParseWords


@pytest.fixture(scope="module")
def parse() -> Callable[[str], Parse]:
    reader = Reader((SplitSentences(), ParseWords()))
    return lambda text: reader.read(Document(id="t", text=text)).parsed()


def at(text: str, words: str) -> Span:
    return Span(text.index(words), text.index(words) + len(words))


def saying(text: str, cue: str, content: str, source: str | None = None, confidence: float = 0.9) -> Saying:
    return Saying(
        cue=at(text, cue),
        source=at(text, source) if source else None,
        content=at(text, content),
        mood="said",
        confidence=confidence,
    )


def settled(parsed: Parse, *sayings: Saying) -> list[tuple[str, str]]:
    def words(frame: Frame) -> str:
        return " ".join(parsed.words[i].text for i in frame.content)

    frames = settle_frames(parsed, find_frames(parsed, load_cues()), sayings, load_cues())
    return [(parsed.words[f.word].text, words(f)) for f in frames]


LOOSE = "The minister stressed the importance of the treaty."
CLAUSE = "The minister said that the truce holds."
ALONE = "The envoy hammered home that the border stays open."


def test_a_clause_stands_without_the_model(parse: Callable[[str], Parse]) -> None:
    assert settled(parse(CLAUSE)) == [("said", "the truce holds")]


def test_a_loose_form_needs_the_models_word(parse: Callable[[str], Parse]) -> None:
    assert settled(parse(LOOSE)) == []
    assert settled(parse(LOOSE), saying(LOOSE, "stressed", "importance", confidence=0.05)) == []
    heard = saying(LOOSE, "stressed", "the importance of the treaty")
    assert settled(parse(LOOSE), heard) == [("stressed", "the importance of the treaty")]


def test_the_model_says_how_far_a_loose_form_goes_only_where_it_is_sure(parse: Callable[[str], Parse]) -> None:
    suspected = saying(LOOSE, "stressed", "importance", confidence=0.3)
    assert settled(parse(LOOSE), suspected) == [("stressed", "the importance of the treaty")]


def test_what_the_model_alone_hears_is_a_claim_where_it_is_sure(parse: Callable[[str], Parse]) -> None:
    content = "the border stays open"
    unsure = saying(ALONE, "hammered home", content, source="envoy", confidence=0.4)
    assert settle_frames(parse(ALONE), (), (unsure,), load_cues()) == ()
    sure = saying(ALONE, "hammered home", content, source="The envoy")
    (frame,) = settle_frames(parse(ALONE), (), (sure,), load_cues())
    assert parse(ALONE).words[frame.word].text == "hammered"
    assert frame.source is not None
    assert parse(ALONE).words[frame.source].text == "envoy"


def test_a_saying_without_content_is_no_claim(parse: Callable[[str], Parse]) -> None:
    empty = Saying(cue=at(ALONE, "hammered home"), source=None, content=None, mood="said", confidence=0.9)
    assert settle_frames(parse(ALONE), (), (empty,), load_cues()) == ()

"""The stages that ask the model, sentence by sentence: who did what to whom, and who says what."""

import bisect
import functools
from collections.abc import Iterator

from detente.core.spans import Span
from detente.reading.coding.answers import answer_fire
from detente.reading.coding.breaches import find_breaches
from detente.reading.coding.coder import Coder, Encoded
from detente.reading.coding.crowded import crowded
from detente.reading.coding.kinds import why_not_prose
from detente.reading.coding.languages import may_be_english
from detente.reading.coding.parties import without_no_parties
from detente.reading.coding.sift import Sieve, load_sieve
from detente.reading.coding.weights import load_weights, read_card, shipped_model
from detente.reading.heads import base_phrases
from detente.reading.nearby import Nearby
from detente.reading.reading import Reading
from detente.reading.records import Coding, Drop, Saying

__all__ = ["CodeSentences", "EncodeSentences", "HearSentences", "load_coder"]


WINDOW = 8
"""Pieces that a window costs beside its own."""
MOST_PIECES = 120_000
"""Pieces of words that are encoded of one text, with `WINDOW` for each window and what two share counted twice.

The longest prose that is taken has ninety thousand; more come of letters that form no words.
"""
TOO_MUCH = f"behind the first {MOST_PIECES:,} pieces of words, which are all that is coded of one text"


@functools.cache
def load_coder() -> Coder:
    """Return the coder over the shipped model, made once a process.

    Raises `ModelError` where the model is missing, cut short or altered.
    """
    return Coder(load_weights())


class _ByModel:
    """What stages that ask the model have in common: the coder, and a version that changes with the model."""

    own_version = "1"

    def __init__(self, coder: Coder | None = None) -> None:
        """Use this model, by default the one that ships, read when first needed."""
        self._given = coder

    @property
    def coder(self) -> Coder:
        """The model."""
        return self._given or load_coder()

    @functools.cached_property
    def version(self) -> str:
        """The stage's own version with the model's: another model reads otherwise.

        Raises `ModelError` where the model's card is missing or damaged.
        """
        return f"{self.own_version}+{read_card(shipped_model())['version']}"


class EncodeSentences(_ByModel):
    """Encodes each sentence that may tell of something; what is no English prose is said to be so and left out."""

    name = "encoded"
    needs: tuple[str, ...] = ("sentences",)
    adds = "encoded"
    own_version = "2"

    def __init__(self, coder: Coder | None = None, sieve: Sieve | None = None) -> None:
        """Use this model and sieve, by default the ones that ship, read when first needed."""
        super().__init__(coder)
        self._sieve = sieve

    def __call__(self, reading: Reading, /) -> Iterator[Encoded | Drop]:
        """Yield windows in order of the text, and a drop for each stretch that is not to be coded."""
        declared = reading.document.language
        if declared and not may_be_english(declared):
            yield from self._all_foreign(reading.text, declared)
            return
        coder, sieve = self.coder, self._sieve or load_sieve()
        barred = why_not_prose(reading.text, reading.sentences)
        for stretch in barred:
            yield Drop(start=stretch.start, end=stretch.end, stage=self.name, reason=stretch.reason)
        starts, left = [stretch.start for stretch in barred], MOST_PIECES
        for sentence in reading.sentences:
            before = bisect.bisect_right(starts, sentence.start) - 1
            if before >= 0 and sentence.start < barred[before].end:
                continue
            text = reading.text[sentence.start : sentence.end]
            if not sieve.passes(text):
                continue
            if left <= 0:
                yield Drop(start=sentence.start, end=reading.sentences[-1].end, stage=self.name, reason=TOO_MUCH)
                return
            for window in coder.encode(text, sentence.start):
                yield window
                left -= len(window.part.ids) + WINDOW

    def _all_foreign(self, text: str, declared: str) -> Iterator[Drop]:
        """Yield one drop over a text that its carrier declares to be in another language than English."""
        if text:
            reason = f"declared to be in another language than English ({declared}), which is not coded"
            yield Drop(start=0, end=len(text), stage=self.name, reason=reason)


class CodeSentences(_ByModel):
    """Reads who did what to whom out of what is encoded; breaches of truces and fire that is answered by grammar."""

    name = "codings"
    needs: tuple[str, ...] = ("encoded", "parse")
    adds = "codings"
    own_version = "8"

    def __call__(self, reading: Reading, /) -> Iterator[Coding | Drop]:
        """Yield codings in order of the text, and before them a drop for each window with too many to ask about."""
        for window in reading.encoded:
            yield from crowded(self.name, window, self.coder.suspects_in(window))
        read = tuple(self._read(reading))
        barred = [d for d in reading.drops if d.stage == EncodeSentences.name]
        read = tuple(answer_fire(reading.parsed(), read, barred))
        made = find_breaches(reading.parsed(), read, barred)
        yield from sorted((*read, *made), key=lambda coding: coding.trigger.start)

    def _read(self, reading: Reading) -> Iterator[Coding]:
        phrases = tuple(base_phrases(reading.parsed()))
        nearby = Nearby(phrases)
        for window in reading.encoded:
            stretch = Span(window.part.starts[0], window.part.ends[-1])
            for coding in self.coder.code_window(window, [phrases[k] for k in nearby.within(stretch)]):
                yield without_no_parties(reading.parsed(), coding)


class HearSentences(_ByModel):
    """Reads who says what out of what is encoded, within each sentence."""

    name = "sayings"
    needs: tuple[str, ...] = ("encoded",)
    adds = "sayings"
    own_version = "2"

    def __call__(self, reading: Reading, /) -> Iterator[Saying | Drop]:
        """Yield sayings in order of the text, and a drop for each window with too many cues to ask about."""
        for window in reading.encoded:
            yield from crowded(self.name, window, self.coder.cues_in(window))
            yield from self.coder.say_window(window)

"""The stage that asks the model, sentence by sentence, who did what to whom."""

import bisect
import functools
from collections.abc import Iterator

from detente.reading.coding.coder import Coder
from detente.reading.coding.kinds import why_not_prose
from detente.reading.coding.languages import may_be_english
from detente.reading.coding.sift import Sieve, load_sieve
from detente.reading.coding.weights import load_weights, read_card, shipped_model
from detente.reading.reading import Reading
from detente.reading.records import Coding, Drop

__all__ = ["CodeSentences", "load_coder"]


@functools.cache
def load_coder() -> Coder:
    """Return the coder over the shipped model, made once a process.

    Raises `ModelError` where the model is missing, cut short or altered.
    """
    return Coder(load_weights())


class CodeSentences:
    """Codes each sentence that may hold an event; what is no English prose is said to be so and left uncoded."""

    name = "codings"
    needs: tuple[str, ...] = ("sentences",)
    adds = "codings"

    def __init__(self, coder: Coder | None = None, sieve: Sieve | None = None) -> None:
        """Use this model and sieve, by default the ones that ship, read when first needed."""
        self._coder, self._sieve = coder, sieve

    @functools.cached_property
    def version(self) -> str:
        """The stage's own version with the model's: another model reads otherwise.

        Raises `ModelError` where the model's card is missing or damaged.
        """
        return f"3+{read_card(shipped_model())['version']}"

    def __call__(self, reading: Reading, /) -> Iterator[Coding | Drop]:
        """Yield codings in order of the text, and a drop for each stretch that is not to be coded."""
        declared = reading.document.language
        if declared and not may_be_english(declared):
            yield from self._all_foreign(reading.text, declared)
            return
        coder, sieve = self._coder or load_coder(), self._sieve or load_sieve()
        barred = why_not_prose(reading.text, reading.sentences)
        for stretch in barred:
            yield Drop(start=stretch.start, end=stretch.end, stage=self.name, reason=stretch.reason)
        starts = [stretch.start for stretch in barred]
        for sentence in reading.sentences:
            before = bisect.bisect_right(starts, sentence.start) - 1
            if before >= 0 and sentence.start < barred[before].end:
                continue
            text = reading.text[sentence.start : sentence.end]
            if sieve.passes(text):
                yield from coder.code(text, sentence.start)

    def _all_foreign(self, text: str, declared: str) -> Iterator[Drop]:
        """Yield one drop over a text that its carrier declares to be in another language than English."""
        if text:
            reason = f"declared to be in another language than English ({declared}), which is not coded"
            yield Drop(start=0, end=len(text), stage=self.name, reason=reason)

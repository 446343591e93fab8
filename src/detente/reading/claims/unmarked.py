"""Direct speech without quotation marks: who says "we" in the middle of a report is the one who is quoted."""

from collections.abc import Collection, Sequence

from detente.reading.claims.frames import Frame
from detente.reading.parse import Parse

__all__ = ["FIRST_PERSON", "first_word_of_speech"]

FIRST_PERSON = frozenset({"i", "we", "us", "me", "our", "my", "ours", "mine", "ourselves", "myself"})


def first_word_of_speech(parse: Parse, frames: Sequence[Frame], frame: Frame, quoted: Collection[int]) -> int | None:
    """Return where unmarked direct speech starts that ends before the cue of `frame`, or None where it is none.

    The sentences before go with it as long as they say "we" too and nobody else is said to speak in them.
    """
    content = frame.content
    if not frame.quotes or parse.words[content[-1]].end > frame.cue.start or not _speaks(parse, content, quoted):
        return None
    first = content[0]
    sentence = parse.words[frame.word].sentence - 1
    while sentence >= 0 and _goes_before(parse, frames, sentence, quoted):
        first = parse.sentence_words(sentence)[0]
        sentence -= 1
    return first


def _goes_before(parse: Parse, frames: Sequence[Frame], sentence: int, quoted: Collection[int]) -> bool:
    words = parse.sentence_words(sentence)
    if not words or not _speaks(parse, words, quoted):
        return False
    others = (f for f in frames if words.start <= f.word < words.stop)
    return all(f.source is not None and parse.words[f.source].text.lower() in FIRST_PERSON for f in others)


def _speaks(parse: Parse, words: Sequence[int], quoted: Collection[int]) -> bool:
    return any(parse.words[i].text.lower() in FIRST_PERSON and i not in quoted for i in words)

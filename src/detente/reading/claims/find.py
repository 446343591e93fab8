"""The stage that finds whose words are whose, before it is known which mentions speak of one and the same."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from detente.core.spans import covers
from detente.knowledge.cues import Cues, load_cues
from detente.reading.claims.attribution import Attribution, attribute
from detente.reading.claims.beside import with_verbs_beside
from detente.reading.claims.chains import settle_chains
from detente.reading.claims.frames import Frame
from detente.reading.claims.grammar import trim
from detente.reading.claims.heard import settle_frames
from detente.reading.claims.nesting import keep_nested
from detente.reading.claims.noun_frames import find_noun_frames
from detente.reading.claims.quotations import find_paragraphs, find_quotations
from detente.reading.claims.scene import Scene
from detente.reading.claims.verb_frames import find_verb_frames
from detente.reading.parse import Parse
from detente.reading.reading import Reading
from detente.reading.records import Drop

__all__ = ["SAID", "FindAttributions", "find_frames"]

NEAR = 12
"""Frames back from a trailing participle among which the one that it goes with is looked for."""
SAID = frozenset({"said", "announced", "recalled", "concluded", "accused", "denied", "warned"})
"""Moods of a claim through which another one reaches us; a hope passes nothing on."""


class FindAttributions:
    """Finds somebody's words, thoughts or intentions, in quotation marks or reported, and the words that say whose."""

    name, version = "attributions", "3"
    adds = "attributions"

    def __init__(self, cues: Cues | None = None, *, by_model: bool = True) -> None:
        """Use these cues, by default the package's own; `by_model` says whether the model has a say as well."""
        self._cues = cues or load_cues()
        self._by_model = by_model

    @property
    def needs(self) -> tuple[str, ...]:
        """What is read before: with the model, what it heard too."""
        own = ("sentences", "parse", "damage")
        return (*own, "sayings") if self._by_model else own

    def __call__(self, reading: Reading, /) -> Iterator[Attribution | Drop]:
        """Yield attributions in order of the text, and a drop for each sentence in marks that nobody speaks."""
        parse = reading.parsed()
        frames = find_frames(parse, self._cues)
        if self._by_model:
            frames = settle_frames(parse, frames, reading.sayings, self._cues)
        paragraphs = find_paragraphs(reading.text)
        quotations = find_quotations(reading.text, paragraphs)
        if not frames and not quotations:
            return
        frames = tuple(with_verbs_beside(reading.text, parse, quotations, settle_chains(parse, frames)))
        scene = Scene(text=reading.text, paragraphs=paragraphs, parse=parse, quotations=quotations, frames=frames)
        found, lone = attribute(scene)
        yield from (a for a in keep_nested(parse, found) if not _is_leftover(reading, a))
        for quotation in lone:
            span = quotation.outer
            yield Drop(start=span.start, end=span.end, stage=self.name, reason="quoted, but nobody is said to speak")


def _is_leftover(reading: Reading, attribution: Attribution) -> bool:
    """Say whether words stand in what a page says of itself."""
    return any(d.kind == "boilerplate" and covers(d, attribution.content) for d in reading.damage)


def find_frames(parse: Parse, cues: Cues) -> tuple[Frame, ...]:
    """Return all frames of a parse, in order; a verb that only carries a cue noun leaves the frame to the noun."""
    nouns = list(find_noun_frames(parse, cues))
    carried = {(n.cue.start, n.word) for n in nouns}
    verbs = [
        v
        for v in find_verb_frames(parse, cues)
        if v.form != "object" or not any(v.cue.start == start and word in v.content for start, word in carried)
    ]
    return tuple(lift_participles(parse, sorted((*nouns, *verbs), key=lambda f: f.word)))


def lift_participles(parse: Parse, frames: Sequence[Frame]) -> Iterator[Frame]:
    """Give ", adding that ..." to who said the sentence, where the parser hangs it inside what is said."""
    lifted: dict[int, Frame] = {}
    for k, frame in enumerate(frames):
        if _is_trailing(parse, frame):
            around = [f for f in frames[max(0, k - NEAR) : k] if f.form == "clause" and frame.word in f.content]
            if around:
                outer = lifted.get(around[0].word, around[0])
                ours = set(parse.subtree(frame.word))
                left = trim(parse, [k for k in outer.content if k not in ours])
                lifted[outer.word] = replace(outer, content=tuple(left))
                lifted[frame.word] = replace(frame, source=outer.source)
    return (lifted.get(f.word, f) for f in frames)


def _is_trailing(parse: Parse, frame: Frame) -> bool:
    word = parse.words[frame.word]
    comma = frame.word > 0 and parse.words[frame.word - 1].text == ","
    return (
        word.tag == "VBG" and word.dep in {"advcl", "acl"} and comma and frame.form == "clause" and frame.mood in SAID
    )

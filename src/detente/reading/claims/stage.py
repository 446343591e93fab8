"""The stage that finds claims: who says what, by which word, through whom."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from detente.core.spans import covers
from detente.knowledge.cues import Cues, load_cues
from detente.reading.claims.attribution import Draft, attribute
from detente.reading.claims.frames import Frame
from detente.reading.claims.grammar import trim
from detente.reading.claims.heard import settle_frames
from detente.reading.claims.nesting import keep_nested
from detente.reading.claims.noun_frames import find_noun_frames
from detente.reading.claims.quotations import find_paragraphs, find_quotations
from detente.reading.claims.scene import Scene
from detente.reading.claims.sources import SourceFinder
from detente.reading.claims.trends import find_trends
from detente.reading.claims.unmarked import FIRST_PERSON
from detente.reading.claims.verb_frames import find_verb_frames
from detente.reading.nearby import Nearby
from detente.reading.parse import Parse
from detente.reading.reading import Reading
from detente.reading.records import Claim, Drop, Source

__all__ = ["FindClaims"]

BASE = {"clause": 0.9, "quote": 0.9, "according": 0.9, "adverb": 0.75, "infinitive": 0.75, "order": 0.75}
OTHER_FORM = 0.65
"""An object or a noun holds what is said more loosely than a clause does."""
DIRECT, MIXED, UNMARKED = 0.95, 0.9, 0.75
NO_ENTITY, PRONOUN, NO_SOURCE, NEVER_CLOSED, TAKEN_OVER, FROM_BEFORE, DOUBLED = 0.9, 0.95, 0.75, 0.8, 0.6, 0.5, 0.6
NEAR = 12
"""Frames back from a trailing participle among which the one that it goes with is looked for."""
SAID = frozenset({"said", "announced", "recalled", "concluded", "accused", "denied", "warned"})
"""Moods of a claim through which another one reaches us; a hope passes nothing on."""


class FindClaims:
    """Marks every claim: somebody's words, thoughts or intentions, in quotation marks or reported."""

    name, version = "claims", "2"
    adds = "claims"

    def __init__(self, cues: Cues | None = None, *, by_model: bool = True) -> None:
        """Use these cues, by default the package's own; `by_model` says whether the model has a say as well."""
        self._cues = cues or load_cues()
        self._by_model = by_model

    @property
    def needs(self) -> tuple[str, ...]:
        """What is read before: with the model, what it heard too."""
        own = ("sentences", "parse", "damage", "mentions", "entities")
        return (*own, "sayings") if self._by_model else own

    def __call__(self, reading: Reading, /) -> Iterator[Claim | Drop]:
        """Yield the claims in order of the text, and a drop for each sentence in marks that nobody speaks."""
        parse = reading.parsed()
        frames = find_frames(parse, self._cues)
        if self._by_model:
            frames = settle_frames(parse, frames, reading.sayings, self._cues)
        paragraphs = find_paragraphs(reading.text)
        quotations = find_quotations(reading.text, paragraphs)
        if not frames and not quotations:
            return
        scene = Scene(text=reading.text, paragraphs=paragraphs, parse=parse, quotations=quotations, frames=frames)
        drafts, lone = attribute(scene)
        drafts = [d for d in keep_nested(parse, drafts) if not _is_leftover(reading, d)]
        yield from _claims(reading, drafts, SourceFinder(reading, paragraphs), self._cues)
        for quotation in lone:
            span = quotation.outer
            yield Drop(start=span.start, end=span.end, stage=self.name, reason="quoted, but nobody is said to speak")


def _is_leftover(reading: Reading, draft: Draft) -> bool:
    """Say whether a claim stands in what a page says of itself."""
    return any(d.kind == "boilerplate" and covers(d, draft.content) for d in reading.damage)


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


def _claims(reading: Reading, drafts: Sequence[Draft], finder: SourceFinder, cues: Cues) -> Iterator[Claim]:
    parse = reading.parsed()
    trends = find_trends(parse, cues)
    contents = Nearby([d.content for d in drafts])
    around = [_around(drafts, contents, k) for k in range(len(drafts))]
    sources = _sources(parse, drafts, finder, around)
    doubled = {d.start for d in reading.damage if d.kind == "doubled attribution"}
    for k, draft in enumerate(drafts):
        frame = draft.frame or draft.speaker
        source = sources[k]
        tellers = (sources[j] for j in around[k] if _passes_on(drafts[j]))
        yield Claim(
            id=f"C{k + 1}",
            source=source,
            via=tuple(dict.fromkeys(_via(draft, source, tellers, finder))),
            cue=draft.frame.cue if draft.frame else None,
            content=draft.content,
            parts=draft.parts if len(draft.parts) > 1 else (),
            mode=draft.mode,
            confidence=_confidence(draft, source, finder, is_doubled=_is_doubled(reading, draft, doubled)),
            trend=_trend(draft, trends),
            mood=frame.mood if frame else None,
        )


def _sources(
    parse: Parse, drafts: Sequence[Draft], finder: SourceFinder, around: Sequence[Sequence[int]]
) -> list[Source | None]:
    """Return each draft's source, read in the order of the text so that a pronoun may mean who spoke before."""
    found: list[Source | None] = [None] * len(drafts)
    for k in sorted(range(len(drafts)), key=lambda k: _cue_start(drafts[k])):
        frame = drafts[k].frame or drafts[k].speaker
        if frame is not None and frame.source is not None:
            source = finder.source(frame.source)
            found[k] = source
            finder.note(source)
    for k, draft in enumerate(drafts):
        own = found[k]
        head = draft.frame.source if draft.frame else None
        if own is not None and head is not None and parse.words[head].text.lower() in FIRST_PERSON:
            spoken = (found[j] for j in around[k] if drafts[j].mode != "indirect")  # who says "we" is who speaks
            speaker = next(spoken, None)
            found[k] = Source(start=own.start, end=own.end, entity=speaker.entity if speaker else None)
    return found


def _cue_start(draft: Draft) -> int:
    return draft.frame.cue.start if draft.frame else draft.content.start


def _around(drafts: Sequence[Draft], contents: Nearby, k: int) -> list[int]:
    """Return the drafts in which the cue of draft `k` stands, innermost first."""
    frame = drafts[k].frame
    found = [] if frame is None else [j for j in contents.around(frame.cue) if j != k and drafts[j].holds(frame.cue)]
    return sorted(found, key=lambda j: drafts[j].content.end - drafts[j].content.start)


def _via(draft: Draft, own: Source | None, tellers: Iterable[Source | None], finder: SourceFinder) -> Iterator[Source]:
    """Yield the chain from the source to the publisher: whoever was told, whoever quotes it, and who reports that."""
    if draft.frame is None:
        return
    if draft.frame.hearer is not None:
        hearer = finder.source(draft.frame.hearer)
        if finder.is_media(hearer):
            yield hearer
    if draft.frame.reporter is not None:
        yield finder.source(draft.frame.reporter)
    yield from (teller for teller in tellers if teller is not None and not _is_same(teller, own))


def _passes_on(draft: Draft) -> bool:
    frame = draft.frame or draft.speaker
    return frame is not None and frame.mood in SAID


def _is_same(one: Source, other: Source | None) -> bool:
    if other is None:
        return False
    return (one.start, one.end) == (other.start, other.end) or (one.entity is not None and one.entity == other.entity)


def _trend(draft: Draft, trends: Sequence[tuple[int, str]]) -> str | None:
    """Return the trend claimed in a draft, where it claims one only."""
    near = trends[bisect_left(trends, (draft.content.start, "")) : bisect_left(trends, (draft.content.end, ""))]
    found = {t for at, t in near if any(p.start <= at < p.end for p in draft.parts)}
    return found.pop() if len(found) == 1 else None


def _is_doubled(reading: Reading, draft: Draft, doubled: set[int]) -> bool:
    """Say whether a second attribution stands right behind the draft's own ("he said. he added.")."""
    cue = draft.frame.cue if draft.frame else draft.content
    return any(cue.end <= start <= cue.end + 3 and "\n" not in reading.text[cue.end : start] for start in doubled)


def _confidence(draft: Draft, source: Source | None, finder: SourceFinder, *, is_doubled: bool) -> float:
    frame = draft.frame or draft.speaker
    modes = {"direct": DIRECT, "mixed": MIXED, "unmarked": UNMARKED}
    value = modes.get(draft.mode) or BASE.get(frame.form if frame else "", OTHER_FORM)
    if source is None:
        value *= NO_SOURCE
    elif source.entity is None:
        value *= NO_ENTITY
    if frame is not None and frame.source is not None and finder.is_pronoun(frame.source):
        value *= PRONOUN
    value *= 1.0 if draft.closed else NEVER_CLOSED
    if draft.frame is None:
        value *= FROM_BEFORE if draft.far else TAKEN_OVER
    return round(value * (DOUBLED if is_doubled else 1.0), 2)

"""The stage that makes claims of attributions: who says what, by which word, through whom."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from detente.knowledge.cues import Cues, load_cues
from detente.reading.claims.attribution import Attribution
from detente.reading.claims.find import SAID
from detente.reading.claims.quotations import find_paragraphs
from detente.reading.claims.sources import SourceFinder
from detente.reading.claims.trends import find_trends
from detente.reading.claims.unmarked import FIRST_PERSON
from detente.reading.lowering import lowered_in
from detente.reading.nearby import Nearby
from detente.reading.parse import Parse
from detente.reading.reading import Reading
from detente.reading.records import Claim, Damage, Source

__all__ = ["FindClaims"]

BASE = {"clause": 0.9, "quote": 0.9, "according": 0.9, "adverb": 0.75, "infinitive": 0.75, "order": 0.75}
OTHER_FORM = 0.65
"""An object or a noun holds what is said more loosely than a clause does."""
DIRECT, MIXED, UNMARKED = 0.95, 0.9, 0.75
NO_ENTITY, PRONOUN, NO_SOURCE, TAKEN_OVER, FROM_BEFORE = 0.9, 0.95, 0.75, 0.6, 0.5


class FindClaims:
    """Marks every claim: somebody's words, thoughts or intentions, with the entity who is the source and the chain."""

    name, version = "claims", "7"
    needs: tuple[str, ...] = ("sentences", "parse", "damage", "dates", "attributions", "mentions", "entities")
    adds = "claims"

    def __init__(self, cues: Cues | None = None) -> None:
        """Use these cues, by default the package's own."""
        self._cues = cues or load_cues()

    def __call__(self, reading: Reading, /) -> Iterator[Claim]:
        """Yield the claims in order of the text."""
        if reading.attributions:
            finder = SourceFinder(reading, find_paragraphs(reading.text))
            yield from _claims(reading, reading.attributions, finder, self._cues)


def _claims(reading: Reading, attributions: Sequence[Attribution], finder: SourceFinder, cues: Cues) -> Iterator[Claim]:
    parse = reading.parsed()
    trends = find_trends(parse, cues)
    contents = Nearby([d.content for d in attributions])
    around = [_around(attributions, contents, k) for k in range(len(attributions))]
    dates = Nearby(reading.dates)
    sources = [_unless_date(one, dates) for one in _sources(parse, attributions, finder, around)]
    doubled = [d for d in reading.damage if d.kind == "doubled attribution"]
    for k, one in enumerate(attributions):
        frame = one.frame or one.speaker
        source = sources[k]
        tellers = (sources[j] for j in around[k] if _passes_on(attributions[j]))
        cue = one.frame.cue if one.frame else None
        via = tuple(dict.fromkeys(_via(one, source, tellers, finder)))
        own = (one.content, source, cue, *via, *_second_cues(reading, one, doubled))
        confidence, lowered_by = lowered_in(reading, _confidence(one, source, finder), *own)
        yield Claim(
            id=f"C{k + 1}",
            source=source,
            via=via,
            cue=cue,
            content=one.content,
            parts=one.parts if len(one.parts) > 1 else (),
            mode=one.mode,
            confidence=confidence,
            lowered_by=lowered_by,
            trend=_trend(one, trends),
            mood=frame.mood if frame else None,
        )


def _sources(
    parse: Parse, attributions: Sequence[Attribution], finder: SourceFinder, around: Sequence[Sequence[int]]
) -> list[Source | None]:
    """Return each attribution's source, read in the order of the text so that a pronoun may mean who spoke before."""
    found: list[Source | None] = [None] * len(attributions)
    for k in sorted(range(len(attributions)), key=lambda k: _cue_start(attributions[k])):
        frame = attributions[k].frame or attributions[k].speaker
        if frame is not None and frame.source is not None:
            source = finder.source(frame.source)
            found[k] = source
            finder.note(source)
    for k, one in enumerate(attributions):
        own = found[k]
        head = one.frame.source if one.frame else None
        if own is not None and head is not None and parse.words[head].text.lower() in FIRST_PERSON:
            spoken = (found[j] for j in around[k] if attributions[j].mode != "indirect")  # who says "we" is who speaks
            speaker = next(spoken, None)
            found[k] = Source(start=own.start, end=own.end, entity=speaker.entity if speaker else None)
    return found


def _unless_date(source: Source | None, dates: Nearby) -> Source | None:
    """Return a source, and nobody where a date was taken for one: "late on Saturday, 11 May, the mayor said"."""
    return None if source is not None and next(dates.around(source), None) is not None else source


def _cue_start(one: Attribution) -> int:
    return one.frame.cue.start if one.frame else one.content.start


def _around(attributions: Sequence[Attribution], contents: Nearby, k: int) -> list[int]:
    """Return the attributions in which the cue of attribution `k` stands, innermost first."""
    frame = attributions[k].frame
    found = (
        [] if frame is None else [j for j in contents.around(frame.cue) if j != k and attributions[j].holds(frame.cue)]
    )
    return sorted(found, key=lambda j: attributions[j].content.end - attributions[j].content.start)


def _via(
    one: Attribution, own: Source | None, tellers: Iterable[Source | None], finder: SourceFinder
) -> Iterator[Source]:
    """Yield the chain from the source to the publisher: whoever was told, whoever quotes it, and who reports that."""
    if one.frame is None:
        return
    if one.frame.hearer is not None:
        hearer = finder.source(one.frame.hearer)
        if finder.is_media(hearer):
            yield hearer
    if one.frame.reporter is not None:
        yield finder.source(one.frame.reporter)
    yield from (teller for teller in tellers if teller is not None and not _is_same(teller, own))


def _passes_on(one: Attribution) -> bool:
    frame = one.frame or one.speaker
    return frame is not None and frame.mood in SAID


def _is_same(one: Source, other: Source | None) -> bool:
    if other is None:
        return False
    return (one.start, one.end) == (other.start, other.end) or (one.entity is not None and one.entity == other.entity)


def _trend(one: Attribution, trends: Sequence[tuple[int, str]]) -> str | None:
    """Return the trend claimed in an attribution, where it claims one only."""
    near = trends[bisect_left(trends, (one.content.start, "")) : bisect_left(trends, (one.content.end, ""))]
    found = {t for at, t in near if any(p.start <= at < p.end for p in one.parts)}
    return found.pop() if len(found) == 1 else None


def _second_cues(reading: Reading, one: Attribution, doubled: Iterable[Damage]) -> Iterator[Damage]:
    """Yield the second attribution that stands right behind a claim's own ("he said. he added."): it is its damage."""
    cue = one.frame.cue if one.frame else one.content
    for damage in doubled:
        if cue.end <= damage.start <= cue.end + 3 and "\n" not in reading.text[cue.end : damage.start]:
            yield damage


def _confidence(one: Attribution, source: Source | None, finder: SourceFinder) -> float:
    frame = one.frame or one.speaker
    modes = {"direct": DIRECT, "mixed": MIXED, "unmarked": UNMARKED}
    value = modes.get(one.mode) or BASE.get(frame.form if frame else "", OTHER_FORM)
    if source is None:
        value *= NO_SOURCE
    elif source.entity is None:
        value *= NO_ENTITY
    if frame is not None and frame.source is not None and finder.is_pronoun(frame.source):
        value *= PRONOUN
    if one.frame is None:
        value *= FROM_BEFORE if one.far else TAKEN_OVER
    return round(value, 2)

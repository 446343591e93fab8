"""Finds the cue that holds a quotation: by the parse, or by where it stands."""

from collections.abc import Iterable, Sequence

from detente.core.spans import Span
from detente.reading.claims.frames import Frame
from detente.reading.claims.grammar import has_finite_verb, noun_phrase
from detente.reading.claims.quotations import Quotation
from detente.reading.claims.scene import Scene

__all__ = ["char_before", "is_phrase", "leads_on", "link_quotations", "opens_sentence", "stands_alone"]

SCARE = 3
"""Words up to which a quoted phrase that nobody is said to have spoken is no claim."""
REACH = 240
"""Code points between a quotation and a cue beside it, at most."""
STOPS = (".", "?", "!", "…", ",", "—", "–", "-", ";")
FULL_STOPS = (".", "?", "!", "…")
DASHES = ("—", "–", "-")
CLOSING = ("”", "»", "’", "'", '"')
ASIDE = frozenset({"relcl", "acl", "advcl"})


def link_quotations(scene: Scene) -> dict[int, int]:
    """Return for each quotation, by index, the frame that holds it."""
    linked: dict[int, int] = {}
    for q, quotation in enumerate(scene.quotations):
        outside = _frames_beside(scene, quotation)
        found = _held_by_grammar(scene, quotation, outside)
        if found is None and _may_be_spoken(scene, quotation):
            found = _held_by_place(scene, q, outside)
        if found is None and q - 1 in linked and _goes_on(scene, q):
            found = linked[q - 1]
        if found is not None:
            linked[q] = found
    for q in range(len(scene.quotations) - 1, 0, -1):  # a run over paragraphs belongs to the cue behind its last
        if scene.quotations[q].continues and q in linked:
            linked.setdefault(q - 1, linked[q])
    return linked


def _goes_on(scene: Scene, q: int) -> bool:
    """Say whether a quotation goes on with the one before: "We came late," he said, "and we know it"."""
    before, here = scene.quotations[q - 1], scene.quotations[q]
    if scene.paragraph_of(before.outer.start) != scene.paragraph_of(here.outer.start):
        return False
    between = scene.text[before.outer.end : here.outer.start]
    led = scene.text[before.inner.end - 1] in ",—–-" or between.startswith(",")
    stopped = any(mark in between for mark in FULL_STOPS) or len(between) > REACH
    return led and not stopped and between.rstrip().endswith((",", "—", "–"))


def _frames_beside(scene: Scene, quotation: Quotation) -> list[int]:
    """Return the frames near a quotation whose cue stands in no quotation, in order."""
    start, end = quotation.outer.start, quotation.outer.end
    first, last = (_sentence_at(scene, k) for k in (start, end - 1))
    words = [scene.parse.sentence_words(k) for k in (first, last) if k is not None]
    starts = [scene.parse.words[w.start].start for w in words if w] + [start - REACH]
    ends = [scene.parse.words[w.stop - 1].end for w in words if w] + [end + REACH]
    reach = Span(max(0, min(starts)), max(ends))
    return [f for f in scene.cued.within(reach) if not scene.quotation_around(scene.frames[f].cue)]


def _held_by_grammar(scene: Scene, quotation: Quotation, frames: Iterable[int]) -> int | None:
    """Return the frame with the fewest words that says, by the parse, most of what is quoted of its sentence."""
    quoted = set(scene.parse.words_in(quotation.inner.start, quotation.inner.end))
    best: tuple[int, int] | None = None
    for f in frames:
        frame = scene.frames[f]
        content = quoted.intersection(frame.content)
        if not content:
            continue
        sentence = scene.parse.sentence_words(scene.parse.words[frame.word].sentence)
        here = quoted.intersection(sentence)
        if len(content) * 2 >= len(here) and (best is None or len(frame.content) < best[0]):
            best = (len(frame.content), f)
    return None if best is None else best[1]


def _held_by_place(scene: Scene, q: int, frames: Sequence[int]) -> int | None:
    """Return the frame of a cue of direct speech that stands right before or right behind a quotation."""
    quotation = scene.quotations[q]
    paragraph = scene.paragraphs[scene.paragraph_of(quotation.outer.start)]
    speaking = [f for f in frames if scene.frames[f].quotes]
    before = _cue_before(scene, q, paragraph, speaking)
    return before if before is not None else _cue_behind(scene, q, paragraph, speaking)


def _cue_before(scene: Scene, q: int, paragraph: Span, frames: Iterable[int]) -> int | None:
    quotation = scene.quotations[q]
    start = max(paragraph.start, quotation.outer.start - REACH, scene.quotations[q - 1].outer.end if q else 0)
    lead = scene.text[start : quotation.outer.start].rstrip()
    if not lead or lead.endswith(FULL_STOPS):
        return None
    near = [
        f for f in frames if start <= scene.frames[f].cue.start and scene.frames[f].cue.end <= quotation.outer.start
    ]
    here = {_sentence_at(scene, quotation.outer.start)}
    if lead.endswith(":"):  # a colon leads on from its own sentence, not from the one before
        here.add(_sentence_at(scene, start + len(lead) - 1))
    near = [f for f in near if scene.parse.words[scene.frames[f].word].sentence in here]
    if not lead.endswith((",", ":")):
        near = [f for f in near if not scene.text[scene.frames[f].cue.end : quotation.outer.start].strip()]
    return _main(scene, reversed(near))


def _cue_behind(scene: Scene, q: int, paragraph: Span, frames: Iterable[int]) -> int | None:
    quotation = scene.quotations[q]
    end = min(paragraph.end, quotation.outer.end + REACH)
    if q + 1 < len(scene.quotations):
        end = min(end, scene.quotations[q + 1].outer.start)
    behind = scene.text[quotation.outer.end : end]
    inner = scene.text[quotation.inner.start : quotation.inner.end]
    if not inner.endswith(STOPS) and not behind.startswith(","):
        return None
    first = _first_sentence_behind(scene, quotation.outer.end)
    near = [f for f in frames if quotation.outer.end <= scene.frames[f].cue.start and scene.frames[f].cue.end <= end]
    near = [f for f in near if scene.parse.words[scene.frames[f].word].sentence == first]
    if inner.endswith(FULL_STOPS) and first != _sentence_at(scene, quotation.outer.end - 1):
        near = [f for f in near if not scene.frames[f].content and not inner.endswith(".")]
    found = _main(scene, near)
    return None if found is None or _is_cut_off(scene, scene.frames[found], quotation) else found


def _is_cut_off(scene: Scene, frame: Frame, quotation: Quotation) -> bool:
    """Say whether a whole clause stands between a quotation and a cue behind it: they are strangers then."""
    start = noun_phrase(scene.parse, frame.source).start if frame.source is not None else frame.cue.start
    between = scene.parse.words_in(quotation.outer.end, max(quotation.outer.end, min(start, frame.cue.start)))
    return has_finite_verb(scene.parse, between)


def _sentence_at(scene: Scene, offset: int) -> int | None:
    i = scene.parse.word_at(offset)
    return None if i is None else scene.parse.words[i].sentence


def _first_sentence_behind(scene: Scene, offset: int) -> int | None:
    words = scene.parse.words_in(offset, min(offset + 60, len(scene.text)))
    return scene.parse.words[words[0]].sentence if words else None


def _main(scene: Scene, frames: Iterable[int]) -> int | None:
    """Return the first frame whose cue is no aside ("Akar, who warned ..., said")."""
    kept = list(frames)
    return next(
        (f for f in kept if scene.parse.words[scene.frames[f].word].dep not in ASIDE), kept[0] if kept else None
    )


def _may_be_spoken(scene: Scene, quotation: Quotation) -> bool:
    """Say whether quoted words end like speech that an attribution follows or precedes."""
    return not quotation.closed or leads_on(scene.text, quotation)


def leads_on(text: str, quotation: Quotation) -> bool:
    """Say whether quoted words end with a stop or a comma, within the marks or right behind them."""
    return text[quotation.inner.end - 1] in STOPS or text[quotation.outer.end : quotation.outer.end + 1] == ","


def is_phrase(scene: Scene, quotation: Quotation) -> bool:
    """Say whether quoted words are a phrase, a title or a headline rather than somebody's sentence."""
    if stands_alone(scene, quotation):
        return False
    words = [
        i
        for i in scene.parse.words_in(quotation.inner.start, quotation.inner.end)
        if scene.parse.words[i].pos != "PUNCT"
    ]
    if len(words) <= SCARE:
        return True
    inner = scene.text[quotation.inner.start : quotation.inner.end]
    return not has_finite_verb(scene.parse, words) or (quotation.closed and not inner.endswith(STOPS))


def stands_alone(scene: Scene, quotation: Quotation) -> bool:
    """Say whether a quotation is a sentence of its own: it starts like one and ends with a stop, within or behind."""
    if not opens_sentence(scene.text, quotation):
        return False
    ends = (scene.text[quotation.inner.end - 1], scene.text[quotation.outer.end : quotation.outer.end + 1])
    return any(mark and mark in FULL_STOPS for mark in ends)


def opens_sentence(text: str, quotation: Quotation) -> bool:
    """Say whether a quotation starts with a capital, where a sentence or a line starts."""
    before = char_before(text, quotation.outer.start, " \t")
    return text[quotation.inner.start].isupper() and before in ("", "\n", *FULL_STOPS, *CLOSING, *DASHES)


def char_before(text: str, at: int, skipped: str) -> str:
    """Return the last code point before an offset that is none of those skipped; nothing at the start of the text."""
    while at and text[at - 1] in skipped:
        at -= 1
    return text[at - 1 : at]

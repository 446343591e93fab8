"""Puts quotation marks and grammar together: which cue holds which words, and how."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from detente.core.spans import HasSpan, Span, covers, hull, overlaps
from detente.reading.claims.beside import may_speak
from detente.reading.claims.frames import Frame, frame_of_quotation
from detente.reading.claims.grammar import has_finite_verb, subject_of, trim
from detente.reading.claims.linking import (
    char_before,
    is_phrase,
    leads_on,
    link_quotations,
    opens_sentence,
    stands_alone,
)
from detente.reading.claims.quotations import Quotation
from detente.reading.claims.scene import Scene
from detente.reading.claims.unmarked import first_word_of_speech
from detente.reading.parse import Parse
from detente.reading.records import ClaimMode

__all__ = ["Attribution", "attribute"]

STOPS_BEHIND = 8
"""Code points behind quoted words within which their closing mark stands, stops between."""
OPENERS, CLOSERS = "\"'“‘«„", "\"'”’»“"
LABEL = 60
"""Code points of a speaker's name and office before a colon, at most."""
FUNCTION = frozenset({"PUNCT", "ADP", "SCONJ", "CCONJ", "DET", "PART", "ADV", "SPACE", "INTJ", "X"})
"""Parts of speech that say nothing of their own beside a quotation."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """A claim in the making: what holds it (None where only marks show it), its pieces, its mode.

    `speaker` is the frame whose source is taken over where the words have no cue of their own.
    """

    frame: Frame | None
    parts: tuple[Span, ...]
    mode: ClaimMode
    speaker: Frame | None = None
    far: bool = False
    """The speaker stands in the paragraph before."""

    @property
    def source(self) -> int | None:
        """Index of the head word of whoever says it."""
        frame = self.frame or self.speaker
        return None if frame is None else frame.source

    @property
    def content(self) -> Span:
        """From the first to the last word said."""
        return Span(self.parts[0].start, self.parts[-1].end)

    def holds(self, span: HasSpan) -> bool:
        """Say whether a span stands in one of the pieces."""
        return any(covers(p, span) for p in self.parts)


def attribute(scene: Scene) -> tuple[list[Attribution], list[Quotation]]:
    """Return the attributions, and the quoted sentences that nobody is said to have spoken."""
    linked = link_quotations(scene)
    found = list(_indirect(scene, linked))
    found.extend(_quoted(scene, linked))
    lone: list[Quotation] = []
    for q, quotation in enumerate(scene.quotations):
        if q not in linked and not is_phrase(scene, quotation):
            _take_up(scene, found, quotation, lone)
    return sorted(found, key=lambda d: (d.content.start, -d.content.end)), lone


def _indirect(scene: Scene, linked: dict[int, int]) -> Iterator[Attribution]:
    """Yield the attributions of frames without quotation marks, and of those inside somebody's quotation."""
    quoted = _quoted_words(scene)
    taken = {f for q, f in linked.items() if _shares(scene, scene.frames[f], scene.quotations[q])}
    held = {i for q in linked for i in _words_of(scene, scene.quotations[q])}
    for f, frame in enumerate(scene.frames):
        if f in taken or not frame.content:
            continue
        around = scene.quotation_around(frame.cue)
        content = _within(scene, frame.content, around) if around else list(frame.content)
        if not content or (around is None and held.issuperset(content)):  # another cue holds these very words
            continue
        first = None if around else first_word_of_speech(scene.parse, scene.frames, frame, quoted)
        mode: ClaimMode = "indirect" if first is None else "unmarked"
        if around is not None and _is_marked(scene, content):
            mode = "direct"
        words = content if first is None else range(first, content[-1] + 1)
        yield Attribution(frame=frame, parts=_pieces(scene.parse, words), mode=mode)


def _words_of(scene: Scene, quotation: Quotation) -> range:
    return scene.parse.words_in(quotation.inner.start, quotation.inner.end)


def _is_marked(scene: Scene, content: Sequence[int]) -> bool:
    """Say whether words stand between marks of their own, within a quotation."""
    kept = trim(scene.parse, content)
    if not kept:
        return False
    span = scene.parse.span_of(kept)
    before = char_before(scene.text, span.start, " \t\r\n")
    behind = scene.text[span.end : span.end + STOPS_BEHIND].lstrip(",.?!…")[:1]
    return before in OPENERS and behind in CLOSERS and bool(before and behind)


def _quoted_words(scene: Scene) -> set[int]:
    return {i for q in scene.quotations for i in scene.parse.words_in(q.outer.start, q.outer.end)}


def _within(scene: Scene, content: Iterable[int], around: Quotation) -> list[int]:
    return [i for i in content if covers(around.inner, Span(scene.parse.words[i].start, scene.parse.words[i].end))]


def _shares(scene: Scene, frame: Frame, quotation: Quotation) -> bool:
    if not frame.content:
        return False
    words = _words_of(scene, quotation)
    return any(words.start <= i < words.stop for i in frame.content)


def _quoted(scene: Scene, linked: dict[int, int]) -> Iterator[Attribution]:
    """Yield one attribution for each frame that holds quotations: direct, or mixed where it says more than they do."""
    by_frame: dict[int, list[Quotation]] = {}
    for q, f in sorted(linked.items()):
        by_frame.setdefault(f, []).append(scene.quotations[q])
    for f, quotations in by_frame.items():
        frame = scene.frames[f]
        held = [q for q in quotations if _shares(scene, frame, q)]
        quoted = {i for q in quotations for i in _words_of(scene, q)}
        leads = opens_sentence(scene.text, quotations[0]) and leads_on(scene.text, quotations[0])
        beside = [] if leads else [i for i in frame.content if i not in quoted and _says(scene, i)]
        if not (held and beside):
            parts = tuple(_without_comma(scene.text, q.inner) for q in quotations)
            yield Attribution(frame=frame, parts=parts, mode="direct")
            continue
        # who says "we" outside the marks speaks there too: the marks then quote a slogan within unmarked speech
        first = first_word_of_speech(scene.parse, scene.frames, frame, quoted)
        words = quoted.union(frame.content) if first is None else range(first, frame.content[-1] + 1)
        parts = tuple(_with_marks(part, quotations) for part in _pieces(scene.parse, sorted(words)))
        yield Attribution(frame=frame, parts=parts, mode="mixed" if first is None else "unmarked")


def _says(scene: Scene, i: int) -> bool:
    """Say whether a word outside the marks says something of its own."""
    return scene.parse.words[i].pos not in FUNCTION


def _without_comma(text: str, inner: Span) -> Span:
    """Leave the comma out that leads from quoted words to their cue."""
    return Span(inner.start, inner.end - 1) if text[inner.end - 1] == "," and inner.end - inner.start > 1 else inner


def _with_marks(part: Span, quotations: Iterable[Quotation]) -> Span:
    """Take both marks of a quotation in, where a part ends within it."""
    return hull((part, *(q.outer for q in quotations if overlaps(q.outer, part))))


def _take_up(scene: Scene, found: list[Attribution], quotation: Quotation, lone: list[Quotation]) -> None:
    """Give a quotation without a cue to the speaker beside it, or set it aside."""
    here = scene.paragraph_of(quotation.outer.start)
    before = [
        k
        for k, d in enumerate(found)
        if d.content.end <= quotation.outer.start
        and here - 1 <= scene.paragraph_of(d.content.end - 1)
        and _outer(scene, d)
    ]
    paragraph = scene.paragraphs[here]
    label = _label(scene, quotation, paragraph) or _by_subject(scene, quotation, paragraph)
    if label is not None:
        parts = (_without_comma(scene.text, quotation.inner),)
        found.append(Attribution(frame=label, parts=parts, mode="direct"))
        return
    if _clause_before_colon(scene, quotation, paragraph):  # a clause and a colon of its own: nobody before it
        lone.append(quotation)
        return
    piece = _without_comma(scene.text, quotation.inner)
    last = max(before, key=lambda k: found[k].content.end, default=None)
    one = None if last is None else found[last]
    same = one is not None and scene.paragraph_of(one.content.end - 1) == here
    if last is not None and one is not None and (quotation.continues or (same and _goes_on(scene, one, quotation))):
        found[last] = replace(one, parts=(*one.parts, piece))
        return
    speaker = _taken_over(scene, one, quotation) if one is not None else None
    speaker = speaker or _subject_before(scene, quotation)
    if speaker is None:
        lone.append(quotation)
        return
    far = scene.paragraph_of(speaker.cue.start) != here
    found.append(Attribution(frame=None, parts=(piece,), mode="direct", speaker=speaker, far=far))


def _taken_over(scene: Scene, one: Attribution, quotation: Quotation) -> Frame | None:
    """Return the frame of who spoke last, if a quotation without a cue is his: beside it, or alone in its paragraph."""
    here = scene.paragraph_of(quotation.outer.start)
    same = scene.paragraph_of(one.content.end - 1) == here
    alone = quotation.outer.start == scene.paragraphs[here].start and stands_alone(scene, quotation)
    return one.speaker or one.frame if same or alone else None


def _subject_before(scene: Scene, quotation: Quotation) -> Frame | None:
    """Return a frame of the subject of the sentence right before a quotation that is a sentence of its own."""
    here = scene.paragraphs[scene.paragraph_of(quotation.outer.start)]
    if quotation.outer.start == here.start or not stands_alone(scene, quotation):
        return None
    words = scene.parse.words_in(here.start, quotation.outer.start)
    last = words[-1] if words else None
    if last is None:
        return None
    sentence = [i for i in scene.parse.sentence_words(scene.parse.words[last].sentence) if i in words]
    roots = (i for i in sentence if scene.parse.words[i].head == i)
    subjects = (subject_of(scene.parse, i) for i in roots)
    source = next((s for s in subjects if s is not None and s in words and may_speak(scene.parse, s)), None)
    if source is None or scene.quotation_around(scene.parse.words[source]) is not None:
        return None
    word = scene.parse.words[source]
    return frame_of_quotation(source, Span(word.start, word.end), source)


def _label(scene: Scene, quotation: Quotation, paragraph: Span) -> Frame | None:
    """Return the frame of a speaker's name and a colon at the start of a paragraph, as interviews are printed."""
    k = bisect_left(scene.quotations, quotation.outer.start, key=lambda q: q.outer.start)
    before = scene.quotations[k - 1].outer if k else None
    start = before.end if before is not None and before.start >= paragraph.start else paragraph.start
    lead = scene.text[start : quotation.outer.start].rstrip()
    words = scene.parse.words_in(start, start + len(lead))
    if not lead.endswith(":") or len(lead) > LABEL or not words or has_finite_verb(scene.parse, words):
        return None
    names = [i for i in words if scene.parse.words[i].pos == "PROPN"]
    return _at_colon(start + len(lead), names[-1]) if names else None


def _at_colon(end: int, source: int) -> Frame:
    return frame_of_quotation(source, Span(end - 1, end), source)


def _by_subject(scene: Scene, quotation: Quotation, paragraph: Span) -> Frame | None:
    """Return the frame of whoever is the subject of the clause before a colon ("Park was blunt:"), where named."""
    words = _clause_before_colon(scene, quotation, paragraph)
    verbs = (i for i in reversed(words) if scene.parse.words[i].pos in {"VERB", "AUX"})
    subjects = (subject_of(scene.parse, i) for i in verbs)
    source = next((s for s in subjects if s is not None and s in words), None)
    if source is None or not may_speak(scene.parse, source):
        return None
    return _at_colon(scene.parse.words[words[-1]].end, source)


def _clause_before_colon(scene: Scene, quotation: Quotation, paragraph: Span) -> Sequence[int]:
    """Return the words of the sentence up to the colon right before a quotation, if they make a clause."""
    lead = scene.text[paragraph.start : quotation.outer.start].rstrip()
    colon = scene.parse.word_at(paragraph.start + len(lead) - 1) if lead.endswith(":") else None
    if colon is None:
        return ()
    words = range(scene.parse.sentence_words(scene.parse.words[colon].sentence)[0], colon + 1)
    return words if has_finite_verb(scene.parse, words) else ()


def _outer(scene: Scene, one: Attribution) -> bool:
    """Say whether an attribution is not itself inside a quotation: only an outer speaker goes on speaking."""
    return one.frame is None or not scene.quotation_around(one.frame.cue)


def _goes_on(scene: Scene, one: Attribution, quotation: Quotation) -> bool:
    """Say whether a quotation goes on with an attribution: only that one's own cue stands between them."""
    if one.mode != "direct" or one.frame is None or one.frame.cue.start < one.content.end:
        return False
    between = Span(one.content.end, quotation.outer.start)
    return not any(overlaps(f.cue, between) and f is not one.frame and f.word != one.frame.word for f in scene.frames)


def _pieces(parse: Parse, words: Sequence[int]) -> tuple[Span, ...]:
    """Return the runs of words as spans; a gap of nothing but punctuation parts nothing."""
    kept = trim(parse, list(words)) or list(words)
    runs = [[kept[0]]]
    for i in kept[1:]:
        if all(parse.words[k].pos == "PUNCT" for k in range(runs[-1][-1] + 1, i)):
            runs[-1].append(i)
        else:
            runs.append([i])
    whole = [trim(parse, run) for run in runs]
    return tuple(parse.span_of(run) for run in whole if run)

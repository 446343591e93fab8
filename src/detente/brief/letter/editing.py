"""What an editor does with a draft: leaves out lines, puts sections in another order, says something in own words.

What was composed is never put otherwise: an editor's words stand beside it, with the editor's name.
"""

from dataclasses import replace

from detente.brief.brief import Brief, Line, Remark, Section, Subject
from detente.core.errors import UsageError
from detente.display.language import say

__all__ = [
    "MOST_REMARK",
    "line_of",
    "move_section",
    "put_back",
    "put_sentences_back",
    "remark_on",
    "sentences_to_strike",
    "strike",
    "strike_sentence",
    "take_back_remarks",
]

MOST_REMARK = 600
"""Characters of an editor's words in one place."""


def strike(brief: Brief, line: str) -> Brief:
    """Return a brief without a line; that one is left out is told in it."""
    _refuse_approved(brief)
    line_of(brief, line)
    sections = (replace(one, lines=tuple(own for own in one.lines if own.id != line)) for one in brief.sections)
    return replace(brief, sections=tuple(sections), struck=brief.struck + 1)


def put_back(brief: Brief, earlier: Brief, line: str) -> Brief:
    """Return a brief with a line that was struck, as an earlier text has it, where it stood among the others."""
    _refuse_approved(brief)
    if any(own.id == line for one in brief.sections for own in one.lines):
        raise UsageError(say("This line stands in the brief already."))
    section = _section_of(earlier, line)
    return replace(brief, sections=_with_line(brief, section, line), struck=max(brief.struck - 1, 0))


def _with_line(brief: Brief, earlier: Section, line: str) -> tuple[Section, ...]:
    there = next((one for one in brief.sections if one.subject == earlier.subject), None)
    if there is None:
        return (*brief.sections, replace(earlier, lines=tuple(one for one in earlier.lines if one.id == line)))
    own = {one.id: one for one in there.lines}
    every = tuple(own.get(one.id, one) for one in earlier.lines if one.id in own or one.id == line)
    rest = tuple(one for one in there.lines if one.id not in {each.id for each in every})
    return tuple(replace(one, lines=(*every, *rest)) if one is there else one for one in brief.sections)


def sentences_to_strike(line: Line) -> tuple[int, ...]:
    """Return which sentences of a line can be left out of it, by their places: never one side's word alone.

    What the desk says itself can be, such as that no word by somebody was found; but not that a trend is a claim, which
    stands behind who claims it. What somebody says can be where nobody else speaks in the line and something of theirs
    stays.
    """
    return tuple(n for n in range(len(line.sentences)) if _can_be_struck(line, n))


def _can_be_struck(line: Line, place: int) -> bool:
    if len(line.sentences) == 1:
        return False
    if line.sentences[place].claimant is None:
        return line.kind != "trend" or place == 0 or line.sentences[place - 1].claimant is None
    said = [one.claimant for one in line.sentences if one.claimant]
    return len(said) > 1 and len(set(said)) == 1


def strike_sentence(brief: Brief, line: str, place: int) -> Brief:
    """Return a brief in which a line has one sentence less; that it was left out is told."""
    _refuse_approved(brief)
    own = line_of(brief, line)
    if place not in sentences_to_strike(own):
        raise UsageError(
            say("This sentence cannot be left out by itself: one side’s word would stand without the other’s.")
        )
    left = (*own.sentences[:place], *own.sentences[place + 1 :])
    return replace(_with(brief, replace(own, sentences=left)), cut=brief.cut + 1)


def put_sentences_back(brief: Brief, earlier: Brief, line: str) -> Brief:
    """Return a brief with all sentences of a line, as an earlier text has it."""
    _refuse_approved(brief)
    own, before = line_of(brief, line), line_of(earlier, line)
    missing = len(before.sentences) - len(own.sentences)
    if missing <= 0:
        raise UsageError(say("This line has all its sentences already."))
    return replace(_with(brief, replace(own, sentences=before.sentences)), cut=max(brief.cut - missing, 0))


def move_section(brief: Brief, subject: Subject, *, up: bool) -> Brief:
    """Return a brief with a section one place further up or down."""
    _refuse_approved(brief)
    order = list(brief.sections)
    at = next((n for n, one in enumerate(order) if one.subject == subject), None)
    to = -1 if at is None else at + (-1 if up else 1)
    if at is None or not 0 <= to < len(order):
        raise UsageError(say("This section cannot be moved there."))
    order[at], order[to] = order[to], order[at]
    return replace(brief, sections=tuple(order))


def remark_on(brief: Brief, text: str, *, by: str, line: str | None = None) -> Brief:
    """Return a brief with an editor's words on the whole, or beside a line."""
    _refuse_approved(brief)
    told = " ".join(text.split())
    if not told or len(told) > MOST_REMARK:
        raise UsageError(say("Write between 1 and %(most)s characters.", most=MOST_REMARK))
    remark = Remark(text=told, by=by)
    if line is None:
        return replace(brief, remarks=(*brief.remarks, remark))
    own = line_of(brief, line)
    return _with(brief, replace(own, remarks=(*own.remarks, remark)))


def take_back_remarks(brief: Brief, *, line: str | None = None) -> Brief:
    """Return a brief without the editors' words on the whole, or beside a line."""
    _refuse_approved(brief)
    if line is None:
        return replace(brief, remarks=())
    return _with(brief, replace(line_of(brief, line), remarks=()))


def line_of(brief: Brief, id_: str) -> Line:
    """Return a line of a brief. Raises `UsageError` where it has none of that id."""
    section = _section_of(brief, id_)
    return next(one for one in section.lines if one.id == id_)


def _section_of(brief: Brief, line: str) -> Section:
    found = next((one for one in brief.sections if any(own.id == line for own in one.lines)), None)
    if found is None:
        raise UsageError(say("This brief has no such line: read it again."))
    return found


def _with(brief: Brief, line: Line) -> Brief:
    sections = (
        replace(one, lines=tuple(line if own.id == line.id else own for own in one.lines)) for one in brief.sections
    )
    return replace(brief, sections=tuple(sections))


def _refuse_approved(brief: Brief) -> None:
    if brief.approval is not None:
        raise UsageError(
            say("This brief is approved, and stays as it was sent. What is wrong in it, a later one corrects.")
        )

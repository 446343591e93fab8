"""A brief as a page has it: its sentences with the way to their words, the table behind them, its texts so far."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from detente.brief.brief import Brief, Correction, Line, Piece, Section, Sentence
from detente.brief.kept import KeptBrief
from detente.brief.letter.differences import Difference, differences, line_text
from detente.brief.letter.heads import line_claimants
from detente.brief.letter.naming import named_pieces
from detente.brief.put_right import lead_of
from detente.display.language import mark, say
from detente.display.sheets import Cell, Column, Empty, Row, Sheet, cell
from detente.registry.evidence import Evidence

__all__ = ["Run", "corrections_sheet", "cut_lines", "lines_sheet", "runs_of", "struck_lines", "versions_sheet"]

DEEDS = {
    "struck": mark("left out"), "put in": mark("put in"), "said otherwise": mark("said otherwise"),
    "sentence left out": mark("sentence left out"), "sentence put back": mark("sentence put back"),
    "own words": mark("editor’s own words"), "words taken back": mark("own words taken back"),
    "moved": mark("order of sections"), "approved": mark("approved"),
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A run of a sentence on a page: its value with the words it stands on, whether it is quoted or names who says."""

    cell: Cell
    quoted: bool = False
    strong: bool = False


def runs_of(sentence: Sentence) -> Iterator[Run]:
    """Yield the runs of a sentence."""
    for one in named_pieces(sentence):
        yield Run(cell=_cell(one.piece), quoted=one.piece.quoted, strong=one.strong)


def _cell(piece: Piece) -> Cell:
    return Cell(text=piece.bare, words=(piece.evidence,) if piece.evidence is not None else (), href=piece.href)


def lines_sheet(brief: Brief) -> Sheet:
    """Return the lines of a brief as a table: who says it before what is said."""
    return Sheet(
        id="lines", title=say("Lines"),
        columns=(
            Column(id="section", title=say("among")), Column(id="who", title=say("who says it")),
            Column(id="told", title=say("what is told")), Column(id="editor", title=say("editor’s own words")),
        ),
        rows=tuple(_line(section, line) for section in brief.sections for line in section.lines),
        empty=Empty(means=say("This brief has no lines: nothing was new, or it was left out."), anybody=True),
    )  # fmt: skip


def _line(section: Section, line: Line) -> Row:
    own = "; ".join(f"{one.text} ({one.by})" if one.by else one.text for one in line.remarks)
    return Row(
        id=line.id,
        cells=(
            cell(section.title), cell(say(", ").join(line_claimants(line)) or None, blank=say("the desk itself")),
            Cell(text=line_text(line), words=_words(line.sentences), href=line.href), cell(own or None),
        ),
    )  # fmt: skip


def _words(sentences: Sequence[Sentence]) -> tuple[Evidence, ...]:
    found = (piece.evidence for one in sentences for piece in one.pieces)
    return tuple(dict.fromkeys(one for one in found if one is not None))


def corrections_sheet(brief: Brief) -> Sheet:
    """Return what a brief puts right."""
    return Sheet(
        id="corrections", title=say("What we got wrong"),
        columns=(
            Column(id="day", title=say("brief of"), tight=True), Column(id="said", title=say("what it said")),
            Column(id="now", title=say("what the record says now")), Column(id="why", title=say("why")),
        ),
        rows=tuple(_correction(number, one) for number, one in enumerate(brief.corrections, 1)),
        empty=Empty(means=say("This brief corrects nothing that an earlier one said."), anybody=True),
    )  # fmt: skip


def _correction(number: int, one: Correction) -> Row:
    told = " ".join(each.text for each in one.now)
    lead = "" if one.now and not one.how else lead_of(one)
    return Row(
        id=f"{number}",
        cells=(
            cell(one.day, href=f"/briefs/{one.brief}"),
            cell(" ".join(each.text for each in one.said), words=_words(one.said)),
            Cell(text=told or lead, note=lead if told else "", words=_words(one.now)),
            cell(one.why.text, words=_words([one.why])),
        ),
    )


def versions_sheet(revisions: Sequence[KeptBrief]) -> Sheet:
    """Return the texts of a brief, the last one first, each with what it has otherwise than the one before."""
    pairs = list(zip([None, *revisions], revisions, strict=False))
    return Sheet(
        id="versions", title=say("Its texts so far"),
        columns=(
            Column(id="revision", title=say("revision")), Column(id="at", title=say("kept"), tight=True),
            Column(id="by", title=say("by whom")), Column(id="why", title=say("why")),
            Column(id="changed", title=say("what is otherwise")),
        ),
        rows=tuple(_version(before, one) for before, one in reversed(pairs)),
        empty=Empty(means=say("No text of it is kept.")),
    )  # fmt: skip


def _version(before: KeptBrief | None, one: KeptBrief) -> Row:
    changed = tuple(map(_change, differences(before.brief, one.brief))) if before is not None else ()
    first, *more = changed or (Cell(text=say("composed"), value="composed") if before is None else Cell(),)
    return Row(
        id=str(one.revision),
        cells=(
            cell(one.revision), cell(one.made_at.strftime("%Y-%m-%d %H:%M"), value=one.made_at.isoformat()),
            cell(one.author), cell(one.reason or None),
            Cell(text=first.text, value=first.value, note=first.note, certainty=first.certainty, more=tuple(more)),
        ),
    )  # fmt: skip


def _change(one: Difference) -> Cell:
    note = say("before: %(words)s", words=one.before) if one.before and one.now else ""
    words = one.now or one.before
    text = say("%(deed)s: %(words)s", deed=say(DEEDS[one.deed]), words=words) if words else say(DEEDS[one.deed])
    return Cell(text=text, value=one.deed, note=note)


def cut_lines(revisions: Sequence[KeptBrief]) -> frozenset[str]:
    """Return the lines of the last text that an earlier one has with more sentences."""
    if not revisions or not revisions[-1].brief.cut:
        return frozenset()
    now = {line.id: len(line.sentences) for section in revisions[-1].brief.sections for line in section.lines}
    every = (line for one in revisions for section in one.brief.sections for line in section.lines)
    return frozenset(line.id for line in every if len(line.sentences) > now.get(line.id, len(line.sentences)))


def struck_lines(revisions: Sequence[KeptBrief]) -> tuple[Line, ...]:
    """Return the lines that an earlier text has and the last one has not, each as it stood last."""
    if not revisions:
        return ()
    now = {line.id for section in revisions[-1].brief.sections for line in section.lines}
    every = {line.id: line for one in revisions for section in one.brief.sections for line in section.lines}
    return tuple(line for id_, line in every.items() if id_ not in now)

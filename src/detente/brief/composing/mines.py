"""What reports tell about mines: harm, hazards, clearance and handovers, by whose word."""

from collections.abc import Iterator

from detente.brief.brief import Line
from detente.brief.composing.basis import stood_mine
from detente.brief.composing.draft import Drafted, line_of
from detente.brief.composing.material import Material
from detente.brief.composing.names import through
from detente.brief.composing.quotes import quote_of
from detente.brief.composing.sentences import says
from detente.brief.composing.witnesses import called, dated
from detente.display.language import say
from detente.pipeline.mines import MineRow, gather_mines

__all__ = ["mine_draft"]

WEIGHTS = {"mine-accident": 6, "mine-hazard": 3}
OTHERS, FEWEST = 2, 5
"""Weight of other lines, and words below which a passage is told with its whole sentence."""


def mine_draft(material: Material) -> Drafted:
    """Return a line for each passage of a new report on mines, harm first."""
    found = [row for row in gather_mines(material.record, known_on=material.known_on) if row.replaced_by is None]
    own = [row for row in found if row.record.evidence and row.record.evidence[0].document in material.near]
    own.sort(key=lambda row: (-WEIGHTS.get(row.kind, OTHERS), *_place(row, material)))
    return Drafted(subject="mines", title=say("Mines"), href="/mines", lines=tuple(_lines(own, material)))


def _place(row: MineRow, material: Material) -> tuple[str, str, int]:
    words = row.record.evidence[0]
    return (*material.order_of(words.document), words.start or 0)


def _lines(found: list[MineRow], material: Material) -> Iterator[Line]:
    for row in found:
        words = row.record.evidence[0]
        if material.is_used(words.document, words.start, words.end):
            continue
        material.used.append((words.document or "", words.start or 0, words.end or 0))
        told = words if len(words.words.split()) >= FEWEST else material.sentence_of(words)
        name = row.record.claimant or words.document or ""
        who = through(called(name, words.document, material), tuple(row.record.via))
        made = says(who, quote_of(told), of=dated(words.document, material), evidence=words)
        yield line_of("mines", row.record.id, f"/mines/{row.record.id[:16]}", [made], [stood_mine(row)],
                      weight=WEIGHTS.get(row.kind, OTHERS))  # fmt: skip

"""The versions of what stood at an address, with what one changed of another, word by word; and a report's history."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Literal

from fastapi import APIRouter, Query
from starlette.responses import Response

from detente.core.errors import RecordError
from detente.desk.asked import Asked, Reads
from detente.desk.pages.documents.found import Found, find_report, title_of
from detente.desk.pages.history.seen import number_help, rows_seen
from detente.display.language import say
from detente.display.sheets import Cell, Column, Empty, Row, Sheet, cell
from detente.documents.word_diff import Block, word_diff
from detente.exchange.history_rows import CHANGED
from detente.exchange.intake_words import changes_between
from detente.store import AddressView, addresses, shown_reading, text_of

__all__ = ["Piece", "pieces_of", "router"]

router = APIRouter()
AROUND, LONGEST = 160, 30_000
"""Characters of what was kept that stand around a change; and of a comparison that a page shows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A stretch of two texts laid side by side: kept, put in, left out; a `gap` was kept and is passed over."""

    kind: Literal["kept", "in", "out", "gap"]
    text: str


@router.get("/documents/{document}/versions")
def show_versions(
    asked: Reads,
    document: str,
    *,
    old: Annotated[int | None, Query(ge=1, le=100_000)] = None,
    new: Annotated[int | None, Query(ge=1, le=100_000)] = None,
) -> Response:
    """Show what stood at a report's address, and what one version changed of another."""
    found = find_report(asked, document)
    stood = next(iter(addresses(asked.record, document=document, known_on=asked.known_on)), None)
    last = len(stood.versions) if stood else 0
    own = next((v.number for v in stood.versions if document in v.documents), last) if stood else 0
    to = min(new or max(own, 2), last)
    since = min(old or to - 1, last)
    pieces, changes = _compared(asked, stood, since, to) if stood and since != to else ((), ())
    return asked.page(
        "document_versions.html.j2", title=say("Versions of %(title)s", title=title_of(found.view)),
        sheets=[_sheet(found, stood)], found=found, stood=stood, old=since, new=to, pieces=pieces, changes=changes,
        same=stood is not None and since != to and not any(p.kind in ("in", "out") for p in pieces),
    )  # fmt: skip


@router.get("/documents/{document}/history")
def show_history(asked: Reads, document: str) -> Response:
    """Show every change of what the record has of a report: by whom, when, why."""
    found = find_report(asked, document)
    rows = asked.held("history", lambda: rows_seen(asked, document), document)
    return asked.page(
        "document_history.html.j2", title=say("History of %(title)s", title=title_of(found.view)), found=found,
        sheets=[_history(asked, rows)],
    )  # fmt: skip


def _compared(asked: Asked, stood: AddressView, old: int, new: int) -> tuple[tuple[Piece, ...], tuple[str, ...]]:
    """Return two versions side by side, and what the change did to what is read."""
    one, other = (stood.versions[number - 1].documents[0] for number in (old, new))

    def make() -> tuple[tuple[Piece, ...], tuple[str, ...]]:
        texts = (text_of(asked.record, one), text_of(asked.record, other))
        try:
            read = [shown_reading(asked.record, each, known_on=asked.known_on) for each in (one, other)]
        except RecordError:
            return pieces_of(*texts), (say("not read yet"),)
        return pieces_of(*texts), changes_between(*read)

    return asked.held("compared", make, one, other)


def pieces_of(old: str, new: str) -> tuple[Piece, ...]:
    """Lay two texts side by side; of long stretches that were kept only what stands around a change."""
    pieces: list[Piece] = []
    past = 0
    for block in word_diff(old, new).blocks:
        pieces += _pieces_of(block, old, new, past)
        past = block.new_end
    tail = new[past:]
    if tail:
        pieces.append(Piece(kind="kept", text=tail))
    return tuple(_cut(_shortened(pieces)))


def _pieces_of(block: Block, old: str, new: str, past: int) -> list[Piece]:
    """Return what a block puts in or leaves out, and the marks between it and the words before it."""
    own = [Piece(kind="kept", text=new[past : block.new_start])] if block.new_start > past else []
    was, now = old[block.old_start : block.old_end], new[block.new_start : block.new_end]
    if block.kind == "kept":
        return [*own, Piece(kind="kept", text=now)]
    return [*own, *([Piece(kind="out", text=was)] if was else []), *([Piece(kind="in", text=now)] if now else [])]


def _shortened(pieces: Sequence[Piece]) -> list[Piece]:
    joined: list[Piece] = []
    for piece in pieces:
        if joined and joined[-1].kind == piece.kind == "kept":
            joined[-1] = Piece(kind="kept", text=joined[-1].text + piece.text)
        else:
            joined.append(piece)
    found: list[Piece] = []
    for number, piece in enumerate(joined):
        if piece.kind != "kept" or len(piece.text) <= 3 * AROUND:
            found.append(piece)
            continue
        before = piece.text[:AROUND].rsplit(" ", 1)[0] if number else ""
        after = piece.text[-AROUND:].split(" ", 1)[-1] if number + 1 < len(joined) else ""
        gap = Piece(kind="gap", text=str(len(piece.text) - len(before) - len(after)))
        found += [one for one in (Piece(kind="kept", text=before), gap, Piece(kind="kept", text=after)) if one.text]
    return found


def _cut(pieces: Sequence[Piece]) -> list[Piece]:
    """Return as much as a page shows."""
    found: list[Piece] = []
    left = LONGEST
    for piece in pieces:
        if left <= 0:
            break
        found.append(piece if len(piece.text) <= left else Piece(kind=piece.kind, text=piece.text[:left] + " …"))
        left -= len(piece.text)
    return found


def _sheet(found: Found, stood: AddressView | None) -> Sheet:
    rows = [
        Row(id=str(one.number), cells=(
            cell(one.number),
            Cell(
                text=" → ".join(one.titles) or found.view.external_id, href=f"/documents/{one.documents[0]}",
                note=say("this report") if found.view.id in one.documents else "",
            ),
            cell(one.first_seen and one.first_seen[:16].replace("T", " "), blank=say("not stated")),
            cell(one.last_seen and one.last_seen[:16].replace("T", " "), blank=say("not stated")),
            cell(one.returns_to and say("brings back version %(n)s", n=one.returns_to), blank="–"),
        ))
        for one in (stood.versions if stood else ())
    ]  # fmt: skip
    columns = (
        Column(id="number", title=say("no."), numeric=True), Column(id="report", title=say("report")),
        Column(id="first_seen", title=say("first seen (UTC)")), Column(id="last_seen", title=say("last seen (UTC)")),
        Column(id="remark", title=say("remark")),
    )  # fmt: skip
    means = say("No other version was seen at this report’s address.")
    if not found.view.url:
        means = say("This report states no address, so that no other version can be seen.")
    empty = Empty(means=means, now=say("Back to the report"), href=f"/documents/{found.view.id}")
    return Sheet(
        id="versions", title=say("What stood there, the oldest first"), columns=columns, rows=tuple(rows), empty=empty
    )


def _history(asked: Asked, rows: Sequence[dict[str, object]]) -> Sheet:
    made = [
        Row(id=str(one["number"]), cells=(
            cell(one["number"]), cell(str(one["at"])[:16].replace("T", " ")), cell(one["author"]), cell(one["of"]),
            cell("; ".join(map(str, _listed(one[CHANGED]))) or None, blank="–"), cell(one["reason"]),
        ))
        for one in rows
    ]  # fmt: skip
    columns = (
        Column(id="number", title=say("no."), numeric=True, help=number_help(asked)),
        Column(id="at", title=say("when (UTC)")), Column(id="author", title=say("by whom")),
        Column(id="of", title=say("of")), Column(id="changed", title=say("what changed")),
        Column(id="reason", title=say("why")),
    )  # fmt: skip
    return Sheet(
        id="history",
        title=say("Every change"),
        columns=columns,
        rows=tuple(made),
        empty=Empty(means=say("No change is noted.")),
    )


def _listed(told: object) -> Sequence[object]:
    return told if isinstance(told, list | tuple) else ()

"""What is wrong with an observation, all of it at once: cells that say nothing known, are missing, or contradict."""

from collections.abc import Callable, Iterable, Iterator

from detente.core.errors import DocumentError
from detente.documents.field_cells import Cells
from detente.documents.observation import NOTHING
from detente.knowledge.field import columns, counts, kinds, methods

__all__ = ["MOST_TOLD", "UNCOUNTED", "check_cells"]

MOST_TOLD = 10
"""Faults of a row that its message tells; the others are counted."""
UNCOUNTED, TOLD = "uncounted", "told"

NEEDS: tuple[tuple[str, str, str], ...] = (
    ("recognised_by", "who", "write who was recognised under `who`"),
    ("why_not", "not_visited", "write which area was not visited under `not_visited`"),
    ("lat", "lon", "write the longitude as well"),
    ("lon", "lat", "write the latitude as well"),
)
"""Columns that say nothing without another one: the column, what it needs, what to do."""
READ: tuple[Callable[[Cells], object], ...] = (
    lambda cells: cells.number("lat", -90, 90),
    lambda cells: cells.number("lon", -180, 180),
    lambda cells: cells.time("from"),
    lambda cells: cells.time("to"),
    lambda cells: cells.choice("method", methods()),
    lambda cells: cells.choice("what", kinds()),
    lambda cells: cells.choice("count_kind", counts()),
    lambda cells: cells.count("count"),
    lambda cells: cells.bearing("direction"),
    lambda cells: cells.kilometres("near"),
    lambda cells: cells.kilometres("far"),
)
"""How each cell that is no free text is read, in the order of the form."""


def check_cells(cells: Cells) -> None:
    """Refuse a row that lacks what an observation needs, cannot be read, or contradicts itself.

    Raises `DocumentError`, which names every column in which something is wrong, up to `MOST_TOLD`.
    """
    checks = (_missing, _unreadable, _alone, _times, _counted, _distances, _teller)
    faults = {fault.message: fault for check in checks for fault in _with_what_stopped_it(check(cells))}
    if len(faults) == 1:
        raise next(iter(faults.values()))
    if faults:
        raise _together(list(faults), cells.name)


def _with_what_stopped_it(faults: Iterator[DocumentError]) -> Iterator[DocumentError]:
    """Yield faults; a check that needs a cell which cannot be read ends with the fault of that cell."""
    try:
        yield from faults
    except DocumentError as error:
        yield error


def _together(messages: list[str], row: str) -> DocumentError:
    told = [message.removeprefix(f"{row}, ") for message in messages[:MOST_TOLD]]
    more = f" ... and {len(messages) - MOST_TOLD} more" if len(messages) > MOST_TOLD else ""
    listed = " ".join(f"({n}) {message.rstrip('.')}." for n, message in enumerate(told, 1))
    return DocumentError("not_a_document", f"{row or 'the row'}, {len(messages)} faults: {listed}{more}")


def _missing(cells: Cells) -> Iterator[DocumentError]:
    for name, column in columns().items():
        if column.required and not cells.text(name):
            yield cells.wrong(name, f"every observation needs it. {column.help}")
    if not (cells.text("place") or (cells.text("lat") and cells.text("lon"))):
        yield cells.wrong("place", "say where the observer stood: a place, or `lat` and `lon`")


def _unreadable(cells: Cells) -> Iterator[DocumentError]:
    for read in READ:
        yield from _fault_of(read, cells)


def _fault_of(read: Callable[[Cells], object], cells: Cells) -> Iterable[DocumentError]:
    try:
        read(cells)
    except DocumentError as error:
        return (error,)
    return ()


def _alone(cells: Cells) -> Iterator[DocumentError]:
    for name, other, advice in NEEDS:
        if cells.text(name) and not cells.text(other):
            yield cells.wrong(name, advice, said=f"{cells.text(name)!r} stands without `{other}`")


def _times(cells: Cells) -> Iterator[DocumentError]:
    start, end = cells.time("from"), cells.time("to")
    if start and end and end < start:
        yield cells.wrong("to", "write the earlier time under `from`", said=f"{cells.text('to')!r} is before `from`")
    elif cells.choice("what", kinds()) == NOTHING and not (end and start and start < end):
        yield cells.wrong("to", "where nothing was observed, say from when to when was watched")


def _counted(cells: Cells) -> Iterator[DocumentError]:
    kind, how = cells.choice("what", kinds()), cells.choice("count_kind", counts())
    if kind == "other" and not cells.text("what_words"):
        yield cells.wrong("what_words", "say what it was: `what` is `other`")
    number = cells.count("count")
    if kind == NOTHING and (how or number):
        yield cells.wrong("count", "`nothing` under `what` has no number; leave this and `count_kind` blank")
    elif how not in {None, UNCOUNTED} and number is None:
        yield cells.wrong("count", "write a number, or `uncounted` under `count_kind`")
    elif how == UNCOUNTED and number:
        yield cells.wrong("count", "leave it blank, or write `about` or `at least` under `count_kind`")


def _distances(cells: Cells) -> Iterator[DocumentError]:
    near, far = cells.kilometres("near"), cells.kilometres("far")
    if near is not None and far is not None and far < near:
        said = f"{cells.text('far')!r} is below `near`"
        yield cells.wrong("far", "write the shorter distance under `near`", said=said)


def _teller(cells: Cells) -> Iterator[DocumentError]:
    if cells.text("told_by") and cells.choice("method", methods()) != TOLD:
        yield cells.wrong("told_by", "write `told` under `method`, or leave this blank")

"""What differs between two texts of a brief, in the order in which a reader meets it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from detente.brief.brief import Brief, Line, Remark

__all__ = ["Difference", "differences", "line_text"]

Deed = Literal[
    "struck",
    "put in",
    "sentence left out",
    "sentence put back",
    "said otherwise",
    "own words",
    "words taken back",
    "moved",
    "approved",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One thing that is otherwise: where (a line's id; nothing for the whole), and the words before and now."""

    deed: Deed
    where: str
    before: str = ""
    now: str = ""


def differences(before: Brief, now: Brief) -> Iterator[Difference]:
    """Yield what differs from one text to the next."""
    old, new = _lines(before), _lines(now)
    for id_, line in old.items():
        if id_ not in new:
            yield Difference(deed="struck", where=id_, before=line_text(line))
    for id_, line in new.items():
        yield from _line(old.get(id_), line)
    yield from _remarks("", before.remarks, now.remarks)
    yield from _moved(before, now)
    if now.approval is not None and before.approval is None:
        yield Difference(deed="approved", where="", now=now.approval.by)


def line_text(line: Line) -> str:
    """Return a line in plain text."""
    return " ".join(one.text for one in line.sentences)


def _lines(brief: Brief) -> dict[str, Line]:
    return {line.id: line for section in brief.sections for line in section.lines}


def _line(before: Line | None, now: Line) -> Iterator[Difference]:
    if before is None:
        yield Difference(deed="put in", where=now.id, now=line_text(now))
        return
    if line_text(before) != line_text(now):
        yield _sentences(before, now)
    yield from _remarks(now.id, before.remarks, now.remarks)


def _sentences(before: Line, now: Line) -> Difference:
    """Return what of a line's sentences is otherwise: some left out or put back, or the line said otherwise."""
    gone = [one.text for one in before.sentences if one not in now.sentences]
    come = [one.text for one in now.sentences if one not in before.sentences]
    if gone and not come:
        return Difference(deed="sentence left out", where=now.id, before=" ".join(gone))
    if come and not gone:
        return Difference(deed="sentence put back", where=now.id, now=" ".join(come))
    return Difference(deed="said otherwise", where=now.id, before=line_text(before), now=line_text(now))


def _remarks(where: str, before: Sequence[Remark], now: Sequence[Remark]) -> Iterator[Difference]:
    yield from (Difference(deed="own words", where=where, now=one.text) for one in now if one not in before)
    yield from (Difference(deed="words taken back", where=where, before=one.text) for one in before if one not in now)


def _moved(before: Brief, now: Brief) -> Iterator[Difference]:
    """Yield the order of sections where those that both have stand in another one."""
    old = [one for one in before.sections if any(one.subject == own.subject for own in now.sections)]
    new = [one for one in now.sections if any(one.subject == own.subject for own in before.sections)]
    if [one.subject for one in old] != [one.subject for one in new]:
        told = (", ".join(one.title for one in some) for some in (old, new))
        yield Difference(deed="moved", where="", before=next(told), now=next(told))

"""A brief as it is told outside the desk: who of the desk read it and wrote beside it is the desk's own knowledge."""

from collections.abc import Iterable
from dataclasses import replace

from detente.brief.brief import Brief, Remark
from detente.display.language import say

__all__ = ["unnamed"]


def unnamed(brief: Brief, *, keeps_words: bool) -> Brief:
    """Return a brief that names nobody of the desk; `keeps_words` leaves their names at an editor's own words.

    A brief that nobody read before it was sent says so still.
    """
    approval = brief.approval
    told = replace(approval, by=say("the desk")) if approval is not None and approval.by else approval
    if keeps_words:
        return replace(brief, approval=told)
    sections = tuple(
        replace(one, lines=tuple(replace(line, remarks=_unnamed(line.remarks)) for line in one.lines))
        for one in brief.sections
    )
    return replace(brief, approval=told, sections=sections, remarks=_unnamed(brief.remarks))


def _unnamed(remarks: Iterable[Remark]) -> tuple[Remark, ...]:
    return tuple(replace(one, by="") for one in remarks)

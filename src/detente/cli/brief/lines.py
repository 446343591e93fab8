"""A brief as lines for a terminal: what was got wrong, why little is told, then each subject with who says what."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from detente.brief.brief import Brief, Correction, Sentence
    from detente.brief.kept import KeptBrief

__all__ = ["brief_lines", "brief_row"]


def brief_lines(brief: "Brief") -> Iterator[str]:
    """Yield the lines of a brief."""
    invented = " (invented: an example)" if brief.invented else ""
    yield f"{brief.title}, {brief.day}{invented}"
    yield f"as {brief.level} sees it, {_since(brief)}; id {brief.id[:16]}"
    if brief.quiet is not None:
        yield ""
        yield _text(brief.quiet.sentences)
    for section in brief.sections:
        yield ""
        yield section.title
        for line in section.lines:
            yield f"- {_text(line.sentences)}"
        if section.left_out:
            yield f"  and {section.left_out:,} more: {section.href}"
    if brief.corrections:
        yield ""
        yield "What earlier briefs had wrong"
        for one in brief.corrections:
            yield from _correction(one)


def brief_row(kept: "KeptBrief") -> dict[str, Any]:
    """Return a brief as a row of a list."""
    brief = kept.brief
    return {
        "id": brief.id,
        "day": brief.day,
        "edition": brief.edition,
        "level": brief.level,
        "lines": sum(len(section.lines) for section in brief.sections),
        "corrections": len(brief.corrections),
        "revision": kept.revision,
        "by": kept.author,
        "approved by": "" if brief.approval is None else brief.approval.by or "nobody: sent on its own",
    }


def _since(brief: "Brief") -> str:
    return f"from {brief.since} to {brief.until}" if brief.since else f"up to {brief.until}"


def _correction(one: "Correction") -> Iterator[str]:
    from detente.brief.put_right import lead_of

    yield f"- On {one.day} it said: {_text(one.said)}"
    yield f"  {lead_of(one)} {_text(one.now)}".rstrip()
    yield f"  Why: {one.why.text}"


def _text(some: "Iterable[Sentence]") -> str:
    return " ".join(one.text for one in some)

"""What stands above a brief that later ones put right: which lines, when, and where. The brief itself stays as sent."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from detente.brief.kept import PutRight
from detente.brief.letter.html import brief_href
from detente.brief.letter.styles import notice_style
from detente.brief.letter.wording import clipped, day_words
from detente.display.language import count, say

__all__ = ["Noticed", "html_with_notice", "notice_lead", "notice_text", "noticed"]

EXCERPT = 160


@dataclass(frozen=True, slots=True, kw_only=True)
class Noticed:
    """A line that was put right: on which day, what it said, where that is told (a path), and the line's id."""

    day: str
    said: str
    href: str
    line: str


def noticed(found: Iterable[PutRight]) -> tuple[Noticed, ...]:
    """Return what is told above a brief of what was put right in it."""
    return tuple(
        Noticed(
            day=one.day, said=clipped(" ".join(told.text for told in one.correction.said), EXCERPT),
            href=f"{brief_href(one.brief)}#correction-{one.number}", line=one.correction.line,
        )
        for one in found
    )  # fmt: skip


def notice_lead(found: Sequence[Noticed]) -> str:
    """Return how many lines were put right."""
    return count(
        "%(n)d line of this brief was put right later. It stays below as it was sent.",
        "%(n)d lines of this brief were put right later. They stay below as they were sent.",
        len({one.line for one in found}),
    )


def notice_text(found: Sequence[Noticed], *, origin: str) -> str:
    """Return the notice in plain text, its links whole; empty where nothing was put right."""
    return "\n".join(_lines(found, origin)) if found else ""


def html_with_notice(html: str, found: Sequence[Noticed]) -> str:
    """Return the HTML of a letter with the notice above it, outside of all that was sent."""
    if not found:
        return html
    rows = Markup("").join(
        Markup('<p>{} <a href="{}">{}</a></p>').format(one.said, one.href, _put_right(one)) for one in found
    )
    style = Markup("<style>{}</style>").format(Markup(notice_style()))  # noqa: S704 - shipped with the program
    told = Markup('{}<div role="note" class="put-right-later"><b>{}</b>{}</div>').format(
        style, notice_lead(found), rows
    )
    before, body, rest = html.partition("<body")
    tag, end, inner = rest.partition(">")
    return f"{before}{body}{tag}{end}{told}{inner}"


def _lines(found: Sequence[Noticed], origin: str) -> Iterator[str]:
    yield notice_lead(found)
    for one in found:
        yield f"- {one.said}"
        yield f"  {_put_right(one)}: {origin}{one.href}"


def _put_right(one: Noticed) -> str:
    return say("Put right on %(day)s", day=day_words(one.day))

"""The screen of an item: what the template is given, from the item and from what was typed."""

from dataclasses import dataclass, field
from http import HTTPStatus

from starlette.responses import Response

from detente.desk.asked import Asked
from detente.desk.pages.review.given import Before
from detente.desk.pages.review.going import following, line_at, onward_href, preceding
from detente.desk.pages.review.item import Item
from detente.desk.pages.review.pressing import points_told, pressing_text
from detente.desk.pages.review.queue import Line, Way, item_href
from detente.desk.pages.review.sayings import DONE, kind_told, said_told
from detente.desk.pages.review.shown import (
    count_choices,
    fields_of,
    fields_said,
    new_count,
    pieces_shown,
    unnamed_words,
    who_says,
)
from detente.desk.taken import Taker
from detente.display.language import say
from detente.display.sheets import words_href
from detente.review.records import Review
from detente.store import coder_review, shift_of

__all__ = ["Did", "Screen", "did_of", "show_item"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Screen:
    """An item as one coder has it before them: what stands in its form, what was refused, who else has it open.

    `edit` is the field whose input is opened, or "all". `again` says that a verdict may take the place of another.
    """

    item: Item
    way: Way
    values: Before
    comment: str = ""
    did: str | None = None
    edit: str | None = None
    trouble: str = ""
    again: bool = field(default=False)
    changed: bool = False
    taker: Taker | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Did:
    """What a coder said a moment ago, and can take back."""

    id: str
    told: str
    href: str


def show_item(asked: Asked, screen: Screen, *, status: HTTPStatus = HTTPStatus.OK) -> Response:
    """Answer with the page of an item."""
    item, way = screen.item, screen.way
    shown = fields_of(item, screen.values)
    line, coder = line_at(asked, item, way), asked.viewer.name
    onward, before = following(item, line, coder=coder), preceding(item, line, coder=coder)
    return asked.page(
        "review/item.html.j2", title=_title(item), status=status, item=item, screen=screen, way=way,
        fields=shown, counts=count_choices(shown), new_count=new_count(screen.values), pieces=pieces_shown(item),
        keys={one.name: one.key for one in shown}, who=who_says(item), unnamed=unnamed_words(item),
        because=_because(item, line),
        said=[(one, said_told(one), fields_said(one)) for one in (*item.said, *_own(item))],
        did=did_of(asked, screen.did, way), pace=shift_of(asked.record, asked.viewer.name, now=asked.now),
        left=_left(asked, item, line), skip=onward_href(item, way, onward),
        back=None if before is None else item_href(before, way),
        here=item_href(item.subject, way), words=words_href(item.evidence), may_again=bool(item.said or item.own),
    )  # fmt: skip


def _title(item: Item) -> str:
    if item.session is None:
        return kind_told(item.subject.kind)
    return say(
        "%(kind)s %(n)s of %(all)s", kind=kind_told(item.subject.kind), n=item.position, all=len(item.session.items)
    )


def _own(item: Item) -> tuple[Review, ...]:
    """Return what the coder said of it that is not among what everybody sees."""
    seen = {one.id for one in item.said}
    return tuple(one for one in item.own if one.id not in seen)


def _because(item: Item, line: Line | None) -> tuple[str, list[str], float] | None:
    found = next((one for one in line.order if one.subject == item.subject), None) if line else None
    return None if found is None else (pressing_text(found), points_told(found), found.score)


def _left(asked: Asked, item: Item, line: Line | None) -> int:
    if line is not None:
        return len(line.left)
    return len(item.session.items) - len(item.session.done.get(asked.viewer.name, ())) if item.session else 0


def did_of(asked: Asked, given: str | None, way: Way) -> Did | None:
    """Return what the coder said just now, to be told and taken back; None where it is nothing of theirs."""
    found = coder_review(asked.record, given, coder=asked.viewer.name) if given else None
    if found is None:
        return None
    told = say(DONE[found.verdict], words=f"{found.subject.kind} {found.subject.key[:10]}")
    return Did(id=found.id, told=told, href=item_href(found.subject, way))

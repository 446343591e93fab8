"""The entries of the feed of briefs: those that were approved, each with its lines in plain text."""

import datetime as dt
from collections.abc import Sequence

from detente.brief.brief import Approval, Brief
from detente.brief.kept import PutRight, latest_briefs, put_right
from detente.brief.letter.heads import heads_of
from detente.brief.letter.notice import notice_text, noticed
from detente.brief.letter.plain import brief_text
from detente.desk.asked import Asked
from detente.desk.feeds.entry import Entry, newest, tag
from detente.desk.feeds.made import host_of
from detente.desk.pages.briefs.listed import brief_page
from detente.desk.pages.briefs.post import looked_back
from detente.desk.pages.briefs.told import told_of

__all__ = ["brief_entries"]


def brief_entries(asked: Asked) -> tuple[Entry, ...]:
    """Return the briefs of the latest days that were approved; one that was put right says so, and is new by that."""
    found = [one.brief for one in told_of(asked, latest_briefs(asked.record, known_on=asked.known_on))]
    right = put_right(asked.record, found, days=looked_back(asked), known_on=asked.known_on)
    return newest([_entry(asked, one, one.approval, right[one.id]) for one in found if one.approval is not None])


def _entry(asked: Asked, brief: Brief, approval: Approval, right: Sequence[PutRight]) -> Entry:
    notice = notice_text(noticed(right), origin=asked.settings.origin)
    text = brief_text(brief)
    return Entry(
        id=tag(host_of(asked), "brief", brief.id), who=brief.title, title=heads_of(brief)[0][1],
        text=f"{notice}\n\n{text}" if notice else text, href=f"{asked.settings.origin}{brief_page(brief.id)}",
        updated=max((dt.datetime.fromisoformat(approval.at), *(one.at for one in right))),
    )  # fmt: skip

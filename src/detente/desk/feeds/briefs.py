"""The entries of the feed of briefs: those that were approved, each with its lines in plain text."""

import datetime as dt

from detente.brief.kept import latest_briefs
from detente.brief.letter.heads import heads_of
from detente.brief.letter.plain import brief_text
from detente.desk.asked import Asked
from detente.desk.feeds.entry import Entry, newest, tag
from detente.desk.feeds.made import host_of
from detente.desk.pages.briefs.listed import brief_page
from detente.desk.pages.briefs.told import told_of

__all__ = ["brief_entries"]


def brief_entries(asked: Asked) -> tuple[Entry, ...]:
    """Return the briefs of the latest days that were approved."""
    made = []
    for one in told_of(asked, latest_briefs(asked.record, known_on=asked.known_on)):
        brief = one.brief
        if brief.approval is None:
            continue
        made.append(
            Entry(
                id=tag(host_of(asked), "brief", brief.id), who=brief.title, title=heads_of(brief)[0][1],
                text=brief_text(brief), href=f"{asked.settings.origin}{brief_page(brief.id)}",
                updated=dt.datetime.fromisoformat(brief.approval.at),
            )
        )  # fmt: skip
    return newest(made)

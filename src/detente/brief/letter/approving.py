"""A brief approved: released to whom it was composed for, and its letter put where letters are sent from."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from detente.brief.brief import Approval, Brief
from detente.brief.kept import KeptBrief, brief_entry
from detente.brief.letter.letter import Letter, Picture
from detente.brief.letter.setting import set_letter
from detente.brief.settings import BriefSettings
from detente.core.errors import UsageError
from detente.display.language import say
from detente.store import Record, keep_revision
from detente.store.mail.file import MailFile
from detente.store.mail.letters import KeptLetter, KeptPicture, keep_letter

__all__ = ["BY_ITSELF", "approve", "approved_of", "as_kept", "as_letter", "put_letter"]

BY_ITSELF = "machine détente brief"
"""Whose name stands in the history where an edition is sent on its own."""


def approve(
    record: Record, kept: KeptBrief, *, by: str, reason: str, now: dt.datetime
) -> KeptBrief:  # fmt: skip
    """Keep that a brief may be sent, and release it to whom it was composed for, in one transaction.

    `by` is who read it; empty where its edition is sent on its own. Raises `UsageError` where it is approved already,
    or was changed since it was read.
    """
    if kept.brief.approval is not None:
        raise UsageError(say("This brief is approved already."))
    made = approved_of(kept, by=by, now=now)
    author = by or BY_ITSELF
    keep_revision(
        record, brief_entry(made), after=kept.revision, author=author, reason=reason, now=now,
        released_to=made.level,
    )  # fmt: skip
    return KeptBrief(brief=made, revision=kept.revision + 1, author=author, reason=reason, made_at=now)


def approved_of(kept: KeptBrief, *, by: str, now: dt.datetime) -> Brief:
    """Return what a brief says once it is approved."""
    return replace(kept.brief, approval=Approval(by=by, at=now.isoformat()))


def put_letter(
    mail: MailFile, kept: KeptBrief, settings: BriefSettings, pictures: Sequence[Picture], *, now: dt.datetime
) -> bool:
    """Put the letter of an approved brief into the file of mail, from where it is sent; say whether it was not there.

    Doing it again after the machine was killed does it once. Raises `UsageError` for a draft, and where its edition is
    not set any more.
    """
    approval = kept.brief.approval
    if approval is None:
        raise UsageError(say("This brief is a draft: it is sent once somebody has approved it."))
    edition = settings.edition(kept.brief.edition)
    letter = set_letter(kept.brief, settings, edition, pictures, revision=kept.revision)
    with mail.writing() as connection:
        return keep_letter(connection, as_kept(letter, approved_by=approval.by or None, now=now, day=kept.brief.day))


def as_kept(letter: Letter, *, approved_by: str | None, now: dt.datetime, day: str = "") -> KeptLetter:
    """Return the letter of a brief as the file of mail keeps it."""
    return KeptLetter(
        id=letter.id, kind="brief", brief=letter.brief or None, revision=letter.revision, edition=letter.edition,
        subject=letter.subject, html=letter.html, text=letter.text, subjects=letter.subjects,
        corrects=letter.corrects, heads=letter.heads, made_at=now, approved_by=approved_by, day=day,
        pictures=tuple(KeptPicture(name=p.name, png=p.png, alternative=p.alternative) for p in letter.pictures),
    )  # fmt: skip


def as_letter(kept: KeptLetter) -> Letter:
    """Return a letter as it was kept, to be made each reader's own."""
    return Letter(
        id=kept.id, subject=kept.subject, html=kept.html, text=kept.text, brief=kept.brief or "",
        revision=kept.revision, edition=kept.edition, subjects=kept.subjects, corrects=kept.corrects, heads=kept.heads,
        pictures=tuple(Picture(name=p.name, png=p.png, alternative=p.alternative) for p in kept.pictures),
    )  # fmt: skip

"""Whose fault a refusal is that may be ours: the queue's, so that all of it stands still, or one letter's alone.

The words alone do not tell it: ``550 5.7.1`` is said to an office that is blocked, and of one reader whose own policy
refuses the letter. What the server took of other letters, before and since, does.
"""

import datetime as dt
from typing import Literal

from sqlalchemy import Connection

from detente.brief.mail.answers import Stage
from detente.brief.mail.backing_off import LATEST
from detente.store.mail.halts import standing_halt
from detente.store.mail.queue import Due
from detente.store.mail.taken import last_refused, last_taken

__all__ = ["IN_A_ROW", "OWN_STAGES", "Fault", "fault_of"]

Fault = Literal["ours", "unclear", "the reader's", "its own", "nobody's"]
"""``ours`` stops the queue. What is ``unclear`` or ``the reader's`` waits by itself; ``its own`` is refused.

``nobody's`` is what could not be found out in the time that a letter is tried: it is given up.
"""
OWN_STAGES: tuple[Stage, ...] = ("recipient", "data", "dot")
"""Stages at which a letter and its reader are known: before them it is never one letter's fault."""
IN_A_ROW = 3
"""So many readers in a row, and no letter taken between them: then it is hardly theirs."""
LATELY = dt.timedelta(days=30)
"""How long ago the server may have taken a letter to be thought well, or refused a reader's to be known for it."""


def fault_of(connection: Connection, due: Due, *, in_a_row: int, now: dt.datetime) -> Fault:
    """Return whose fault a refusal of a letter is; `in_a_row` counts it with those since the last that was taken.

    A letter that is refused again although others were taken since is at fault itself, where the queue goes on. So
    nobody's mailbox stops the queue twice, and no setting of ours that is wrong makes anybody's letter refused.
    """
    if now - due.wanted_at >= LATEST:
        return "nobody's"
    taken, is_halted = last_taken(connection), standing_halt(connection) is not None
    if taken is None:
        return "ours"
    if last_refused(connection, OWN_STAGES, before=taken.number, message_id=due.message_id) is not None:
        return "the reader's" if is_halted else "its own"
    known = last_refused(connection, OWN_STAGES, before=taken.number, subscriber=due.subscriber)
    if known is not None and now - known.at <= LATELY:
        return "the reader's"
    is_well = now - taken.at <= LATELY and not is_halted
    return "unclear" if is_well and in_a_row < IN_A_ROW else "ours"

"""Letters that may have been handed over: who could know is asked, and else they are sent once more, and told.

A server takes a letter with its answer to the final dot (RFC 5321, 6.1). Where a process was killed, or the line lost,
between the two, it may have it or not. So, one after the other:

1. the server's own log is asked, by the command that is set (`taken_command`);
2. for an hour it is waited for word of it: a bounce, or a note of its arrival;
3. it is sent once more, with the same Message-ID, so that programs which know it show it once, with a note in its
   head, and word of its arrival asked for; or is kept for somebody to decide, where `doubts` is set to ``keep``.

One that is in doubt a second time waits for word, or for somebody to decide: there is no third.
"""

import datetime as dt
import subprocess
from collections import Counter
from collections.abc import Callable

from detente.brief.settings import MailSettings
from detente.core.errors import UsageError
from detente.store.mail.doubts import Doubt, doubts_of, note_asked, resolve_as_sent, send_again
from detente.store.mail.file import MailFile

__all__ = ["WORD_COMES", "ask_taken", "decide", "resolve_doubts"]

WORD_COMES = dt.timedelta(hours=1)
"""How long word of a letter is waited for."""
ASKED_EVERY = dt.timedelta(minutes=5)
PATIENCE = 30
TAKEN, NOT_TAKEN = 0, 1


def resolve_doubts(
    file: MailFile,
    mail: MailSettings,
    *,
    now: dt.datetime,
    ask: Callable[[MailSettings, str], bool | None] | None = None,
) -> Counter[str]:
    """Ask for each letter in doubt whether it was taken, and let those be sent again of which nobody can tell it."""
    with file.reading() as connection:
        doubts = doubts_of(connection)
    counts: Counter[str] = Counter()
    for doubt in doubts:
        is_asked = doubt.asked_at is None or now - doubt.asked_at >= ASKED_EVERY
        taken = (ask or ask_taken)(mail, doubt.message_id) if is_asked else None
        if taken is None and not _may_go_again(doubt, mail, now):
            counts["in doubt"] += 1
            if is_asked:
                with file.writing() as connection:
                    note_asked(connection, doubt.message_id, now=now)
            continue
        with file.writing() as connection:
            if taken:
                resolve_as_sent(connection, doubt.message_id, now=now, words="the server's log says that it was taken")
            else:
                words = AGAIN_WORDS if taken is None else "the server's log says that it was not taken"
                send_again(connection, doubt.message_id, now=now, words=words, was_taken=taken)
        counts["found sent" if taken else "sent again"] += 1
    return counts


AGAIN_WORDS = "sent once more: nobody could say whether it arrived"


def _may_go_again(doubt: Doubt, mail: MailSettings, now: dt.datetime) -> bool:
    return mail.doubts == "again" and not doubt.was_sent_again and now - doubt.since >= WORD_COMES


def ask_taken(mail: MailSettings, message_id: str) -> bool | None:
    """Return whether a server here took a letter, as the command that is set says; None where it cannot tell."""
    if not mail.taken_command:
        return None
    given = [*mail.taken_command, f"<{message_id}@{mail.domain}>"]
    try:
        # the command is the office's own, and no shell reads it
        ended = subprocess.run(  # noqa: S603
            given, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=PATIENCE,
            check=False,
        )  # fmt: skip
    except (OSError, subprocess.TimeoutExpired):
        return None
    return {TAKEN: True, NOT_TAKEN: False}.get(ended.returncode)


def decide(file: MailFile, message_id: str, *, was_sent: bool, now: dt.datetime, by: str) -> None:
    """Let a letter in doubt stand as sent, or go out again, by somebody's word. Raises `UsageError` for any other."""
    with file.writing() as connection:
        if was_sent:
            done = resolve_as_sent(connection, message_id, now=now, words=f"noted as sent by {by}")
        else:
            done = send_again(connection, message_id, now=now, words=f"sent again by {by}", was_taken=None)
    if not done:
        message = f"letter {message_id} is not in doubt: `detente brief queue DIR` shows which are"
        raise UsageError(message)

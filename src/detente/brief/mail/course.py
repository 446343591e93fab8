"""The course of the queue: letters whose time has come go out over a few lines, each step written down before it."""

import asyncio
import ssl
from collections import Counter, deque
from dataclasses import dataclass, field
from email.errors import MessageError

from detente.brief.mail.answers import Answer
from detente.brief.mail.dkim_signature import signer
from detente.brief.mail.envelopes import Envelope, Unsendable, can_be_written
from detente.brief.mail.line import Line, LineFailed, open_line, trust_of
from detente.brief.mail.outcomes import Outcomes
from detente.brief.mail.packing import Packing
from detente.brief.mail.sending import Sending
from detente.core.errors import DetenteError, UsageError
from detente.store.mail.abilities import BEYOND_ASCII, ability_of, note_ability
from detente.store.mail.halts import standing_halt
from detente.store.mail.keys import drawn_key
from detente.store.mail.queue import Due, begin, hand_over, next_due
from detente.store.mail.recovery import recover
from detente.store.mail.signing import DELIVERIES

__all__ = ["Course", "send_due"]

AT_ONCE = 50
A_LINE = 100
"""Letters that go over one line before a new one is opened: servers bound it."""
NO_ADDRESS = Answer(stage="letter", code=553, text="5.1.3 the address is none that can be written to")
NOT_TAKEN = "5.6.7 the mail server takes no address with other characters than a to z before its @ (SMTPUTF8)"
CANNOT, NOT_NOW = 554, 451
USED_UP = (None, 421)
"""What a server says, or not, to the next letter on a line over which it takes no more."""


def send_due(sending: Sending) -> Counter[str]:
    """Send what is due, and return how many deliveries came to stand how.

    Raises `UsageError` where the settings cannot be used. Whoever asks has the queue alone.
    """
    trust, sign = trust_of(sending.mail, sending.folder), signer(sending.mail, sending.folder)
    with sending.file.writing() as connection:
        recover(connection, now=sending.clock())
        halt, key = standing_halt(connection), drawn_key(connection, DELIVERIES)
    if halt is not None and sending.clock() < halt.until:
        return Counter()
    course = Course(sending=sending, trust=trust, packing=Packing(sending, key, sign), outcomes=Outcomes(sending))
    try:
        asyncio.run(course.run(hands=1 if halt is not None else sending.mail.connections))
    except* DetenteError as group:
        raise group.exceptions[0] from None
    return course.outcomes.counts


@dataclass(slots=True, kw_only=True)
class Course:
    """One course through what is due."""

    sending: Sending
    trust: ssl.SSLContext | None
    packing: Packing
    outcomes: Outcomes
    due: deque[Due] = field(default_factory=deque)

    async def run(self, *, hands: int) -> None:
        """Send over so many lines until nothing is due, the queue stands still, or the process is to end."""
        async with asyncio.TaskGroup() as group:
            for _ in range(hands):
                group.create_task(self._work())

    async def _work(self) -> None:
        line: Line | None = None
        try:
            while (due := self._next()) is not None:
                envelope = self._packed(due)
                if envelope is not None:
                    line = await self._hand_one(due, envelope, line)
        finally:
            if line is not None:
                await line.close()

    def _next(self) -> Due | None:
        """Return a delivery that is taken up, and is ``sending`` from now on."""
        sending = self.sending
        while not self.outcomes.halted and not sending.is_ending():
            if not self.due:
                self.due.extend(self._look())
            if not self.due:
                return None
            asked = self.due.popleft()
            with sending.file.writing() as connection:
                taken = begin(connection, asked.message_id, now=sending.clock())
            if taken is not None:
                sending.passed("sending")
                return taken
        return None

    def _look(self) -> list[Due]:
        sending = self.sending
        with sending.file.reading() as connection:
            return next_due(connection, now=sending.clock(), per_minute=sending.mail.per_minute, most=AT_ONCE)

    def _packed(self, due: Due) -> Envelope | None:
        """Return a letter in its envelope; None where it is not sent, and that is written down."""
        if not can_be_written(due.address):
            self.outcomes.conclude(due, NO_ADDRESS)
            return None
        try:
            envelope = self.packing.pack(due)
        except Unsendable as error:  # a later version may make it: it waits by itself, and is given up in the end
            self.outcomes.conclude(due, Answer(stage="letter", code=NOT_NOW, text=f"4.6.0 {error}"))
            return None
        except UsageError as error:
            self.outcomes.halt(due, Answer(stage="letter", code=None, text=str(error)), "stop")
            return None
        except (ValueError, MessageError) as error:  # nobody foresaw it: this letter alone does not go out
            text = f"5.6.0 it cannot be made: {type(error).__name__}: {error}"
            self.outcomes.conclude(due, Answer(stage="letter", code=CANNOT, text=text))
            return None
        if envelope is None:
            self.outcomes.call_off(due, "not sent: it has nothing of what they chose")
        return envelope

    async def _hand_one(self, due: Due, envelope: Envelope, line: Line | None) -> Line | None:
        """Hand one letter over, and return the line for the next one."""
        line = await self._ready(due, line)
        if line is None:
            return None
        self.sending.passed("line")
        if not envelope.is_ascii and not line.takes_all_scripts:
            self.outcomes.conclude(due, Answer(stage="letter", code=CANNOT, text=NOT_TAKEN))
            return line
        answer = await line.hand(envelope, lambda: self._about(due))
        if answer is not None and line.handed > 1 and answer.stage == "sender" and answer.code in USED_UP:
            await line.close()
            return await self._hand_one(due, envelope, None)
        self.sending.passed("answer")
        if answer is not None:
            self.outcomes.conclude(due, answer)
        if line.is_open:
            return line
        await line.close()
        return None

    async def _ready(self, due: Due, line: Line | None) -> Line | None:
        """Return a line over which another letter can go; None where none can be had, and that is written down."""
        if line is not None and line.is_open and line.handed < A_LINE:
            return line
        if line is not None:
            await line.close()
        try:
            opened = await open_line(self.sending.mail, self.trust, self.sending.password)
        except LineFailed as failed:
            self.outcomes.conclude(due, failed.answer)
            return None
        self._note(opened)
        return opened

    def _note(self, line: Line) -> None:
        """Note what the server is able to, for the desk: it asks no server itself."""
        with self.sending.file.reading() as connection:
            known = ability_of(connection, BEYOND_ASCII)
        if known is not line.takes_all_scripts:
            with self.sending.file.writing() as connection:
                note_ability(connection, BEYOND_ASCII, has=line.takes_all_scripts, now=self.sending.clock())

    def _about(self, due: Due) -> bool:
        """Write down that the letter is about to be handed over, and say whether it may be."""
        self.sending.passed("text")
        with self.sending.file.writing() as connection:
            may = hand_over(connection, due.message_id)
        self.sending.passed("handing over" if may else "called off")
        return may

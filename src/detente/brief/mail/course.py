"""The course of the queue: letters whose time has come go out over a few lines, each step written down before it."""

import asyncio
import datetime as dt
import ssl
from collections import Counter, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from detente.brief.letter.approving import as_letter
from detente.brief.letter.letter import Letter
from detente.brief.mail.answers import Answer, Verdict, judge
from detente.brief.mail.backing_off import again_at, halt_until
from detente.brief.mail.dkim_signature import signer
from detente.brief.mail.endings import suspend_address
from detente.brief.mail.envelopes import (
    Envelope,
    MakeMessage,
    can_be_written,
    envelope_of,
    holds_any,
    once_more,
    parcel_of,
)
from detente.brief.mail.line import Line, LineFailed, open_line, trust_of
from detente.brief.settings import MailSettings
from detente.core.errors import DetenteError, UsageError
from detente.store.mail.addressed import choice_of
from detente.store.mail.doubts import was_sent_again
from detente.store.mail.file import MailFile
from detente.store.mail.halts import Halt, HaltKind, end_halt, halt_queue, standing_halt
from detente.store.mail.keys import drawn_key
from detente.store.mail.letters import letter_of
from detente.store.mail.queue import Due, State, Try, begin, hand_over, next_due, put_back, recover, settle
from detente.store.mail.signing import DELIVERIES, token_of

__all__ = ["Course", "Sending", "send_due"]

AT_ONCE = 50
A_LINE = 100
"""Letters that go over one line before a new one is opened: servers bound it."""
MOST_LETTERS = 4
"""Letters that are held in memory at once; all readers of an edition are sent the same."""
NO_ADDRESS = Answer(stage="letter", code=553, text="5.1.3 the address is none that can be written to")
OWN_STAGES = ("recipient", "data", "dot")
MOST_STOPS = 3
"""How often one letter may stop the queue; then it is taken to be the letter's own fault."""
STANDS: dict[Verdict, State] = {
    "sent": "sent", "again": "waiting", "refused": "refused", "gone": "refused", "in doubt": "in doubt",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Sending:
    """What sending needs: the file, how mail leaves the house, what makes a message of a letter, what time it is.

    `passed` is told each point that is passed, by its name.
    """

    file: MailFile
    folder: Path
    mail: MailSettings
    password: str
    make: MakeMessage
    clock: Callable[[], dt.datetime]
    passed: Callable[[str], None] = lambda _: None
    is_ending: Callable[[], bool] = lambda: False


def send_due(sending: Sending) -> Counter[str]:
    """Send what is due, and return how many deliveries came to stand how.

    Raises `UsageError` where the settings cannot be used. Whoever asks has the queue alone.
    """
    with sending.file.writing() as connection:
        recover(connection, now=sending.clock())
    try:
        return asyncio.run(Course(sending).run())
    except* DetenteError as group:
        raise group.exceptions[0] from None


@dataclass(slots=True)
class Course:
    """One course through what is due."""

    sending: Sending
    counts: Counter[str] = field(default_factory=Counter)
    due: deque[Due] = field(default_factory=deque)
    letters: dict[str, tuple[Letter, str]] = field(default_factory=dict)
    key: bytes = b""
    halted: bool = False

    async def run(self) -> Counter[str]:
        """Send until nothing is due, the queue stands still, or the process is to end."""
        sending = self.sending
        trust, sign = trust_of(sending.mail, sending.folder), signer(sending.mail, sending.folder)
        with sending.file.writing() as connection:
            halt, self.key = standing_halt(connection), drawn_key(connection, DELIVERIES)
        if halt is not None and sending.clock() < halt.until:
            return self.counts
        hands = 1 if halt is not None else sending.mail.connections
        async with asyncio.TaskGroup() as group:
            for _ in range(hands):
                group.create_task(self._work(trust, sign))
        return self.counts

    async def _work(self, trust: ssl.SSLContext | None, sign: Callable[[bytes], bytes]) -> None:
        line: Line | None = None
        try:
            while (due := self._next()) is not None:
                line = await self._hand_one(due, line, trust, sign)
        finally:
            if line is not None:
                await line.close()

    def _next(self) -> Due | None:
        """Return a delivery that is taken up, and is ``sending`` from now on."""
        sending = self.sending
        while not self.halted and not sending.is_ending():
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

    async def _hand_one(
        self, due: Due, line: Line | None, trust: ssl.SSLContext | None, sign: Callable[[bytes], bytes]
    ) -> Line | None:
        """Hand one letter over, and return the line for the next one."""
        if not can_be_written(due.address):
            self._conclude(due, NO_ADDRESS)
            return line
        try:
            envelope = self._envelope(due, sign)
            if envelope is None:
                return line
        except UsageError as error:
            self._halt(due, Answer(stage="letter", code=None, text=str(error)), "stop")
            return line
        line = await self._ready(due, line, trust)
        if line is None:
            return None
        self.sending.passed("line")
        answer = await line.hand(envelope, lambda: self._about(due))
        self.sending.passed("answer")
        if answer is not None:
            self._conclude(due, answer)
        if not line.is_open:
            await line.close()
            return None
        return line

    async def _ready(self, due: Due, line: Line | None, trust: ssl.SSLContext | None) -> Line | None:
        if line is not None and line.is_open and line.handed < A_LINE:
            return line
        if line is not None:
            await line.close()
        try:
            return await open_line(self.sending.mail, trust, self.sending.password)
        except LineFailed as failed:
            self._conclude(due, failed.answer)
            return None

    def _envelope(self, due: Due, sign: Callable[[bytes], bytes]) -> Envelope | None:
        """Return a letter as the server is given it; None where nothing of it is for this reader any more."""
        sending = self.sending
        letter, kind = self._letter(due.letter)
        token = token_of(self.key, due.message_id)
        with sending.file.reading() as connection:
            subjects = choice_of(connection, due.subscriber, letter.edition)
            again = was_sent_again(connection, due.message_id)
        if due.part == "whole" and not holds_any(letter, subjects):
            self._call_off(due, "not sent: it has nothing of what they chose")
            return None
        parcel = parcel_of(due, letter, kind, subjects, sending.mail)
        parcel = once_more(parcel) if again else parcel
        return envelope_of(parcel, sending.make, sending.mail, token=token, sign=sign)

    def _call_off(self, due: Due, why: str) -> None:
        now = self.sending.clock()
        with self.sending.file.writing() as connection:
            settle(connection, due.message_id, Try(at=now, stage="letter", code=None, words=why), state="called off")
        self.counts["called off"] += 1

    def _letter(self, id_: str) -> tuple[Letter, str]:
        if id_ not in self.letters:
            with self.sending.file.reading() as connection:
                kept = letter_of(connection, id_)
            if kept is None:
                message = f"letter {id_} is not kept"
                raise UsageError(message)
            if len(self.letters) >= MOST_LETTERS:
                self.letters.pop(next(iter(self.letters)))
            self.letters[id_] = (as_letter(kept), kept.kind)
        return self.letters[id_]

    def _about(self, due: Due) -> bool:
        """Write down that the letter is about to be handed over."""
        self.sending.passed("text")
        with self.sending.file.writing() as connection:
            may = hand_over(connection, due.message_id)
        self.sending.passed("handing over" if may else "called off")
        return may

    def _conclude(self, due: Due, answer: Answer) -> None:
        """Write down what came of it."""
        verdict = judge(answer)
        if verdict == "stop" and answer.stage in OWN_STAGES and due.tries >= MOST_STOPS:
            verdict = "refused"
        if verdict in {"pause", "stop"}:
            self._halt(due, answer, verdict)
            return
        now = self.sending.clock()
        state, due_at = STANDS[verdict], now
        if verdict == "again":
            later = again_at(now, tries=due.tries + 1, wanted_at=due.wanted_at)
            state, due_at = ("given up", now) if later is None else ("waiting", later)
        tried = Try(at=now, stage=answer.stage, code=answer.code, words=answer.words)
        with self.sending.file.writing() as connection:
            settle(connection, due.message_id, tried, state=state, due_at=due_at)
            if answer.code is not None:
                end_halt(connection)
            if verdict == "gone":
                suspend_address(connection, due.subscriber, why=f"no such address: {answer.words}", now=now)
        self.counts["tried again later" if state == "waiting" else state] += 1
        self.sending.passed("settled")

    def _halt(self, due: Due, answer: Answer, verdict: Verdict) -> None:
        """Let the queue stand still, and this letter wait behind the others: it is hardly its fault."""
        now, is_first, self.halted = self.sending.clock(), not self.halted, True
        kind: HaltKind = "stopped" if verdict == "stop" else "paused"
        with self.sending.file.writing() as connection:
            put_back(connection, due.message_id, now=now, words=answer.words, is_tried=answer.stage in OWN_STAGES)
            if not is_first:
                return
            before = standing_halt(connection)
            times = before.times + 1 if before is not None and before.kind == kind else 1
            until = halt_until(now, times=times, is_stopped=kind == "stopped")
            why = f"{WHERE[answer.stage]}: {answer.words}"
            halt_queue(connection, Halt(kind=kind, at=now, until=until, times=times, why=why))
        self.counts[kind] += 1


WHERE = {
    "connect": "the server was asked for a line",
    "hello": "it was greeted",
    "starttls": "the line was to be encrypted",
    "login": "it was told who sends",
    "sender": "it was told from whom the letter is",
    "recipient": "it was told to whom the letter goes",
    "data": "the letter was handed over",
    "dot": "the letter was handed over whole",
    "letter": "the letter was made",
}
"""What was done at each stage, before what the server said to it."""

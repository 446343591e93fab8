"""What came of each attempt, written down: how the delivery stands, whether its reader or the queue is halted."""

from collections import Counter
from dataclasses import dataclass, field

from detente.brief.mail.answers import Answer, Verdict, judge
from detente.brief.mail.backing_off import again_at, halt_until
from detente.brief.mail.endings import suspend_address
from detente.brief.mail.sending import Sending
from detente.store.mail.halts import Halt, HaltKind, end_halt, halt_queue, standing_halt
from detente.store.mail.queue import Due, State, Try, put_back, settle

__all__ = ["Outcomes"]

OWN_STAGES = ("recipient", "data", "dot")
MOST_STOPS = 3
"""How often one letter may stop the queue; then it is taken to be the letter's own fault."""
IN_A_ROW = 3
"""Letters one after the other at which a server has something against us, until the queue stands still for it."""
STANDS: dict[Verdict, State] = {
    "sent": "sent", "again": "waiting", "refused": "refused", "gone": "refused", "in doubt": "in doubt",
}  # fmt: skip
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


@dataclass(slots=True)
class Outcomes:
    """The outcomes of one course: how many deliveries came to stand how, and whether the queue was halted."""

    sending: Sending
    counts: Counter[str] = field(default_factory=Counter)
    halted: bool = False
    in_a_row: int = 0

    def conclude(self, due: Due, answer: Answer) -> None:
        """Write down what came of it."""
        verdict = judge(answer)
        if verdict == "stop" and answer.stage in OWN_STAGES:
            verdict = self._of_one(due)
        self.in_a_row = 0 if verdict == "sent" else self.in_a_row
        if verdict in {"pause", "stop"}:
            self.halt(due, answer, verdict)
            return
        now = self.sending.clock()
        state, due_at = STANDS[verdict], now
        if verdict == "again":
            later = again_at(now, tries=due.tries + 1, wanted_at=due.wanted_at)
            state, due_at = ("given up", now) if later is None else ("waiting", later)
        tried = Try(at=now, stage=answer.stage, code=answer.code, words=answer.words)
        with self.sending.file.writing() as connection:
            settle(connection, due.message_id, tried, state=state, due_at=due_at)
            if answer.code is not None and not self.halted:
                end_halt(connection)
            if verdict == "gone":
                suspend_address(connection, due.subscriber, why=f"no such address: {answer.words}", now=now)
        self.counts["tried again later" if state == "waiting" else state] += 1
        self.sending.passed("settled")

    def _of_one(self, due: Due) -> Verdict:
        """Return what follows where a server has something against us at one letter.

        After others were taken it alone waits. Where one letter after the other is refused so, or none was taken
        before, the queue stands still.
        """
        if due.tries >= MOST_STOPS:
            return "refused"
        self.in_a_row += 1
        return "again" if self.counts["sent"] and self.in_a_row < IN_A_ROW else "stop"

    def halt(self, due: Due, answer: Answer, verdict: Verdict) -> None:
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

    def call_off(self, due: Due, why: str) -> None:
        """Note that a letter is not sent after all, and why."""
        now = self.sending.clock()
        with self.sending.file.writing() as connection:
            settle(connection, due.message_id, Try(at=now, stage="letter", code=None, words=why), state="called off")
        self.counts["called off"] += 1

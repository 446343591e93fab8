"""What came of each attempt, written down: how the delivery stands, whether its reader or the queue is halted."""

from collections import Counter
from dataclasses import dataclass, field

from detente.brief.mail.answers import Answer, Verdict, judge
from detente.brief.mail.backing_off import APART, again_at, halt_until
from detente.brief.mail.endings import suspend_address
from detente.brief.mail.faults import OWN_STAGES, fault_of
from detente.brief.mail.sending import Sending
from detente.store.mail.halts import Halt, HaltKind, end_halt, halt_queue, standing_halt
from detente.store.mail.queue import Due, State, Try, put_back, settle

__all__ = ["Outcomes"]

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
    in_a_row: set[str] = field(default_factory=set)
    """Readers whose letters were refused since one was taken, by what may be our fault."""

    def conclude(self, due: Due, answer: Answer) -> None:
        """Write down what came of it."""
        verdict = judge(answer)
        if verdict == "stop" and answer.stage in OWN_STAGES:
            self._find_fault(due, answer)
        elif verdict in {"pause", "stop"}:
            self.halt(due, answer, verdict)
        else:
            self._settle(due, answer, verdict)

    def _find_fault(self, due: Due, answer: Answer) -> None:
        """Write down a refusal that may be ours: by whose fault it is taken to be."""
        together = self.in_a_row | {due.subscriber}
        with self.sending.file.reading() as connection:
            fault = fault_of(connection, due, in_a_row=len(together), now=self.sending.clock())
        if fault == "ours":
            self.halt(due, answer, "stop")
        elif fault in {"its own", "nobody's"}:
            self._settle(due, answer, "refused" if fault == "its own" else "again")
        else:
            self.in_a_row = together if fault == "unclear" else self.in_a_row
            self._set_aside(due, answer)

    def _set_aside(self, due: Due, answer: Answer) -> None:
        """Let one letter wait by itself, and the queue go on."""
        now = self.sending.clock()
        tried = Try(at=now, stage=answer.stage, code=answer.code, words=answer.words)
        with self.sending.file.writing() as connection:
            settle(connection, due.message_id, tried, state="waiting", due_at=now + APART)
        self.counts["tried again later"] += 1
        self.sending.passed("settled")

    def _settle(self, due: Due, answer: Answer, verdict: Verdict) -> None:
        now = self.sending.clock()
        state, due_at = STANDS[verdict], now
        if verdict == "sent":
            self.in_a_row.clear()
        if verdict == "again":
            later = again_at(now, tries=due.tries + 1, wanted_at=due.wanted_at)
            state, due_at = ("given up", now) if later is None else ("waiting", later)
        tried = Try(at=now, stage=answer.stage, code=answer.code, words=answer.words)
        with self.sending.file.writing() as connection:
            settle(connection, due.message_id, tried, state=state, due_at=due_at)
            if answer.code is not None and judge(answer) != "stop" and not self.halted:
                end_halt(connection)
            if verdict == "gone":
                suspend_address(connection, due.subscriber, why=f"no such address: {answer.words}", now=now)
        self.counts["tried again later" if state == "waiting" else state] += 1
        self.sending.passed("settled")

    def halt(self, due: Due, answer: Answer, verdict: Verdict) -> None:
        """Let the queue stand still, and this letter wait behind the others: it is hardly its fault."""
        now, is_first, self.halted = self.sending.clock(), not self.halted, True
        kind: HaltKind = "stopped" if verdict == "stop" else "paused"
        with self.sending.file.writing() as connection:
            tried = Try(at=now, stage=answer.stage, code=answer.code, words=answer.words)
            put_back(connection, due.message_id, tried, is_own=answer.stage in OWN_STAGES)
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

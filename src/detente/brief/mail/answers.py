"""What a mail server answers, and what follows: for the letter, for its reader, for the queue.

The codes are those of RFC 5321 (three digits) and RFC 3463 (``5.1.1``). The server is the office's own or its
provider's: what it refuses of the sender or the session is ours to mend, and no letter is tried before that.
"""

import re
from dataclasses import dataclass
from typing import Literal

__all__ = ["Answer", "Stage", "Verdict", "enhanced", "is_unknown_address", "judge", "without_addresses"]

Stage = Literal["connect", "hello", "starttls", "login", "sender", "recipient", "data", "dot", "letter"]
"""Where in the conversation: ``data`` up to the end of the letter, ``dot`` after it, ``letter`` before anything."""
Verdict = Literal["sent", "again", "refused", "gone", "pause", "stop", "in doubt"]
"""``gone``: refused, and the address does not exist. ``pause`` and ``stop`` are of the whole queue."""
SESSION: frozenset[Stage] = frozenset({"connect", "hello", "starttls", "login", "sender"})
TEMPORARY, PERMANENT = 4, 5
ENHANCED = re.compile(r"(?<![\d.])([245])\.(\d{1,3})\.(\d{1,3})(?![\d]|\.\d)")
LONGEST = 400

GONE = frozenset({"5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10", "5.2.1"})
"""The address does not exist, or its box is closed: nobody is there to be written to."""
OURS = frozenset({"5.3.4", "5.7.0", "5.7.8", "5.7.9", "5.7.10", "5.7.11", "5.7.13", "5.7.14"})
"""What the server has against our session or the letter's size, wherever it says so."""
IDENTITY = re.compile(r"5\.7\.(?:2\d|30)\Z")
"""What it has against our DKIM, SPF, DMARC or reverse name (RFC 7372, RFC 8616)."""
RELAYING = re.compile(
    r"relay(?:ing)?\b|not authenticated|authentication (?:is )?required|must (?:log ?in|authenticate)", re.IGNORECASE
)
UNKNOWN = re.compile(
    r"(?:user|recipient|mailbox|address|account)(?: \S+)?(?: is)? (?:unknown|not found|unavailable)"
    r"|(?:unknown|no such|invalid|non-?existent) (?:local )?(?:user|recipient|mailbox|address|person|account)"
    r"|(?:does not|doesn.t) (?:exist|have an account)|no mailbox here|user doesn",
    re.IGNORECASE,
)
ADDRESS = re.compile(r"[^\s<>\"'(),;:]+@[^\s<>\"'(),;:]+")
NO_ADDRESS = frozenset({550, 551, 553})


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What was said at a stage; no code where nothing was: the line broke, or nobody answered in time."""

    stage: Stage
    code: int | None
    text: str

    @property
    def words(self) -> str:
        """It in words that may be kept: one line, bounded, without anybody's address."""
        code = "" if self.code is None else f"{self.code} "
        return without_addresses(code + self.text)


def without_addresses(text: str) -> str:
    """Return a text in one line, bounded, with addresses left out: who is erased stands in no answer either."""
    line = " ".join("".join(c if c.isprintable() else " " for c in text[: 4 * LONGEST]).split())
    return ADDRESS.sub("(address)", line)[:LONGEST]


def enhanced(text: str) -> str:
    """Return the first code of RFC 3463 in a text; empty where there is none."""
    found = ENHANCED.search(text)
    return ".".join(found.groups()) if found else ""


def is_unknown_address(status: str, code: int | None, text: str) -> bool:
    """Say whether an answer proves that nobody has this address."""
    if status:
        return status in GONE
    return code in NO_ADDRESS and UNKNOWN.search(text) is not None


def judge(answer: Answer) -> Verdict:
    """Return what follows from an answer that is the last one of an attempt."""
    if answer.code is None:
        return _unanswered(answer)
    kind = answer.code // 100
    if kind == PERMANENT:
        return _refused(answer)
    if kind == TEMPORARY:
        return "pause" if answer.stage in SESSION else "again"
    if answer.stage == "dot" and kind == 2:  # noqa: PLR2004 - done, by RFC 5321
        return "sent"
    return "pause" if answer.stage in SESSION else "again"


def _unanswered(answer: Answer) -> Verdict:
    if answer.stage == "dot":
        return "in doubt"
    return "again" if answer.stage in {"sender", "recipient", "data"} else "pause"


def _refused(answer: Answer) -> Verdict:
    status = enhanced(answer.text)
    ours = answer.stage in SESSION or status in OURS or IDENTITY.match(status) is not None
    if ours or answer.code in {530, 535, 538} or (answer.stage != "recipient" and status.startswith("5.7.")):
        return "stop"
    if status in {"", "5.7.1"} and answer.stage == "recipient" and RELAYING.search(answer.text):
        return "stop"
    return "gone" if is_unknown_address(status, answer.code, answer.text) else "refused"

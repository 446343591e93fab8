"""What a message says that came back: that a letter failed, waits, arrived, or was complained of.

Reports by RFC 3464 (delivery) and RFC 5965 (complaints) are read by their fields; those of servers that write prose by
its words. Anything else, such as the answer of somebody who is away, is no report.
"""

import email.parser
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from email.message import Message
from email.policy import compat32

from detente.brief.mail.answers import enhanced, is_unknown_address, without_addresses
from detente.brief.mail.bounces.prose import Prose, read_prose
from detente.store.mail.returned import CameKind

__all__ = ["MOST_BYTES", "Report", "read_report"]

MOST_BYTES = 1_000_000
"""Bytes of a message that are read; what says why it came back stands at its beginning."""
MOST_PARTS = 40
KINDS: dict[str, CameKind] = {
    "failed": "failed", "delayed": "delayed", "delivered": "delivered", "relayed": "delivered", "expanded": "delivered"
}  # fmt: skip
WEIGHS: Sequence[CameKind] = ("failed", "delivered", "delayed")
CODE = re.compile(r"\b([245]\d\d)\b")
FIELD = re.compile(r"^([!-9;-~]+):[ \t]*(.*(?:\r?\n[ \t].*)*)", re.MULTILINE)
ABUSE = frozenset({"abuse", "fraud", "virus", "other", "opt-out", "opt-out-list"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What came back. `is_unknown` is whether it proves that nobody has the address; `text` is all of it that is text.

    What it is about is found in its text: nothing else of it is believed.
    """

    kind: CameKind
    status: str
    words: str
    is_unknown: bool
    text: str


def read_report(data: bytes) -> Report | None:
    """Return what a message says that came back; None for one that is no report."""
    try:
        message = email.parser.BytesParser(policy=compat32).parsebytes(data[:MOST_BYTES])
        parts = [(part.get_content_type(), _text(part)) for part in _leaves(message)]
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):  # what is no mail breaks the parser
        return None
    body = "\n".join(said for _, said in parts)
    text = f"{_head(message)}\n{body}"
    complaint = _first(parts, "message/feedback-report")
    if complaint is not None:
        return _complaint(complaint, text)
    status = _first(parts, "message/delivery-status", "message/global-delivery-status")
    if status is not None:
        return _delivery(status, text)
    prose = read_prose(_head(message), body)
    return None if prose is None else _of_prose(prose, text)


def _leaves(message: Message) -> Iterator[Message]:
    """Yield the parts that hold text; of a report about a delivery its fields count as one."""
    stack: list[Message] = [message]
    for _ in range(MOST_PARTS):
        if not stack:
            return
        part = stack.pop(0)
        inner = _inner(part)
        if inner and not part.get_content_type().startswith("message/"):
            stack[:0] = inner
        else:
            yield part


def _inner(part: Message) -> list[Message]:
    held = part.get_payload()
    return [one for one in held if isinstance(one, Message)][:MOST_PARTS] if isinstance(held, list) else []


def _text(part: Message) -> str:
    inner = _inner(part)
    if inner:  # a message in a message, or groups of fields: as they were written
        return "\n\n".join(_head(one) + "\n" + _text(one) for one in inner)
    content = part.get_payload(decode=True)
    return content.decode("utf-8", "replace") if isinstance(content, bytes) else ""


def _head(message: Message) -> str:
    return "\n".join(f"{name}: {value}" for name, value in message.items())


def _first(parts: Sequence[tuple[str, str]], *kinds: str) -> str | None:
    return next((said for kind, said in parts if kind in kinds), None)


def _complaint(fields: str, text: str) -> Report | None:
    kind = _fields(fields).get("feedback-type", "").lower()
    if kind not in ABUSE:
        return None
    return Report(kind="complaint", status="", words=f"complained of: {kind}", is_unknown=False, text=text)


def _delivery(fields: str, text: str) -> Report | None:
    groups = [_fields(one) for one in re.split(r"\n\s*\n", fields)]
    told = {
        KINDS[action]: one for one in reversed(groups) if (action := one.get("action", "").strip().lower()) in KINDS
    }
    kind = next((one for one in WEIGHS if one in told), None)
    if kind is None:
        return None
    diagnosis = told[kind].get("diagnostic-code", "")
    status = enhanced(diagnosis.partition(";")[2] or diagnosis) or enhanced(told[kind].get("status", ""))
    return _report(kind, status, diagnosis or f"status {status}", text)


def _of_prose(prose: Prose, text: str) -> Report:
    return _report(prose.kind, enhanced(prose.words), prose.words, text)


def _report(kind: CameKind, status: str, said: str, text: str) -> Report:
    code = CODE.search(said)
    unknown = kind == "failed" and is_unknown_address(status, int(code[1]) if code else None, said)
    return Report(kind=kind, status=status, words=without_addresses(said), is_unknown=unknown, text=text)


def _fields(text: str) -> dict[str, str]:
    found = FIELD.findall(text[:20_000])
    return {name.lower(): " ".join(value.split()) for name, value in reversed(found)}

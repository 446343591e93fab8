"""Servers that say in prose that a letter did not arrive: qmail, Exim, Exchange, old Sendmail and Postfix.

Such a message is believed to be one only where its sender is a mail system by its own head; a person who writes the
same words, or is away, is none.
"""

import re
from dataclasses import dataclass

from detente.store.mail.returned import CameKind

__all__ = ["Prose", "read_prose"]

SYSTEM = re.compile(
    r"^(?:from|sender):.*(?:mailer-daemon|postmaster|mail delivery (?:sub)?system|system administrator"
    r"|microsoftexchange)|^x-failed-recipients:",
    re.IGNORECASE | re.MULTILINE,
)
COPY = re.compile(
    r"^[ \t]*-+ ?(?:below this line is a copy|this is a copy of the message|original message|included is a copy"
    r"|the message headers|original headers)|^\s*original message headers",
    re.IGNORECASE | re.MULTILINE,
)
"""From here on the letter itself is quoted: its words are not the server's."""
WAITS = re.compile(
    r"has(?: not)? been (?:delayed|delivered yet)|is (?:being )?delayed|delivery (?:is )?delayed|still (?:be )?trying"
    r"|will (?:be retried|keep trying|continue to)|do not need to resend|temporary (?:error|problem)|this is a warning",
    re.IGNORECASE,
)
FAILS = re.compile(
    r"permanent (?:fatal )?error|could(?: not|n.t) be delivered|was(?: not|n.t) able to deliver|not be delivered"
    r"|undeliverable|delivery (?:has )?failed|did not reach|returned to sender|giv(?:ing|en) up|user unknown"
    r"|delivery status notification \(failure\)|failed permanently",
    re.IGNORECASE,
)
REASON = re.compile(
    r"^.*(?<![\d.])[45]\d\d[ -]#?[45]\.\d{1,3}\.\d{1,3}.*$|^.*(?<!\d)[45]\d\d[ -].*$|^.*#[45]\.\d+\.\d+.*$",
    re.MULTILINE,
)
LONGEST = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Prose:
    """What a server says in prose: that a letter failed or waits, and the line that says why."""

    kind: CameKind
    words: str


def read_prose(head: str, body: str) -> Prose | None:
    """Return what a mail system says in prose; None where it is none, or says nothing of a delivery."""
    if not SYSTEM.search(head[:LONGEST]):
        return None
    copy = COPY.search(body)
    said = (body if copy is None else body[: copy.start()])[:LONGEST]
    title = next((line for line in head.splitlines() if line.lower().startswith("subject:")), "")
    if FAILS.search(said) or (FAILS.search(title) and not WAITS.search(said)):
        return Prose(kind="failed", words=_reason(said))
    if WAITS.search(said) or WAITS.search(title):
        return Prose(kind="delayed", words=_reason(said))
    return None


def _reason(said: str) -> str:
    """Return the line that gives a code, with the one after it; else how the prose begins."""
    found = REASON.search(said)
    return said[found.start() : found.end() + 200] if found else said[:400]

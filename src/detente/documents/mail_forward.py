"""A forwarded mail: who wrote what is passed on, and when."""

import re
from dataclasses import dataclass
from email.utils import parseaddr

from detente.documents.stated import state_moment

__all__ = ["Forwarded", "find_forwarded"]

HEAD = re.compile(
    r"^(?:(?:-{2,20}[^\n-]{1,60}-{2,20}|_{10,200}|Begin forwarded message:)[ \t]{0,20}\n{1,3})?"
    r"From:[ \t]{0,20}(?P<sender>\S[^\n]{0,300})\n{1,2}"
    r"(?P<fields>(?:(?:Sent|Date|To|Cc|Bcc|Subject|Reply-To|Importance|Attachments):[^\n]{0,1000}(?:\n{1,2}|\Z))+)",
    re.IGNORECASE | re.MULTILINE,
)
DATE = re.compile(r"^(?:Sent|Date):[ \t]*(?P<value>[^\n]+)", re.IGNORECASE | re.MULTILINE)
SUBJECT = re.compile(r"^Subject:[ \t]*(?P<value>[^\n]+)", re.IGNORECASE | re.MULTILINE)
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTH = rf"(?P<month>{'|'.join(MONTHS)})[a-z]{{0,6}}\.?"
DAYS = (
    re.compile(rf"\b{MONTH} (?P<day>\d{{1,2}}), (?P<year>\d{{4}})\b", re.IGNORECASE),
    re.compile(rf"\b(?P<day>\d{{1,2}}) {MONTH},? (?P<year>\d{{4}})\b", re.IGNORECASE),
)
ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d")
LONGEST_NOTE = 200
"""Characters of those who pass a mail on, up to which all of it counts as its writer's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Forwarded:
    """A mail that was passed on, as the innermost head in the text states it; `text` is all without the heads."""

    text: str
    publisher: str
    published: str
    title: str | None
    cut: int


def find_forwarded(text: str) -> Forwarded | None:
    """Return what is passed on in a mail; None where it does not say by whom and when, or others say much beside it."""
    heads = list(HEAD.finditer(text))
    if not heads:
        return None
    last = heads[-1]
    publisher, published = _sender(last["sender"]), _day(_field(DATE, last["fields"]) or "")
    kept = HEAD.sub("\n", text)
    note = len(HEAD.sub("", text[: last.start()]).strip())
    if not publisher or not published or note > LONGEST_NOTE or not text[last.end() :].strip():
        return None
    title, cut = _field(SUBJECT, last["fields"]), len(text) - len(kept)
    return Forwarded(text=kept, publisher=publisher, published=published, title=title, cut=cut)


def _field(name: re.Pattern[str], fields: str) -> str | None:
    found = name.search(fields)
    return " ".join(found["value"].split()) or None if found else None


def _sender(stated: str) -> str | None:
    """Return a sender's name, else his address."""
    name, address = parseaddr(re.sub(r"\[mailto:([^\]]*)\]", r"<\1>", stated, flags=re.IGNORECASE))
    return name or address or None


def _day(stated: str) -> str | None:
    """Return a moment as mails state it, or the day of one as mail programs show it, whose zone nobody knows."""
    moment = state_moment(stated)
    if moment and ISO_DAY.match(moment):
        return moment
    found = next((match for pattern in DAYS if (match := pattern.search(stated))), None)
    if found is None:
        return None
    month = MONTHS.index(found["month"].lower()) + 1
    return state_moment(f"{found['year']}-{month:02}-{int(found['day']):02}")

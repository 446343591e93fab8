"""Letters that ask for a confirmation: short, plain, as HTML and as text, the same in both."""

import datetime as dt
import secrets
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from detente.brief.letter.letter import Letter
from detente.brief.subscribers.days import days_words, hour_words
from detente.display.language import count, say, spoken

if TYPE_CHECKING:
    from jinja2 import Environment

__all__ = ["Asking", "set_asking"]

WIDTH = 72


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """What a letter asks to be confirmed: which editions on which days, from which hour on, by which links, until when.

    `is_known` is whether it goes to somebody who is sent letters already.
    """

    choices: Sequence[tuple[str, Sequence[int]]]
    hour: int
    zone: str
    sender: str
    at: dt.datetime
    until: dt.datetime
    confirm: str
    preferences: str
    is_known: bool = False


def set_asking(asking: Asking) -> Letter:
    """Return the letter that asks for a confirmation. It says nothing of who asked, and holds no address of mail."""
    first = asking.choices[0][0]
    subject = (
        say("You are subscribed already: %(edition)s", edition=first)
        if asking.is_known
        else say("Please confirm: %(edition)s", edition=first)
    )
    html, text = (_environment().get_template(f"asking.{form}.j2").render(one=asking) for form in ("html", "txt"))
    return Letter(id=secrets.token_hex(16), subject=" ".join(subject.split()), html=html, text=text)


def wrapped(told: str, begin: str = "") -> str:
    """Return a paragraph in lines of plain text; an address stands whole."""
    return textwrap.fill(
        told, WIDTH, initial_indent=begin, subsequent_indent=" " * len(begin), break_long_words=False,
        break_on_hyphens=False,
    )  # fmt: skip


def moment_words(at: dt.datetime) -> str:
    """Return a moment as people write it, in UTC."""
    from babel.dates import format_date

    given = at.astimezone(dt.UTC)
    return f"{format_date(given.date(), 'd MMMM y', locale=spoken())}, {given:%H:%M} UTC"


@cache
def _environment() -> "Environment":
    from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

    made = Environment(
        loader=PackageLoader("detente.brief.subscribers"), undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True, keep_trailing_newline=True, autoescape=select_autoescape(["html.j2"]),
    )  # fmt: skip
    made.globals |= {"say": say, "count": count, "lang": spoken}
    made.globals |= {"days": days_words, "hour": hour_words}
    made.filters |= {"moment": moment_words, "wrapped": wrapped}
    return made

"""Letters that ask for a confirmation: short, plain, as HTML and as text, the same in both."""

import datetime as dt
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from detente.brief.letter.letter import Letter
from detente.display.language import count, say, spoken

if TYPE_CHECKING:
    from jinja2 import Environment

__all__ = ["Asking", "set_asking"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """What a letter asks to be confirmed: for which editions, by which links, until when.

    `is_known` is whether it goes to somebody who is sent letters already.
    """

    editions: Sequence[str]
    sender: str
    at: dt.datetime
    until: dt.datetime
    confirm: str
    preferences: str
    is_known: bool = False


def set_asking(asking: Asking) -> Letter:
    """Return the letter that asks for a confirmation. It says nothing of who asked, and holds no address of mail."""
    subject = (
        say("You are subscribed already: %(edition)s", edition=asking.editions[0])
        if asking.is_known
        else say("Please confirm: %(edition)s", edition=asking.editions[0])
    )
    html, text = (_environment().get_template(f"asking.{form}.j2").render(one=asking) for form in ("html", "txt"))
    return Letter(id=secrets.token_hex(16), subject=" ".join(subject.split()), html=html, text=text)


def moment_words(at: dt.datetime) -> str:
    """Return a moment as people write it, in UTC."""
    from babel.dates import format_date

    given = at.astimezone(dt.UTC)
    return f"{format_date(given.date(), 'd MMMM y', locale=spoken())}, {given:%H:%M} UTC"


@cache
def _environment() -> "Environment":
    from jinja2 import Environment, PackageLoader, StrictUndefined

    made = Environment(
        loader=PackageLoader("detente.brief.subscribers"), undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True, keep_trailing_newline=True,
        autoescape=lambda name: name is not None and name.endswith(".html.j2"),
    )  # fmt: skip
    made.globals |= {"say": say, "count": count, "lang": spoken}
    made.filters["moment"] = moment_words
    return made

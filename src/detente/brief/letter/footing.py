"""What stands at the foot of a letter: how it came about, who read it, why one gets it, on what terms, from where."""

from collections.abc import Iterator

from detente.brief.brief import Brief
from detente.brief.letter.wording import clipped, day_words
from detente.brief.settings import BriefSettings, Edition
from detente.display.language import count, mark, say
from detente.store.levels import Level

__all__ = ["FOR_WHOM", "WHY_ALONE", "footing_of", "read_by"]

FOR_WHOM: dict[Level, str] = {
    "public": mark("For everybody."),
    "parties": mark("For the parties of the ceasefire, and for nobody else."),
    "internal": mark("For those who work at this desk, and for nobody else."),
}
WHY_ALONE = mark(
    "You are sent this besides what you chose, since you were sent what it puts right; it holds the corrections alone."
)
TERMS = 600
"""Characters of the terms that a letter holds; longer ones stand with the form."""


def footing_of(brief: Brief, settings: BriefSettings, edition: Edition) -> Iterator[str]:
    """Yield the paragraphs at the foot of a letter, but for its two links."""
    yield say("Composed by rules out of coded reports: %(read)s.", read=read_by(brief))
    if brief.struck:
        yield count(
            "An editor left out %(n)d line.", "An editor left out %(n)d lines.", brief.struck
        )  # fmt: skip
    if brief.cut:
        yield count(
            "An editor left out %(n)d sentence of a line.", "An editor left out %(n)d sentences of lines.", brief.cut
        )  # fmt: skip
    yield say("No claim is told as a fact here. What nobody reported is told as not reported, and is not zero.")
    yield say(
        "You get this letter because you asked for “%(title)s” and confirmed it. Nothing in it counts who opens it or "
        "follows its links.",
        title=edition.title,
    )
    if settings.terms.strip():
        yield say("The terms you agreed to: %(terms)s", terms=clipped(settings.terms, TERMS))
    if settings.mail is not None and settings.mail.postal_address.strip():
        yield clipped(settings.mail.postal_address, TERMS)


def read_by(brief: Brief) -> str:
    """Return who read a brief before it was sent."""
    approval = brief.approval
    if approval is None:
        return say("a draft that nobody has approved")
    if not approval.by:
        return say("not read by a person before sending")
    return say("read and approved by %(who)s on %(day)s", who=approval.by, day=day_words(approval.at[:10]))

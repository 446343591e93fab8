"""A letter as it is sent, but for what is each reader's own."""

from dataclasses import dataclass

__all__ = ["OWN_PREFERENCES", "OWN_UNSUBSCRIBE", "Letter", "Picture"]

OWN_PREFERENCES = "https://preferences.invalid/"
"""Stands in a letter where the address goes at which its reader changes what is sent to them."""
OWN_UNSUBSCRIBE = "https://unsubscribe.invalid/"
"""Stands in a letter where the address goes at which its reader ends it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture that a letter carries: its name (of its Content-ID too), its PNG, and what it shows in words."""

    name: str
    png: bytes
    alternative: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A letter: its `html` names its pictures as ``cid:NAME``; `subjects` are those that its sections are of.

    `brief` and `revision` say which text of which brief it is; both are empty for a letter that is no brief.
    `corrects` are the ids of briefs that it corrects.
    """

    id: str
    subject: str
    html: str
    text: str
    pictures: tuple[Picture, ...] = ()
    brief: str = ""
    revision: int = 0
    edition: str = ""
    subjects: tuple[str, ...] = ()
    corrects: tuple[str, ...] = ()

"""A letter as it is sent, but for what is each reader's own."""

from dataclasses import dataclass

__all__ = ["OWN_PREFERENCES", "OWN_UNSUBSCRIBE", "Letter", "Picture"]

OWN_PREFERENCES = "https://preferences.invalid/"
"""Stands in a letter where the address goes at which its reader changes what is sent to them."""
OWN_UNSUBSCRIBE = "https://unsubscribe.invalid/"
"""Stands in a letter where the address goes at which its reader ends it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture that a letter carries: its name (of its Content-ID too), its PNG, and what it shows in words.

    `subject` is that of the section it stands in, empty for none; `href` leads to its table on the desk (a path).
    """

    name: str
    png: bytes
    alternative: str
    subject: str = ""
    href: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A letter: its `html` names its pictures as ``cid:NAME``; `subjects` are those that its sections are of.

    `brief` and `revision` say which text of which brief it is; both are empty for a letter that is no brief.
    `corrects` are the ids of briefs that it corrects. `heads` are the lines that may stand as its subject, each with
    the subject of its section (empty: of none; "corrections": of these alone), weightiest first: one who chose some is
    told of no other.

    Each part of `html` and of `text` stands between marks that say of which of the `subjects` it is; `own_letter` cuts
    by them, and leaves none.
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
    heads: tuple[tuple[str, str], ...] = ()

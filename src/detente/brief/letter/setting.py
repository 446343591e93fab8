"""A brief set as a letter: what is sent to all readers of an edition, but for what is each reader's own."""

from collections.abc import Sequence

from detente.brief.brief import Brief
from detente.brief.letter.heads import corrections_head, heads_of
from detente.brief.letter.html import set_html
from detente.brief.letter.letter import Letter, Picture
from detente.brief.letter.parts import ALONE
from detente.brief.letter.text import set_text
from detente.brief.letter.unnamed import unnamed
from detente.brief.settings import BriefSettings, Edition
from detente.core.ids import hash_parts

__all__ = ["letter_id", "set_letter"]


def set_letter(
    brief: Brief, settings: BriefSettings, edition: Edition, pictures: Sequence[Picture] = (), *, revision: int
) -> Letter:
    """Return the letter of a revision of a brief: the same one however often it is set.

    One that leaves the desk names nobody of the desk, but at own words where that is set.
    """
    if brief.level != "internal":
        brief = unnamed(brief, keeps_words=settings.names_editors)
    subjects = tuple(dict.fromkeys(one.subject for one in brief.sections if one.lines or one.left_out))
    heads = tuple((of, line) for of, line in heads_of(brief) if not of or of in subjects)
    heads += ((ALONE, corrections_head(brief)),) if brief.corrections else ()
    shown = tuple(one for one in pictures if not one.subject or one.subject in subjects)
    return Letter(
        id=letter_id(brief.id, revision), subject=heads[0][1],
        html=set_html(brief, settings, edition, shown, subjects=subjects),
        text=set_text(brief, settings, edition, shown, subjects=subjects),
        pictures=shown, brief=brief.id, revision=revision, edition=brief.edition, subjects=subjects,
        corrects=tuple(dict.fromkeys(of for one in brief.corrections for of in (one.brief, *one.earlier))), heads=heads,
    )  # fmt: skip


def letter_id(brief: str, revision: int) -> str:
    """Return the id of the letter of a revision of a brief."""
    return hash_parts("letter", brief, str(revision))

"""A letter as one reader is sent it: the sections that they chose, and the two links that are their own."""

from collections.abc import Collection
from dataclasses import replace

from markupsafe import escape

from detente.brief.brief import Subject
from detente.brief.letter.letter import OWN_PREFERENCES, OWN_UNSUBSCRIBE, Letter
from detente.brief.letter.parts import ALONE, CUT, REST, cut_html, cut_text

__all__ = ["own_letter"]


def own_letter(letter: Letter, subjects: Collection[Subject], *, unsubscribe: str, preferences: str) -> Letter:
    """Return a letter for one reader, by the subjects they chose (none: all of them) and the addresses of their own.

    Corrections stay whatever they chose. Who chose "corrections" alone is told why they are sent it, and nothing else
    of the brief. Pictures go with their section.
    """
    is_alone = set(subjects) == {ALONE}
    chosen = {one for one in letter.subjects if not subjects or one in subjects}
    keep = {ALONE} if is_alone else {REST, *(str(n) for n, one in enumerate(letter.subjects) if one in chosen)}
    if len(chosen) < len(set(letter.subjects)) and not is_alone:
        keep.add(CUT)
    html, text = cut_html(letter.html, keep), cut_text(letter.text, keep)
    return replace(
        letter,
        subject=next((line for of, line in letter.heads if _heads(of, chosen, is_alone=is_alone)), letter.subject),
        html=_with_links(html, str(escape(unsubscribe)), str(escape(preferences))),
        text=_with_links(text, unsubscribe, preferences),
        pictures=tuple(one for one in letter.pictures if f'"cid:{one.name}"' in html),
        subjects=tuple(one for one in letter.subjects if one in chosen),
    )  # fmt: skip


def _heads(of: str, chosen: Collection[Subject], *, is_alone: bool) -> bool:
    """Say whether a line may be the subject: of what was chosen, or of none; of corrections where they stand alone."""
    return of == ALONE if is_alone else not of or of in chosen


def _with_links(told: str, unsubscribe: str, preferences: str) -> str:
    return told.replace(OWN_UNSUBSCRIBE, unsubscribe).replace(OWN_PREFERENCES, preferences)

"""What of all lines a brief has room for: so many words in all, so many lines of a subject, the weightiest first."""

from collections.abc import Sequence

from detente.brief.brief import Line, Section
from detente.brief.composing.draft import Drafted, words_of

__all__ = ["MOST_LINES", "MOST_WORDS", "chosen_sections"]

MOST_WORDS = 450
"""Words of all sections of a brief: about a page."""
MOST_LINES = {"ceasefire": 6}
"""Lines of a section of a kind of subject."""
LINES = 3
FIRST = "ceasefire"


def chosen_sections(drafts: Sequence[Drafted], *, most: int = MOST_WORDS) -> tuple[Section, ...]:
    """Return the sections of a brief: each subject's first line, then the second ones, as long as there is room.

    Of a ceasefire two lines are taken where others have one. What does not fit is counted in its section.
    """
    ranked = sorted(
        (
            (_turn(draft, n), at, n)
            for at, draft in enumerate(drafts)
            for n in range(min(len(draft.lines), _most(draft)))
        ),
    )
    taken: dict[int, list[Line]] = {}
    left = most
    for _, at, n in ranked:
        line = drafts[at].lines[n]
        needed = words_of(line)
        if needed <= left or not taken:
            taken.setdefault(at, []).append(line)
            left -= needed
    return tuple(
        Section(
            subject=draft.subject, title=draft.title, lines=tuple(_in_order(draft, taken.get(at, ()))),
            left_out=len(draft.lines) - len(taken.get(at, ())) + draft.untold, href=draft.href,
        )
        for at, draft in enumerate(drafts)
        if draft.lines or draft.untold
    )  # fmt: skip


def _turn(draft: Drafted, n: int) -> int:
    return n // 2 if draft.subject.startswith(FIRST) else n


def _most(draft: Drafted) -> int:
    return MOST_LINES.get(draft.subject.partition("/")[0], LINES)


def _in_order(draft: Drafted, taken: Sequence[Line]) -> list[Line]:
    return [line for line in draft.lines if line in taken]

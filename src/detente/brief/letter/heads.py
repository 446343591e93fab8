"""What stands as the subject of a letter: what it is of and where, how much is put right, the edition, the day.

No claim is told in it, and nobody is named: cut short, one side's word would stand there without the other's.
"""

from detente.brief.brief import Brief, Line, Section
from detente.brief.composing.basis import read_basis
from detente.brief.letter.wording import clipped, day_words
from detente.display.language import count, say

__all__ = ["corrections_head", "heads_of", "line_claimants", "titled"]

NAME, PLACE, MOST = 60, 30, 2
"""Characters of a title and of a place that stand in a subject, and places."""


def heads_of(brief: Brief) -> tuple[tuple[str, str], ...]:
    """Return the lines that may stand as the subject, each with the subject of its section, weightiest first.

    The last one is of none: it stands where nothing of a section is told.
    """
    by_weight = sorted(
        (section for section in brief.sections if section.lines),
        key=lambda one: -max(line.weight for line in one.lines),
    )
    first = {section.subject: section for section in reversed(by_weight)}
    order = dict.fromkeys(section.subject for section in by_weight)
    return (*((one, _head(brief, _news(first[one]))) for one in order), ("", _head(brief, _nothing(brief))))


def line_claimants(line: Line) -> tuple[str, ...]:
    """Return who speaks in a line, in the order in which they do."""
    return tuple(dict.fromkeys(one.claimant for one in line.sentences if one.claimant))


def corrections_head(brief: Brief) -> str:
    """Return the subject of a letter that holds what is put right, and nothing else."""
    return _head(brief, "")


def titled(brief: Brief) -> str:
    """Return the edition and the day, whatever is told in it."""
    return say("%(title)s, %(day)s", title=clipped(brief.title, NAME), day=day_words(brief.day))


def _head(brief: Brief, what: str) -> str:
    """Return a subject: what it is of stands first, since a telephone shows no more than its beginning."""
    title = titled(brief)
    told = say("; ").join(filter(None, (what, _corrections(brief))))
    return say("%(told)s: %(title)s", told=told, title=title) if told else title


def _news(section: Section) -> str:
    title, places = clipped(section.title, NAME), [clipped(one, PLACE) for one in _places(section)]
    if not places:
        return title
    named = say(", ").join(places[:MOST])
    if len(places) > MOST:
        return say("%(what)s (%(places)s and elsewhere)", what=title, places=named)
    return say("%(what)s (%(places)s)", what=title, places=named)


def _places(section: Section) -> list[str]:
    """Return the places that are told in the lines of a section, those of the weightiest line first, each once."""
    lines = sorted(section.lines, key=lambda line: -line.weight)
    found: list[str] = []
    for told in (stood.values.get("place", "") for line in lines for stood in read_basis(line.basis).stood):
        low = told.casefold()
        if low and not any(low in one.casefold() or one.casefold() in low for one in found):
            found.append(told)
    return found


def _nothing(brief: Brief) -> str:
    return say("A quiet day") if brief.quiet is not None and not any(one.lines for one in brief.sections) else ""


def _corrections(brief: Brief) -> str:
    n = len(brief.corrections)
    return count("%(n)d correction", "%(n)d corrections", n) if n else ""

"""What stands as the subject of a letter: the edition, the day, and of what weighs most, who speaks of what.

No claim is told in it: cut short, one side's word would stand there without the other's.
"""

from detente.brief.brief import Brief, Line, Section
from detente.brief.letter.wording import clipped, day_words
from detente.display.language import count, say

__all__ = ["corrections_head", "heads_of", "line_claimants"]

NAME, MOST = 60, 2


def heads_of(brief: Brief) -> tuple[tuple[str, str], ...]:
    """Return the lines that may stand as the subject, each with the subject of its section, weightiest first.

    The last one is of none: it stands where nothing of a section is told.
    """
    ranked = sorted(
        ((line.weight, section, line) for section in brief.sections for line in section.lines),
        key=lambda one: -one[0],
    )
    first = {section.subject: (section, line) for _, section, line in reversed(ranked)}
    order = dict.fromkeys(section.subject for _, section, _ in ranked)
    return (*((one, _head(brief, _news(*first[one]))) for one in order), ("", _head(brief, _nothing(brief))))


def line_claimants(line: Line) -> tuple[str, ...]:
    """Return who speaks in a line, in the order in which they do."""
    return tuple(dict.fromkeys(one.claimant for one in line.sentences if one.claimant))


def corrections_head(brief: Brief) -> str:
    """Return the subject of a letter that holds what is put right, and nothing else."""
    return _head(brief, "")


def _head(brief: Brief, what: str) -> str:
    day, title = day_words(brief.day), clipped(brief.title, NAME)
    told = say("; ").join(filter(None, (what, _corrections(brief))))
    return say("%(title)s, %(day)s: %(told)s", title=title, day=day, told=told) if told else f"{title}, {day}"


def _news(section: Section, line: Line) -> str:
    who, title = line_claimants(line), clipped(section.title, NAME)
    if not who:
        return title
    return say("%(who)s on %(what)s", who=_named(who), what=title)


def _named(who: tuple[str, ...]) -> str:
    named = [clipped(one, NAME) for one in who]
    if len(named) == 1:
        return named[0]
    if len(named) == MOST:
        return say("%(one)s and %(other)s", one=named[0], other=named[1])
    return say("%(some)s and others", some=say(", ").join(named[:MOST]))


def _nothing(brief: Brief) -> str:
    return say("a quiet day") if brief.quiet is not None and not any(one.lines for one in brief.sections) else ""


def _corrections(brief: Brief) -> str:
    n = len(brief.corrections)
    return count("%(n)d correction", "%(n)d corrections", n) if n else ""

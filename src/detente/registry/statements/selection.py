"""Which lines of the ledger are asked for: by speaker, audience, whom they speak of, their words, their days."""

from collections.abc import Iterable

from detente.incidents.names import stems_of_name
from detente.registry.interval import Interval
from detente.registry.statements.ledger import Line

__all__ = ["select_lines"]


def select_lines(
    lines: Iterable[Line],
    *,
    speaker: str | None = None,
    about: str | None = None,
    audience: str | None = None,
    words: str | None = None,
    days: Interval | None = None,
) -> tuple[Line, ...]:
    """Return the lines that are all that is asked for; one without a day may be of any."""
    return tuple(
        line
        for line in lines
        if (speaker is None or _is_named(line.speaker, speaker))
        and (about is None or any(_is_named(name, about) for one in line.versions for name in one.heard.about))
        and (audience is None or any(_is_named(name, audience) for one in line.versions for name in one.heard.audience))
        and (words is None or any(_has(one.heard.words, words) for one in line.versions))
        and (days is None or _is_within(line, days))
    )


def _is_named(name: str | None, asked: str) -> bool:
    wanted = stems_of_name(asked)
    return name is not None and bool(wanted) and wanted <= stems_of_name(name)


def _has(text: str, asked: str) -> bool:
    return " ".join(asked.casefold().split()) in " ".join(text.casefold().split())


def _is_within(line: Line, days: Interval) -> bool:
    first, last = days.first.isoformat(), days.last.isoformat()
    return not line.days or any(first <= day <= last for day in line.days)

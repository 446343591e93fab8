"""A history as somebody sees it: whose number in the chain of all changes is told to those who see all of them."""

from collections.abc import Iterable
from typing import Any

from detente.desk.asked import Asked
from detente.display.language import say
from detente.exchange.history_rows import history_rows

__all__ = ["number_called", "number_help", "rows_seen", "sees_chain"]

NUMBER = "number"


def rows_seen(asked: Asked, id_: str) -> tuple[dict[str, Any], ...]:
    """Return the changes of one thing, the first one first.

    To whoever sees only what is released, they are numbered among themselves: their numbers in the chain would say how
    much the desk holds, and when it works.
    """
    rows = sorted(history_rows(asked.record, id_, asked.known_on), key=lambda row: row[NUMBER])
    return tuple(rows if sees_chain(asked) else _numbered(rows))


def _numbered(rows: Iterable[dict[str, Any]]) -> Iterable[dict[str, Any]]:
    return ({**row, NUMBER: n} for n, row in enumerate(rows, start=1))


def sees_chain(asked: Asked) -> bool:
    """Say whether somebody sees every change of the record."""
    return asked.viewer.level == "internal"


def number_called(asked: Asked) -> str:
    """Return what the column of numbers is called."""
    return say("number in the chain") if sees_chain(asked) else say("no.")


def number_help(asked: Asked) -> str:
    """Return what the numbers count."""
    if sees_chain(asked):
        return say("Its number in the chain of all changes.")
    return say("Its number among the changes of this thing that are shown to you.")

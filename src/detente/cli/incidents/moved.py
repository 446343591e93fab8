"""Where accounts went when people decided about incidents: which incident each belongs to now, and to which before."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from detente.cli.lines import counted

if TYPE_CHECKING:
    from detente.store import Record

__all__ = ["Moved", "moved_rows", "print_moved"]

SHORT = 10
Moved = Mapping[str, str]
"""The incident that each account belonged to before, by their keys."""


def moved_rows(record: "Record", keys: frozenset[str], before: Moved) -> list[dict[str, Any]]:
    """Return the incidents that accounts belong to now that were decided about, or that were together with these.

    `keys` are those that were decided about, `before` is what they and the others of their incidents belonged to.
    """
    from detente.cli.incidents.lines import rows_called
    from detente.store import together_with

    now = together_with(record, keys | before.keys())
    rows = rows_called(record, sorted(set(now.values())))
    for row in rows:
        for account in row["accounts"]:
            account["was"] = before.get(account["id"])
    return sorted(rows, key=lambda row: (-len(row["accounts"]), row["id"]))


def print_moved(rows: list[dict[str, Any]]) -> None:
    """Print each incident with its accounts, and from where those came that were in another before."""
    from rich.console import Console
    from rich.padding import Padding
    from rich.text import Text

    from detente.cli.printable import printable

    console = Console()
    for row in rows:
        told = " · ".join(part for part in (row["days"], ", ".join(row["places"])) if part)
        head = Text(f"incident {row['id'][:SHORT]}: {counted(len(row['accounts']), 'account')}", style="bold")
        console.print(head.append(printable(f"  {told}"), style="not bold"))
        console.print(Padding(Text(printable(row["summary"])), (0, 0, 0, 2)))
        for account in row["accounts"]:
            words = f"{account['id'][:SHORT]}  {_came_from(account['was'], row['id'])}“{account['words']}”"
            console.print(Padding(Text(printable(words)), (0, 0, 0, 4)))


def _came_from(was: str | None, incident: str) -> str:
    """Say which incident an account came from; nothing where it stayed."""
    return "" if was in {None, incident} else f"from {str(was)[:SHORT]}: "

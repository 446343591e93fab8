"""Incidents printed for people: a list of them, and one with a column for each claimant."""

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from detente.cli.lines import counted
from detente.cli.printable import printable

if TYPE_CHECKING:
    from rich.console import Console

__all__ = ["called_as", "print_listed", "print_shown"]

BLANK = "–"
SHORT = 10
MOST_REASONS = 6
LINE_NAMES, NARROWEST = 14, 24
"""Columns of a terminal that the names of lines take, and that a claimant needs so that no word is cut."""
MOST_PARTIES = 6
LONGEST_NAME = 60
SAID_BELOW = frozenset({"denied", "negated"})
"""Statuses that lines of their own tell better: denies, says none, not observed."""


def called_as(party: Mapping[str, Any]) -> str:
    """Return what a party is called, as the report says it where that says more: "Northern forces" for "forces"."""
    words = " ".join(party["words"][0]["text"].split()) if party["words"] else ""
    says_more = party["name"].casefold() in words.casefold() and len(words) <= LONGEST_NAME
    return words if says_more else str(party["name"])


def print_listed(rows: list[dict[str, Any]]) -> None:
    """Print incidents, each with its days, places and counts, and what each claimant tells in short."""
    from rich.console import Console
    from rich.padding import Padding
    from rich.text import Text

    console = Console()
    for row in rows:
        told = (row["days"], ", ".join(row["places"]), f"{', '.join(row['types'])}: {', '.join(row['statuses'])}")
        head = Text(row["id"][:SHORT], style="bold")
        head.append("  " + printable(" · ".join(part for part in told if part)), style="not bold")
        console.print(head)
        counts = ", ".join(counted(row[name], name.removesuffix("s")) for name in ("reports", "voices", "sources"))
        parties = ", ".join(row["parties"][:MOST_PARTIES])
        parties += f" and {len(row['parties']) - MOST_PARTIES} more" if len(row["parties"]) > MOST_PARTIES else ""
        counts += f", {counted(row['sides'], 'side')}" + (f" · {parties}" if parties else "")
        counts += f" · {counted(row['doubted'], 'account')} doubted" if row["doubted"] else ""
        console.print(Padding(Text(printable(counts), style="dim"), (0, 0, 0, 2)))
        console.print(Padding(Text(printable(row["summary"])), (0, 0, 0, 2)))


def print_shown(told: dict[str, Any]) -> None:
    """Print what is known of one incident."""
    from rich.console import Console
    from rich.text import Text

    console = Console()
    console.print(Text(f"incident {told['id']}", style="bold"))
    for name in ("days", "places", "types", "statuses"):
        value = ", ".join(told[name]) if isinstance(told[name], list) else told[name]
        console.print(Text(printable(f"{name}: {value or BLANK}")))
    counts = ", ".join(counted(told[f"{name}s"], name) for name in ("report", "voice", "source", "side"))
    console.print(Text(f"told by: {counts}"))
    console.print(Text(printable(told["summary"]), style="bold"))
    console.print()
    _print_axes(console, told)
    _print_columns(console, told["columns"])
    console.print()
    for account in told["accounts"]:
        head = f"{account['id'][:SHORT]}  {account['document'][:SHORT]}  {account['type']}, {account['status']}"
        console.print(Text(f"{head}: “{printable(account['words'])}”{_doubt(account['doubted'])}"))
    _print_links(console, told)


def _doubt(told: Mapping[str, Any] | None) -> str:
    """Return in few words that it cannot be told from these words, as whom review has it from, and why."""
    if told is None:
        return ""
    return printable(f", doubted by {', '.join(told['by'])}, {told['at'][:10]}: “{told['reason']}”")


def _print_columns(console: "Console", columns: list[dict[str, Any]]) -> None:
    """Print what each claimant tells: beside one another, or under one another where columns would cut words."""
    from rich.padding import Padding
    from rich.table import Table
    from rich.text import Text

    lines = _lines(columns)
    if console.width < LINE_NAMES + NARROWEST * len(columns):
        for number, column in enumerate(columns):
            console.print(Text(printable(column["claimant"]), style="bold"))
            for name, row in lines:
                console.print(Padding(Text(printable(f"{name}: {row[number]}")), (0, 0, 0, 2)))
        return
    table = Table(box=None, header_style="bold", expand=True)
    table.add_column("")
    for column in columns:
        table.add_column(Text(printable(column["claimant"])), ratio=1, overflow="fold")
    for name, row in lines:
        table.add_row(name, *(Text(printable(cell)) for cell in row))
    console.print(table)


def _print_links(console: "Console", told: dict[str, Any]) -> None:
    from rich.text import Text

    for link in told["links"]:
        one, other = (key[:SHORT] for key in link["accounts"])
        why = "; ".join(f"{r['reason']} ({r['weight']:+.1f})" for r in link["reasons"][:MOST_REASONS])
        console.print(Text(f"{one} and {other}: likelihood {link['likelihood']:.2f}: {why}"))
    if told["withheld"]:
        what = counted(told["withheld"], "account")
        console.print(Text(f"{what} of it withheld: coded blind until the session has ended"))
    for decision in told["decisions"]:
        stands = " (taken back)" if decision["withdrawn"] else ""
        words = f"decision {decision['id'][:SHORT]}{stands}: {decision['kind']}, by {decision['author']}"
        console.print(Text(printable(f"{words}, {decision['at'][:16]}: {decision['reason']}")))


def _print_axes(console: "Console", told: dict[str, Any]) -> None:
    """Print how reliable each source is held to be, beside how credible the incident is as told; never one number."""
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, header_style="bold", expand=True)
    for title in ("reliability of each source", "credibility of the incident as told"):
        table.add_column(title, ratio=1, overflow="fold")
    grades = (f"{one['source']}: {one['grade'] or 'not graded'}" for one in told["reliability"])
    table.add_row(
        Text("\n".join(map(printable, grades))),
        Text("\n".join(map(printable, _credible_in_words(told["credibility"])))),
    )
    console.print(table)


def _credible_in_words(credible: dict[str, Any]) -> Iterator[str]:
    """Yield the grade, the rule in its words, what it looked at, and what monitors say."""
    facts = credible["facts"]
    yield f"{credible['grade']} {credible['means']}"
    yield f"by the rule: {credible['rule']}"
    yield (
        f"of {counted(facts['speaking'], 'source')}, {facts['sources']} tell it in "
        f"{counted(facts['voices'], 'voice')}, {facts['denials']} deny it; monitors: observed by {facts['observed']}, "
        f"not observed by {facts['not_observed']}"
    )
    for one in credible["monitors"]:
        yield f"{one['monitor']}, {one['says']}: “{one['text']}”"


def _lines(columns: list[dict[str, Any]]) -> list[tuple[str, list[str]]]:
    """Return a line for each thing told, with a cell for every claimant; what one does not tell is blank."""
    told: tuple[tuple[str, Callable[[dict[str, Any]], str]], ...] = (
        ("types", lambda c: ", ".join(c["types"])),
        ("status", lambda c: ", ".join(status for status in c["statuses"] if status not in SAID_BELOW)),
        ("days", lambda c: ", ".join(_days(d) for d in c["days"])),
        ("places", lambda c: ", ".join(p["name"] for p in c["places"])),
        ("by whom", lambda c: ", ".join(dict.fromkeys(map(called_as, c["actors"])))),
        ("to whom", lambda c: ", ".join(dict.fromkeys(map(called_as, c["recipients"])))),
        ("numbers", lambda c: ", ".join(f"{n['kind']}: {n['words'][0]['text']}" for n in c["numbers"])),
        ("denies", lambda c: "; ".join(w["text"] for w in c["denials"])),
        ("says none", lambda c: "; ".join(w["text"] for w in c["nones"])),
        ("not observed", lambda c: "; ".join(w["text"] for w in c["not_observed"])),
        ("could not", lambda c: "; ".join(w["text"] for w in c["unable"])),
        ("reports", lambda c: ", ".join(d[:SHORT] for d in c["documents"])),
    )
    rows = [(name, [cell(column) or BLANK for column in columns]) for name, cell in told]
    return [(name, cells) for name, cells in rows if set(cells) != {BLANK}]


def _days(told: dict[str, Any]) -> str:
    return str(told["first"]) if told["first"] == told["last"] else f"{told['first']} to {told['last']}"

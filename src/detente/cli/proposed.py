"""What new reports say against decisions: for a person to undo the decision, or to let it stand."""

from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

if TYPE_CHECKING:
    from detente.incidents.account import Account
    from detente.incidents.decisions import Decision
    from detente.incidents.proposals import Proposal
    from detente.store import Record

__all__ = ["print_proposals", "proposal_rows"]

SHORT = 10
LONGEST_NAME = 60
MOST_WORDS = 3
"""Accounts of a side whose words are printed; --json has all."""
DONE = {"together": "put together", "apart": "put apart"}
SAYS = {"together": "that it is one happening after all", "apart": "that these are two happenings after all"}


def proposal_rows(record: "Record", folder: Path) -> list[dict[str, Any]]:
    """Return a row for each decision against which new evidence speaks, with the words of the reports."""
    from detente.incidents.scoring import default_weights
    from detente.store import accounts_called, decisions, documents, hidden_keys, open_proposals

    found = open_proposals(record, default_weights())
    if not found:
        return []
    taken = {one.id: one for one in decisions(record)}
    known = accounts_called(record, [key for one in found for key in (*one.first, *one.second)])
    reports = {one.id: {"name": one.external_id, "publisher": one.publisher} for one in documents(record)}
    hidden = hidden_keys(record)
    return [_row(one, taken[one.decision], known, reports, hidden, folder) for one in found]


def _row(
    proposal: "Proposal",
    decision: "Decision",
    known: "Mapping[str, Account]",
    reports: Mapping[str, Mapping[str, Any]],
    hidden: Collection[str],
    folder: Path,
) -> dict[str, Any]:
    def told(key: str) -> dict[str, Any]:
        account = known[key]
        words = None if key in hidden else account.said
        return {"account": key, "document": account.document, **reports[account.document], "words": words}

    signed = '--author NAME --reason "WORDS"'
    own = decision.id[:SHORT]
    return {
        "decision": {
            "id": decision.id, "kind": decision.kind, "author": decision.author, "reason": decision.reason,
            "at": decision.at.isoformat(),
        },
        "speaks for": proposal.kind,
        "likelihood": round(proposal.mean, 3),
        "newest": proposal.newest.isoformat(),
        "new": [
            told(one.account) | {
                "came": one.came.isoformat(), "likely one with first": round(one.first, 3),
                "likely one with second": round(one.second, 3),
            }
            for one in proposal.evidence
        ],
        "first": [told(key) for key in proposal.first],
        "second": [told(key) for key in proposal.second],
        "next": [
            f"detente incidents undo {folder} {own} {signed}",
            f"detente incidents dismiss {folder} {own} {signed}",
        ],
    }  # fmt: skip


def print_proposals(rows: Iterable[dict[str, Any]]) -> None:
    """Print proposals: the decision, what is new in the words of the reports, what it is about, what to do."""
    from rich.console import Console
    from rich.padding import Padding
    from rich.text import Text

    from detente.cli.review.view import plain_words

    console = Console()
    for row in rows:
        decision = row["decision"]
        when = decision["at"][:16].replace("T", " ")
        head = f"{DONE[decision['kind']]} by {decision['author']}, {when}: {decision['reason']}"
        console.print(
            Text(f"decision {decision['id'][:SHORT]}", style="bold").append(f"  {plain_words(head)}", "not bold")
        )
        says = f"what came since says {SAYS[row['speaks for']]} (likelihood {row['likelihood']:.2f})"
        console.print(Padding(Text(says), (0, 0, 0, 2)))
        lines = [("new", one) for one in row["new"]]
        fresh = {one["account"] for one in row["new"]}
        for side in ("first", "second"):
            old = [one for one in row[side] if one["account"] not in fresh]
            lines += [(f"{side} side", one) for one in old[:MOST_WORDS]]
        for name, one in lines:
            console.print(Padding(Text(plain_words(f"{name}: {_said(one)}")), (0, 0, 0, 4)))
        for line in row["next"]:
            typer.echo(f"  {line}")  # on one line however narrow, to be taken over whole
        typer.echo("")


def _said(one: Mapping[str, Any]) -> str:
    words = "coded blind until the session has ended" if one["words"] is None else f"“{one['words']}”"
    source = " · ".join(part[:LONGEST_NAME] for part in (one["name"], one["publisher"]) if part)
    near = ""
    if "came" in one:
        near = f", likely one with the first {one['likely one with first']:.2f}"
        near += f", with the second {one['likely one with second']:.2f}"
    return f"{words} ({one['account'][:SHORT]}, {source}{near})"

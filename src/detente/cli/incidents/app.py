"""`detente incidents`: which reports tell of one happening, and what people decided about it."""

import datetime as dt
import json
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from detente.cli.add import link_all_waiting, now
from detente.cli.init import DIR_HELP, record_path
from detente.cli.lines import WORKERS_HELP, counted
from detente.cli.moments import KNOWN_HELP, author_of, known_as, reason_of
from detente.cli.named import resolve_document
from detente.cli.show.codes import known_code, known_type
from detente.core.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from detente.store import Known, Record

    Show = Callable[[list[dict[str, Any]]], None]

__all__ = ["Deed", "incidents"]


class Deed(StrEnum):
    """What is to be done with the incidents."""

    LIST = "list"
    SHOW = "show"
    MERGE = "merge"
    SPLIT = "split"
    UNDO = "undo"
    PROPOSALS = "proposals"
    DISMISS = "dismiss"
    LINK = "link"
    AGREEMENTS = "agreements"
    UTTERANCES = "utterances"


WANTS = {
    Deed.SHOW: (1, 1, "the id of an incident"),
    Deed.MERGE: (2, None, "the ids of two incidents or more"),
    Deed.SPLIT: (2, None, "the id of an incident, and of the accounts to split off"),
    Deed.UNDO: (1, 1, "the id of a decision"),
    Deed.DISMISS: (1, 1, "the id of the decision that is to stand"),
}
WORDS = frozenset({Deed.AGREEMENTS, Deed.UTTERANCES})
DECIDING = frozenset({Deed.MERGE, Deed.SPLIT, Deed.UNDO, Deed.DISMISS})


def incidents(  # noqa: PLR0913 - each is an option of the command
    deed: Annotated[Deed, typer.Argument(help="What to do.")],
    folder: Annotated[Path, typer.Argument(help=DIR_HELP, metavar="DIR")],
    what: Annotated[
        list[str] | None,
        typer.Argument(help="Ids of incidents, accounts or decisions, or the first figures of them.", metavar="ID..."),
    ] = None,
    *,
    country: Annotated[
        str | None, typer.Option(help="Only where a place is in this country (ISO 3166-1 alpha-3).", metavar="CODE")
    ] = None,
    type_: Annotated[
        str | None, typer.Option("--type", help="Only with an event of this type (ASSAULT).", metavar="TYPE")
    ] = None,
    from_: Annotated[
        dt.datetime | None, typer.Option("--from", help="Only of this day or later.", formats=["%Y-%m-%d"])
    ] = None,
    to: Annotated[dt.datetime | None, typer.Option(help="Only of this day or earlier.", formats=["%Y-%m-%d"])] = None,
    place: Annotated[
        str | None, typer.Option(help="Only at a place called so, or with this in its name.", metavar="NAME")
    ] = None,
    document: Annotated[
        str | None, typer.Option(help="Only those that this document tells of: its id.", metavar="ID")
    ] = None,
    recalled: Annotated[
        bool, typer.Option("--recalled", help="List what is only recalled or denied, and no report tells as news.")
    ] = False,
    as_known_on: Annotated[
        str | None, typer.Option("--as-known-on", help=KNOWN_HELP, metavar="DATE", show_default=False)
    ] = None,
    author: Annotated[
        str | None, typer.Option(help="Who decides; else DETENTE_AUTHOR says so.", metavar="NAME")
    ] = None,
    reason: Annotated[str | None, typer.Option(help="Why it is decided so.", metavar="WORDS")] = None,
    workers: Annotated[int, typer.Option("--workers", "-w", min=1, max=256, help=WORKERS_HELP)] = 1,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON, an object a line, instead of a table.")] = False,
) -> None:
    """Show which reports tell of one happening, each claimant apart, and merge or split by hand.

    Every decision notes who took it and why, and can be undone. The machine undoes none; where new reports speak
    against one, `proposals` lists it. `link` links what was read; `detente add` and `gather` do so themselves.
    `agreements` shows which agreements reports speak of, `utterances` what is quoted more than once, in variants.
    """
    from detente.cli import proposed
    from detente.cli.incidents import lines as incident_lines
    from detente.cli.incidents import print as incident_print
    from detente.store import Wanted, open_record

    given = _checked(deed, what or [])
    narrowing = {"country": country, "type": type_, "from": from_, "to": to, "place": place, "recalled": recalled}
    _refuse_unnarrowed(deed, narrowing | {"document": document if deed not in WORDS else None})
    signed = _signed(deed, author, reason)
    country, type_ = country and known_code(country), type_ and known_type(type_)
    if from_ is not None and to is not None and from_ > to:
        message = f"--from {from_:%Y-%m-%d} is after --to {to:%Y-%m-%d}; no day is both: give the earlier one first"
        raise UsageError(message)
    known_on = known_as(as_known_on, now=now())
    if as_known_on is not None and deed not in {Deed.LIST, Deed.SHOW, *WORDS}:
        message = f"{deed} is of now; only lists and show can be asked as of a day: leave out --as-known-on"
        raise UsageError(message)
    with open_record(
        record_path(folder), now=now(), read_only=deed in {Deed.LIST, Deed.SHOW, Deed.PROPOSALS, *WORDS}
    ) as record:
        if deed is Deed.LIST:
            first, last = (None if day is None else day.toordinal() for day in (from_, to))
            wanted = Wanted(
                country=country, type=type_, first=first, last=last,
                place=place, document=document and resolve_document(record, document, known_on), recalled=recalled,
            )  # fmt: skip
            rows = incident_lines.listed(record, wanted, known_on=known_on.at)
            _print(
                rows, as_json=as_json, nothing="no incident here that the options ask for",
                show=incident_print.print_listed,
            )  # fmt: skip
        elif deed is Deed.SHOW:
            shown = incident_lines.shown(record, given[0], known_on=known_on.at)
            typer.echo(json.dumps(shown, ensure_ascii=False)) if as_json else incident_print.print_shown(shown)
        elif deed is Deed.PROPOSALS:
            _print(
                proposed.proposal_rows(record, folder), as_json=as_json,
                nothing="nothing new speaks against a decision", show=proposed.print_proposals,
            )  # fmt: skip
        elif deed in WORDS:
            within = document and resolve_document(record, document, known_on)
            _show_words(record, deed, within, known_on, as_json=as_json)
        elif deed is Deed.LINK:
            _tell(f"linked {counted(link_all_waiting(record, workers=workers), 'account')}", as_json=as_json)
        else:
            _decide(record, deed, given, signed, as_json=as_json)


def _checked(deed: Deed, given: list[str]) -> list[str]:
    """Return what was named. Raises `UsageError` where the deed wants more, less or nothing."""
    least, most, names = WANTS.get(deed, (0, 0, "nothing more"))
    if len(given) < least or (most is not None and len(given) > most):
        message = f"{deed} needs {names}: detente incidents {deed} DIR" + (" ID..." if least else "")
        raise UsageError(message)
    return given


def _refuse_unnarrowed(deed: Deed, narrowing: "Mapping[str, object]") -> None:
    """Refuse an option that would leave what is shown as it is: whoever gave it would take the whole for a part."""
    given = [f"--{name}" for name, value in narrowing.items() if value]
    if deed is not Deed.LIST and given:
        message = f"{', '.join(given)} narrows the list, and not {deed}: detente incidents list DIR"
        raise UsageError(message)


def _show_words(record: "Record", deed: Deed, document: str | None, known: "Known", *, as_json: bool) -> None:
    from detente.cli.incidents import words as incident_words

    if deed is Deed.AGREEMENTS:
        rows, show = (
            incident_words.agreement_rows(record, document=document, known_on=known),
            incident_words.print_agreements,
        )
        nothing = "no agreement here that a report speaks of"
    else:
        rows, show = (
            incident_words.utterance_rows(record, document=document, known_on=known),
            incident_words.print_utterances,
        )
        nothing = "nothing here is quoted more than once: detente show DIR claims lists what is said once"
    _print(rows, as_json=as_json, nothing=nothing, show=show)


def _signed(deed: Deed, author: str | None, reason: str | None) -> tuple[str, str]:
    """Return who decides and why. Raises `UsageError` where a decision would have neither."""
    if deed not in DECIDING:
        return "", ""
    return author_of(author), reason_of(reason)


def _decide(record: "Record", deed: Deed, given: list[str], signed: tuple[str, str], *, as_json: bool) -> None:
    from detente.cli.incidents.moved import moved_rows, print_moved
    from detente.incidents.scoring import default_weights
    from detente.store import (
        dismiss_proposal,
        find_incident,
        merge_incidents,
        open_proposals,
        split_incident,
        together_with,
        undo_decision,
    )

    author, reason = signed
    told: dict[str, Any] = {"author": author, "reason": reason, "at": now()}
    if deed is Deed.MERGE:
        chosen = [find_incident(record, one) for one in given]
        _refuse_merged([one.id for one in chosen])
        decision = merge_incidents(record, [[a.key for a in one.accounts] for one in chosen], **told)
    elif deed is Deed.SPLIT:
        keys = [account.key for account in find_incident(record, given[0]).accounts]
        decision = split_incident(record, [_account(keys, one) for one in given[1:]], keys, **told)
    elif deed is Deed.UNDO:
        decision = undo_decision(record, given[0], **told)
    else:
        spoken_against = {one.decision for one in open_proposals(record, default_weights())}
        decision = dismiss_proposal(record, given[0], spoken_against=spoken_against, **told)
    about = decision.first | decision.second
    before = together_with(record, about)  # what was decided takes effect when it is linked
    link_all_waiting(record, workers=1)
    rows = [] if deed is Deed.DISMISS else moved_rows(record, about, before)
    _tell(f"{DONE[deed]} {decision.id}", as_json=as_json, decision=decision.id, incidents=rows)
    if not as_json:
        print_moved(rows)


def _refuse_merged(chosen: list[str]) -> None:
    """Refuse to put together what is one incident already: the decision would change nothing. Raises `UsageError`."""
    again = next((one for one in chosen if chosen.count(one) > 1), None)
    if again is not None:
        message = (
            f"two of the ids that are given are of one incident, {again[:10]}: it is together already; "
            "name the incidents to put together: detente incidents list DIR"
        )
        raise UsageError(message)


DONE = {
    Deed.MERGE: "put together by decision", Deed.SPLIT: "split by decision",
    Deed.UNDO: "taken back: decision", Deed.DISMISS: "still stands: decision",
}  # fmt: skip


def _account(keys: list[str], given: str) -> str:
    found = [key for key in keys if given and key.startswith(given)]
    if len(found) != 1:
        message = f"{given!r} names {'no' if not found else 'more than one'} account of this incident"
        raise UsageError(message)
    return found[0]


def _print(rows: list[dict[str, Any]], *, as_json: bool, nothing: str, show: "Show | None" = None) -> None:
    from detente.cli.show.table import print_rows

    if as_json:
        for row in rows:
            typer.echo(json.dumps(row, ensure_ascii=False))
        return
    if rows and show is not None:
        show(rows)
        return
    print_rows([{k: _flat(v) for k, v in row.items()} for row in rows], nothing=nothing, wide=WIDE)


WIDE = 120


def _flat(value: Any) -> Any:
    return ", ".join(map(str, value)) or None if isinstance(value, list) else value


def _tell(words: str, *, as_json: bool, **told: Any) -> None:
    typer.echo(json.dumps({"done": words, **told}, ensure_ascii=False) if as_json else words)

"""`detente ceasefire verify`: what could be verified, what was done to find out, and what each body found."""

import datetime as dt
import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from detente.cli.add import now
from detente.cli.ceasefire.step import AskedStep, check_asked, step_of
from detente.cli.init import DIR_HELP, record_path
from detente.cli.moments import AUTHOR_HELP, KNOWN_HELP, REASON_HELP, author_of, known_as, reason_of
from detente.core.errors import UsageError

if TYPE_CHECKING:
    from detente.registry.ceasefires.chosen import Chosen
    from detente.registry.ceasefires.definition import Ceasefire
    from detente.registry.ceasefires.verification.verified import Enquiry, Verifiable
    from detente.registry.interval import Interval
    from detente.store import Known, Record

__all__ = [
    "Author",
    "Folder",
    "From",
    "Id",
    "Json",
    "KnownOn",
    "Reason",
    "To",
    "Verification",
    "gather_verification",
    "verify_ceasefire",
]

Folder = Annotated[Path, typer.Argument(help=DIR_HELP, metavar="DIR")]
Id = Annotated[str, typer.Argument(help="The ceasefire's id, as its file has it.", metavar="ID")]
From = Annotated[
    dt.datetime | None,
    typer.Option("--from", help="From this day on; else from the ceasefire's first.", formats=["%Y-%m-%d"]),
]
To = Annotated[
    dt.datetime | None,
    typer.Option(help="Up to this day; else to the ceasefire's last, or to today.", formats=["%Y-%m-%d"]),
]
Author = Annotated[str | None, typer.Option(help=AUTHOR_HELP, metavar="NAME", show_default=False)]
Reason = Annotated[str | None, typer.Option(help=REASON_HELP, metavar="WORDS", show_default=False)]
KnownOn = Annotated[str | None, typer.Option("--as-known-on", help=KNOWN_HELP, metavar="DATE", show_default=False)]
Json = Annotated[bool, typer.Option("--json", help="Print JSON instead of what people read.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """What could be verified of a ceasefire on some days, and the enquiries of these days whose subject is no more."""

    ceasefire: "Ceasefire"
    interval: "Interval"
    could_be: "tuple[Verifiable, ...]"
    lost: "tuple[Enquiry, ...]"


def verify_ceasefire(  # noqa: PLR0913 - each is an option of the command
    folder: Folder,
    id_: Id,
    subject: Annotated[
        str | None, typer.Argument(help="What is to be verified: the first figures of its id.", metavar="SUBJECT")
    ] = None,
    *,
    from_: From = None,
    to: To = None,
    rung: Annotated[
        str | None, typer.Option(help="Take a step: enquiry open, access denied, or a finding.", metavar="RUNG")
    ] = None,
    method: Annotated[
        str | None, typer.Option(help="By what method: visit, camera, drone, interview...", metavar="METHOD")
    ] = None,
    body: Annotated[
        str | None, typer.Option(help="For which party or monitor; for the desk if not given.", metavar="ID")
    ] = None,
    day: Annotated[dt.datetime | None, typer.Option(help="When it was done; else today.", formats=["%Y-%m-%d"])] = None,
    words: Annotated[
        str | None, typer.Option(help="What it stands on: own words, or words of the --document.", metavar="WORDS")
    ] = None,
    source: Annotated[str | None, typer.Option(help="Where own words are from.", metavar="WORDS")] = None,
    document: Annotated[
        str | None, typer.Option(help="The document that it stands on: its id or name.", metavar="ID")
    ] = None,
    at: Annotated[
        tuple[int, int] | None, typer.Option(help="Where in the document's text, instead of its words.")
    ] = None,
    denied_by: Annotated[str | None, typer.Option(help="Which party denied access.", metavar="ID")] = None,
    note: Annotated[str | None, typer.Option(help="A remark that is kept with it.", metavar="WORDS")] = None,
    take_back: Annotated[
        int | None, typer.Option("--take-back", help="Withdraw the step of this number; say why.", metavar="NUMBER")
    ] = None,
    author: Author = None,
    reason: Reason = None,
    as_known_on: KnownOn = None,
    as_json: Json = False,
) -> None:
    """List what could be verified and where each thing stands; show one; or take a step with --rung.

    Steps append, and none is changed. What is alleged, and what sources tell that depend neither on each other nor on
    the side that alleges, follows from the record; all else is a person's finding.
    """
    from detente.store import open_record

    asked = AskedStep(
        rung=rung, method=method, body=body, day=day, words=words, source=source, document=document, at=at,
        denied_by=denied_by, note=note,
    )  # fmt: skip
    check_asked(asked, subject, take_back, author, reason, as_known_on)
    writes = rung is not None or take_back is not None
    who = author_of(author) if writes else ""
    known_on = known_as(as_known_on, now=now())
    with open_record(record_path(folder), now=now(), read_only=not writes) as record:
        held = gather_verification(record, id_, from_, to, known_on=known_on)
        if subject is None:
            _print_listed(held, as_json=as_json)
            return
        told = _write(record, held, subject, asked, take_back, who, reason) if writes else None
        if told is not None:
            held = gather_verification(record, id_, from_, to, known_on=known_on)
    _print_shown(held, subject, told, as_json=as_json)


def gather_verification(
    record: "Record", id_: str, from_: dt.datetime | None, to: dt.datetime | None, *, known_on: "Known"
) -> Verification:
    """Return what could be verified of a ceasefire on the days asked for, as it was known then."""
    from detente.cli.ceasefire.days import asked_days
    from detente.pipeline.ceasefires import gather_ceasefire, stored_ceasefire
    from detente.pipeline.verification import enquiries_of, verifiable_of

    moment = now()
    ceasefire, _ = stored_ceasefire(record, id_, known_on=known_on)
    interval = asked_days(
        ceasefire,
        from_,
        to,
        min(known_on.at or moment, moment).date(),
        told="the board",
        begins="it begins",
        of=" of the board",
    )
    told = gather_ceasefire(record, ceasefire, interval, known_on=known_on)
    held = enquiries_of(record, ceasefire, told, interval, known_on=known_on)
    could_be = verifiable_of(record, ceasefire, told, interval, held, known_on=known_on)
    return Verification(ceasefire=ceasefire, interval=interval, could_be=could_be, lost=held.lost)


def _write(
    record: "Record",
    held: Verification,
    subject: str,
    asked: AskedStep,
    take_back: int | None,
    author: str,
    reason: str | None,
) -> str:
    """Take a step, or take one back, and return what was done in words."""
    from detente.pipeline.verification import take_back_step, take_step

    chosen = _chosen(record, held, subject)
    if take_back is not None:
        steps = chosen.enquiry.standing.steps if chosen.enquiry else ()
        take_back_step(record, steps, take_back, author=author, reason=reason_of(reason), now=now())
        return f"step {take_back} is taken back; it stays in the history"
    step = step_of(record, asked, author)
    done = take_step(record, held.ceasefire, chosen.subject, step, told_of=chosen.told_of, now=now())
    return f"step {done.number} is kept: {done.rung}"


def _chosen(record: "Record", held: Verification, given: str) -> "Chosen":
    """Return what is meant, or say of which other ceasefire it is. Raises `UsageError`."""
    from detente.pipeline.verification import owner_of
    from detente.registry.ceasefires.chosen import choose

    try:
        return choose(given, held.could_be, held.lost)
    except UsageError as error:
        other = owner_of(record, given)
        if other is None or other == held.ceasefire.id:
            raise
        message = f"the enquiry {given[:16]} is one of the ceasefire {other!r}: detente ceasefire verify DIR {other}"
        raise UsageError(message) from error


def _print_listed(held: Verification, *, as_json: bool) -> None:
    from detente.cli.ceasefire.enquiries import listed_lines
    from detente.cli.ceasefire.enquiry_rows import lost_plain, row_plain
    from detente.cli.ceasefire.lines import print_lines

    if not as_json:
        print_lines(listed_lines(held.ceasefire, held.interval, held.could_be, held.lost))
        return
    for row in (*map(row_plain, held.could_be), *map(lost_plain, held.lost)):
        typer.echo(json.dumps(row, ensure_ascii=False))


def _print_shown(held: Verification, subject: str, told: str | None, *, as_json: bool) -> None:
    from detente.cli.ceasefire.enquiries import shown_lines
    from detente.cli.ceasefire.enquiry_rows import shown_plain
    from detente.cli.ceasefire.lines import print_lines
    from detente.registry.ceasefires.chosen import choose

    try:
        chosen = choose(subject, held.could_be, held.lost)
    except UsageError:
        if told is None:
            raise
        print_lines([told])  # with its last step, an enquiry whose subject is no more has gone
        return
    if as_json:
        typer.echo(json.dumps(shown_plain(chosen), ensure_ascii=False))
        return
    print_lines([*([told] if told else []), *shown_lines(chosen, held.ceasefire, held.interval)])

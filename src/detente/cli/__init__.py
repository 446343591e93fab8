"""The command line: one module a verb, each a thin wrap around the rooms that do the work."""

import contextlib
import errno
import os
import sys
from typing import Annotated

import typer

from detente import __version__
from detente.cli.account.app import account_app
from detente.cli.add import add
from detente.cli.agreements.commands import agreements_app
from detente.cli.brief.commands import brief_app
from detente.cli.ceasefire.app import ceasefire_app
from detente.cli.contradictions.app import contradictions_app
from detente.cli.evaluate import evaluate
from detente.cli.exits import EXITS, Exit
from detente.cli.expectations.note import expectations_app
from detente.cli.form import form
from detente.cli.gather import gather
from detente.cli.history import history
from detente.cli.incidents.app import incidents
from detente.cli.init import init
from detente.cli.institutions.app import institutions_app
from detente.cli.interrupts import heed_interrupts, was_terminated
from detente.cli.mines.people import mines_app
from detente.cli.page import page
from detente.cli.platforms.app import platforms_app
from detente.cli.printable import printable
from detente.cli.projects.app import projects_app
from detente.cli.quarantine import quarantine
from detente.cli.read import read
from detente.cli.rekey import rekey
from detente.cli.relate import relate
from detente.cli.relations.app import relations_app
from detente.cli.release import release
from detente.cli.restore import restore
from detente.cli.review.app import review_app
from detente.cli.run import run
from detente.cli.serve import serve
from detente.cli.show.app import show
from detente.cli.snapshot import snapshot
from detente.cli.sources import sources
from detente.cli.statements.app import statements_app
from detente.cli.subscribers.app import subscribers_app
from detente.cli.verify import verify
from detente.cli.watch.app import watch_app
from detente.cli.withdraw import withdraw
from detente.core.errors import DetenteError, OutputError, RecordError, SourcesBroken, UsageError

__all__ = ["app", "main"]

EPILOG = "Exit statuses: " + "; ".join(f"{int(status)} {EXITS[status]}" for status in Exit) + "."
ELSEWHERE = "Exit statuses: detente --help lists them, and docs/reference/cli.md."

SHORT = {
    "read": "Read reports and print a reading each, as JSON.",
    "run": "Read a whole archive into tables of Parquet, restartable.",
    "relate": "Say what one marked party does to another in a sentence.",
    "init": "Make a folder with an empty record in it.",
    "add": "Read reports and keep them in the record.",
    "sources": "Show or change the list of feeds and pages that are watched.",
    "gather": "Visit what is watched, keep what it brings, and read it.",
    "quarantine": "Show what was set aside and why; try it again or drop it.",
    "form": "Write the form for the desk's own observers.",
    "show": "Show what the record holds.",
    "history": "Show every change of a record: by whom, when and why.",
    "withdraw": "Leave a document out from now on, with the reason.",
    "release": "Show documents and entries to the parties or to all.",
    "snapshot": "Copy the whole record into one dated file, as others work.",
    "verify": "Prove a record or snapshot unaltered, or say what is not.",
    "restore": "Make a new record from a snapshot.",
    "rekey": "Make anew what the desk finds things by, where it is wrong.",
    "incidents": "Show which reports tell of one happening.",
    "review": "Look over what was read, and say what of it holds.",
    "watch": "Show or change what the desk follows.",
    "relations": "Show how two actors deal with one another, through time.",
    "expectations": "Show what is expected, by whose word, and what became of it.",
    "contradictions": "Show which claims cannot both hold, with both texts.",
    "platforms": "Show platforms, their meetings and who came, memberships.",
    "institutions": "Show what is said of centres, commissions and missions.",
    "projects": "Show what is told of projects, and money as it is claimed.",
    "statements": "Show what is quoted, in all its versions, and slogans.",
    "agreements": "Show what was agreed, by whose word, and what came of it.",
    "ceasefire": "Show what each side and the monitors say of a ceasefire.",
    "mines": "Show what is told about mines: hazards, clearance, harm.",
    "brief": "Compose the daily brief, show it, send it to who asked.",
    "page": "Write the record as one page that works offline.",
    "serve": "Serve the desk to browsers.",
    "account": "Say who may log in at the desk; show what they did.",
    "subscribers": "Show who is sent the brief, by whose consent; add, erase.",
    "evaluate": "Measure the reader against documents coded by hand.",
}
"""What the list of commands says of each: whole sentences, short enough for eighty columns."""

NEWLINE = "\n"
FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO})

app = typer.Typer(
    name="detente",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    help="Reads reports and keeps the record: who did what to whom, where and when, who says so, in which words.",
    epilog=EPILOG,
)


def _print_version(wanted: bool) -> None:  # noqa: FBT001 - typer calls it with the option's value
    if wanted:
        from detente.knowledge.files import about

        typer.echo(f"detente {__version__}")
        typer.echo(f"types and scores: {about('plover/types.json')['version']}")
        raise typer.Exit(Exit.DONE)


@app.callback()
def _options(
    *,
    version: Annotated[
        bool,
        typer.Option(
            "--version",
            help="Print the versions of détente and of its vocabulary.",
            is_eager=True,
            callback=_print_version,
        ),
    ] = False,
) -> None:
    del version  # seen to by its callback, before a command is asked for
    if os.environ.get("DETENTE_NAMES"):
        from detente.knowledge.gazetteer import chosen_language

        chosen_language()  # a setting that cannot be used is told before anything is read


for verb in (
    read,
    run,
    relate,
    init,
    add,
    sources,
    gather,
    quarantine,
    show,
    incidents,
    history,
    withdraw,
    release,
    snapshot,
    verify,
    restore,
    rekey,
    page,
    serve,
    form,
    evaluate,
):
    app.command(short_help=SHORT.get(verb.__name__), epilog=ELSEWHERE)(verb)
for group, name, told in (
    (
        account_app,
        "account",
        "Open, change and list accounts of the desk, and show who logged in, read and changed what.",
    ),
    (
        subscribers_app,
        "subscribers",
        "List who is sent the brief and by whose consent; add somebody, give out what is kept, erase, suspend, resume.",
    ),
    (
        review_app,
        "review",
        "Look over what was read, item by item, and say what of it holds: doubtful and consequential first.",
    ),
    (
        watch_app,
        "watch",
        "Show or change what the desk follows: actors, agreements, institutions, platforms, projects, places.",
    ),
    (
        ceasefire_app,
        "ceasefire",
        "Keep ceasefires, and show what each side and the monitors say of them, column beside column.",
    ),
    (
        brief_app,
        "brief",
        "Compose the brief of a day out of what is new, keep and show it, send it, and read what comes back.",
    ),
    (mines_app, "mines", "Show what is told about mines: hazards, clearance, accidents and handovers, by whose word."),
    (
        agreements_app,
        "agreements",
        "Show agreements, by whose word: signed, ratified, what stands in them, deadlines, and what came of them.",
    ),
    (
        institutions_app,
        "institutions",
        "Show what is said of centres, commissions and missions: founded, staffed, moved, closed, on what basis.",
    ),
    (
        platforms_app,
        "platforms",
        "Show platforms: who called for them, who was to be in them, their meetings and who came, memberships.",
    ),
    (
        relations_app,
        "relations",
        "Show how any two actors deal with one another, who accuses whom, and what is recalled.",
    ),
    (
        expectations_app,
        "expectations",
        "Show what is expected: meetings, visits, votes, promises, deadlines, refusals, and what became of each.",
    ),
    (
        contradictions_app,
        "contradictions",
        "Show which claims cannot both hold: both texts, both days, both claimants; a person decides.",
    ),
    (
        projects_app,
        "projects",
        "Show what is told of projects and investments: routes, stages, parties, capacity and money, by whose word.",
    ),
    (
        statements_app,
        "statements",
        "Show who is quoted with what, in how many versions, and which phrases recur through time.",
    ),
):
    app.add_typer(group, name=name, short_help=SHORT[name], help=told, epilog=ELSEWHERE)


def main() -> None:
    """Run the command line and end the process with a documented exit status."""
    sys.exit(_run())


def _run() -> int:
    heed_interrupts()
    try:
        app(standalone_mode=True, prog_name="detente")
    except SystemExit as done:
        return _ended(done)
    except DetenteError as error:
        # a message may repeat what a file or a person wrote
        typer.echo(f"detente: {printable(str(error), keeping=NEWLINE)}", err=True)
        _hush_output()
        return _status(error)
    except OSError as error:
        # Files are opened under names in the rooms that know them; what is left is the text printed by a command.
        if error.errno not in FULL:
            raise
        typer.echo(f"detente: standard output cannot be written: {error.strerror}; make room, and ask again", err=True)
        _hush_output()
        return Exit.OUTPUT
    return Exit.DONE


def _ended(done: SystemExit) -> int:
    """Return our status for an end that typer (or rich) has already made of an exception."""
    if isinstance(done.__context__, BrokenPipeError):
        # Whoever read our output (`| head`) has enough; say nothing.
        _hush_output()
        return Exit.PIPE
    if done.code == Exit.INTERRUPTED and was_terminated():
        typer.echo("asked to end (SIGTERM); what was finished is kept", err=True)
        return Exit.TERMINATED
    if done.code == Exit.INTERRUPTED:
        typer.echo("interrupted; what was finished is kept", err=True)
    return done.code if isinstance(done.code, int) else Exit.USAGE


def _hush_output() -> None:
    """Keep Python from failing once more, at exit, on output that waits and cannot be written."""
    try:
        sys.stdout.flush()
    except OSError:
        with contextlib.suppress(OSError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _status(error: DetenteError) -> int:
    if isinstance(error, UsageError | SourcesBroken):
        return Exit.USAGE
    if isinstance(error, OutputError):
        return Exit.OUTPUT
    if isinstance(error, RecordError):
        return Exit.RECORD
    return Exit.BROKEN

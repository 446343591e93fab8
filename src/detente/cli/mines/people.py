"""`detente mines people` and its like: persons, kept apart, for those only whom the desk's list names."""

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from detente.cli.add import now
from detente.cli.init import record_path
from detente.cli.machine import machine_account
from detente.cli.mines.app import Author, Folder, Json, KnownOn, mines_app, print_lines
from detente.cli.moments import author_of, known_as, person_of
from detente.core.errors import UsageError

if TYPE_CHECKING:
    from detente.registry.mines.roles import Answer
    from detente.store.people_deeds import Doer

__all__ = ["forget", "mines_app", "people", "people_add", "people_log"]

ACCIDENT_HELP = "The accident: its id, or the first digits of it."
MOST_BYTES = 1_000_000
Reader = Annotated[str, typer.Option(help="Who reads, as the desk's list of roles has the name.", metavar="NAME")]
WHY_HELP = (
    "Why: help, asked, agreement-withdrawn, correction, mistake, duty or oversight; no words of your own are kept."
)
Why = Annotated[str | None, typer.Option(help=WHY_HELP, metavar="REASON", show_default=False)]
Accident = Annotated[str, typer.Argument(help=ACCIDENT_HELP, metavar="ACCIDENT")]


WIDE = 140
"""Columns of a terminal from which the log is a table."""


@mines_app.command(short_help="Show who came to harm, to those who may read it.")
def people(
    folder: Folder,
    accident: Accident,
    *,
    reader: Reader,
    reason: Why = None,
    as_known_on: KnownOn = None,
    as_json: Json = False,
) -> None:
    """Show the persons of an accident to a reader whom the desk's list names for it; who read, and why, is noted.

    Whoever is not named learns nothing, not even how many there are; that is noted too.
    """
    from detente.cli.mines.people_words import persons_lines, persons_plain
    from detente.pipeline.mines_people import PEOPLE, accident_called, read_roles
    from detente.store import open_record
    from detente.store.people import open_people
    from detente.store.people_kept import show_persons

    doer, known_on = _doer(person_of(reader), reason), known_as(as_known_on, now=now())
    with open_record(record_path(folder), read_only=True) as record:
        which = accident_called(record, accident, is_told=False)
    roles = read_roles(folder)
    with open_people(folder / PEOPLE) as file:
        found = show_persons(file, which, roles=roles, doer=doer, known_on=known_on)
    _refuse(found.answer)
    if as_json:
        typer.echo(json.dumps(persons_plain(which, found), ensure_ascii=False))
    else:
        print_lines(persons_lines(which, found))


@mines_app.command("people-add", short_help="Keep persons who came to harm, apart from the record.")
def people_add(
    folder: Folder,
    accident: Accident,
    file: Annotated[Path, typer.Argument(help="The persons (TOML); - is standard input.", metavar="FILE")],
    *,
    author: Author = None,
    reason: Why = None,
) -> None:
    """Keep persons of an accident in a file of their own beside the record; who does it needs a role as a reader does.

    A person whose id the file gives is kept as the file has it from now on; what was kept before stays until they are
    forgotten. No name is kept of anybody who did not agree.
    """
    from detente.pipeline.mines_people import PEOPLE, accident_called, read_roles
    from detente.registry.mines.persons_file import persons_of
    from detente.store import open_record
    from detente.store.people import open_people
    from detente.store.people_kept import keep_persons, new_person_id

    who = author_of(author)
    doer = _doer(who, _needed(reason))
    with open_record(record_path(folder), read_only=True) as record:
        which = accident_called(record, accident, is_told=True)
    roles = read_roles(folder)
    told = persons_of(_read(file), name=file.name, accident=which, by=who, new_id=new_person_id)
    with open_people(folder / PEOPLE) as kept:
        ids, answer = keep_persons(kept, told, roles=roles, doer=doer)
    _refuse(answer)
    print_lines([*(f"person {one[:10]} is kept with accident {which[:10]}" for one in ids), *_left(file)])


@mines_app.command(short_help="Erase all that is kept of a person.")
def forget(
    folder: Folder,
    person: Annotated[str, typer.Argument(help="The person's id, or the first digits of it.", metavar="PERSON")],
    *,
    author: Author = None,
    reason: Why = None,
) -> None:
    """Erase all that is kept of a person, as of every day; that there was one, and the accident, stay.

    Copies of the file that were made before are not reached, nor are reports that name the person.
    """
    from detente.pipeline.mines_people import PEOPLE, read_roles
    from detente.store.people import open_people
    from detente.store.people_kept import forget_person

    doer, roles = _doer(author_of(author), _needed(reason)), read_roles(folder)
    with open_people(folder / PEOPLE) as file:
        own, answer = forget_person(file, person, roles=roles, doer=doer)
    _refuse(answer)
    print_lines([
        f"all that was kept of person {(own or '')[:10]} is erased",
        f"copies of {PEOPLE} made before, and reports that name the person, hold it still: see to them",
    ])  # fmt: skip


@mines_app.command("people-log", short_help="Show who kept, read and erased what about persons.")
def people_log(folder: Folder, *, reader: Reader, reason: Why = None, as_json: Json = False) -> None:
    """Show all that was done with persons, by whom and when, and whether the chain of it holds; no person is shown."""
    from detente.cli.mines.people_words import deed_row
    from detente.cli.show.table import print_rows
    from detente.pipeline.mines_people import PEOPLE, read_roles
    from detente.store.people import open_people
    from detente.store.people_kept import log_of_people

    doer, roles = _doer(person_of(reader), reason), read_roles(folder)
    with open_people(folder / PEOPLE) as file:
        log, answer = log_of_people(file, roles=roles, doer=doer)
    _refuse(answer)
    if log is None:
        return
    rows = [deed_row(one) for one in log.deeds]
    if as_json:
        typer.echo(json.dumps({"deeds": rows, "complaints": list(log.complaints)}, ensure_ascii=False))
    else:
        print_rows(rows, nothing="nothing was done with persons yet", wide=WIDE)
        print_lines([*log.complaints] or ["the chain of these deeds holds, and the persons are as they were kept"])


def _doer(name: str, reason: str | None) -> "Doer":
    from detente.store.people_deeds import Doer

    return Doer(name=name, account=machine_account(), reason=reason, now=now())


def _needed(reason: str | None) -> str:
    from detente.registry.mines.purposes import PURPOSES

    if reason is None:
        message = f"no reason is given: give --reason with one of {', '.join(PURPOSES)}"
        raise UsageError(message)
    return reason


def _refuse(answer: "Answer") -> None:
    if not answer.allowed:
        raise UsageError(answer.said)


def _read(file: Path) -> bytes:
    """Return what was written of persons, from a file or from standard input, which leaves no copy behind."""
    from detente.cli.files import read_whole

    if str(file) != "-":
        return read_whole(file)
    data = sys.stdin.buffer.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        message = f"standard input has more than {MOST_BYTES:,} bytes, and is no file of persons: give it in parts"
        raise UsageError(message)
    return data


def _left(file: Path) -> list[str]:
    return [] if str(file) == "-" else [f"{file} still holds what you wrote: erase it, or keep it as safe"]

"""Reviewing item by item in a terminal: a key each for accept, correct, reject, doubt, skip and quit."""

import contextlib
import sys
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import typer

from detente.cli.review.view import KEYS, print_item
from detente.core.errors import UsageError

if TYPE_CHECKING:
    from detente.pipeline.reviewing import AskedItem
    from detente.review.records import Subject
    from detente.store import Record

__all__ = ["read_key", "run_next", "words_of"]

Keys = Callable[[], str]
Lines = Callable[[], str]


def words_of(record: "Record", subject: "Subject") -> str:
    """Return the words that an item stands on, on one line."""
    from detente.cli.review.view import plain_words
    from detente.pipeline.reviewing import asked_item

    reading, coded = asked_item(record, subject)
    own = coded.get("evidence") or coded["content"]
    return plain_words(reading["text"][own["start"] : own["end"]])


def run_next(
    record: "Record", items: "Iterator[AskedItem]", *, coder: str, keys: Keys | None, lines: Lines, again: bool
) -> int:
    """Show items, and take a key for each; without `keys` show one only. Return how many were reviewed."""
    done = 0
    for asked in items:
        with contextlib.suppress(_Gone):
            _show(record, asked)
            if keys is None:
                return done
            typer.echo(KEYS)
            key = _key(keys)
            while key not in {"q", "s"} and not _take(record, asked, key, coder=coder, lines=lines, again=again):
                typer.echo(KEYS)
                key = _key(keys)
            if key == "q":
                break
            done += key != "s"
    else:
        typer.echo("nothing waits for review" if not done else "nothing more waits for review")
    return done


class _Gone(UsageError):
    """An item is in no current reading any more."""


def _key(keys: Keys) -> str:
    while (key := keys()) not in {"a", "c", "r", "d", "s", "q", ""}:
        typer.echo(f"{key!r} does nothing; {KEYS}")
    return key or "q"


def _show(record: "Record", asked: "AskedItem") -> None:
    from rich.console import Console

    from detente.pipeline.reviewing import asked_item
    from detente.review.coded import coded_fields
    from detente.review.correct import scene_of

    subject = asked.subject
    try:
        reading, coded = asked_item(record, subject)
    except UsageError as error:
        raise _Gone(str(error)) from error
    title = reading.get("title") or _name(record, subject.document)
    said = " · ".join(p for p in (reading.get("publisher"), (reading.get("published") or {}).get("from")) if p)
    print_item(
        Console(),
        reading,
        kind=subject.kind,
        fields=coded_fields(subject.kind, coded, reading=reading, document=subject.document),
        scene=scene_of(reading, coded),
        heading=f"{subject.kind} {subject.key[:10]} · {title}" + (f" · {said}" if said else ""),
        because=asked.because,
        hides_machine=asked.hides_machine,
    )


def _name(record: "Record", document: str) -> str:
    from detente.store import documents

    return next(d.external_id for d in documents(record) if d.id == document)


def _take(record: "Record", asked: "AskedItem", key: str, *, coder: str, lines: Lines, again: bool) -> bool:
    from detente.cli.review.keep import keep_review

    verdict = {"a": "accept", "c": "correct", "r": "reject", "d": "doubt"}[key]
    given = list(_corrected(record, asked, lines)) if key == "c" else []
    if key == "c" and not given:
        typer.echo("nothing was corrected; take a key for it again")
        return False
    why = _reason(lines) if key == "d" else None
    try:
        keep_review(record, asked.subject, coder=coder, verdict=verdict, given=given, comment=why, again=again)
    except UsageError as error:
        typer.echo(f"not kept: {error}", err=True)
        return False
    return True


def _reason(lines: Lines) -> str:
    typer.echo("why it cannot be told from these words, in a line")
    return " ".join(lines().split())


def _corrected(record: "Record", asked: "AskedItem", lines: Lines) -> Iterator[str]:
    """Yield the corrections that somebody types, each looked at as it comes: what cannot be is not taken."""
    from detente.cli.review.keep import check_line

    typer.echo("field=words in the text, a line each; an empty line ends")
    taken: list[str] = []
    while line := lines().strip():
        try:
            told = check_line(record, asked.subject, taken, line)
        except UsageError as error:
            typer.echo(f"not taken: {error}")
            continue
        taken.append(line)
        typer.echo(f"  {told}")
        yield line


def read_key() -> str:
    """Return one key as it is pressed, also one pressed early; nothing where the terminal has closed."""
    import termios
    import tty

    descriptor = sys.stdin.fileno()
    before = termios.tcgetattr(descriptor)
    try:
        # By itself this throws away what was typed before: somebody quick would press a key and see nothing happen.
        tty.setcbreak(descriptor, termios.TCSADRAIN)
        return sys.stdin.read(1).lower()
    finally:
        termios.tcsetattr(descriptor, termios.TCSADRAIN, before)

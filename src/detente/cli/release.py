"""`detente release`: what of the record is shown to the parties, and what to everybody."""

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, get_args

import typer

from detente.cli.add import now
from detente.cli.init import DIR_HELP, record_path
from detente.cli.lines import counted
from detente.cli.moments import AUTHOR_HELP, REASON_HELP, author_of, known_as, reason_of
from detente.cli.named import resolve_subject
from detente.core.errors import UsageError

if TYPE_CHECKING:
    from detente.pipeline.releases import Chosen, Told
    from detente.store import Level, Record

__all__ = ["release"]

WHAT_HELP = "What: document, outlet, all, kind, entry, ceasefire or watch."
NAMED = frozenset({"document", "outlet", "kind", "entry", "ceasefire", "watch"})
LONGEST = 24 * 365
"""Hours that a release may wait."""


def release(  # noqa: PLR0913 - each is an option
    folder: Annotated[Path, typer.Argument(help=DIR_HELP, metavar="DIR")],
    what: Annotated[str | None, typer.Argument(help=WHAT_HELP, metavar="WHAT")] = None,
    which: Annotated[
        list[str] | None, typer.Argument(help="Which: ids, or the names of outlets or of a kind.", metavar="NAME")
    ] = None,
    *,
    to: Annotated[
        str | None, typer.Option("--to", help="To whom: public, parties, or internal to take it back.", metavar="LEVEL")
    ] = None,
    delay: Annotated[float, typer.Option(help="Hours to wait before it is shown.", metavar="HOURS")] = 0.0,
    until: Annotated[
        str | None, typer.Option(help="With all: what was added until then.", metavar="DATE", show_default=False)
    ] = None,
    under: Annotated[
        str | None,
        typer.Option(help="With kind: only what is kept under this, such as a ceasefire's id.", show_default=False),
    ] = None,
    author: Annotated[str | None, typer.Option(help=AUTHOR_HELP, metavar="NAME", show_default=False)] = None,
    reason: Annotated[str | None, typer.Option(help=REASON_HELP, metavar="WORDS", show_default=False)] = None,
    listed: Annotated[bool, typer.Option("--list", help="Show what is released, to whom and since when.")] = False,
) -> None:
    """Release documents and entries to the parties or to everybody, or take them back; nothing is deleted.

    What was read in a document, said of it in reviews and made of it is released with it. Forms of observers are
    released to everybody only by `document`.
    """
    from detente.pipeline import releases
    from detente.store import open_record

    if listed:
        _list(folder, narrowed=any((what, which, to, author, reason)))
        return
    level, who, why = _level(to), author_of(author), reason_of(reason)
    _refuse_misfit(what, which or [], until=until, under=under, delay=delay)
    with open_record(record_path(folder), now=now()) as record:
        chosen = _chosen(record, str(what), which or [], level, until=until, under=under)
        hours = dt.timedelta(hours=delay)
        told = releases.release(record, chosen, level=level, delay=hours, author=who, reason=why, now=now())
    typer.echo(_said(told, level, delay))
    if told.forms_left:
        forms = counted(told.forms_left, "form")
        typer.echo(f"{forms} of observers were left out; release each by its id: detente release DIR document ID")


def _chosen(
    record: "Record", what: str, which: Sequence[str], level: "Level", *, until: str | None, under: str | None
) -> "Chosen":
    from detente.pipeline.releases import (
        choose_all,
        choose_ceasefire,
        choose_kind,
        choose_named,
        choose_outlet,
        choose_watch,
    )

    if what == "document":
        return choose_named(documents=[resolve_subject(record, one, kind="document") for one in which])
    if what == "entry":
        return choose_named(entries=[resolve_subject(record, one, kind="entry", listed_by=LISTED) for one in which])
    if what == "all":
        return choose_all(record, until=known_as(until, now=now()).at, level=level)
    if what == "outlet":
        return choose_outlet(record, which[0], level=level, now=now())
    if what == "kind":
        return choose_kind(record, which[0], owner=under, now=now())
    return (choose_ceasefire if what == "ceasefire" else choose_watch)(record, which[0])


LISTED = "detente history DIR ID"


def _refuse_misfit(
    what: str | None, which: Sequence[str], *, until: str | None, under: str | None, delay: float
) -> None:
    """Refuse what does not say what is to be released. Raises `UsageError`."""
    if what not in NAMED | {"all"}:
        message = (
            f"say what to release: {', '.join(sorted(NAMED))} with its name, or all; --list shows what is released"
        )
        raise UsageError(message)
    if bool(which) is (what == "all") or (len(which) > 1 and what not in ("document", "entry")):
        message = f"{what} takes {'no name' if what == 'all' else 'one name'}; detente release --help says which"
        raise UsageError(message)
    if (until and what != "all") or (under and what != "kind"):
        message = "--until goes with all, and --under with kind"
        raise UsageError(message)
    if not 0 <= delay <= LONGEST:
        message = f"--delay takes hours from 0 to {LONGEST:,}, and got {delay:g}"
        raise UsageError(message)


def _level(given: str | None) -> "Level":
    from detente.store import Level

    for level in get_args(Level):
        if given == level:
            return level  # type: ignore[no-any-return]
    message = (
        f"say to whom: --to public, --to parties, or --to internal to take it back{f' ({given!r})' if given else ''}"
    )
    raise UsageError(message)


def _said(told: "Told", level: "Level", delay: float) -> str:
    what = f"{counted(told.documents, 'document')} and {told.entries:,} {'entry' if told.entries == 1 else 'entries'}"
    same = told.of - told.documents - told.entries
    rest = f"; {same:,} stood so already" if same else ""
    if level == "internal":
        return f"taken back: {what}{rest}"
    whom = "everybody" if level == "public" else "the parties"
    return f"released to {whom}{f' in {delay:g} hours' if delay else ''}: {what}{rest}"


def _list(folder: Path, *, narrowed: bool) -> None:
    from detente.cli.show.table import print_rows
    from detente.store import open_record, standing_releases

    if narrowed:
        message = "--list shows all that is released, and takes nothing else"
        raise UsageError(message)
    at = now()
    with open_record(record_path(folder), read_only=True) as record:
        found = standing_releases(record, at=at, limit=1_000_000)
    rows = [
        {
            "id": one.subject[:10],
            "what": one.called,
            "of": one.under,
            "to": one.level,
            "shown": f"{'from' if one.visible_from > at else 'since'} {one.visible_from:%Y-%m-%d %H:%M}",
            "author": one.author,
            "reason": one.reason,
        }
        for one in found
    ]
    print_rows(rows, nothing="nothing is released: all of it is the desk's own")

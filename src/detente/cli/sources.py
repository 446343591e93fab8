"""`detente sources`: the list of feeds and pages that are watched."""

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from detente.cli.add import now
from detente.cli.init import DIR_HELP, record_path
from detente.core.errors import SourcesBroken, UsageError

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from detente.gather.sources import Kind, Source
    from detente.store import Record, VisitView

__all__ = ["Deed", "sources"]

EVERY_HELP = "Seconds between two visits; 1800 where nothing is said."


class Deed(StrEnum):
    """What is to be done with the list."""

    LIST = "list"
    ADD = "add"
    REMOVE = "remove"
    IMPORT = "import"
    EXPORT = "export"


def sources(  # noqa: PLR0913 - each is an option of the command
    folder: Annotated[Path, typer.Argument(help=DIR_HELP, metavar="DIR")],
    deed: Annotated[Deed, typer.Argument(help="What to do with the list.")] = Deed.LIST,
    what: Annotated[
        list[str] | None,
        typer.Argument(help="Addresses to add or remove, or the OPML file to import.", metavar="WHAT..."),
    ] = None,
    *,
    page: Annotated[bool, typer.Option("--page", help="Add pages that are watched as they are, and no feeds.")] = False,
    title: Annotated[str, typer.Option(help="What to call it.")] = "",
    publisher: Annotated[str, typer.Option(help="Who publishes it, where it does not say so itself.")] = "",
    tag: Annotated[list[str] | None, typer.Option(help="A word of yours for it; may be given again.")] = None,
    every: Annotated[int | None, typer.Option(help=EVERY_HELP, metavar="SECONDS")] = None,
    entries_only: Annotated[
        bool, typer.Option("--entries-only", help="Take a feed's entries as they are, without the pages behind them.")
    ] = False,
) -> None:
    """Show or change the list of feeds and pages that `detente gather DIR` visits, and how they are doing.

    `export` writes OPML to standard output, `import` takes it from a file (- is standard input). What is removed is not
    visited any more; what it brought stays.
    """
    from detente.gather.sources import EVERY, make_source
    from detente.store import open_record

    given = _checked(deed, what or [])
    with open_record(record_path(folder), now=now()) as record:
        if deed is Deed.ADD:
            kind: Kind = "page" if page else "feed"
            made = [
                make_source(
                    url,
                    kind=kind,
                    title=title,
                    publisher=publisher,
                    every=EVERY if every is None else every,
                    follow=not entries_only,
                    tags=tuple(tag or ()),
                )
                for url in given
            ]
            _put(record, made)
        elif deed is Deed.IMPORT:
            _put(record, _imported(given[0]))
        elif deed is Deed.REMOVE:
            _remove(record, given)
        else:
            _show(record, as_opml=deed is Deed.EXPORT)


def _checked(deed: Deed, given: list[str]) -> list[str]:
    """Return what was named. Raises `UsageError` where the deed wants more, less or nothing."""
    wants = {Deed.ADD: "the addresses to add", Deed.REMOVE: "what to remove", Deed.IMPORT: "one OPML file"}.get(deed)
    if wants and (not given or (deed is Deed.IMPORT and len(given) > 1)):
        message = f"{deed} needs {wants}: detente sources DIR {deed} WHAT"
        raise UsageError(message)
    if not wants and given:
        message = f"{deed} takes nothing more, and {given[0]!r} was given; leave it out"
        raise UsageError(message)
    return given


def _imported(path: str) -> "tuple[Source, ...]":
    from detente.gather.opml import MOST_OPML, read_opml

    try:
        if path == "-":
            return read_opml(sys.stdin.buffer.read(MOST_OPML + 1))
        with Path(path).open("rb") as stream:
            return read_opml(stream.read(MOST_OPML + 1))
    except OSError as error:
        message = f"{path} cannot be read: {error.strerror}; nothing was taken from it"
        raise UsageError(message) from error


def _put(record: "Record", found: "Iterable[Source]") -> None:
    from detente.core.settings import load_settings
    from detente.gather.address_guard import Guard
    from detente.gather.sources import check_sources
    from detente.store import put_sources

    given = list(found)
    check_sources(given, Guard(private=load_settings().private_hosts))
    news = put_sources(record, given, now=now())
    typer.echo(f"{news:,} new or changed, {len(given) - news:,} as before", err=True)


def _remove(record: "Record", given: list[str]) -> None:
    from detente.gather.sources import make_source
    from detente.store import remove_source
    from detente.store import sources as watched

    known = {source.id for source in watched(record)}
    chosen = []
    for url in given:
        source = url if url in known else make_source(url).id
        if source not in known:
            message = f"{url} is not on the list; `detente sources DIR list` shows what is. Nothing was removed"
            raise SourcesBroken(message)
        chosen.append(source)
    for source in chosen:
        remove_source(record, source, now=now())
    typer.echo(f"removed {len(chosen):,}; what they brought stays in the record", err=True)


def _show(record: "Record", *, as_opml: bool) -> None:
    from detente.cli.show.table import print_rows
    from detente.gather.opml import write_opml
    from detente.store import last_visits
    from detente.store import sources as watched

    found = watched(record)
    if as_opml:
        sys.stdout.buffer.write(write_opml(found))
        return
    visits, moment = last_visits(record), now()
    rows = [_row(source, visits.get(source.id), moment) for source in found]
    print_rows(rows, nothing="nothing is watched yet; add a feed: detente sources DIR add ADDRESS", wide=WIDE)


WIDE = 100


def _row(source: "Source", visit: "VisitView | None", moment: "dt.datetime") -> dict[str, object]:
    from detente.gather.state import SourceState, tell_health

    health = tell_health(visit.state if visit else SourceState(), now=moment)
    how = f"gone: {visit.words}" if visit and visit.outcome == "gone" else health.words
    due = visit.next_due if visit else moment
    return {
        "source": source.title or source.publisher or source.url,
        "address": source.url,
        "kind": source.kind,
        "how it is": how if source.enabled else f"switched off; {how}",
        "items a day": None if health.items_a_day is None else round(health.items_a_day, 1),
        "due": "never again" if due is None else "now" if due <= moment else due.strftime("%Y-%m-%d %H:%M"),
        "tags": ", ".join(source.tags) or None,
    }

"""`detente rekey`: what the desk finds things by, made anew where it is not what the readings come to."""

from collections import Counter
from pathlib import Path
from typing import Annotated

import typer

from detente.cli.add import now
from detente.cli.init import DIR_HELP, record_path
from detente.cli.lines import counted

__all__ = ["rekey"]


def rekey(folder: Annotated[Path, typer.Argument(help=DIR_HELP, metavar="DIR")]) -> None:
    """Make the keys and counts of the record in DIR anew where `detente verify` says that they are wrong.

    They follow from the readings, which are not touched. It is done in portions, while the desk runs; where it is cut
    short, run it again, and what was done stays done.
    """
    from detente.store import open_record, remake_keys

    readings, changed = 0, Counter[str]()
    with open_record(record_path(folder), now=now()) as record:
        for done in remake_keys(record):
            readings += done.readings
            changed += done.changed
    for name, n in sorted(changed.items()):
        typer.echo(f"{name}: {n:,} put right")
    if not changed:
        typer.echo(f"nothing to do: keys and counts are what {counted(readings, 'reading')} come to")

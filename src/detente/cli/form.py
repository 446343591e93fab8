"""`detente form`: the observers' form as one file."""

from pathlib import Path
from typing import Annotated

import typer

from detente.cli.page import check_target, write_whole
from detente.core.errors import UsageError

__all__ = ["form"]

LANGUAGES = ("en",)


def form(
    file: Annotated[Path, typer.Argument(help="Where to write the form: an .html file.", metavar="FILE")],
    mission: Annotated[
        str, typer.Option(help="The mission or team that stands in the form to begin with.", metavar="NAME")
    ] = "",
    language: Annotated[str, typer.Option(help="The language of the form; en is the only one so far.")] = "en",
) -> None:
    """Write the form for the desk's own observers: one file that works offline, on a phone too.

    Hand FILE to the observers; what they save with it comes back as a .csv file: detente add DIR FILE.
    """
    from detente.exchange.form import write_form

    if language not in LANGUAGES:
        message = f"there is no form in {language!r}; there is one in {', '.join(LANGUAGES)}"
        raise UsageError(message)
    if file.suffix.lower() not in {".html", ".htm"}:
        message = f"{file} would not open in a browser; give it a name that ends in .html"
        raise UsageError(message)
    check_target(file)
    html = write_form(mission=mission)
    write_whole(file, html)
    typer.echo(f"wrote {file} ({len(html.encode('utf-8')) / 1000:,.0f} kB); open it, or hand it to the observers")

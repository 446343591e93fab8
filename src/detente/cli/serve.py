"""`detente serve`: the desk in a browser."""

from pathlib import Path
from typing import Annotated

import typer

from detente.cli.init import DIR_HELP, record_path

__all__ = ["serve"]


def serve(
    folder: Annotated[Path, typer.Argument(help=DIR_HELP, metavar="DIR")],
    *,
    host: Annotated[str, typer.Option(help="The address to listen on.", metavar="ADDRESS")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="The port to listen on.", min=1, max=65535)] = 8000,
    public: Annotated[
        bool, typer.Option("--public", help="Show what is released to the public, to everybody, and change nothing.")
    ] = False,
) -> None:
    """Serve the desk to browsers, until Ctrl-C."""
    import threading

    import uvicorn

    from detente.cli.add import now
    from detente.desk.access.viewer import NOBODY
    from detente.desk.app import make_desk
    from detente.desk.drawing.drawn import warm_up
    from detente.desk.records import open_records
    from detente.desk.settings import DeskSettings

    settings = DeskSettings(folder=folder, everyone=NOBODY if public else None)
    made = make_desk(settings, open_records(record_path(folder), now=now()))
    threading.Thread(target=warm_up, name="drawing", daemon=True).start()
    typer.echo(f"the desk is at http://{host}:{port}/ (Ctrl-C ends it)")
    uvicorn.run(made, host=host, port=port, log_level="warning", server_header=False)

"""`detente brief`: the commands by which a brief is composed and shown, and those by which it goes out."""

from detente.cli.brief.app import brief_app
from detente.cli.brief.bouncing import bounce
from detente.cli.brief.queueing import queue
from detente.cli.brief.sending import run, send

__all__ = ["brief_app"]

brief_app.command(short_help="Put an approved brief up for its readers.")(send)
brief_app.command(short_help="Compose what is due, send it, read what comes back.")(run)
brief_app.command(short_help="Show what waits, what failed, what is in doubt.")(queue)
brief_app.command(short_help="Read a message that came back.")(bounce)

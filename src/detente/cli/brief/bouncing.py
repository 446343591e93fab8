"""`detente brief bounce`: a message that came back, from standard input."""

import sys
from typing import Annotated

import typer

from detente.cli.add import now
from detente.cli.brief.sending import Folder
from detente.cli.init import record_path
from detente.cli.printable import printable

__all__ = ["bounce"]


def bounce(
    folder: Folder,
    *,
    recipient: Annotated[
        str, typer.Option(help="The address that it came to, where the mail server says it.", metavar="ADDRESS")
    ] = "",
) -> None:
    """Read one message that came back, from standard input, and do what follows: for a pipe of a mail server.

    An address that does not exist is suspended, who complains is sent nothing more. What does not carry the token of
    a letter changes nothing, whoever wrote it, and neither do answers of people who are away.
    """
    from detente.brief.mail.bounces.report import MOST_BYTES
    from detente.brief.mail.bounces.taking import take_returned
    from detente.store import open_record
    from detente.store.mail.file import MAIL, open_mail

    open_record(record_path(folder), read_only=True).close()
    data = sys.stdin.buffer.read(MOST_BYTES)
    while sys.stdin.buffer.read(MOST_BYTES):
        pass  # a mail server that cannot hand over all of it takes it for refused
    with open_mail(folder / MAIL) as file:
        taken = take_returned(file, data, now=now(), recipient=recipient)
    typer.echo(printable(taken.words))

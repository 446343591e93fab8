"""A password as somebody gives it: typed twice at the terminal, or on standard input; never as an argument."""

import sys

import typer

from detente.core.errors import UsageError

__all__ = ["given_password"]

MOST = 4_096


def given_password(*, from_stdin: bool) -> str:
    """Return the password that is given. Raises `UsageError` where none is, or two that differ."""
    if from_stdin:
        return _line()
    if not sys.stdin.isatty():
        message = "no terminal to ask for a password at: give it on standard input, with --password-stdin"
        raise UsageError(message)
    password: str = typer.prompt("Password", hide_input=True, err=True)
    if typer.prompt("The same once more", hide_input=True, err=True) != password:
        message = "the two passwords are not the same: nothing was changed; run it again"
        raise UsageError(message)
    return password


def _line() -> str:
    data = sys.stdin.buffer.readline(MOST + 1)
    if len(data) > MOST:
        message = f"the password on standard input has more than {MOST:,} bytes"
        raise UsageError(message)
    try:
        return data.decode("utf-8").rstrip("\r\n")
    except UnicodeDecodeError as error:
        message = "the password on standard input is not UTF-8"
        raise UsageError(message) from error

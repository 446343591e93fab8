"""The files of a ceasefire that a person names on the command line, read whole up to a bound."""

from pathlib import Path

from detente.core.errors import UsageError

__all__ = ["read_whole"]

MOST_BYTES = 20_000_000
"""Bytes of a file that a person writes or a body publishes; more is another file."""


def read_whole(path: Path, *, beside: Path | None = None) -> bytes:
    """Return what is in a file, which stands in the folder of the one `beside` where that is given.

    Raises `UsageError` where it cannot be read, is too long, or stands elsewhere.
    """
    if beside is not None and path.resolve().parent != beside.resolve().parent:
        message = f"{path.name} is named in {beside.name} and does not stand beside it: put it there, and name it only"
        raise UsageError(message)
    try:
        with path.open("rb") as stream:
            data = stream.read(MOST_BYTES + 1)
    except OSError as error:
        message = f"{path} cannot be read: {error.strerror}; name a file that is there"
        raise UsageError(message) from error
    except ValueError as error:
        message = f"{str(path)!r} is no name of a file: {error}"
        raise UsageError(message) from error
    if len(data) > MOST_BYTES:
        message = f"{path} has more than {MOST_BYTES:,} bytes; it is taken for another file: look whether it is the one"
        raise UsageError(message)
    return data

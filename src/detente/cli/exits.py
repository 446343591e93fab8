"""The exit statuses, each with its meaning; the documentation is generated from this table."""

from enum import IntEnum

__all__ = ["EXITS", "Exit"]


class Exit(IntEnum):
    """How a command ended."""

    DONE = 0
    BROKEN = 1
    USAGE = 2
    REFUSED = 3
    OUTPUT = 4
    RECORD = 5
    INTERRUPTED = 130
    PIPE = 141
    TERMINATED = 143


EXITS: dict[Exit, str] = {
    Exit.DONE: "everything was done",
    Exit.BROKEN: "détente itself is damaged or has a defect, a figure fell under its floor, or a record was altered",
    Exit.USAGE: "the arguments cannot be used, and nothing was done",
    Exit.REFUSED: "some documents could not be read, some sources not visited, or letters not sent; all others were",
    Exit.OUTPUT: "the output cannot be written",
    Exit.RECORD: "the record cannot be used",
    Exit.INTERRUPTED: "interrupted, with what was finished kept",
    Exit.PIPE: "whoever read the output stopped reading",
    Exit.TERMINATED: "a run was asked to end (SIGTERM), with what was finished kept",
}

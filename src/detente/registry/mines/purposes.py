"""Why somebody kept, read or erased what is kept of a person: one of a few reasons, and no words of one's own.

The deeds are kept for good, and no list of forbidden words would keep a name out of them.
"""

from collections.abc import Mapping

from detente.core.errors import UsageError

__all__ = ["PURPOSES", "purpose_of"]

PURPOSES: Mapping[str, str] = {
    "help": "to give or arrange help",
    "asked": "the person asked, or who speaks for the person",
    "agreement-withdrawn": "the person does not agree any longer",
    "correction": "what was kept was wrong, or more is known",
    "mistake": "it was kept by mistake",
    "duty": "the rules of the desk ask for it",
    "oversight": "to see whether the rules are kept",
}
"""What a reason may be, and what each means."""


def purpose_of(given: str | None) -> str | None:
    """Return a reason of the list, None where none is given. Raises `UsageError` that repeats nothing of another."""
    if given is None or given in PURPOSES:
        return given
    message = "of a reason that concerns persons no words are kept, for they might name one: give --reason with one of "
    message += ", ".join(PURPOSES)
    raise UsageError(message)

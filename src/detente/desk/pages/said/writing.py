"""What a person's decision is kept with: who made it, and why."""

from typing import Annotated

from fastapi import Form

from detente.core.errors import UsageError
from detente.desk.asked import Asked
from detente.display.language import say

__all__ = ["Id", "Reason", "author_of", "reason_of"]

Id = Annotated[str, Form(min_length=1, max_length=120)]
Reason = Annotated[str, Form(max_length=2000)]


def author_of(asked: Asked) -> str:
    """Return by whose name a decision is kept. Raises `UsageError` where whoever asks has none."""
    if not asked.viewer.name.strip():
        message = say("A decision is kept with the name of whoever makes it. Log in.")
        raise UsageError(message)
    return asked.viewer.name


def reason_of(given: str) -> str:
    """Return the reason that is given. Raises `UsageError` where it is blank."""
    if not given.strip():
        message = say("A decision is kept with its reason. Go back, and say why.")
        raise UsageError(message)
    return given.strip()

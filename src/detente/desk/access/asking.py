"""The gate of the desk that a request came to."""

from fastapi import Request

from detente.desk.access.gate import Gate
from detente.desk.refusals import not_here
from detente.display.language import say

__all__ = ["gate_of"]


def gate_of(request: Request) -> Gate:
    """Return the gate. Raises a refusal where this desk has no accounts."""
    gate: Gate | None = request.app.state.gate
    if gate is None or request.app.state.settings.read_only:
        raise not_here(say("Nobody logs in here: this desk has no accounts."), now=say("Back to today"), href="/")
    return gate

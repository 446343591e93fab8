"""What people decide about incidents: put together, split, take back; each with who did it and why."""

from collections.abc import Callable, Iterable
from typing import Annotated

from fastapi import APIRouter, Form
from starlette.responses import Response

from detente.core.errors import UsageError
from detente.desk.asked import Adjudicates, Asked
from detente.desk.pages.incidents.seen import no_incident
from detente.display.language import say
from detente.incidents.decisions import Decision
from detente.pipeline.linking import link_waiting
from detente.store import Gathered, Record, find_incident, incidents_of, merge_incidents, split_incident, undo_decision

__all__ = ["router"]

router = APIRouter()
LONGEST_REASON = 2_000
Reason = Annotated[str, Form(max_length=LONGEST_REASON)]
Key = Annotated[str, Form(pattern="^[0-9a-f]{10,32}$")]
LEAST_TOLD = 10
"""Figures of an id by which another incident is named at least."""


@router.post("/incidents/{incident}/merge")
def merge(
    asked: Adjudicates, incident: str, other: Annotated[str, Form(max_length=300)], reason: Reason = ""
) -> Response:
    """Put an incident together with another one."""
    why = _reason(reason)
    wanted = other.strip().rstrip("/").rpartition("/")[2]  # the address of its page does as well

    def decide(record: Record) -> Decision:
        one, two = _found(record, incident), _other(record, wanted)
        if one.id == two.id:
            raise UsageError(say("These two are one incident already. Name another one."))
        keys = [[account.key for account in each.accounts] for each in (one, two)]
        return merge_incidents(record, keys, author=_author(asked), reason=why, at=asked.now)

    return _done(asked, decide)


@router.post("/incidents/{incident}/split")
def split(
    asked: Adjudicates, incident: str, account: Annotated[list[str] | None, Form()] = None, reason: Reason = ""
) -> Response:
    """Split some accounts off an incident."""
    why = _reason(reason)

    def decide(record: Record) -> Decision:
        keys = [one.key for one in _found(record, incident).accounts]
        part = [key for key in keys if key in set(account or ())]
        if not part or len(part) == len(keys):
            raise UsageError(say("Choose some of the accounts to split off, and not all of them."))
        return split_incident(record, part, keys, author=_author(asked), reason=why, at=asked.now)

    return _done(asked, decide)


@router.post("/incidents/{incident}/undo")
def undo(asked: Adjudicates, incident: str, decision: Key, reason: Reason = "") -> Response:
    """Take a decision about an incident back."""
    why = _reason(reason)

    def decide(record: Record) -> Decision:
        about = [one.id for one in _found(record, incident).decisions if not one.withdrawn]
        if decision not in about:
            raise UsageError(
                say("There is no such decision about this incident. Somebody may have taken it back since.")
            )
        return undo_decision(record, decision, author=_author(asked), reason=why, at=asked.now)

    return _done(asked, decide)


def _author(asked: Asked) -> str:
    if not asked.viewer.name:
        raise UsageError(say("Nobody decides without a name. Log in first."))
    return asked.viewer.name


def _reason(given: str) -> str:
    reason = " ".join(given.split())
    if not reason:
        raise UsageError(say("Say in words why it is decided so. They stay in the history for good."))
    return reason


def _found(record: Record, given: str) -> Gathered:
    try:
        return find_incident(record, given)
    except UsageError as error:
        raise no_incident() from error


def _other(record: Record, given: str) -> Gathered:
    if len(given) < LEAST_TOLD:
        raise UsageError(say("Give the address of the other incident’s page, or its id."))
    return _found(record, given)


def _done(asked: Asked, decide: Callable[[Record], Decision]) -> Response:
    """Keep a decision, let it take effect, and lead to the incident that came of it."""
    with asked.writing() as record:
        decision = decide(record)
        for _ in link_waiting(record, clock=lambda: asked.now):
            pass
        return asked.back(f"/incidents/{_now_in(record, sorted(decision.first))}#decisions")


def _now_in(record: Record, keys: Iterable[str]) -> str:
    found = incidents_of(record, keys)
    return next((found[key] for key in keys if key in found), "")

"""What kinds and states of expectations are called, and what became of one, as cells."""

from collections.abc import Mapping

from detente.display.language import count, mark, say
from detente.display.sheets import Cell, Certainty
from detente.display.witness import named_claimant
from detente.registry.expectations.expectation import Expectation

__all__ = ["DEEDS", "KINDS", "STATES", "became_cell", "state_cell", "why_text"]

KINDS: Mapping[str, str] = {
    "meeting": mark("meeting"),
    "visit": mark("visit"),
    "vote": mark("vote"),
    "signing": mark("signing"),
    "opening": mark("opening"),
    "promise": mark("promise"),
    "deadline": mark("deadline"),
    "refusal": mark("refusal"),
    "hope": mark("hope"),
}
STATES: Mapping[str, str] = {
    "due": mark("still to come"),
    "overdue": mark("day past, no event accepted as fulfilling it"),
    "without a day": mark("no day reported"),
    "met": mark("accepted as fulfilled"),
    "past": mark("day past, nothing was due"),
    "dropped": mark("dropped"),
    "replaced": mark("postponed"),
    "told in hindsight": mark("reported only afterwards"),
    "hope": mark("a hope, never due"),
}
DEEDS: Mapping[str, str] = {
    "met": mark("accepted as fulfilling it"),
    "not met": mark("rejected as fulfilling it"),
    "dropped": mark("dropped"),
    "open": mark("taken up again"),
    "together": mark("put together"),
    "apart": mark("taken apart"),
}
WEIGHTS: Mapping[str, Certainty] = {"met": "told", "dropped": "undone", "replaced": "undone"}


def state_cell(one: Expectation) -> Cell:
    """Return the state on the day that is asked for."""
    return Cell(text=say(STATES.get(one.state, one.state)), value=one.state, certainty=WEIGHTS.get(one.state))


def became_cell(one: Expectation) -> Cell:
    """Return what became of it, by whose word: what was accepted, what is off, else what may meet it."""
    accepted = [event for event in one.proposals if event.decided and event.decided.deed == "met"]
    if accepted:
        event = accepted[0]
        text = say("according to %(who)s", who=event.claimed_by)
        note = say("accepted by %(who)s", who=event.decided.author if event.decided else "")
        return Cell(text=text, value=event.event, words=event.evidence[:1], note=note)
    if one.changes:
        change = one.changes[-1]
        text = say("%(what)s, according to %(who)s", what=change.what, who=named_claimant(change.claimant.name))
        return Cell(text=text, value=change.what, words=change.evidence[:1])
    waiting = [event for event in one.proposals if event.decided is None]
    if waiting:
        text = count("%(n)d event may fulfil it", "%(n)d events may fulfil it", len(waiting))
        return Cell(text=text, value=len(waiting), words=waiting[0].evidence[:1], note=say("nobody has decided"))
    return Cell(blank=say("nothing reported"))


def why_text(one: Expectation) -> str:
    """Return why it stands as it does: by which day, or by whose decision."""
    decided = [said for said in one.decisions if said.deed in {"dropped", "open"}]
    accepted = [event.decided for event in one.proposals if event.decided and event.decided.deed == "met"]
    if one.state == "met" and accepted:
        return say("%(who)s accepted it: %(why)s", who=accepted[0].author, why=accepted[0].reason)
    if one.state == "dropped" and decided:
        return say("%(who)s dropped it: %(why)s", who=decided[-1].author, why=decided[-1].reason)
    if one.state in {"dropped", "replaced"} and one.changes:
        return say("according to %(who)s", who=named_claimant(one.changes[-1].claimant.name))
    if one.state == "overdue" and one.due:
        return say("Its last day was %(day)s. That nothing was done is not said.", day=one.due.last)
    return ""

"""Which texts wait for an answer of which side: of each side in the same words, and what of it is an officer's own."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from detente.desk.asked import Asked
from detente.display.ceasefires.names import names_of
from detente.display.language import count, say
from detente.pipeline.sign_offs import waiting_texts
from detente.registry.ceasefires.board import columns_in_order
from detente.registry.ceasefires.definition import Ceasefire
from detente.registry.ceasefires.verification.verified import Laid
from detente.registry.interval import Interval

__all__ = ["Answers", "answers_owed", "own_side", "sides_in_order"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """What is owed on the texts of a ceasefire: `own` are those that wait for the officer who looks, for `side`.

    `sides` says of each side how many it has neither signed nor refused.
    """

    side: str
    own: tuple[Laid, ...]
    sides: tuple[str, ...]


def answers_owed(asked: Asked, ceasefire: Ceasefire, order: Sequence[str]) -> Answers | None:
    """Return which sides owe an answer, in the order in which they stand; None where nothing waits."""
    laid, names = asked.laid(ceasefire), names_of(ceasefire)
    owed = {party: len(waiting_texts(laid, party)) for party in order}
    if not any(owed.values()):
        return None
    return Answers(
        side=own_side(asked, ceasefire), own=asked.waiting if asked.viewer.ceasefire == ceasefire.id else (),
        sides=tuple(_owed(names[party], number) for party, number in owed.items()),
    )  # fmt: skip


def sides_in_order(ceasefire: Ceasefire, day: dt.date) -> list[str]:
    """Return the sides as they stand beside each other on a day."""
    parties = {party.id for party in ceasefire.parties}
    return [id_ for id_ in columns_in_order(ceasefire, Interval(first=day, last=day)) if id_ in parties]


def own_side(asked: Asked, ceasefire: Ceasefire) -> str:
    """Return what the side is called that somebody signs for in a ceasefire; nothing for who signs for none in it."""
    viewer = asked.viewer
    return next((one.name for one in ceasefire.parties if viewer.signs_for(ceasefire.id, one.id)), "")


def _owed(side: str, number: int) -> str:
    if not number:
        return say("%(side)s has answered all", side=side)
    return count(
        "%(side)s has not answered %(n)d text", "%(side)s has not answered %(n)d texts", number, side=side
    )  # fmt: skip

"""Where accounts that came after a decision speak against it: listed for a person, and never carried out.

A decision is spoken against where the mean likelihood says otherwise than it does, and an account that came after it,
or after the
last time that a person let it stand, has a part in that. A copy of what was known before is nothing new.
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from detente.incidents.account import Account
from detente.incidents.clustering import Links
from detente.incidents.decisions import Decision, DecisionKind
from detente.incidents.scoring import Weights

__all__ = ["Evidence", "Proposal", "proposals"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """An account that came after a decision: how likely it is, on the mean, one with what was put on either side."""

    account: str
    came: dt.datetime
    first: float
    second: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """That accounts be put together, or apart, against a decision that stands, with what is new.

    `mean` is how likely it is that the two sides tell of one happening. `newest` is when the newest evidence came: a
    proposal that is dismissed comes again only with newer.
    """

    decision: str
    kind: DecisionKind
    first: tuple[str, ...]
    second: tuple[str, ...]
    mean: float
    evidence: tuple[Evidence, ...]
    newest: dt.datetime


def proposals(
    accounts: Sequence[Account],
    links: Links,
    weights: Weights,
    decisions: Iterable[Decision],
    *,
    came: Mapping[str, dt.datetime],
    dismissed: Mapping[str, dt.datetime] | None = None,
) -> tuple[Proposal, ...]:
    """Return what speaks against decisions that stand, in order of the decisions.

    `came` says when each account came to be known, `dismissed` when a person last let a decision stand, by its id.
    """
    raise NotImplementedError

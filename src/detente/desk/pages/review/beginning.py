"""A blind session is begun: by whom it is coded, and what it hides from everybody else, shown before it does."""

from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING

from detente.core.errors import UsageError
from detente.desk.access.keeping import ALONE
from detente.desk.access.rights import ACCOUNT_ROLES, may
from detente.desk.asked import Asked, records_of
from detente.desk.pages.review.queue import read_kind
from detente.desk.refusals import Refused
from detente.desk.typed import Typed
from detente.display.language import say
from detente.review.records import Kind
from detente.store import Level, SessionView, documents, open_session, session_draw
from detente.store.access.accounts import accounts_of

if TYPE_CHECKING:
    from detente.desk.access.gate import Gate

__all__ = ["Hiding", "Wanted", "coding_names", "hiding_of", "open_wanted", "wanted_of"]

CODERS = 2
MOST = 10_000
LONGEST_NAME = 200
LONGEST_NUMBER = 40
"""Figures: of thousands a number is not made."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A session that somebody wants to begin; `blind` where its coders do not see what the machine read either."""

    coders: tuple[str, ...]
    kind: Kind
    sample: int | None
    documents: tuple[str, ...]
    seed: int
    blind: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Hiding:
    """How many items a session would hide from everybody but its coders, and of how many the report is released."""

    items: int
    parties: int
    public: int


def coding_names(asked: Asked) -> frozenset[str] | None:
    """Return the names of the accounts that may code; None where nobody has one, or one person works here alone."""
    gate: Gate | None = asked.request.app.state.gate
    if gate is None or gate.is_alone:
        return None
    coding = {role for role in ACCOUNT_ROLES if may(role, "code")}
    with gate.file.reading() as connection:
        every = accounts_of(connection)
    return frozenset(one.name for one in every if one.role in coding and not one.disabled and one.login != ALONE)


def wanted_of(asked: Asked, sent: Typed) -> Wanted:
    """Return what a form asks for. Raises `UsageError`, and `Refused` for what only an adjudicator begins."""
    if sent.one("blind") and not asked.viewer.may("adjudicate"):
        message = say(
            "What is coded blind to the machine is hidden from everybody: an adjudicator begins such a session."
        )
        now = say("Begin one in which the coders see what was read.")
        raise Refused(HTTPStatus.FORBIDDEN, message, now=now, href="/review/sessions")
    document, sample = sent.one("document"), sent.one("sample")
    if bool(document) == bool(sample):
        raise UsageError(say("Say what is coded: how many items drawn at random, or one report."))
    if sample and not (_is_number(sample) and 1 <= int(sample) <= MOST):
        raise UsageError(say("The number of items is from 1 to %(most)s.", most=f"{MOST:,}"))
    seed = sent.one("seed") or "1"
    if not _is_number(seed):
        raise UsageError(say("The number that the random draw starts from is a whole number."))
    return Wanted(
        coders=_coders(asked, sent), kind=read_kind(sent.one("kind")) or "event",
        sample=int(sample) if sample else None, documents=(document,) if document else (), seed=int(seed) % 2**31,
        blind=bool(sent.one("blind")),
    )  # fmt: skip


def _is_number(given: str) -> bool:
    return given.isdecimal() and len(given) <= LONGEST_NUMBER


def _coders(asked: Asked, sent: Typed) -> tuple[str, ...]:
    """Return who is to code. Raises `UsageError` for who never could: the session would not end by itself."""
    coders = tuple(" ".join(name.split())[:LONGEST_NAME] for name in sent.all("coder"))
    if len(set(coders)) != CODERS or not all(coders):
        raise UsageError(say("A session has 2 coders with names of their own."))
    known = coding_names(asked)
    lost = next((name for name in coders if known is not None and name not in known), None)
    if lost is not None:
        message = say("Nobody of the name “%(name)s” has an account that codes here.", name=lost)
        raise UsageError(message)
    return coders


def hiding_of(asked: Asked, wanted: Wanted) -> Hiding:
    """Return what would be hidden if the session were begun now. Raises `UsageError` where nothing would."""
    drawn = session_draw(
        asked.record, sample=wanted.sample, documents=wanted.documents, kind=wanted.kind, seed=wanted.seed
    )  # fmt: skip
    if not drawn:
        raise UsageError(say("There is nothing to code: all of it was reviewed before or is in a session."))
    of = [row.subject.document for row in drawn]
    seen = {level: _seen_of(asked, level, frozenset(of)) for level in ("parties", "public")}
    counted = {level: sum(one in some for one in of) for level, some in seen.items()}
    return Hiding(items=len(of), parties=counted["parties"], public=counted["public"])


def _seen_of(asked: Asked, level: Level, some: frozenset[str]) -> frozenset[str]:
    record = records_of(asked.request).seen_at(level, None)
    return frozenset(one.id for one in documents(record, among=sorted(some)))


def open_wanted(asked: Asked, wanted: Wanted) -> SessionView:
    """Begin a session. Raises `UsageError` where there is nothing to code, or the coders are not two."""
    with asked.writing() as record:
        return open_session(
            record, coders=wanted.coders, kind=wanted.kind, sample=wanted.sample, documents=wanted.documents,
            seed=wanted.seed, blind_to_machine=wanted.blind, author=asked.viewer.name, now=asked.now,
        )  # fmt: skip

"""What a record holds of how agreements are carried out: bearings that are proposed and decided, assessments.

What is proposed is worked out anew each time it is asked for; what people decided is kept, with the words it was
decided on, and stands though a newer reading no longer proposes it.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from detente.core.errors import UsageError
from detente.core.ids import hash_parts
from detente.pipeline.agreements import Agreements, cut_texts, gather_agreements, kept_agreements
from detente.pipeline.registries import Desk
from detente.pipeline.told import Reader, told_to
from detente.registry.agreements.bearing.proposals import Proposal, propose
from detente.registry.agreements.bearing.texts import plain_words, with_cut_provisions
from detente.registry.agreements.definition import Agreement
from detente.registry.agreements.implementation import Assessment, check_assessment, check_day
from detente.registry.assertions.telling import Telling
from detente.registry.forms import from_plain, to_plain
from detente.store import NOW, Entry, EntryView, Known, Record, entries, entry_revisions, keep_entries

__all__ = [
    "Decision", "ProposalRow", "assessments_of", "bearing_proposals", "bearings_asked", "decide_bearing",
    "find_proposal", "implementation_history", "implemented_agreements", "keep_assessment",
]  # fmt: skip

BEARING, ASSESSMENT = "bearing", "assessment"
"""Kinds under which the record keeps what people decided and judged."""
BEGINS = frozenset({"signed", "announced", "effective", "in force"})
"""What is said of an agreement from which there is something to carry out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """Whether a proposed bearing holds: who says so, why, when."""

    accepted: bool
    author: str
    reason: str
    made_at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalRow:
    """A proposal with what a person decided, None where nobody did.

    `is_proposed` is whether the machine proposes it still.
    """

    proposal: Proposal
    decision: Decision | None = None
    is_proposed: bool = True


def implemented_agreements(record: Record, *, known_on: Known = NOW) -> tuple[Desk, tuple[Agreement, ...]]:
    """Return what the desk follows, and its agreements with what binds its actors by their texts beside the watch's."""
    desk, kept = kept_agreements(record, known_on=known_on)
    return desk, tuple(_with_texts(one, desk) for one in kept)


def bearing_proposals(
    record: Record, *, agreement: str | None = None, known_on: Known = NOW
) -> tuple[ProposalRow, ...]:
    """Return what is proposed of the desk's agreements, or of one, by the day of the report; copies once."""
    decided = {one.subject: one for one in entries(record, kind=BEARING, owner=agreement, known_on=known_on)}
    rows: dict[str, ProposalRow] = {}
    seen: set[tuple[str, ...]] = set()
    for proposal in _proposed(record, agreement, known_on):
        about = (proposal.agreement, proposal.provision, proposal.manner)
        told = {(*about, proposal.voice or ""), (*about, *(plain_words(one.words) for one in proposal.evidence))}
        if not told & seen or _subject(proposal.id) in decided:
            rows[proposal.id] = ProposalRow(proposal=proposal, decision=_decision(decided.get(_subject(proposal.id))))
        seen |= told
    for entry in decided.values():
        kept = from_plain(entry.content["proposal"], Proposal, what="a bearing of this record")
        if kept.id not in rows:
            rows[kept.id] = ProposalRow(proposal=kept, decision=_decision(entry), is_proposed=False)
    return tuple(sorted(rows.values(), key=lambda row: (row.proposal.published or "", row.proposal.id)))


def find_proposal(rows: Sequence[ProposalRow], given: str) -> ProposalRow:
    """Return the one proposal whose id is, or begins with, what is given. Raises `UsageError` where it is not one."""
    found = [row for row in rows if given and row.proposal.id.startswith(given)]
    if len(found) == 1:
        return found[0]
    which = f"{len(found)} proposals answer to" if found else "no proposal answers to"
    message = f"{which} {given[:60]!r}; `detente agreements proposals DIR` lists them with their ids"
    raise UsageError(message)


def decide_bearing(
    record: Record, proposal: Proposal, *, accepted: bool, author: str, reason: str, now: dt.datetime
) -> bool:
    """Keep whether a proposal holds, and say whether that is news; a later decision replaces it, and both stay."""
    content = {"proposal": to_plain(proposal), "accepted": accepted, "by": author}
    entry = Entry(subject=_subject(proposal.id), kind=BEARING, owner=proposal.agreement, content=content)
    return bool(keep_entries(record, [entry], author=author, reason=reason, now=now))


def keep_assessment(record: Record, agreement: Agreement, given: Assessment, *, now: dt.datetime) -> bool:
    """Keep what a person judges, and say whether that is news. Raises `UsageError` for what cannot be."""
    check_assessment(agreement, given)
    check_day(given, since=_first_day(gather_agreements(record), agreement.id), today=now.date())
    known = {row.proposal.id for row in bearing_proposals(record, agreement=agreement.id)} if given.proposals else set()
    unknown = [one for one in given.proposals if one not in known]
    if unknown:
        message = f"{unknown[0][:60]!r} is no proposal of {agreement.id}: detente agreements proposals DIR lists them"
        raise UsageError(message)
    entry = Entry(
        subject=given.id, kind=ASSESSMENT, owner=agreement.id, content=to_plain(replace(given, known_at=None)),
        first=given.day, last=given.day,
    )  # fmt: skip
    return bool(keep_entries(record, [entry], author=given.by, reason=given.reason, now=now))


def assessments_of(record: Record, agreement: str, *, known_on: Known = NOW) -> tuple[Assessment, ...]:
    """Return what people judged of an agreement, as of a moment."""
    kept = entries(record, kind=ASSESSMENT, owner=agreement, known_on=known_on)
    return tuple(
        replace(
            from_plain(one.content, Assessment, what="an assessment of this record"),
            known_at=one.made_at.isoformat(timespec="seconds"),
        )
        for one in kept
    )


def implementation_history(record: Record, agreement: str, *, known_on: Known = NOW) -> tuple[EntryView, ...]:
    """Return every revision of what people decided and judged of an agreement, by when they did."""
    kept = [one for kind in (BEARING, ASSESSMENT) for one in entries(record, kind=kind, owner=agreement)]
    every = [view for one in kept for view in entry_revisions(record, one.subject, known_on=known_on)]
    return tuple(sorted(every, key=lambda view: (view.made_at, view.subject, view.revision)))


def _proposed(record: Record, only: str | None, known_on: Known) -> Iterator[Proposal]:
    """Yield what is proposed, by the day of the report: of copies the first is met first."""
    desk, reader = bearings_asked(record, known_on=known_on)
    if reader is None:
        return
    told = told_to(record, desk, reader, known_on=known_on)
    for report in sorted(told, key=lambda one: (one.found[0].published or "", one.document)):
        yield from (one for one in report.found if only in {None, one.agreement})


def bearings_asked(record: Record, *, known_on: Known = NOW) -> tuple[Desk, Reader[Proposal] | None]:
    """Return what reads out of reports what bears on the desk's agreements; None where there is nothing to bear on."""
    desk, kept = implemented_agreements(record, known_on=known_on)
    found = gather_agreements(record, known_on=known_on)
    asked = [(one, _first_day(found, one.id)) for one in kept if one.provisions]
    if not asked:
        return desk, None
    known = tuple(asked)
    return desk, Reader(name="bearing", kind=Proposal, read=lambda one: _borne(one, known), inputs=known)


def _borne(telling: Telling, agreements: Iterable[tuple[Agreement, dt.date | None]]) -> Iterator[Proposal]:
    for one, first in agreements:
        if first is None or telling.published is None or telling.published >= first.isoformat():
            yield from propose(telling, one, since=first)


def _first_day(found: Agreements, agreement: str) -> dt.date | None:
    """Return the first day of which anybody says that an agreement was signed, announced or in force.

    What the desk itself says comes before what reports tell, who may speak of another one of the name.
    """
    told = [
        one
        for one in found.said_of(agreement)
        if one.what in BEGINS and one.is_claimed_fact and one.day and one.day.first
    ]
    by_desk = [one for one in told if one.origin != "report"]
    days = [one.day.first for one in by_desk or told if one.day and one.day.first]
    return dt.date.fromisoformat(min(days)) if days else None


def _with_texts(agreement: Agreement, desk: Desk) -> Agreement:
    return with_cut_provisions(agreement, tuple(cut_texts(agreement)), desk.actors)


def _subject(proposal: str) -> str:
    return hash_parts(BEARING, proposal)


def _decision(entry: EntryView | None) -> Decision | None:
    if entry is None:
        return None
    return Decision(
        accepted=bool(entry.content["accepted"]), author=entry.author, reason=entry.reason,
        made_at=entry.made_at.isoformat(timespec="seconds"),
    )  # fmt: skip

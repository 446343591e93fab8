"""All that a record holds of what is expected: what reports tell, agreements bind to, people write down and decide."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence

from detente.core.errors import UsageError
from detente.core.ids import hash_parts
from detente.pipeline.registries import Desk, stored_desk
from detente.pipeline.told import Reader, Told, assertion_reader, told_to
from detente.registry.agreements.definition import Agreement, Provision
from detente.registry.assertions.assertion import Assertion, Claimant, Day, Part
from detente.registry.evidence import Evidence
from detente.registry.expectations.expectation import Decision, Deed, Expectation
from detente.registry.expectations.proposals import Happening, happenings_of
from detente.registry.expectations.told import assertions_of
from detente.registry.expectations.view import expectations_on
from detente.registry.forms import from_plain, to_plain
from detente.store import NOW, Entry, EntryView, Known, Record, derived, keep_entries, kept_entries

__all__ = ["decide", "find_event", "find_expectation", "find_telling", "gather_expectations"]

READER = assertion_reader("expectation", assertions_of)
HAPPENINGS = Reader(name="happening", kind=Happening, read=happenings_of)
EXPECTATION = "expectation"
"""The kind under which the record keeps what people decide of expectations."""
PAIRS = frozenset({"together", "apart"})
EVENTS = frozenset({"met", "not met"})


def gather_expectations(record: Record, *, on: dt.date, known_on: Known = NOW) -> tuple[Expectation, ...]:
    """Return what is expected as it stands on a day, by its day; what reports tell is worked out anew."""
    desk = stored_desk(record, known_on=known_on)
    told = told_to(record, desk, READER, known_on=known_on)
    happenings = _happenings(record, desk, known_on)
    kept = kept_entries(record, EXPECTATION, known_on=known_on)

    def made() -> tuple[Expectation, ...]:
        every = [*desk.of_room("expectation"), *owed_by_agreements(desk)]
        every += (one for report in told for one in report.found)
        return expectations_on(on, every, decisions=_decisions(kept), happenings=_of(happenings))

    return derived(record, f"expectations {on}", made, desk, told, happenings, kept, known_on=known_on)


def _happenings(record: Record, desk: Desk, known_on: Known) -> tuple[Told[Happening], ...]:
    return told_to(record, desk, HAPPENINGS, known_on=known_on)


def _of(told: Iterable[Told[Happening]]) -> Iterator[Happening]:
    return (one for report in told for one in report.found)


def owed_by_agreements(desk: Desk) -> Iterator[Assertion]:
    """Yield what provisions of the agreements that the desk follows set a fixed day for."""
    names = {actor.id: actor.name for actor in desk.actors}
    for watch in desk.watches:
        for agreement in watch.agreements:
            for provision in agreement.provisions:
                if provision.due is not None:
                    yield _owed(agreement, provision, names, by=watch.id)


def _owed(agreement: Agreement, provision: Provision, names: dict[str, str], *, by: str) -> Assertion:
    words = provision.evidence or (Evidence(words=provision.words, by=by, source=agreement.name),)
    roles = (("who", provision.bound), ("with", provision.toward))
    return Assertion(
        id=hash_parts("owed", agreement.id, provision.id), room="expectation", subject=agreement.id,
        named=provision.words, what="deadline", claimant=Claimant(name=agreement.name), standing="planned",
        evidence=words, origin="watch", value="agreed", note=f"{agreement.name}, {provision.id}",
        parts=tuple(Part(role=role, name=names.get(id_, id_), actor=id_) for role, ids in roles for id_ in ids),
        day=Day(first=None, last=provision.due, words=provision.due, rule="stated in the desk's watch"),
    )  # fmt: skip


def find_expectation(found: Sequence[Expectation], given: str) -> Expectation:
    """Return the one whose id, or the id of a telling in it, is or begins with what is given. Raises `UsageError`."""
    fitting = [one for one in found if given and any(id_.startswith(given) for id_ in one.known_by)]
    if len(fitting) == 1:
        return fitting[0]
    what = f"{len(fitting)} expectations answer" if fitting else "no expectation answers"
    then = "give more digits of the id" if fitting else "`detente expectations list DIR` lists them with their ids"
    message = f"{what} to {given[:60]!r}: {then}"
    raise UsageError(message)


def find_telling(one: Expectation, given: str) -> str:
    """Return the id of the telling in an expectation that begins with what is given. Raises `UsageError` for two."""
    found = [id_ for id_ in one.known_by if id_.startswith(given)]
    if len(found) == 1 or given in found:
        return given if given in found else found[0]
    message = f"{len(found)} tellings of {one.id[:10]} answer to {given[:60]!r}: give more digits of the id"
    raise UsageError(message)


def find_event(record: Record, given: str) -> Happening:
    """Return the event of the record whose key begins with what is given. Raises `UsageError` where it is not one."""
    desk = stored_desk(record)
    found = [one for one in _of(_happenings(record, desk, NOW)) if given and one.event.startswith(given)]
    if len(found) == 1:
        return found[0]
    what = f"{len(found)} events that happened answer" if found else "no event that is told to have been answers"
    message = f"{what} to {given[:60]!r}; give the id that `detente expectations show DIR ID` has for it"
    raise UsageError(message)


def decide(
    record: Record, deed: Deed, telling: str, *, event: str | None = None, other: str | None = None, author: str,
    reason: str, now: dt.datetime,
) -> bool:  # fmt: skip
    """Keep what a person decides of an expectation, known by one of its tellings; say whether that is news.

    A later word takes the earlier one's place, and both stay in the history.
    """
    about = sorted((telling, other or "")) if deed in PAIRS else [telling, event or ""]
    matter = "pair" if deed in PAIRS else "event" if deed in EVENTS else "drop"
    content = to_plain(Decision(deed=deed, telling=telling, event=event, other=other))
    entry = Entry(subject=hash_parts("expectation", matter, *about), kind=EXPECTATION, owner=telling, content=content)
    return bool(keep_entries(record, [entry], author=author, reason=reason, now=now))


def _decisions(kept: Iterable[EntryView]) -> tuple[Decision, ...]:
    return tuple(
        from_plain(
            {**one.content, "author": one.author, "reason": one.reason, "made_at": one.made_at.isoformat()},
            Decision, what="a decision of this record",
        )
        for one in kept
    )  # fmt: skip

"""Which claims that a record holds stand against each other: of its watches, its people and all of its reports."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence

from detente.core.errors import UsageError
from detente.core.ids import hash_parts
from detente.pipeline.agreements import gather_agreements
from detente.pipeline.expectations import READER as EXPECTATIONS
from detente.pipeline.institutions import READER as INSTITUTIONS
from detente.pipeline.platforms import READER as PLATFORMS
from detente.pipeline.projects import READER as PROJECTS
from detente.pipeline.registries import Desk, stored_desk
from detente.pipeline.told import Reader, assertion_reader, told_to
from detente.registry.assertions.assertion import Assertion, Claimant, Day
from detente.registry.assertions.telling import Telling
from detente.registry.ceasefires.claimed import claimed_of
from detente.registry.ceasefires.definition import Ceasefire
from detente.registry.ceasefires.parse import ceasefire_from_json
from detente.registry.contradictions.contradiction import Contradiction, Ruling, Verdict
from detente.registry.contradictions.find import Compared, compared, judged
from detente.registry.contradictions.rule import Names
from detente.registry.evidence import Evidence
from detente.registry.forms import from_plain, to_plain
from detente.registry.relations.told import assertions_of as relations_of
from detente.store import NOW, Entry, EntryView, Known, Record, carried, derived, keep_entries, kept_entries

__all__ = ["ROOMS", "claims_of", "find_contradiction", "gather_contradictions", "rule_on", "still_to_come_of"]

ROOMS = (INSTITUTIONS, PLATFORMS, PROJECTS, assertion_reader("relation", relations_of), EXPECTATIONS)
"""What reads the assertions of each registry out of a report; those of agreements come from `gather_agreements`."""
CONTRADICTION = "contradiction"
TENSION = "in tension with "


def gather_contradictions(record: Record, *, known_on: Known = NOW) -> tuple[Contradiction, ...]:
    """Return which claims stand against each other, with what people decided; it is worked out anew each time."""
    desk = stored_desk(record, known_on=known_on)
    claims = claims_of(record, desk, known_on=known_on)
    kept = kept_entries(record, CONTRADICTION, known_on=known_on)

    def made(last: Compared | None) -> Compared:
        return compared(claims, known=Names(parties=_parties(desk), names=_names(desk)), last=last)

    found = carried(record, "claims compared", made, desk, claims, known_on=known_on)
    return derived(record, "contradictions", lambda: judged(found, _verdicts(kept)), found, kept, known_on=known_on)


def claims_of(record: Record, desk: Desk, *, known_on: Known = NOW) -> tuple[Assertion, ...]:
    """Return every claim of the record: the watches', the people's, and each report's by the readers of the rooms."""
    agreements = gather_agreements(record, known_on=known_on)
    kept = kept_entries(record, "ceasefire", known_on=known_on)
    ceasefires = derived(record, "ceasefires with their authors", lambda: _ceasefires(kept), kept, known_on=known_on)
    still = derived(record, "still to come", lambda: still_to_come_of(kept), kept, known_on=known_on)
    told = [told_to(record, desk, reader, known_on=known_on) for reader in (*ROOMS, still)]

    def made() -> tuple[Assertion, ...]:
        return (
            *desk.assertions,
            # names that may be an agreement's are settled over all reports, and not report by report
            *(one for one in agreements.said if one.origin == "report"),
            *(said for one, at in ceasefires for said in _in_force(one, at)),
            *(said for reports in told for one in reports for said in one.found),
        )

    return derived(record, "claims", made, desk, agreements, ceasefires, *told, known_on=known_on)


def find_contradiction(found: Sequence[Contradiction], given: str) -> Contradiction:
    """Return the one whose id is, or begins with, what is given. Raises `UsageError` where it is not one."""
    fitting = [one for one in found if given and one.id.startswith(given)]
    if len(fitting) == 1:
        return fitting[0]
    what = f"{len(fitting)} contradictions answer" if fitting else "no contradiction answers"
    then = "give more digits of the id" if fitting else "`detente contradictions list DIR` lists them with their ids"
    message = f"{what} to {given[:60]!r}: {then}"
    raise UsageError(message)


def rule_on(record: Record, id_: str, ruling: Ruling, *, author: str, reason: str, now: dt.datetime) -> bool:
    """Keep what a person decides of a contradiction, and say whether that is news; earlier rulings stay."""
    entry = Entry(
        subject=hash_parts(CONTRADICTION, id_), kind=CONTRADICTION, owner=id_, content=to_plain(Verdict(ruling=ruling))
    )
    return bool(keep_entries(record, [entry], author=author, reason=reason, now=now))


def _verdicts(kept: Iterable[EntryView]) -> dict[str, Verdict]:
    return {
        one.owner: from_plain(
            {**one.content, "author": one.author, "reason": one.reason, "made_at": one.made_at.isoformat()},
            Verdict, what="a verdict of this record",
        )
        for one in kept
    }  # fmt: skip


def _parties(desk: Desk) -> dict[str, frozenset[str]]:
    return {
        agreement.id: frozenset(party.actor for party in agreement.parties if party.role == "party")
        for watch in desk.watches
        for agreement in watch.agreements
    }


def _names(desk: Desk) -> dict[str, tuple[str, ...]]:
    """Return what the actors and things of the desk are called, by their ids."""
    return {one.id: (one.name, *one.names) for one in (*desk.actors, *desk.things)}


def _ceasefires(kept: Iterable[EntryView]) -> list[tuple[Ceasefire, str]]:
    return [(ceasefire_from_json(one.content), one.author) for one in kept]


def still_to_come_of(kept: Iterable[EntryView]) -> Reader[Assertion]:
    """Return what reads who speaks of the record's ceasefires as still to come."""
    return _still_to_come_of([one for one, _ in _ceasefires(kept)])


def _in_force(ceasefire: Ceasefire, author: str) -> Iterator[Assertion]:
    """Yield that a ceasefire that the desk keeps is in force from its first day to its last, where it has one.

    It is said by whoever claims what it rests on, else by that instrument: who loaded it only wrote it down.
    """
    if ceasefire.first is None:
        return
    since = str(ceasefire.first)
    words = Evidence(words=f"{ceasefire.name}, from {since}", by=author, source="the desk's ceasefires")
    yield Assertion(
        id=hash_parts("ceasefire in force", ceasefire.id), room="agreement", subject=ceasefire.id, named=ceasefire.name,
        what="in force", claimant=_claimant_of(ceasefire), standing="ongoing", evidence=(words,), origin="person",
        day=Day(first=since, last=str(ceasefire.last) if ceasefire.last else None),
    )  # fmt: skip


def _claimant_of(ceasefire: Ceasefire) -> Claimant:
    names = {one.id: one.name for one in ceasefire.parties} | {one.id: one.name for one in ceasefire.monitors}
    claimed = next((one.claimant for one in ceasefire.bases if one.claimant), None)
    if claimed is not None:
        return Claimant(name=names.get(claimed, claimed), actor=claimed if claimed in names else None)
    return Claimant(name=ceasefire.bases[0].title if ceasefire.bases else ceasefire.name)


def _still_to_come_of(ceasefires: Sequence[Ceasefire]) -> Reader[Assertion]:
    def read(telling: Telling) -> Iterator[Assertion]:
        return (said for one in ceasefires for said in _still_to_come(telling, one))

    return Reader(name="still to come", kind=Assertion, read=read, inputs=ceasefires)


def _still_to_come(telling: Telling, ceasefire: Ceasefire) -> Iterator[Assertion]:
    """Yield who speaks of the desk's ceasefire as still to come; a report that is not about it does not."""
    for one in claimed_of(telling.reading, document=telling.document, ceasefire=ceasefire):
        if (one.note or "").startswith(TENSION):
            yield Assertion(
                id=hash_parts("still to come", ceasefire.id, telling.document, one.words), room="agreement",
                subject=ceasefire.id, named=ceasefire.name, what="still to come",
                claimant=Claimant(name=one.claimant_name, actor=one.claimant, via=one.via, mood=one.kind),
                standing="hoped" if one.kind == "hope" else "expected", evidence=one.evidence,
                document=telling.document, voice=telling.voice or telling.document, published=telling.published,
                known_at=telling.known_at,
            )  # fmt: skip

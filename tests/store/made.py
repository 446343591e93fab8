"""Readings made by hand, with every kind of record in them, and what the tests compare of a record."""

import datetime as dt
import json
import sqlite3
from collections import deque
from collections.abc import Iterable, Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypedDict

import sqlalchemy as sa

from detente.core.spans import Span
from detente.documents.document import Document, Repair
from detente.documents.observation import Observation, Stated
from detente.documents.packet import Packet
from detente.gather.hosts import HostNote, RulesNote
from detente.gather.sources import make_source
from detente.gather.state import SourceState
from detente.gather.visit import Visit
from detente.reading.reading import Reading
from detente.reading.records import (
    Binding,
    Claim,
    DateCheck,
    DateMention,
    Drop,
    Entity,
    Event,
    Interval,
    Mention,
    Party,
    Perhaps,
    Place,
    Published,
    Quantity,
    Sector,
    Sentence,
    Source,
    Stance,
    Statement,
    Topic,
)
from detente.review.drill import DrillItem
from detente.store import (
    Address,
    KeptDocument,
    Lease,
    Record,
    RecordPlace,
    Wanted,
    add_review,
    compare_waiting,
    create_record,
    dismiss_proposal,
    documents,
    end_refusal,
    gather_incidents,
    grade_source,
    keep,
    keep_documents,
    keep_drill_answer,
    keep_hosts,
    keep_visit,
    merge_incidents,
    open_record,
    open_session,
    put_drill_set,
    put_source,
    refusals,
    refuse,
    restate,
    session_of,
    settle_item,
    split_incident,
    subject_rows,
    take_lease,
    undo_decision,
    withdraw,
    withdraw_review,
)

if TYPE_CHECKING:
    from detente.review.records import Verdict

NOON = dt.datetime(2026, 3, 1, 12, 0, tzinfo=dt.UTC)
LATER = NOON + dt.timedelta(hours=1)
STAGES = (("sentences", "1"), ("events", "1"))
TIMES = {
    "added_at",
    "applied_at",
    "at",
    "ended_at",
    "first_seen_at",
    "made_at",
    "noted_at",
    "refused_at",
    "revised_at",
    "settled_at",
    "superseded_at",
    "visited_at",
}

TEXT = (
    "Item {n}. On 4 May 2021 Northland's army opened fire on Southland's post near Rivertown, the Southland ministry "
    "said, as quoted by the Daily. Northland's ministry denied it. Three soldiers were wounded."
)


def kept(n: int) -> KeptDocument:
    """Return document number `n` as it would come in, one line of a file."""
    text = TEXT.format(n=n)
    data = json.dumps({"id": f"d{n}", "text": text}).encode()
    document = Document(id=f"d{n}", text=text, title=f"Item {n}", publisher="Example Wire", format="jsonl")
    return KeptDocument(document=document, data=data, name=f"reports.jsonl:{n}")


def span(text: str, words: str) -> Span:
    """Return where words stand."""
    start = text.index(words)
    return Span(start, start + len(words))


class Where(TypedDict):
    """The fields of a record that say where its words stand."""

    start: int
    end: int


def at(text: str, words: str) -> Where:
    """Return where words stand, as the fields of a record."""
    found = span(text, words)
    return {"start": found.start, "end": found.end}


def mention(text: str, words: str) -> Mention:
    """Return a mention of an organisation."""
    where = at(text, words)
    return Mention(**where, kind="organisation", head=where["start"])


NAMES = ("Northland's army", "Southland's post", "the Southland ministry", "the Daily", "Northland's ministry")


def reading(document: Document, stages: tuple[tuple[str, str], ...] = STAGES) -> Reading:
    """Return a reading of a document of `kept`, as stages of these versions would make it."""
    text = document.text
    armed = ("GOV", "MIL")
    return Reading(
        document=document,
        published=Published(first="2021-05-05", last="2021-05-05", rule="stated", span=span(text, "4 May 2021")),
        sentences=(Sentence(**at(text, "Three soldiers were wounded.")),),
        dates=(
            DateMention(
                **at(text, "4 May 2021"),
                interval=Interval(first="2021-05-04", last="2021-05-04", precision="day", rule="stated"),
                rule="stated",
            ),
            DateMention(**at(text, "May"), interval=None, rule="no year"),
        ),
        checks=(
            DateCheck(
                **at(text, "4 May 2021"),
                said=span(text, "May 2021"),
                against=(span(text, "4 May 2021"), span(text, "May")),
                agrees=False,
                rule="made up for a test",
            ),
        ),
        quantities=(
            Quantity(
                **at(text, "Three soldiers"), kind="wounded", value=3, counted="soldiers", told_as=span(text, "wounded")
            ),
        ),
        bindings=(Binding(quantity=0, event="V1", claim="C1"),),
        mentions=tuple(mention(text, name) for name in NAMES),
        entities=(
            Entity(
                id="E1",
                name=NAMES[0],
                kind="organisation",
                country="NLD",
                sectors=armed,
                mentions=(0,),
                inferred="the words around it",
                perhaps=Perhaps(entity="E5", rule="told beside it"),
            ),
            Entity(id="E2", name=NAMES[1], kind="organisation", country="ZAF", sectors=armed, mentions=(1,)),
            Entity(id="E3", name=NAMES[2], kind="organisation", country="ZAF", sectors=("GOV",), mentions=(2,)),
            Entity(id="E4", name=NAMES[3], kind="organisation", mentions=(3,)),
            Entity(id="E5", name=NAMES[4], kind="organisation", country="NLD", role="ministry", mentions=(4,)),
        ),
        places=(_place(text),),
        claims=_claims(text),
        events=_events(text),
        statements=(_statement(text),),
        drops=(Drop(**at(text, "denied it"), stage="events", reason="nobody is named"),),
        stages=stages,
    )


def _place(text: str) -> Place:
    sector = Sector(**at(text, "near"), near_km=3, far_km=6, bearing=135)
    where = at(text, "Rivertown")
    return Place(
        **where,
        name="Rivertown",
        lat=1.5,
        lon=2.25,
        country="ZAF",
        candidates=2,
        score=0.75,
        in_name=True,
        sector=sector,
    )


def _claims(text: str) -> tuple[Claim, ...]:
    fire = span(text, "Northland's army opened fire on Southland's post near Rivertown")
    return (
        Claim(
            id="C1",
            source=Source(**at(text, NAMES[2]), entity="E3"),
            via=(Source(**at(text, "the Daily"), entity="E4"),),
            cue=span(text, "said"),
            content=fire,
            parts=(fire,),
            mode="indirect",
            confidence=0.9,
            mood="said",
        ),
        Claim(
            id="C2",
            source=Source(**at(text, "Northland's ministry")),
            cue=None,
            content=span(text, "denied it"),
            mode="indirect",
            confidence=0.5,
            mood="denied",
        ),
    )


def _statement(text: str) -> Statement:
    return Statement(
        claim="C1",
        office=span(text, "ministry"),
        venue=span(text, "near Rivertown"),
        audience=(Source(**at(text, "the Daily"), entity="E4"),),
        date=0,
        topics=(Topic(**at(text, NAMES[0]), entity="E1"), Topic(**at(text, "Rivertown"))),
        stances=(Stance(**at(text, NAMES[0]), entity="E1", leaning="against", trigger=span(text, "said")),),
    )


def _events(text: str) -> tuple[Event, ...]:
    army, post = Party(**at(text, NAMES[0]), entity="E1"), Party(**at(text, NAMES[1]), entity="E2")
    return (
        Event(
            id="V1",
            type="ASSAULT",
            mode="firearms",
            contexts=("military",),
            cameo="190",
            quad="material conflict",
            score=-9.5,
            actors=(army,),
            recipients=(post,),
            trigger=span(text, "opened fire"),
            place=0,
            date=Interval(first="2021-05-04", last="2021-05-04", precision="day", rule="stated"),
            status="happened",
            status_rule="past tense in a claim",
            claim="C1",
            evidence=span(text, "Northland's army opened fire on Southland's post"),
            confidence=0.8,
        ),
        Event(
            id="V2",
            type="REJECT",
            mode=None,
            contexts=(),
            cameo=None,
            quad="verbal conflict",
            score=None,
            actors=(Party(**at(text, NAMES[4]), entity="E5"),),
            recipients=(),
            trigger=span(text, "denied"),
            place=None,
            date=None,
            status="denied",
            status_rule="cue of denial",
            claim=None,
            evidence=span(text, "Northland's ministry denied it"),
            confidence=0.5,
        ),
    )


def add(record: Record, n: int, *, now: dt.datetime = NOON) -> None:
    """Keep document number `n`."""
    one = kept(n)
    keep(record, one, reading(one.document), now=now)


WIRE = (
    "Shells fell on the market of Rivertown at dawn on Tuesday, the mayor Ilir Dosk said. Four stalls burned, and two "
    "traders were taken to the hospital at Hillford. The Northland ministry said its batteries had not fired. "
    "Observers of the joint mission counted eleven craters along the canal and asked both armies for their "
    "firing logs.\n\n"
    "The market had reopened in March, after the two commands agreed to keep guns of more than 100 mm out of the canal "
    "zone. A second meeting of the liaison officers is planned for Friday at the bridge of Stonegate."
)


def article(text: str, name: str = "a.html", **said: Any) -> KeptDocument:
    """Return a document of this text as a page would come in; `said` are fields of either record."""
    own = {field: said.pop(field) for field in list(said) if field in KeptDocument.__slots__}
    document = Document(**{"id": name, "text": text, "format": "html", **said})
    data = json.dumps([text, document.url, document.title]).encode()
    return KeptDocument(**{"document": document, "data": data, "name": name, **own})


def bring_in(record: Record) -> None:
    """Make the record hold whatever intake can bring: copies, repairs, an observation, refusals, a visit and more."""
    here = Span(0, 6)
    seen = Observation(
        observer=Stated(value="Ada", span=here),
        time_from=Stated(value=NOON, span=here),
        method=Stated(value="seen", span=here),
        what=Stated(value="shelling", span=here),
    )
    mended = Repair(start=0, end=6, was="Shellz", rule="made up")
    said: dict[str, Any] = {
        "url": "https://wire.example/1",
        "cut_away": (("menu", 12),),
        "repairs": (mended,),
        "observation": seen,
    }
    keep_documents(record, [article(WIRE, **said), article(WIRE + " More is to come.", "b.html")], now=NOON)
    list(compare_waiting(record))
    refuse(record, Packet(name="x.html", suffix=".html", data=b""), code="empty", message="nothing", now=NOON)
    end_refusal(record, refusals(record)[0].id, outcome="dropped", now=LATER)
    source = make_source("https://wire.example/feed")
    put_source(record, source, now=NOON)
    visit = Visit(
        source=source.id,
        outcome="fetched",
        words="1 entry",
        state=SourceState(first_visit=NOON),
        next_due=LATER,
        settled=("https://wire.example/1",),
    )
    keep_visit(record, visit, now=NOON)
    rules = RulesNote(origin="https://wire.example", until=LATER)
    keep_hosts(record, [HostNote(host="wire.example:443", asked_at=NOON)], [rules], now=NOON)
    take_lease(record, Lease(name="gather", holder="process 1", token="made up"), now=NOON)  # noqa: S106
    first = documents(record)[0].id
    withdraw(record, "document", first, author="Ada", reason="a draft", now=NOON)
    restate(record, "document", first, author="Ada", reason="it was none", now=LATER)


def fill(path: RecordPlace, numbers: range) -> None:
    """Make a record with the documents of these numbers, or go on where an earlier run was cut short."""
    record = open_record(path) if _is_made(path) else create_record(path, now=NOON)
    with record:
        for n in numbers:
            add(record, n)


def _is_made(path: RecordPlace) -> bool:
    if isinstance(path, Address):
        return bool(dump(path))
    return path.exists() and path.stat().st_size > 0 and not Path(f"{path}-journal").exists()


Rows = dict[str, list[tuple[object, ...]]]


NUMBERED = frozenset({"word_row"})  # where a row stands in an index
IN_ORDER = frozenset({"links_moved", "revisions", "memberships"})


def dump(path: RecordPlace, *, times: bool = True) -> Rows:
    """Return every row of every table as it lies there, in order; on request without times, and what tells them.

    The chain of revisions and the memberships are of that: they say in what order things came.
    """
    if isinstance(path, Address):
        return _dump_database(path, times)
    with closing(sqlite3.connect(path)) as connection:
        names = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY 1")]
        found = {}
        for name in names:
            # how FTS5 lays its index out depends on what came together
            if name.startswith(("claim_words", "document_index")):
                continue
            if not times and name in IN_ORDER:
                continue
            cursor = connection.execute(f"SELECT * FROM {name}")  # noqa: S608 - a name out of the file's own list
            found[name] = _sorted([c[0] for c in cursor.description], cursor, times)
    return found


def _dump_database(address: Address, times: bool) -> Rows:  # noqa: FBT001 - an inner step
    engine = sa.create_engine(address.url)
    with engine.connect() as connection:
        found = {}
        for name in sorted(sa.inspect(connection).get_table_names()):
            if not times and name in IN_ORDER:
                continue
            cursor = connection.exec_driver_sql(f"SELECT * FROM {name}")  # noqa: S608 - a name out of its own list
            found[name] = _sorted(list(cursor.keys()), cursor, times)
    engine.dispose()
    return found


def _sorted(names: list[str], rows: Iterable[Sequence[object]], times: bool) -> list[tuple[object, ...]]:  # noqa: FBT001
    columns = [i for i, name in enumerate(names) if name not in NUMBERED and (times or name not in TIMES)]
    return sorted((tuple(row[i] for i in columns) for row in rows), key=repr)


def judge(record: Record) -> None:
    """Let people say what they can of a record that holds documents of `add`: each kind of deed, and of taking back."""
    link(record, now=NOON)
    (whole,) = gather_incidents(record, Wanted())
    keys = [account.key for account in whole.accounts]
    split_incident(record, keys[:1], keys, author="Cem", reason="another day", at=NOON)
    link(record, now=LATER)
    own: dict[str, Any] = {"author": "Ada", "reason": "one and the same", "at": LATER}
    decision = merge_incidents(record, [keys[:1], keys[1:]], **own)
    dismiss_proposal(record, decision.id, spoken_against={decision.id}, author="Ben", reason="it still is", at=LATER)
    undo_decision(record, decision.id, author="Ben", reason="it was none", at=LATER)
    link(record, now=LATER)
    subjects = [row.subject for row in subject_rows(record)]
    verdicts: tuple[Verdict, ...] = ("accept", "reject", "accept")
    made = [
        add_review(record, one, coder="Ann", verdict=verdict, now=NOON).id
        for one, verdict in zip(subjects, verdicts, strict=False)
    ]
    withdraw_review(record, made[0], author="Ann", reason="a slip", now=LATER)
    session = open_session(record, coders=("Ann", "Bob"), sample=1, seed=1, author="Cem", now=NOON)
    for coder, verdict in zip(session.coders, verdicts, strict=False):
        add_review(record, session.items[0], coder=coder, verdict=verdict, now=LATER)
    session = session_of(record, session.id)
    told: dict[str, Any] = {"how": "third", "verdict": "accept", "fields": {}, "reason": "it says so", "now": LATER}
    settle_item(record, session, session.items[0], author="Cem", **told)
    grade_source(record, "Example Wire", "B", author="Ada", reason="right so far", now=NOON)
    item = DrillItem(id="0" * 32, document="x", text="They opened fire.", trigger=Span(5, 16), answers={})
    put_drill_set(record, [item], set_hash="0" * 64, now=NOON)
    keep_drill_answer(record, item.id, coder="Ann", verdict="accept", fields={}, now=LATER)


def link(record: Record, *, now: dt.datetime) -> None:
    """Link what waits, at a time."""
    from detente.pipeline.linking import link_waiting

    deque(link_waiting(record, clock=lambda: now), maxlen=0)

"""What of each table is seen below the level of the desk: a rule for each, and nothing of a table without one.

Most of the record hangs on its documents: what was read in a released one, what people say of that, and what was made
of it, is released with it. Entries are released by themselves. Who of the desk did something, and why, is the desk's.
"""

from collections.abc import Callable, Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy import ColumnElement, TableClause
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from detente.store.base_tables import Base, exists

__all__ = ["COUNTED", "DESK", "EMPTY", "MASKS", "POLICIES", "WHOLE", "Policy"]

Policy = Callable[[Base, TableClause], ColumnElement[bool]]
"""Asks of the rows of a table that they are seen at a level."""
Mask = Callable[[Base, TableClause], ColumnElement[Any]]
DESK = "the desk"
"""Who did what somebody of the desk did, to everybody else."""
SIGNED = ("text", "step")
"""Kinds of entries that name who of the desk did it, in a part that is called as they are."""
MACHINE = "machine détente "


def by_document(column: str = "document_id") -> Policy:
    """Release rows with the document that a column names."""
    return lambda base, own: base.released("document", own.c[column])


def by_reading(base: Base, own: TableClause) -> ColumnElement[bool]:
    """Release rows with the document whose reading they are of."""
    return _is_read(base, own.c.reading_id)


def through(table: str, column: str, *, owner: str = "id", policy: Policy = by_reading) -> Policy:
    """Release rows with the row of another table that a column names."""

    def asked(base: Base, own: TableClause) -> ColumnElement[bool]:
        other = base.named(table, f"own_{table}")
        return exists(other, other.c[owner] == own.c[column], policy(base, other))

    return asked


def both(one: Policy, other: Policy) -> Policy:
    """Release rows where two rules do."""
    return lambda base, own: sa.and_(one(base, own), other(base, own))


def either(one: Policy, other: Policy) -> Policy:
    """Release rows where one of two rules does."""
    return lambda base, own: sa.or_(one(base, own), other(base, own))


def _is_read(base: Base, reading: ColumnElement[Any]) -> ColumnElement[bool]:
    made = base.named("readings", "own_readings")
    return exists(made, made.c.id == reading, base.released("document", made.c.document_id))


def _is_current_or_earlier(base: Base, own: TableClause) -> ColumnElement[bool]:
    """Release a name with a document that tells it, now or in an earlier reading: each has an index of its own."""
    keys = base.named("entity_keys", "telling")
    told = (keys.c.name_id == own.c.id, base.released("document", keys.c.document_id))
    return sa.or_(
        exists(keys, keys.c.superseded_at.is_(None), *told), exists(keys, keys.c.superseded_at.is_not(None), *told)
    )


def _is_decided(base: Base, own: TableClause) -> ColumnElement[bool]:
    """Release a decision where all accounts that it speaks of are released; taking it back goes with it."""
    target = base.named("decisions", "target")
    hidden = [
        exists(held, ~_account(base, held.c.value))
        for held in (base.items(target.c[side], f"held_{side}") for side in ("accounts", "others"))
    ]
    lost = exists(target, target.c.id == sa.func.coalesce(own.c.withdraws, own.c.id), sa.or_(*hidden))
    return ~lost


def _account(base: Base, key: ColumnElement[Any]) -> ColumnElement[bool]:
    told = base.named("accounts", "told_accounts")
    return exists(told, told.c.key == key, base.released("document", told.c.document_id))


def _is_noted(base: Base, own: TableClause) -> ColumnElement[bool]:
    """Release the history of what is released."""
    # what is no bare column has no index: revisions are looked for by their subjects, and not by all of a kind
    subject, kind = own.c.subject, sa.func.coalesce(own.c.kind, "")
    said, made, belongs = (base.named(t, f"noted_{t}") for t in ("reviews", "account_readings", "accounts"))
    decided = base.named("decisions", "noted_decisions")
    documents, entries = base.released("document", subject), base.entry(subject)
    return sa.or_(
        sa.and_(kind.in_(["document", "withdrawal"]), documents),
        sa.and_(kind.in_(["entry", "withdrawal"]), entries),
        sa.and_(kind == "reading", _is_read(base, subject)),
        sa.and_(kind == "review", exists(said, said.c.id == subject, base.released("document", said.c.document_id))),
        sa.and_(kind == "account", exists(made, made.c.id == subject, base.released("document", made.c.document_id))),
        sa.and_(
            kind == "incident",
            exists(belongs, belongs.c.incident == subject, base.released("document", belongs.c.document_id)),
        ),
        sa.and_(kind == "decision", exists(decided, decided.c.id == subject, _is_decided(base, decided))),
    )


def _stands_withdrawn(base: Base, own: TableClause) -> ColumnElement[bool]:
    """Release what was withdrawn of what is released; ids of what reports tell say nothing by themselves, and count."""
    return sa.or_(
        sa.and_(own.c.kind == "document", base.released("document", own.c.subject)),
        sa.and_(own.c.kind == "entry", base.entry(own.c.subject)),
        own.c.kind.not_in(["document", "entry"]),
    )


def _is_released(base: Base, own: TableClause) -> ColumnElement[bool]:
    told = (base.released("document", own.c.subject), base.entry(own.c.subject))
    shown = (sa.and_(own.c.kind == kind, one) for kind, one in zip(("document", "entry"), told, strict=True))
    return sa.and_(own.c.visible_from <= base.now, sa.or_(*shown))


_DOCUMENT = by_document()
_TEXT = through("documents", "hash", owner="text_hash", policy=by_document("id"))
_CODED = through("review_session_items", "id", owner="session_id", policy=_DOCUMENT)
_SESSION = through("review_session_items", "session_id", owner="session_id", policy=_DOCUMENT)

POLICIES: Mapping[str, Policy] = {
    "documents": by_document("id"),
    "blobs": through("documents", "hash", owner="bytes_hash", policy=by_document("id")),
    **dict.fromkeys(
        (
            "origins", "sightings", "cut_away", "repairs", "observations", "readings", "event_keys", "claim_keys",
            "entity_keys", "document_words", "account_readings", "accounts", "reviews", "adjudications",
            "review_session_items",
        ),
        _DOCUMENT,
    ),
    **dict.fromkeys(
        (
            "entities", "places", "dates", "date_checks", "quantities", "claims", "events", "statements", "evidence",
            "drops",
        ),
        by_reading,
    ),
    "claim_sources": through("claims", "claim_id"),
    "parties": through("events", "event_id"),
    "statement_parts": through("statements", "statement_id"),
    "names": _is_current_or_earlier,
    "texts": _TEXT,
    "sentence_marks": through("texts", "text", owner="number", policy=_TEXT),
    "copies": both(
        through("documents", "first_hash", owner="text_hash", policy=by_document("id")),
        through("documents", "second_hash", owner="text_hash", policy=by_document("id")),
    ),
    "links": both(
        through("accounts", "first", owner="number", policy=_DOCUMENT),
        through("accounts", "second", owner="number", policy=_DOCUMENT),
    ),
    "memberships": lambda base, own: _account(base, own.c.account),
    "decisions": _is_decided,
    "dismissals": through("decisions", "decision_id", policy=_is_decided),
    "review_sessions": _CODED,
    "review_session_ends": _SESSION,
    "review_withdrawals": through("reviews", "review_id", policy=_DOCUMENT),
    "entries": lambda base, own: base.entry(own.c.subject),
    "withdrawals": _stands_withdrawn,
    "releases": _is_released,
    "revisions": _is_noted,
}  # fmt: skip
"""By table, which of its rows are seen."""

WHOLE: Mapping[str, str] = {"migrations": "the form of the record says nothing of what is in it"}
"""Tables that are seen whole, with the reason."""

COUNTED: Mapping[str, str] = {
    "tallies": "counts are made of what is released: those that are kept are of all that there is",
    "monthly_tallies": "the same, by month",
}
"""Tables of which rows are made anew (`store.counted_views`), with the reason."""

_GATHERING = "where and how the desk gathers is its own"
EMPTY: Mapping[str, str] = {
    **dict.fromkeys(
        ("sources", "source_revisions", "source_states", "visits", "settled", "hosts", "site_rules", "leases"),
        _GATHERING,
    ),
    **dict.fromkeys(("refusals", "refusal_ends"), "what was set aside became no document that could be released"),
    **dict.fromkeys(("fingerprints", "outlines"), "by them texts are compared when they come, and nothing is shown"),
    **dict.fromkeys(("account_keys", "document_voices"), "by them accounts are linked, and nothing is shown"),
    "links_moved": "by it the desk tells whether links that somebody sees have changed, and nothing is shown",
    "source_grades": "what the desk thinks of an outlet is its own",
    **dict.fromkeys(("drill_items", "drill_answers"), "how the desk's coders train is their own"),
}
"""Tables of which nothing is seen, with the reason; so is any that none of these names, without one."""


def _desk(column: str) -> Mask:
    """Call everybody but the machine the desk."""
    return lambda _, own: sa.case((_is_machine(own), own.c[column]), else_=sa.literal(DESK))


def _machine_only(column: str) -> Mask:
    """Keep the machine's reasons."""
    return lambda _, own: sa.case((_is_machine(own), own.c[column]), else_=sa.literal(""))


def _is_machine(own: TableClause) -> ColumnElement[bool]:
    return sa.func.substr(own.c.author, 1, len(MACHINE)) == MACHINE


def _always(value: str) -> Mask:
    return lambda _, __: sa.literal(value)


def _by_desk(base: Base, own: TableClause) -> ColumnElement[Any]:
    """Leave out who of the desk put a text before both sides, or took a step of an enquiry.

    For which body a step was taken stays; the officers who did something with a text stay named.
    """
    signed = ((own.c.kind == kind, _signed_by_desk(base, own, kind)) for kind in SIGNED)
    return sa.case(*signed, else_=own.c.content)


def _signed_by_desk(base: Base, own: TableClause, part: str) -> Any:
    """Return what an entry says, with the desk where a part of it names who of the desk did it."""
    if base.dialect == "postgresql":
        where, plain = sa.cast(sa.literal(f"{{{part},by}}"), ARRAY(sa.Text)), sa.cast(own.c.content, JSONB)
        return sa.cast(sa.func.jsonb_set(plain, where, sa.cast(sa.literal(f'"{DESK}"'), JSONB)), sa.JSON)
    return sa.func.json_set(own.c.content, f"$.{part}.by", DESK)


def _coder(column: str) -> Mask:
    """Number those who coded something: which of them says what decides what counts, and who they are does not."""

    def number(base: Base, own: TableClause) -> ColumnElement[Any]:
        said, settled = base.named("reviews", "said"), base.named("adjudications", "settled")
        names = [
            sa.select(who.label("who")).where(key == own.c.subject_key).correlate(own)
            for who, key in ((said.c.coder, said.c.subject_key), (settled.c.author, settled.c.subject_key))
        ]
        every = sa.union(*names).subquery("coding")
        before = sa.select(sa.func.count()).select_from(every).where(every.c.who <= own.c[column]).correlate(own)
        return sa.literal(f"{DESK}, coder ") + sa.cast(before.scalar_subquery(), sa.Text)

    return number


MASKS: Mapping[str, Mapping[str, Mask]] = {
    "reviews": {"coder": _coder("coder"), "comment": lambda _, __: sa.null()},
    "adjudications": {"author": _coder("author"), "reason": _always("")},
    "review_withdrawals": {"author": _always(DESK), "reason": _always("")},
    "review_sessions": {"coders": _always("[]"), "opened_by": _always(DESK), "seed": lambda _, __: sa.null()},
    "review_session_ends": {"author": _always(DESK), "reason": _always("")},
    "memberships": {"author": _desk("author"), "reason": _always("")},
    "decisions": {"author": _always(DESK), "reason": _always("")},
    "dismissals": {"author": _always(DESK), "reason": _always("")},
    "entries": {"author": _always(DESK), "reason": _always(""), "content": _by_desk},
    "withdrawals": {"author": _always(DESK), "reason": _always("")},
    "releases": {"author": _always(DESK), "reason": _always("")},
    "revisions": {"author": _desk("author"), "reason": _machine_only("reason")},
}
"""By table, the columns that say something else: who of the desk did it and why."""

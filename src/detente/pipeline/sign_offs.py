"""Texts that are laid before both sides, and what their officers did with them, as a record keeps it."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from detente.core.errors import UsageError
from detente.registry.ceasefires.definition import Ceasefire
from detente.registry.ceasefires.verification.signing import (
    FindingText,
    Signature,
    checked_signature,
    checked_words,
    sign_off,
    signature_id,
    text_id,
)
from detente.registry.ceasefires.verification.subject import Subject
from detente.registry.ceasefires.verification.verified import Laid, Withdrawn
from detente.registry.forms import from_plain, to_plain
from detente.registry.interval import Interval
from detente.store import (
    NOW,
    Entry,
    EntryView,
    Known,
    Record,
    entries,
    entry_revisions,
    keep_new_entry,
    remembered_entries,
    restate,
    withdraw,
    withdrawals,
)

__all__ = [
    "find_text",
    "give_signature",
    "joint_texts",
    "laid_texts",
    "lay_text",
    "signatures_of",
    "waiting_texts",
    "withdraw_text",
    "withdrawn_texts",
]

MOST_TOLD = 5
_entries = remembered_entries(entries)
SHORT = 200
"""Characters of a text that its history has."""


def laid_texts(record: Record, ceasefire: Ceasefire, *, known_on: Known = NOW) -> tuple[Laid, ...]:
    """Return the texts of a ceasefire, the one laid first first, each with where it stands."""
    return _laid(record, ceasefire, _entries(record, kind="text", owner=ceasefire.id, known_on=known_on), known_on)


def withdrawn_texts(record: Record, ceasefire: Ceasefire, *, known_on: Known = NOW) -> tuple[Withdrawn, ...]:
    """Return the texts of a ceasefire that stand withdrawn, the one laid first first, with what was done with each."""
    found = entries(record, kind="text", owner=ceasefire.id, known_on=known_on, withdrawn=True)
    if not found:
        return ()
    last = {one.subject: one for one in withdrawals(record, kind="entry", known_on=known_on)}
    return tuple(
        Withdrawn(laid=one, at=_moment(said.at), by=said.author, reason=said.reason)
        for one in _laid(record, ceasefire, found, known_on)
        if (said := last[one.id])
    )


def _laid(record: Record, ceasefire: Ceasefire, every: Sequence[EntryView], known_on: Known) -> tuple[Laid, ...]:
    found = sorted(every, key=lambda one: (one.made_at, one.subject))
    given = signatures_of(record, ceasefire.id, known_on=known_on)
    texts = {one.subject: _text(one) for one in found}
    newer = {text.replaces: id_ for id_, text in texts.items() if text.replaces}
    return tuple(
        Laid(
            sign_off=sign_off(texts[one.subject], given.get(one.subject, ()), ceasefire),
            at=_moment(one.made_at),
            about=tuple(from_plain(about, Subject, what="what a text is about") for about in one.content["about"]),
            replaced_by=newer.get(one.subject),
        )
        for one in found
    )


def signatures_of(record: Record, ceasefire: str, *, known_on: Known = NOW) -> dict[str, tuple[Signature, ...]]:
    """Return what officers did with the texts of a ceasefire, by text, in its order."""
    held: defaultdict[str, list[Signature]] = defaultdict(list)
    for one in _entries(record, kind="signature", owner=ceasefire, known_on=known_on):
        made = from_plain(one.content, Signature, what="a signature of this record")
        held[made.text].append(made)
    return {text: tuple(sorted(some, key=lambda one: one.number)) for text, some in held.items()}


def joint_texts(laid: Sequence[Laid], interval: Interval) -> tuple[Laid, ...]:
    """Return the texts about these days that both sides have signed; a new wording counts once both signed that."""
    joint = {one.id: one for one in laid if one.sign_off.is_joint}
    return tuple(
        one
        for one in joint.values()
        if one.replaced_by not in joint
        and any(about.interval is None or about.interval.overlaps(interval) for about in one.about)
    )


def waiting_texts(laid: Sequence[Laid], party: str) -> tuple[Laid, ...]:
    """Return the texts that a side has neither signed nor refused; of one with a new wording only that waits."""
    return tuple(one for one in laid if one.replaced_by is None and party in one.sign_off.waits_for)


def find_text(laid: Sequence[Laid], given: str) -> Laid:
    """Return the text that is meant by its id or the first figures of it. Raises `UsageError`."""
    found = [one for one in laid if given and one.id.startswith(given)]
    if len(found) == 1:
        return found[0]
    some = ", ".join(one.id[:16] for one in found[:MOST_TOLD])
    what = f"{len(found)} texts begin with {given[:40]!r} ({some})" if found else f"no text begins with {given[:40]!r}"
    message = f"{what}; list them: detente ceasefire sign DIR ID"
    raise UsageError(message)


def lay_text(
    record: Record,
    ceasefire: Ceasefire,
    words: str,
    about: Sequence[Subject],
    *,
    by: str,
    replaces: Laid | None = None,
    now: dt.datetime,
) -> str:
    """Lay a text before both sides, and return its id. Raises `UsageError` for one that may not be, or is there.

    It is released to the parties with that, and with it what says which ceasefire it is of: who is to sign reads it.
    """
    own = {one.id: one for one in about or (replaces.about if replaces else ())}
    if not own:
        message = "the text is about nothing; name what it is about: --about SUBJECT"
        raise UsageError(message)
    if replaces is not None and replaces.replaced_by is not None:
        message = f"text {replaces.id[:10]} has a new wording already, {replaces.replaced_by[:10]}; replace that one"
        raise UsageError(message)
    text = checked_words(words)
    made = FindingText(
        id=text_id(text, own), subjects=tuple(sorted(own)), text=text, by=by, replaces=replaces.id if replaces else None
    )
    _refuse_withdrawn(record, made.id)
    content = {"text": to_plain(made), "about": [to_plain(own[id_]) for id_ in sorted(own)]}
    entry = Entry(subject=made.id, kind="text", owner=ceasefire.id, content=content)
    keep_new_entry(
        record, entry, author=by, reason=f"laid: {' '.join(text.split())[:SHORT]}", now=now, released_to="parties",
        beside=[one.subject for one in entries(record, kind="ceasefire", owner=ceasefire.id)],
    )  # fmt: skip
    return made.id


def give_signature(
    record: Record, ceasefire: Ceasefire, laid: Laid, given: Signature, *, author: str, now: dt.datetime
) -> Signature:
    """Keep what an officer does with a text, and return it with its number and its moment.

    Raises `UsageError` that says why it may not be done.
    """
    so_far = signatures_of(record, ceasefire.id)
    before = so_far.get(laid.id, ())
    at = now.astimezone(dt.UTC).isoformat(timespec="seconds")
    made = replace(given, text=laid.id, number=_next_number(record, laid.id, before), at=at)
    elsewhere = [one for text, some in so_far.items() if text != laid.id for one in some]
    checked_signature(made, ceasefire, before, elsewhere=elsewhere, replaced_by=laid.replaced_by)
    entry = Entry(
        subject=signature_id(laid.id, made.number), kind="signature", owner=ceasefire.id, content=to_plain(made)
    )
    why = f"{made.party} {made.act}" + (f": {made.reason}" if made.reason else "")
    keep_new_entry(record, entry, author=author, reason=why, now=now)
    if _is_withdrawn(record, laid.id):
        withdraw(record, "entry", entry.subject, author=author, reason="the text was withdrawn meanwhile", now=now)
        message = f"text {laid.id[:10]} was withdrawn meanwhile; nothing was noted on it"
        raise UsageError(message)
    return made


def withdraw_text(
    record: Record, ceasefire: Ceasefire, laid: Laid, *, author: str, reason: str, now: dt.datetime
) -> None:
    """Withdraw a text that no side's signature stands under. Raises `UsageError` where one does."""
    _refuse_signed(laid)
    withdraw(record, "entry", laid.id, author=author, reason=reason, now=now)
    given = signatures_of(record, ceasefire.id).get(laid.id, ())
    if sign_off(laid.sign_off.text, given, ceasefire).signed:
        # whoever signed between the look and the withdrawal signed a text that stood
        restate(record, "entry", laid.id, author=author, reason="signed meanwhile", now=now)
        message = f"text {laid.id[:10]} was signed meanwhile, and stays; read it again"
        raise UsageError(message)


def _refuse_signed(laid: Laid) -> None:
    signed = [one.party for one in laid.sign_off.signed]
    if signed:
        message = (
            f"text {laid.id[:10]} is signed by {' and '.join(signed)}, and a signed text is not withdrawn; lay a new "
            "wording (--text FILE --replaces TEXT), or let the signature be taken back first (--take-back)"
        )
        raise UsageError(message)


def _refuse_withdrawn(record: Record, id_: str) -> None:
    said = withdrawals(record, kind="entry", subject=id_)
    if said and said[-1].withdrawn:
        message = (
            f"a text in these very words was withdrawn by {said[-1].author}: {said[-1].reason}; lay it in other words"
        )
        raise UsageError(message)


def _is_withdrawn(record: Record, id_: str) -> bool:
    said = withdrawals(record, kind="entry", subject=id_)
    return bool(said) and said[-1].withdrawn


def _next_number(record: Record, text: str, before: Sequence[Signature]) -> int:
    number = max((one.number for one in before), default=0) + 1
    while entry_revisions(record, signature_id(text, number)):
        number += 1
    return number


def _text(one: EntryView) -> FindingText:
    return from_plain(one.content["text"], FindingText, what="a text of this record")


def _moment(at: dt.datetime) -> str:
    return at.astimezone(dt.UTC).isoformat(timespec="minutes").replace("+00:00", "Z")

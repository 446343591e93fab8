"""Texts that are laid before both sides, and where each stands: a line for either side, in the same words."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from detente.cli.ceasefire.enquiries import subject_words
from detente.cli.ceasefire.words import ORDERS, titled

if TYPE_CHECKING:
    from detente.registry.ceasefires.definition import Ceasefire, Party
    from detente.registry.ceasefires.verification.signing import Signature, SignOff
    from detente.registry.ceasefires.verification.verified import Laid

__all__ = ["text_plain", "texts_lines"]

SHORT = 10
"""Figures of an id that are shown."""
SHORT_WORDS = 160
"""Characters of a text in a list."""
Given = Mapping[str, "Sequence[Signature]"]


def texts_lines(
    laid: "Sequence[Laid]", given: Given, ceasefire: "Ceasefire", day: dt.date, *, whole: bool
) -> list[str]:
    """Return texts with where each stands; one that is shown `whole` with all that was done with it."""
    if not laid:
        return [
            f"no text lies before the sides of {ceasefire.id}: detente ceasefire sign DIR ID --text FILE --about ID"
        ]
    lines = [f"order of the sides: {_order(ceasefire)}"]
    for one in laid:
        lines += _text(one, ceasefire, _in_order(ceasefire, day), whole=whole)
        lines += _done(given.get(one.id, ())) if whole else []
    return lines


def text_plain(one: "Laid", given: "Sequence[Signature]") -> dict[str, Any]:
    """Return a text with where it stands and all that was done with it, for programs."""
    from detente.registry.forms import to_plain

    stands = one.sign_off
    return {
        "id": one.id,
        "text": stands.text.text,
        "laid by": stands.text.by,
        "at": one.at,
        "about": to_plain(one.about),
        "joint": stands.is_joint,
        "signed": to_plain(stands.signed),
        "refused": to_plain(stands.refused),
        "dissents": to_plain(stands.dissents),
        "waits for": list(stands.waits_for),
        "replaces": stands.text.replaces,
        "replaced by": one.replaced_by,
        "done": to_plain(given),
    }


def _text(one: "Laid", ceasefire: "Ceasefire", parties: "Sequence[Party]", *, whole: bool) -> Iterator[str]:
    stands = one.sign_off
    yield f"{one.id[:SHORT]}  {_standing(stands)}; laid by {stands.text.by}, {one.at}"
    if stands.text.replaces:
        yield f"  a new wording of {stands.text.replaces[:SHORT]}"
    if one.replaced_by:
        yield f"  a new wording took its place: {one.replaced_by[:SHORT]}"
    yield from (f"  about {subject_words(about, ceasefire)}" for about in one.about)
    if whole:
        yield from (f"  │ {line.expandtabs(4)}" for line in stands.text.text.split("\n"))
    else:
        yield f"  “{_short(stands.text.text)}”"
    yield from (f"  {titled(party)}: {_side(stands, party.id)}" for party in parties)
    for dissent in stands.dissents:
        yield f"  dissent: {dissent.officer} for {dissent.party}, {_when(dissent)}: “{dissent.reason}”"


def _order(ceasefire: "Ceasefire") -> str:
    return "another one stands first each day" if ceasefire.order == "alternating" else ORDERS[ceasefire.order]


def _standing(stands: "SignOff") -> str:
    if stands.is_joint:
        return "joint: both sides have signed"
    return "not joint: refused" if stands.refused else "not joint: waits for signatures"


def _side(stands: "SignOff", party: str) -> str:
    """Return what a side did last, in the words that either side gets."""
    for one in (*stands.signed, *stands.refused):
        if one.party == party:
            why = f": “{one.reason}”" if one.reason else ""
            return f"{one.act} by {one.officer}, {_when(one)}{why}"
    return "has neither signed nor refused"


def _done(given: "Sequence[Signature]") -> Iterator[str]:
    if given:
        yield "  All that was done with it:"
    for one in given:
        why = f": “{one.reason}”" if one.reason else ""
        yield f"    {one.number}. {one.act}, {one.officer} for {one.party}, {_when(one)}{why}"


def _in_order(ceasefire: "Ceasefire", day: dt.date) -> "list[Party]":
    from detente.registry.ceasefires.board import columns_in_order
    from detente.registry.interval import Interval

    party_of = {party.id: party for party in ceasefire.parties}
    return [party_of[id_] for id_ in columns_in_order(ceasefire, Interval(first=day, last=day)) if id_ in party_of]


def _when(one: "Signature") -> str:
    return one.at[:16].replace("+00:00", "") + "Z"


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= SHORT_WORDS else words[:SHORT_WORDS].rsplit(" ", 1)[0] + " …"

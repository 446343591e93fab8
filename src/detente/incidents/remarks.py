"""What reports say of no event and yet of a happening: that nobody was hurt, that a monitor observed nothing.

"There were no reports of casualties" is neither: that nothing is reported says nothing. Only a monitor can have
observed nothing.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from detente.core.ids import hash_parts
from detente.incidents.account import Account, Side
from detente.incidents.families import FAMILIES
from detente.incidents.names import stems_of_name
from detente.incidents.standing import is_monitor

__all__ = ["Remark", "account_of", "find_kind", "remarks_of"]

Json = Mapping[str, Any]
RemarkKind = Literal["none", "not observed"]

FORCE = frozenset({"violence", "force"})
FARTHEST = 5
"""Sentences between a remark and the account that it is about."""
HURT = r"(?:killed|wounded|injured|hurt|harmed)"
LOSS = r"(?:casualt(?:y|ies)|injur(?:y|ies)|deaths?|fatalit(?:y|ies)|victims?|loss(?:es)?|dead|wounded|killed|injured)"
WHO = r"(?:civilians?|soldiers?|servicem[ae]n|people|persons?|troops|police(?:men)?|residents?|children|one)"
NONE = re.compile(
    rf"\b(?:(?:no|zero) (?:\w+ ){{0,2}}?(?:{WHO} (?:was|were|has been|have been|had been|got) {HURT}|{LOSS})"
    rf"|(?:nobody|none) (?:of \w+ \w+ )?(?:was|were|has been|had been|got) {HURT}"
    rf"|without (?:any )?(?:\w+ )?{LOSS}|did not (?:suffer|cause|result in) (?:any )?(?:\w+ )?{LOSS})\b",
    re.IGNORECASE,
)
UNREPORTED = re.compile(
    r"\b(?:no (?:\w+ )?(?:report|information|word|news|confirmation|data|detail|figure|indication|sign)s?\b"
    r"|no [\w ]{0,40}\b(?:was|were|have been|has been|had been|are|is) (?:\w+ )?"
    r"(?:reported|known|confirmed|announced)\b)",
    re.IGNORECASE,
)
"""That nobody has told, which says nothing about what was."""
UNSEEN = re.compile(
    r"\b(?:(?:did|does|do|has|have|had) (?:not|never) "
    r"(?:observed?|record(?:ed)?|register(?:ed)?|seen?|detect(?:ed)?)"
    r"|(?:didn|hasn|haven|hadn)['’]t (?:observed?|record(?:ed)?|register(?:ed)?|seen?|detect(?:ed)?)"
    r"|(?:observed|recorded|registered|saw|detected) (?:no|neither|nothing)\b"
    r"|no [\w -]{1,60} (?:was|were|has been|have been|had been) (?:observed|recorded|registered|seen|detected)"
    r"|not observed)\b",
    re.IGNORECASE,
)
NOT_SO = frozenset({"denied", "rejected", "doubted"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """That somebody says there was none of a kind, or that it observed nothing, and which account it is about."""

    account: str
    document: str
    kind: RemarkKind
    claimant: Side | None
    via: tuple[Side, ...]
    start: int
    end: int
    words: str


def remarks_of(reading: Json, accounts: Sequence[Account]) -> Iterator[Remark]:
    """Yield the remarks of a reading, each with the nearest of the document's accounts of violence or force."""
    about = [account for account in accounts if FAMILIES[account.type] in FORCE]
    if not about:
        return
    starts = [sentence["start"] for sentence in reading["sentences"]]
    for number, sentence in enumerate(reading["sentences"]):
        words = reading["text"][sentence["start"] : sentence["end"]]
        nearest = min(about, key=lambda one: (abs(one.sentence - number), one.sentence > number, one.start, one.key))
        if abs(nearest.sentence - number) > FARTHEST or (match := _find(words)) is None:
            continue
        kind, found = match
        start, end = sentence["start"] + found.start(), sentence["start"] + found.end()
        claim = _claim_over(reading, start, end)
        if claim and claim.get("mood") in NOT_SO:
            continue
        side, via = _sides(reading, claim)
        if kind == "not observed" and (side is None or not is_monitor(side.name)):
            side, via = _monitor_before(reading, starts, number, start), ()
            if side is None:
                continue
        yield Remark(
            account=nearest.key,
            document=nearest.document,
            kind=kind,
            claimant=side,
            via=via,
            start=start,
            end=end,
            words=found[0],
        )


def find_kind(words: str) -> RemarkKind | None:
    """Return what words say there was not, None where they say no such thing."""
    found = _find(words)
    return found[0] if found else None


def account_of(remark: Remark, near: Account) -> Account:
    """Return a remark as an account of its own, of the happening of the account that it is about; it has no event."""
    return replace(
        near,
        key=hash_parts("remark", near.key, str(remark.start), str(remark.end)),
        event="",
        start=remark.start,
        end=remark.end,
        status="negated",
        actors=(),
        recipients=(),
        where=None,
        when=None,
        claimant=remark.claimant,
        via=remark.via,
        told=(),
        said=remark.words,
        evidence=(remark.start, remark.end),
    )


def _find(words: str) -> tuple[RemarkKind, re.Match[str]] | None:
    if (unseen := UNSEEN.search(words)) is not None:
        return "not observed", unseen
    none = NONE.search(words)
    if none is None or any(_meet(none, other) for other in UNREPORTED.finditer(words)):
        return None
    return "none", none


def _meet(one: re.Match[str], other: re.Match[str]) -> bool:
    return one.start() < other.end() and other.start() < one.end()


def _claim_over(reading: Json, start: int, end: int) -> Json | None:
    """Return the innermost claim whose content holds words."""
    holding = [c for c in reading["claims"] if c["content"]["start"] <= start and end <= c["content"]["end"]]
    return min(holding, key=lambda c: (c["content"]["end"] - c["content"]["start"], c["id"]), default=None)


def _sides(reading: Json, claim: Json | None) -> tuple[Side | None, tuple[Side, ...]]:
    if claim is None or not claim["source"]:
        return None, ()
    return _named(reading, claim["source"]), tuple(_named(reading, source) for source in claim["via"])


def _named(reading: Json, source: Json) -> Side:
    words = reading["text"][source["start"] : source["end"]]
    known = next((e for e in reading["entities"] if e["id"] == source["entity"]), None)
    span = (source["start"], source["end"])
    if known is None:
        return Side(name=words, kind="other", words=stems_of_name(words), span=span)
    return Side(
        name=known["name"],
        kind=known["kind"],
        country=known["country"],
        sectors=tuple(known["sectors"]),
        words=stems_of_name(known["name"]),
        span=span,
    )


def _monitor_before(reading: Json, starts: Sequence[int], number: int, start: int) -> Side | None:
    """Return the monitor that a sentence names last before it says that nothing was observed."""
    before = [m for m in reading["mentions"] if m["end"] <= start and bisect_right(starts, m["start"]) - 1 == number]
    sides = (_named(reading, mention) for mention in reversed(before))
    return next((side for side in sides if is_monitor(side.name)), None)

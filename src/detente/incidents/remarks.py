"""What reports say of no event and yet of a happening: that nobody was hurt, that a monitor observed nothing.

"There were no reports of casualties" is neither: that nothing is reported says nothing. Only a monitor can have
observed nothing. One that could not look, or not confirm, has not observed that there was nothing.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from detente.core.ids import hash_parts
from detente.incidents.account import Account, Side
from detente.incidents.families import FAMILIES
from detente.incidents.saying import claim_over, side_named
from detente.incidents.standing import is_monitor

__all__ = ["Remark", "account_of", "find_kind", "find_remark", "remarks_of", "with_remarks"]

Json = Mapping[str, Any]
RemarkKind = Literal["none", "not observed", "could not observe"]

DENYING = frozenset({"denied", "negated"})
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
LOOK = r"(?:observe|see|verify|confirm|corroborate|access|reach|enter|visit|inspect)"
UNABLE = re.compile(
    rf"\b(?:(?:could|can)(?: ?not|n['’]t)(?: \w+ly)? {LOOK}|(?:was|were|is|are|been) (?:unable|not able) to {LOOK}"
    r"|(?:was|were|is|are|been) (?:denied|refused) (?:access|entry|passage))\b(?! (?:who|whom|whose|how|which)\b)",
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
        if abs(nearest.sentence - number) > FARTHEST or (match := find_remark(words)) is None:
            continue
        kind, found = match
        start, end = sentence["start"] + found.start(), sentence["start"] + found.end()
        claim = claim_over(reading, start, end)
        if claim and claim.get("mood") in NOT_SO:
            continue
        side, via = _sides(reading, claim)
        if kind != "none" and (side is None or not is_monitor(side.name)):
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
    found = find_remark(words)
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


def with_remarks(accounts: Sequence[Account], remarks: Sequence[Remark]) -> tuple[Account, ...]:
    """Return accounts with the remarks about them as accounts of their own, by key.

    Where an event was read from the words of a monitor that it was not observed, the remark stands for it.
    """
    by_key = {account.key: account for account in sorted(accounts, key=lambda one: one.key)}
    about = [remark for remark in remarks if remark.account in by_key]
    unseen = [(remark.document, remark.start, remark.end) for remark in about if remark.kind != "none"]
    kept = [account for account in by_key.values() if not _is_of(account, unseen)]
    return (*kept, *(account_of(remark, by_key[remark.account]) for remark in about))


def _is_of(account: Account, unseen: Sequence[tuple[str, int, int]]) -> bool:
    if account.status not in DENYING or account.evidence is None:
        return False
    first, last = account.evidence
    return any(first <= start and end <= last for document, start, end in unseen if document == account.document)


def find_remark(words: str) -> tuple[RemarkKind, re.Match[str]] | None:
    """Return what a sentence says there was not, with the words that say so; None where it says no such thing."""
    if (unseen := UNSEEN.search(words)) is not None:
        return "not observed", unseen
    if (unable := UNABLE.search(words)) is not None:
        return "could not observe", unable
    none = NONE.search(words)
    if none is None or any(_meet(none, other) for other in UNREPORTED.finditer(words)):
        return None
    return "none", none


def _meet(one: re.Match[str], other: re.Match[str]) -> bool:
    return one.start() < other.end() and other.start() < one.end()


def _sides(reading: Json, claim: Json | None) -> tuple[Side | None, tuple[Side, ...]]:
    if claim is None or not claim["source"]:
        return None, ()
    return side_named(reading, claim["source"]), tuple(side_named(reading, source) for source in claim["via"])


def _monitor_before(reading: Json, starts: Sequence[int], number: int, start: int) -> Side | None:
    """Return the monitor that a sentence names last before it says that nothing was observed."""
    before = [m for m in reading["mentions"] if m["end"] <= start and bisect_right(starts, m["start"]) - 1 == number]
    sides = (side_named(reading, mention) for mention in reversed(before))
    return next((side for side in sides if is_monitor(side.name)), None)

"""Whose a number is: the deed of its own claim and clause that it stands with; a number of nobody is left to nobody."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from detente.registry.mines.acts import AUXILIARY, BOTH, DONE, UNTOUCHED, Act
from detente.registry.mines.told import Told
from detente.registry.mines.words import Phrase

__all__ = ["CLAUSES", "counts_devices", "device_of", "end_of", "fate_of", "owner_of"]

Json = Mapping[str, Any]
LOOSE = frozenset({"other", "weapons"})
"""Kinds of quantities that are of devices where their words name one."""
REACH = 20
"""How many deeds before and behind a number are looked at."""
DONE_TO = re.compile(r"[\w ]{0,30}\b(?:was|were|been|is|are|remains?|remained)\s+(?:(?:\w+ly|still)\s+)?")
"""What stands between a quantity and what was done to it."""
SHORT = re.compile(r"(?:\s+of(?:\s(?!(?:near|in|at|with|around|on|by|and|as|that)\s)[a-z]+){1,3})?\s+")
"""The same where the auxiliary is left out ("25 ha cancelled")."""
JOINED = re.compile(r"\s*(?:,|and|,\s*and|or)\s+", re.IGNORECASE)
PIECES = re.compile(r"\s+of\s+(?:the\s+)?")
CLAUSES = re.compile(r"[;:,]|,?\s\b(?:while|whereas|but)\b|,?\s\band\b", re.IGNORECASE)
"""Where another clause may begin, which has its own subject or none."""
APART = re.compile(r"[;]|\b(?:while|whereas|but)\b", re.IGNORECASE)
"""What no number is owned across."""


def owner_of(told: Told, quantity: Json, acts: Sequence[Act]) -> Act | None:
    """Return the act that a number is of: the one done to it, else the one before it, both of its own claim."""
    claim = told.claim_at(quantity["start"])
    at = bisect_left(acts, quantity["end"], key=lambda act: act.start)
    behind = next((act for act in acts[at : at + REACH] if told.claim_at(act.start) == claim), None)
    earlier = [act for act in acts[max(0, at - REACH) : at] if act.end <= quantity["start"]]
    before = next((act for act in reversed(earlier) if told.claim_at(act.start) == claim), None)
    if behind and _is_done_to(told, _list_end(told, quantity, behind.start), behind):
        return behind
    if before and not _is_parted(told, before, quantity):
        return before
    is_apart = behind is None or APART.search(told.plain, quantity["end"], behind.start)
    return None if is_apart or before or quantity["kind"] == "area" else behind


def _is_parted(told: Told, before: Act, quantity: Json) -> bool:
    """Say whether a number stands too far from the act before it: ground behind a comma is of something else."""
    gap = told.plain[before.end : quantity["start"]]
    return APART.search(gap) is not None or (quantity["kind"] == "area" and "," in gap)


def _is_done_to(told: Told, end: int, act: Act) -> bool:
    if DONE_TO.fullmatch(told.plain, end, act.start):
        return True
    said = told.plain[act.start : act.end]
    is_done = act.label == UNTOUCHED or DONE.fullmatch(said) is not None
    return is_done and SHORT.fullmatch(told.plain, end, act.start) is not None


def _list_end(told: Told, quantity: Json, until: int) -> int:
    """Return where the list ends that a number begins: "55 shells, 12 mines and 140 grenades"."""
    end: int = end_of(told, quantity)
    for one in told.quantities[bisect_left(told.quantities, end, key=lambda q: int(q["start"])) :]:
        if one["start"] >= until:
            break
        if one["start"] >= end and (one["kind"] == "area") == (quantity["kind"] == "area"):
            if not JOINED.fullmatch(told.plain, end, one["start"]):
                break
            end = end_of(told, one)
    return end


def end_of(told: Told, quantity: Json) -> int:
    """Return where a quantity ends, with the words for the devices of which it counts the pieces."""
    found = _device(told, quantity)
    return max(quantity["end"], found.end) if found else int(quantity["end"])


def counts_devices(told: Told, quantity: Json) -> bool:
    """Say whether a quantity counts devices."""
    return quantity["kind"] == "mines" or (quantity["kind"] in LOOSE and device_of(told, quantity) is not None)


def device_of(told: Told, quantity: Json) -> str | None:
    """Return the category of what a quantity counts, by its words; None where they name none."""
    found = _device(told, quantity)
    return found.label if found else None


def _device(told: Told, quantity: Json) -> Phrase | None:
    """Return the words for the devices of a quantity: its own, or those of which it counts the pieces."""
    own = [one for one in told.words.hazards.find(told.plain, quantity["start"], quantity["end"]) if one.label]
    if own:
        return own[-1]
    pieces = PIECES.match(told.plain, quantity["end"])
    behind = told.words.hazards.first(told.plain, pieces.end(), pieces.end() + 60) if pieces else None
    return behind if behind and pieces and behind.label and behind.start == pieces.end() else None


def fate_of(told: Told, act: Act, acts: Sequence[Act]) -> str | None:
    """Return what became of devices: of deeds told in one breath ("found and destroyed") the last."""
    said = [told.words.fates.first(told.plain, one.start, one.end) for one in _breath(told, act, acts)]
    labels = [one.label for one in said if one]
    return labels[-1] if labels else None


def _breath(told: Told, act: Act, acts: Sequence[Act]) -> Iterator[Act]:
    yield act
    for one in acts:
        if one.start >= act.end:
            if not BOTH.fullmatch(told.plain, act.end, one.start) or AUXILIARY.search(told.plain[act.end : one.start]):
                return
            yield one
            act = one

"""What the words of two accounts and of their reports say of their being one happening."""

import math
from collections.abc import Iterator, Mapping

from detente.incidents.account import Account, Ways
from detente.incidents.stems import RARE

__all__ = ["NAMES_AROUND", "deed_features", "names_feature", "report_features", "speaks_of_names", "word_features"]

Feature = tuple[str, float]

FEW_BITS = 6.0
NAMES_AROUND = "names in the other report:"
SHARED = ((0, "none"), (1, "one"), (2, "two"), (4, "three or four"))


def word_features(one: Account, other: Account) -> Iterator[Feature]:
    """Yield what is to be said of the words that two accounts are told in."""
    a, b = one.ways, other.ways
    yield from deed_features(a, b)
    yield from _sentences(a, b)
    if one.document != other.document:
        yield from _reports(a, b)
        yield from report_features(a, b)
        yield _names_around(a, b), 1.0
        if one.voice == other.voice:
            yield "reports: copies of one text", 1.0


def deed_features(a: Ways, b: Ways) -> Iterator[Feature]:
    """Yield what is to be said of the deeds that two accounts name."""
    if a.trigger & b.trigger:
        yield "words: the deed in one word", 1.0
    shared = a.deeds & b.deeds
    known = a.deeds and b.deeds
    yield f"deed: {('of one kind' if shared else 'of another kind') if known else 'unknown of one'}", 1.0
    for deed in sorted(shared):
        yield f"deed: both {deed}", 1.0
    if a.general or b.general:
        yield "deed: a general word", 1.0


def _sentences(a: Ways, b: Ways) -> Iterator[Feature]:
    bits = a.sentence.bits
    shared = bits.keys() & b.sentence.bits.keys()
    names = a.names & b.names
    if shared:
        yield "words: names shared", _amount(bits, names)
        yield "words: rare words shared", _amount(bits, {s for s in shared if bits[s] >= RARE} - a.names)
        yield "words: sentences alike", a.sentence.likeness(b.sentence)
    yield f"rare names: {_rare_names(a, b)}", 1.0
    if a.figures and b.figures:
        yield "figures: shared" if a.figures & b.figures else "figures: others", 1.0


def _amount(bits: Mapping[str, int], stems: set[str] | frozenset[str]) -> float:
    return math.log1p(sum(bits[stem] for stem in stems) / FEW_BITS)


def _rare_names(a: Ways, b: Ways) -> str:
    if not a.rare_names or not b.rare_names:
        return "none in one"
    return "each has others" if a.rare_names.isdisjoint(b.rare_names) else "shared"


def _reports(a: Ways, b: Ways) -> Iterator[Feature]:
    some, others = a.sentence.found_in(b.report), b.sentence.found_in(a.report)
    yield "words: the less told sentence is in the other report", min(some, others)
    yield "words: the more told sentence is in the other report", max(some, others)
    yield "reports: alike", a.report.likeness(b.report)
    yield "reports: begin alike", a.lead.likeness(b.lead)
    led = (not a.deeds.isdisjoint(b.lead_deeds)) + (not b.deeds.isdisjoint(a.lead_deeds))
    yield f"deed in the other's beginning: {led} of 2", 1.0
    yield f"told as known already: {a.definite + b.definite} of 2", 1.0


def report_features(a: Ways, b: Ways) -> Iterator[Feature]:
    """Yield what is to be said of two reports' rare words and countries, the same for all that they tell."""
    count = len(a.rare & b.rare)
    yield f"reports: rare words shared, {next((n for most, n in SHARED if count <= most), 'more')}", 1.0
    yield f"reports: {_settings(a.setting, b.setting)}", 1.0


def speaks_of_names(report: Ways, other: Ways) -> bool:
    """Say whether a report speaks of a rare name that an account of another report names."""
    return not other.rare_names.isdisjoint(report.report.bits)


def names_feature(named: int, found: int) -> str:
    """Return the feature of two accounts of which so many have rare names, and so many are spoken of by the other."""
    if found == named:
        return f"{NAMES_AROUND} {('no names', 'of the one that has any', 'of both')[found]}"
    return f"{NAMES_AROUND} {'of one' if found else 'of none'}"


def _names_around(a: Ways, b: Ways) -> str:
    named = bool(a.rare_names) + bool(b.rare_names)
    return names_feature(named, speaks_of_names(a, b) + speaks_of_names(b, a))


def _settings(some: frozenset[str], others: frozenset[str]) -> str:
    if not some or not others:
        return "one names no country"
    return "of other countries" if some.isdisjoint(others) else "of one country"

"""Two texts held against each other: copies of one text or not, and in what way."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from detente.documents.copies.news import differ_in_news, read_news
from detente.documents.copies.profile import LONGEST_HEADING, Profile, read_profile
from detente.documents.copies.runs import run_hashes
from detente.documents.copies.telling import ALIKE, Told, find_told

__all__ = ["COPIES", "Features", "Kind", "Likeness", "compare", "compare_profiles", "measure"]

Kind = Literal["same words", "retitled", "reordered", "cut", "edited", "paraphrased", "same form", "shared part"]
COPIES: frozenset[Kind] = frozenset(("same words", "retitled", "reordered", "cut", "edited", "paraphrased"))
"""Kinds of likeness that make one voice of two texts."""

TOLD = 0.5
"""Share of the shorter text that a copy tells; measured by tools/measure_copies.py."""
TOLD_FEW = 8.0
"""Words' worth that a short text needs more: few words are alike by chance."""
TOLD_LONG = 0.2
"""Share of the longer text that a copy tells; with less, one holds the other as a part among others."""
OTHER = 0.4
"""Share of the sentences told again with other figures or names from which on two texts are one form, filled twice."""
FORM_RUNS = 0.25
PART = 0.6
WORD_FOR_WORD = 0.93
"""Share of words in common runs from which on nothing was said in other words."""
REWORDED = 0.85
ORDER = 0.2
NAMED = 7
"""Bits of a name or figure that tells something."""
RETOLD_WORDS, RETOLD_NAMED = 40, 4
RETOLD_TOLD, RETOLD_NAMES, RETOLD = 0.3, 0.7, 1.18
"""A text in other words throughout is known by its names and figures: the share of them that both have, the share of
all they tell alike, each the lesser of both ways, and the two added up. Another reporter's telling of the same event
has many of the names, and tells a third alike. A text of fewer words, names and figures is not looked at so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """In what way two texts are alike, the share of each that is told in the other, and whether they are copies."""

    kind: Kind
    one_told: float
    other_told: float
    copies: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Features:
    """What the verdict is taken from; `_short` is of the text with fewer words, `_long` of the other."""

    told_short: float
    told_long: float
    runs_short: float
    runs_long: float
    other: float
    """Share of the sentences told again that have other figures or names."""
    counted: int
    """Sentences told again that have particulars."""
    disorder: float
    words_short: int
    names_short: float
    """Share of the weight of its names and figures that stand anywhere in the other text."""
    names_long: float
    named: int
    """How many names and figures the text has that has fewer."""
    other_news: bool
    """Whether each tells something of its own beside a passage that both have word for word."""


def compare(one: str, other: str) -> Likeness | None:
    """Return in what way two texts are alike, or None where they are not; the same whichever comes first."""
    return compare_profiles(read_profile(one), read_profile(other))


def compare_profiles(one: Profile, other: Profile) -> Likeness | None:
    """Return in what way two texts are alike whose words are known already."""
    if not one.words or not other.words:
        return None
    if _same(one.words, other.words):
        return Likeness(kind="same words", one_told=1.0, other_told=1.0, copies=True)
    features, first_is_short = measure(one, other)
    kind = _kind(features, one, other)
    if kind is None:
        return None
    short, long = features.told_short, features.told_long
    one_told, other_told = (short, long) if first_is_short else (long, short)
    return Likeness(kind=kind, one_told=one_told, other_told=other_told, copies=kind in COPIES)


def _same(one: Sequence[tuple[int, int, str]], other: Sequence[tuple[int, int, str]]) -> bool:
    return len(one) == len(other) and all(a[2] == b[2] for a, b in zip(one, other, strict=True))


def _kind(features: Features, one: Profile, other: Profile) -> Kind | None:
    if features.other >= OTHER:
        return "same form" if features.runs_short >= FORM_RUNS else None
    if _is_retold(features) and not features.other_news:
        return _kind_of_copy(features, one, other)
    if features.told_short < TOLD + TOLD_FEW / features.words_short:
        return None
    if features.told_long < TOLD_LONG or features.other_news:
        return "shared part" if features.told_short >= PART else None
    return _kind_of_copy(features, one, other)


def _is_retold(features: Features) -> bool:
    """Say whether a text is another in other words: some of all that either tells, nearly all names and figures."""
    told = min(features.told_short, features.told_long)
    share = min(features.names_short, features.names_long)
    enough = features.words_short >= RETOLD_WORDS and features.named >= RETOLD_NAMED
    return enough and told >= RETOLD_TOLD and share >= RETOLD_NAMES and told + share >= RETOLD


def _kind_of_copy(features: Features, one: Profile, other: Profile) -> Kind:
    if _are_retitled(one, other):
        return "retitled"
    if features.runs_short >= WORD_FOR_WORD:
        if features.disorder >= ORDER:
            return "reordered"
        return "cut" if features.runs_long < WORD_FOR_WORD else "edited"
    return "edited" if features.runs_short >= REWORDED else "paraphrased"


def _are_retitled(one: Profile, other: Profile) -> bool:
    """Say whether two texts have the same words but for a heading of either."""
    bodies = [[text.words, *_without_heading(text)] for text in (one, other)]
    return any(_same(a, b) for a in bodies[0] for b in bodies[1])


def _without_heading(text: Profile) -> list[Sequence[tuple[int, int, str]]]:
    first = text.heading
    return [text.words[first:]] if 0 < first <= LONGEST_HEADING and len(text.words) > 2 * first else []


def measure(one: Profile, other: Profile) -> tuple[Features, bool]:
    """Return the features of two texts, and whether the first is the shorter one."""
    swapped = _rank(one) > _rank(other)
    short, long = (other, one) if swapped else (one, other)
    told_short, told_long = find_told(short, long), find_told(long, short)
    covered_short, covered_long = _shared_runs(short, long)
    news = read_news(short, told_short, long, covered_short), read_news(long, told_long, short, covered_long)
    both = [*told_short, *told_long]
    counted = sum(told.counted for told in both)
    named_short, named_long = _named(short), _named(long)
    return Features(
        told_short=_share(short, told_short),
        told_long=_share(long, told_long),
        runs_short=_mean(covered_short),
        runs_long=_mean(covered_long),
        other=sum(told.other for told in both) / max(1, counted),
        counted=counted,
        disorder=max(_disorder(told_short), _disorder(told_long)),
        words_short=len(short.words),
        names_short=_share_named(named_short, long),
        names_long=_share_named(named_long, short),
        named=min(len(named_short), len(named_long)),
        other_news=differ_in_news(*news),
    ), not swapped


def _named(profile: Profile) -> dict[str, int]:
    """Return the names and figures of a text with their bits."""
    return {
        stem: bits
        for sentence in profile.sentences
        for stem, bits in sentence.bits.items()
        if bits >= NAMED and (stem in sentence.names or stem in sentence.figures)
    }


def _share_named(named: dict[str, int], other: Profile) -> float:
    total = sum(named.values())
    found = {stem for sentence in other.sentences for stem in named.keys() & sentence.bits.keys()}
    return sum(named[stem] for stem in found) / total if total else 0.0


def _rank(profile: Profile) -> tuple[int, tuple[str, ...]]:
    return len(profile.words), tuple(word for _, _, word in profile.words)


def _share(profile: Profile, told: Sequence[Told]) -> float:
    """Return the share of a text's weight that is told in the other."""
    weights = [sum(sentence.bits.values()) for sentence in profile.sentences]
    total = sum(weights)
    return sum(weight * _counted(one) for weight, one in zip(weights, told, strict=True)) / total if total else 0.0


def _counted(told: Told) -> float:
    return 0.0 if told.other else told.share


def _shared_runs(one: Profile, other: Profile) -> tuple[bytearray, bytearray]:
    """Say of each word of two texts whether it stands in a run that the other has too."""
    runs, others = run_hashes(one.words), run_hashes(other.words)
    shared = set(runs) & set(others)
    return _covered(runs, shared, len(one.words)), _covered(others, shared, len(other.words))


def _covered(runs: Sequence[int], shared: set[int], words: int) -> bytearray:
    run = bytes([1]) * (words - len(runs) + 1)
    covered = bytearray(words)
    for at, value in enumerate(runs):
        if value in shared:
            covered[at : at + len(run)] = run
    return covered


def _mean(covered: bytearray) -> float:
    return sum(covered) / len(covered) if covered else 0.0


def _disorder(told: Sequence[Told]) -> float:
    """Return the share of neighbouring sentences whose matches stand the other way round."""
    places = [one.at for one in told if one.at is not None and one.share >= ALIKE]
    steps = [after - before for before, after in pairwise(places) if after != before]
    return sum(step < 0 for step in steps) / len(steps) if steps else 0.0

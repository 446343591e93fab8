"""Two texts of one agreement held against each other, clause by clause: by number first, then by likeness of words."""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from detente.documents.copies.words import words_of
from detente.documents.word_diff import word_diff
from detente.registry.agreements.texts.cutting import CutText, Section
from detente.registry.agreements.texts.figures import figures_in, names_in

__all__ = ["Change", "ClausePair", "PairKind", "align_texts"]

PairKind = Literal["same", "changed", "moved", "moved and changed", "only in A", "only in B", "not compared"]
"""What became of a clause from text A to text B; "not compared" are words in two languages."""
LIKE = 0.5
"""Share of words in common from which two clauses of other numbers are taken for one."""
SAME_NUMBER = 0.25
"""Share of words in common under which clauses of one number are looked for elsewhere first."""
RAREST = 4
"""Words of a clause, the rarest ones, by which clauses that are like it are looked for."""
MOST_HOLDING = 60
"""Clauses that hold a word above which it says nothing about which is meant."""
Pair = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """Words that were left out, put in or changed: those of A, those of B; None where it has none."""

    old: str | None
    new: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClausePair:
    """A clause of A and the clause of B that is taken for it, None where there is none; by which rule.

    `figures` and `names` are what only one of them has, each with the text that has it ("A" or "B"), by its words.
    """

    kind: PairKind
    old: Section | None
    new: Section | None
    rule: str
    changes: tuple[Change, ...] = ()
    figures: tuple[tuple[str, str], ...] = ()
    names: tuple[tuple[str, str], ...] = ()


def align_texts(
    old: CutText, new: CutText, *, are_one_language: bool, names: Mapping[str, str] | None = None
) -> tuple[ClausePair, ...]:
    """Return the clauses of two texts in pairs, in the order of A, with those that only B has where they stand there.

    Of two languages clauses are paired by number alone and their words are not compared; figures, dates and the names
    that stand in `names` (a name in lower case, and what it stands for) are.
    """
    pairs = _paired(old.sections, new.sections) if are_one_language else _by_number(old.sections, new.sections)
    in_order = _in_order([(a, b) for a, b, _ in pairs])
    rows = [
        _pair(
            old.sections[a], new.sections[b], rule, is_moved=(a, b) not in in_order, are_one=are_one_language,
            names=names or {},
        )
        for a, b, rule in pairs
    ]  # fmt: skip
    made = {row.old.id: row for row in rows if row.old}
    return tuple(_laid_out(old.sections, new.sections, made, {b: a for a, b, _ in pairs}))


def _paired(old: Sequence[Section], new: Sequence[Section]) -> list[tuple[int, int, str]]:
    """Return which clauses are one, with the rule: the same words, the same number, words that are alike."""
    bags_a, bags_b = [_bag(one) for one in old], [_bag(one) for one in new]
    free_a, free_b = dict.fromkeys(range(len(old))), dict.fromkeys(range(len(new)))
    found: list[tuple[int, int, str]] = []

    def take(pairs: Iterator[Pair], rule: str) -> None:
        for a, b in pairs:
            if a in free_a and b in free_b:
                del free_a[a], free_b[b]
                found.append((a, b, rule))

    take(_alike_in_words(old, new), "the same words")
    numbered = list(_numbered(old, new))
    take((p for p in numbered if _likeness(bags_a[p[0]], bags_b[p[1]]) >= SAME_NUMBER), "the same number")
    take(_by_likeness(bags_a, bags_b, list(free_a), list(free_b)), "words that are alike")
    take(iter(numbered), "the same number, and other words")
    return sorted(found)


def _by_number(old: Sequence[Section], new: Sequence[Section]) -> list[tuple[int, int, str]]:
    return [(a, b, "the same number") for a, b in _numbered(old, new)]


def _numbered(old: Sequence[Section], new: Sequence[Section]) -> Iterator[Pair]:
    at = {_number(one): n for n, one in enumerate(new)}
    yield from ((n, at[_number(one)]) for n, one in enumerate(old) if _number(one) in at)


def _number(one: Section) -> str:
    return one.id.casefold()


def _alike_in_words(old: Sequence[Section], new: Sequence[Section]) -> Iterator[Pair]:
    """Yield clauses of the same words; of several of them those of the same number first, then in their order."""
    holding: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    for n, one in enumerate(new):
        holding[_folded(one)].append(n)
    used = set()
    for same_number in (True, False):
        for n, one in enumerate(old):
            some = holding.get(_folded(one), []) if _folded(one) and n not in used else []
            at = next((b for b in some if not same_number or _number(new[b]) == _number(one)), None)
            if at is not None:
                some.remove(at)
                used.add(n)
                yield n, at


def _folded(one: Section) -> tuple[str, ...]:
    return tuple(word for _, _, word in words_of(one.words))


def _bag(one: Section) -> Counter[str]:
    return Counter(_folded(one))


def _likeness(one: Counter[str], other: Counter[str]) -> float:
    """Return the share of words that two clauses have in common (Dice)."""
    both = one.total() + other.total()
    return 2 * (one & other).total() / both if both else 0.0


def _by_likeness(
    bags_a: Sequence[Counter[str]], bags_b: Sequence[Counter[str]], free_a: Sequence[int], free_b: Sequence[int]
) -> Iterator[Pair]:
    """Yield clauses whose words are alike, the most alike first; they are looked for by their rarest words."""
    holding: defaultdict[str, list[int]] = defaultdict(list)
    for b in free_b:
        for word in bags_b[b]:
            holding[word].append(b)
    found = []
    for a in free_a:
        shared = sorted((word for word in bags_a[a] if word in holding), key=lambda word: (len(holding[word]), word))
        near = {b for word in shared[:RAREST] if len(holding[word]) <= MOST_HOLDING for b in holding[word]}
        found += [(-like, a, b) for b in near if (like := _likeness(bags_a[a], bags_b[b])) >= LIKE]
    yield from ((a, b) for _, a, b in sorted(found))


def _in_order(pairs: Sequence[Pair]) -> frozenset[Pair]:
    """Return the most pairs whose clauses stand in the same order in both; the others were moved."""
    ends: list[int] = []
    last: list[int] = []
    before: list[int] = []
    for at, (_, b) in enumerate(pairs):
        rank = bisect_left(ends, b)
        ends[rank : rank + 1], last[rank : rank + 1] = [b], [at]
        before.append(last[rank - 1] if rank else -1)
    chain, at = set(), last[-1] if last else -1
    while at >= 0:
        chain.add(pairs[at])
        at = before[at]
    return frozenset(chain)


def _pair(
    old: Section, new: Section, rule: str, *, is_moved: bool, are_one: bool, names: Mapping[str, str]
) -> ClausePair:
    changes = tuple(_changes(old.words, new.words)) if are_one else ()
    kind: PairKind = "moved" if is_moved else "same"
    if not are_one:
        kind = "not compared"
    elif changes:
        kind = "moved and changed" if is_moved else "changed"
    return ClausePair(
        kind=kind, old=old, new=new, rule=rule, changes=changes,
        figures=_one_sided(figures_in(old.words), figures_in(new.words)),
        names=_one_sided(names_in(old.words, names), names_in(new.words, names)),
    )  # fmt: skip


def _changes(old: str, new: str) -> Iterator[Change]:
    for block in word_diff(old, new).blocks:
        if block.kind != "kept":
            yield Change(
                old=old[block.old_start : block.old_end] or None, new=new[block.new_start : block.new_end] or None
            )


def _one_sided(one: Counter[str], other: Counter[str]) -> tuple[tuple[str, str], ...]:
    return (*((what, "A") for what in sorted(one - other)), *((what, "B") for what in sorted(other - one)))


def _laid_out(
    old: Sequence[Section], new: Sequence[Section], made: Mapping[str, ClausePair], partner: Mapping[int, int]
) -> Iterator[ClausePair]:
    """Yield the pairs in the order of A; what only B has stands behind the clause that it stands behind there."""
    behind: defaultdict[int, list[Section]] = defaultdict(list)
    last = -1
    for b, section in enumerate(new):
        if b in partner:
            last = partner[b]
        else:
            behind[last].append(section)
    yield from (_only(None, one) for one in behind[-1])
    for a, section in enumerate(old):
        yield made.get(section.id) or _only(section, None)
        yield from (_only(None, one) for one in behind[a])


def _only(old: Section | None, new: Section | None) -> ClausePair:
    kind: PairKind = "only in A" if old else "only in B"
    return ClausePair(kind=kind, old=old, new=new, rule="no clause of the other text is like it")

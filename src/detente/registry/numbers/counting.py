"""What a number of a sentence counts: the words beside it that say so, and whether the record counts that."""

import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from detente.documents.copies.words import fold, stem_of
from detente.reading.quantities.figures import Figure
from detente.reading.quantities.lexicon import load_lexicon
from detente.registry.ceasefires.classing import class_spans
from detente.registry.ceasefires.taxonomy import Taxonomy, ViolationClass
from detente.registry.ceasefires.violation import HARMS
from detente.registry.numbers.asked import Counted
from detente.registry.numbers.clauses import Clause
from detente.registry.numbers.words import Span, asked_words, tokens

__all__ = ["counted_of"]

NONE = Counted(kind="not made out")
GENERAL = "violations"
HARMED = frozenset(HARMS)
MOST_WORDS = 6
"""Words that are looked at behind a number."""
AFTER = re.compile(
    r"\s*(?:(?:were|was|are|is|have been|has been|had been|being|got|be)\s+)?(?:\w+ly\s+)?", re.IGNORECASE
)
ALSO = re.compile(r"\s*(?:or|and|and/or|/)\s*$|\s*(?:or|and|and/or|/)\s*", re.IGNORECASE)
JOINED = re.compile(r"\s+of\s+", re.IGNORECASE)
NOT_SAID = frozenset({"of", "on", "a", "an", "the", "as", "in"})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Beside:
    """The words behind a number: the noun with what stands before it, and what it is "of"."""

    noun: Span
    every: Span


def counted_of(
    text: str, figure: Figure, clause: Clause, *, taxonomies: Sequence[Taxonomy], before: Counted | None
) -> Counted:
    """Return what a number counts. `before` is what the number before it in the same sentence does, if there is one."""
    measured = _measured(text, figure)
    if measured is not None:
        return measured
    vague = JOINED.match(text, figure.end) if figure.vague else None
    beside = _beside(text, vague.end() if vague else figure.end, clause)
    harmed = _harmed(text, figure, beside, clause)
    if harmed is not None:
        return harmed
    if beside.noun[0] == beside.noun[1]:
        return _told_before(text, figure, clause, taxonomies) or _carried(before)
    return (
        _of_times(text, beside, clause, taxonomies)
        or _of_class(text, beside, taxonomies)
        or _of_subject(text, beside.every, taxonomies)
        or _of_noun(text, beside, taxonomies)
    )


def _measured(text: str, figure: Figure) -> Counted | None:
    """Return what a number with a unit or a currency is of."""
    lexicon = load_lexicon()
    money, unit = lexicon.currency.match(text, figure.end), lexicon.unit.match(text, figure.end)
    if figure.sign is not None or money:
        end = money.end() if money else figure.end
        return Counted(kind="kept", subjects=frozenset({"money"}), spans=((figure.start, end),))
    if unit is None:
        return None
    kind, code = lexicon.units[unit[1]]
    told = "ground" if kind == "area" else {"km": "length", "mi": "length", "m": "length"}.get(code, "capacity")
    subject = "share" if code == "%" else told
    return Counted(kind="kept", subjects=frozenset({subject}), words=unit[1], spans=((figure.end, unit.end()),))


def _beside(text: str, start: int, clause: Clause) -> _Beside:
    """Return the noun behind a number, and what it is of."""
    noun = _run(text, start, clause.own[1])
    joined = JOINED.match(text, noun[1])
    of = _run(text, joined.end(), clause.own[1]) if joined and noun[0] != noun[1] else (noun[1], noun[1])
    return _Beside(noun=noun, every=(noun[0], max(noun[1], of[1])))


def _run(text: str, start: int, end: int) -> Span:
    """Return the words from a place on that nothing parts, up to one that ends what a number counts."""
    first, last = start, start
    for n, one in enumerate(tokens(text, start, end)):
        word = one[0].lower()
        parted = text[last : one.start()].strip(" \u00a0")
        known = asked_words().subjects.fullmatch(one[0]) is not None
        if parted or n >= MOST_WORDS or one[0][0].isdigit() or (not known and _ends(word, is_first=n == 0)):
            break
        first, last = (one.start() if n == 0 else first), one.end()
    return first, last


def _ends(word: str, *, is_first: bool) -> bool:
    words = asked_words()
    if word in words.ends or words.verbs.fullmatch(word):
        return True
    return not is_first and (word.endswith("ed") or words.times_verbs.fullmatch(word) is not None)


def _harmed(text: str, figure: Figure, beside: _Beside, clause: Clause) -> Counted | None:
    """Return the harm that came to so many: "two people were killed", "3 wounded", "killing at least 5"."""
    within = [one for one in _subjects(text, *beside.every) if one[2] in HARMED]
    behind = AFTER.match(text, beside.noun[1])
    at = behind.end() if behind else beside.noun[1]
    within = within or [one for one in _subjects(text, at, clause.own[1]) if one[0] == at and one[2] in HARMED]
    if not within:
        ended = text[clause.own[0] : figure.start].rstrip()
        within = [
            one for one in _subjects(text, clause.own[0], figure.start)
            if one[2] in HARMED and one[1] == clause.own[0] + len(ended)
        ]  # fmt: skip
    if not within:
        return None
    one = within[0]
    if _other_harm(text, one):
        return Counted(kind="not made out", words=text[one[0] : one[1]])
    return Counted(
        kind="kept", subjects=frozenset({one[2]}), words=text[one[0] : one[1]], spans=(one[:2], *_anybody(text, beside))
    )


def _other_harm(text: str, one: "_Word") -> bool:
    """Say whether another harm is told with the same number: "5 killed or wounded"."""
    joined = ALSO.match(text, one[1])
    after = joined is not None and any(
        word[0] == joined.end() and word[2] in HARMED - {one[2]} for word in _subjects(text, joined.end(), len(text))
    )
    return after or any(
        word[2] in HARMED - {one[2]} and word[1] < one[0] and ALSO.fullmatch(text, word[1], one[0])
        for word in _subjects(text, 0, one[0])
    )


def _anybody(text: str, beside: _Beside) -> Iterator[Span]:
    yield from (one.span() for one in tokens(text, *beside.noun) if one[0].lower() in asked_words().anybody)


def _told_before(text: str, figure: Figure, clause: Clause, taxonomies: Sequence[Taxonomy]) -> Counted | None:
    """Return what stands before a number that tells how many: "the number of violations was 12"."""
    stands = asked_words().stands.search(text, clause.own[0], figure.start)
    if stands is None:
        return None
    told = (clause.own[0], stands.start())
    of = JOINED.search(text, *told)
    told = (of.end(), told[1]) if of else told
    beside = _Beside(noun=told, every=told)
    return _of_class(text, beside, taxonomies) or _of_subject(text, told, taxonomies)


def _carried(before: Counted | None) -> Counted:
    return replace(before, is_carried=True, spans=()) if before is not None and before.kind != "not made out" else NONE


def _of_times(text: str, beside: _Beside, clause: Clause, taxonomies: Sequence[Taxonomy]) -> Counted | None:
    """Return what was done so many times."""
    words = asked_words()
    times = words.times.match(text, beside.noun[0])
    if times is None:
        return None
    broken = words.times_verbs.search(text, *clause.own)
    kinds = [one for taxonomy in taxonomies for one in class_spans(taxonomy, text, within=clause.own)]
    if kinds:
        spans = tuple(at for id_, at in kinds if id_ == kinds[0][0])
        return Counted(
            kind="kept", subjects=frozenset({f"class:{kinds[0][0]}"}), words=text[slice(*spans[0])],
            spans=(times.span(), *spans),
        )  # fmt: skip
    if broken is None:
        return Counted(kind="not made out", words=times[0])
    return Counted(
        kind="kept", subjects=frozenset({GENERAL}), words=broken[0], spans=(times.span(), broken.span())
    )  # fmt: skip


def _of_class(text: str, beside: _Beside, taxonomies: Sequence[Taxonomy]) -> Counted | None:
    """Return the class of a ceasefire that is counted by its own unit: "cases of fire", "flights of drones"."""
    stems = {_stem(one[0]): one.span() for one in tokens(text, *beside.every)}
    found: dict[str, tuple[Span, ...]] = {}
    for taxonomy in taxonomies:
        for one in taxonomy.classes:
            named = next((some for some in _units(one) if some <= set(stems)), None)
            if named is not None:
                found[f"class:{one.id}"] = tuple(stems[stem] for stem in named)
    if not found:
        return _of_kind(text, beside, taxonomies)
    most = max(map(len, found.values()))
    return Counted(
        kind="kept", subjects=frozenset(id_ for id_, spans in found.items() if len(spans) == most),
        words=text[slice(*beside.every)].strip(), spans=next(one for one in found.values() if len(one) == most),
    )  # fmt: skip


def _of_kind(text: str, beside: _Beside, taxonomies: Sequence[Taxonomy]) -> Counted | None:
    """Return the class that violations are told to be of by its words: "violations by drones" are none, "drone" is."""
    unit = next((one for one in _subjects(text, *beside.every) if one[2] == GENERAL), None)
    kinds = {id_ for each in taxonomies for id_, _ in class_spans(each, text, within=beside.every)}
    if unit is None or not kinds:
        return None
    return Counted(
        kind="kept", subjects=frozenset(f"class:{id_}" for id_ in kinds), words=text[slice(*beside.every)],
        spans=(unit[:2],),
    )  # fmt: skip


def _of_subject(text: str, within: Span, taxonomies: Sequence[Taxonomy]) -> Counted | None:
    """Return another thing that the record counts. Of what a class has words of, the class tells."""
    classed = [at for each in taxonomies for _, at in class_spans(each, text, within=within)]
    found = [one for one in _subjects(text, *within) if one[2] not in HARMED]
    if not found or any(at[1] <= found[0][0] or at[0] >= found[0][1] for at in classed):
        return None
    first = found[0]
    subjects = frozenset(one[2] for one in found if one[:2] == first[:2])
    return Counted(kind="kept", subjects=subjects, words=text[first[0] : first[1]], spans=(first[:2],))


def _of_noun(text: str, beside: _Beside, taxonomies: Sequence[Taxonomy]) -> Counted:
    """Return what has a name that the record does not count by; `near` are classes that have it among their words."""
    near = frozenset(f"class:{id_}" for each in taxonomies for id_, _ in class_spans(each, text, within=beside.noun))
    span = _head(text, beside.noun)
    words = text[slice(*span)]
    called = frozenset({f"noun:{_stem(list(tokens(words))[-1][0])}"})
    return Counted(kind="other unit" if near else "not kept", subjects=called, near=near, words=words, spans=(span,))


def _head(text: str, noun: Span) -> Span:
    """Return the noun without the verb behind it: up to its first word in the plural, or for people."""
    for one in tokens(text, *noun):
        word = one[0].lower()
        if word in asked_words().persons or (word.endswith("s") and not word.endswith("ss")):
            return noun[0], one.end()
    return noun


_Word = tuple[int, int, str]
"""A word that names a subject: where it stands, and which."""


def _subjects(text: str, start: int, end: int) -> list[_Word]:
    words = asked_words()
    return [
        (found.start(), found.end(), id_)
        for found in words.subjects.finditer(text, start, end)
        for id_ in words.by_word.get(found[0].lower(), ())
    ]


@functools.lru_cache(maxsize=256)
def _units(one: ViolationClass) -> tuple[frozenset[str], ...]:
    """Return what must be there for a class to be named by its unit."""
    return tuple(
        frozenset(_stem(word[0]) for word in tokens(told) if word[0].lower() not in NOT_SAID) for told in one.units
    )


def _stem(word: str) -> str:
    return stem_of(fold(word))

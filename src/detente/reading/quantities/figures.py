"""Numbers as a text gives them: with currency sign, qualifier and bounds, before it is known what they count."""

import functools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from detente.knowledge.files import read_toml
from detente.knowledge.numbers import load_numbers

__all__ = ["Figure", "either", "find_figures"]

LONGEST_SIGN = 5
LONGEST_QUALIFIER = 40
TIED = frozenset("-–/:.,+#×_’'")
BETWEEN = re.compile(r"\b(between|from) $", re.IGNORECASE)
Number = int | float


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number: where it stands together with its qualifier and sign, and what it amounts to.

    `bare` is where the number stands without its qualifier. A `vague` one ("dozens") amounts to nothing that is known.
    """

    start: int
    bare: int
    end: int
    value: Number | None = None
    low: Number | None = None
    high: Number | None = None
    qualifier: str | None = None
    sign: str | None = None
    vague: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class _Forms:
    """The patterns of a number and of what belongs to it."""

    number: re.Pattern[str]
    second: re.Pattern[str]
    sign: re.Pattern[str]
    qualifier: re.Pattern[str]
    behind: re.Pattern[str]
    bounds: dict[str, str]
    not_after: re.Pattern[str]
    change: re.Pattern[str]


def find_figures(text: str) -> Iterator[Figure]:
    """Yield the numbers of a text in order, whatever they count."""
    forms, at = _forms(), 0
    while (match := forms.number.search(text, at)) is not None:
        figure = _figure(text, match, forms)
        if figure is not None:
            yield figure
        at = figure.end if figure is not None else match.end()


def _figure(text: str, match: re.Match[str], forms: _Forms) -> Figure | None:
    sign = forms.sign.search(text, max(0, match.start() - LONGEST_SIGN), match.start())
    bare = sign.start(1) if sign else match.start()
    if bare and text[bare - 1] in TIED and sign is None:
        return None
    end = _end(match, money=sign is not None)
    found = Figure(start=bare, bare=bare, end=end, sign=sign and sign[1], vague=match["vague"] is not None)
    if found.vague:
        return _qualified(replace(found, qualifier=text[bare:end].strip()), text, forms)
    value = load_numbers().value(text[match.start() : end])
    if value is None:
        return None
    ranged = _ranged(replace(found, value=value), text, forms)
    return ranged if ranged.value is None else _qualified(ranged, text, forms)


def _end(match: re.Match[str], *, money: bool) -> int:
    """Return where the number ends: "m" and "k" belong to it only after a currency sign."""
    return match.start("short") if match["short"] and not money else match.end()


def _ranged(found: Figure, text: str, forms: _Forms) -> Figure:
    """Return "10-15" and "between 10 and 15" as bounds."""
    second = forms.second.match(text, found.end)
    before = BETWEEN.search(text, max(0, found.bare - len("between ")), found.bare)
    if (
        second is not None
        and before is not None
        and forms.change.search(text, max(0, before.start(1) - LONGEST_QUALIFIER), before.start(1))
    ):
        return _changed(found, text, before.start(1), second)
    if second is None or found.value is None or (second["mark"] == " and ") != _says_between(before):
        return found
    end = second.start("short") if second["short"] and not found.sign else second.end()
    low, high = _shared_scale(text[found.bare : found.end], found.value, text[second.start("number") : end])
    if high is None or low >= high:
        return found
    start, qualifier = (before.start(1), before[1]) if before else (found.start, None)
    return replace(found, start=start, end=end, value=None, low=low, high=high, qualifier=qualifier)


def _changed(found: Figure, text: str, start: int, second: re.Match[str]) -> Figure:
    """Return "rose from 12 to 15" as the number after the change."""
    end = second.start("short") if second["short"] and not found.sign else second.end()
    value = load_numbers().value(text[second.start("number") : end])
    return found if value is None else replace(found, start=start, end=end, value=value)


def _says_between(before: re.Match[str] | None) -> bool:
    return before is not None and before[1].lower() == "between"


def _shared_scale(first: str, low: Number, second: str) -> tuple[Number, Number | None]:
    """Return both ends of a range; "2-3 million" means two million at its lower end too."""
    numbers = load_numbers()
    high = numbers.value(second)
    scale = re.search(r"[a-z]+$", second.lower())
    if high is None or scale is None or re.search(r"[A-Za-z]$", first):
        return low, high
    times = numbers.scales.get(scale[0]) or numbers.short_scales.get(scale[0]) or 1
    return low * times, high


def _qualified(found: Figure, text: str, forms: _Forms) -> Figure:
    """Return the number with the words that say how exact it is."""
    before = forms.qualifier.search(text, max(0, found.start - LONGEST_QUALIFIER), found.start)
    if before and not forms.not_after.search(text, max(0, before.start(1) - LONGEST_QUALIFIER), before.start(1)):
        return _bounded(replace(found, start=before.start(1)), forms.bounds[before[1].lower()], before[1])
    behind = forms.behind.match(text, found.end)
    if behind:
        return _bounded(replace(found, end=behind.end()), forms.bounds[behind[0]], behind[0].strip())
    return found


def _bounded(found: Figure, bound: str, words: str) -> Figure:
    qualifier = None if bound == "exact" and not found.vague else f"{words} {found.qualifier}" if found.vague else words
    if found.vague or bound in {"about", "exact"}:
        return replace(found, qualifier=qualifier)
    if bound == "low":
        return replace(found, value=None, low=found.value, qualifier=qualifier)
    return replace(found, value=None, high=found.value, qualifier=qualifier)


@functools.cache
def _forms() -> _Forms:
    qualifiers, units, numbers = (
        read_toml("quantities/qualifiers.toml"),
        read_toml("quantities/units.toml"),
        load_numbers(),
    )
    scale = rf"(?:(?:[ -](?:{either(numbers.scales)}))+(?!\w))?(?P<short>(?:{either(numbers.short_scales)})(?!\w))?"
    number = rf"(?:{numbers.figures}{scale}|(?:{numbers.spelled})(?!\w))"
    vague = rf"(?P<vague>(?:{either(numbers.vague)})(?!\w))"
    before = {w: bound for bound, words in qualifiers["before"].items() for w in words}
    behind = {w: bound for bound, words in qualifiers["behind"].items() for w in words}
    return _Forms(
        number=re.compile(rf"(?<!\w)(?<!\d[.,])(?:{vague}|{number})", re.IGNORECASE),
        second=re.compile(rf"(?P<mark> ?[-–—] ?| to | or | and )(?:[$€£])?(?P<number>{number})", re.IGNORECASE),
        sign=re.compile(rf"(?<!\w)({either(units['currency_signs'])}) ?$"),
        qualifier=re.compile(rf"(?<!\w)({either(before)}) (?:a |the |another |further )?$", re.IGNORECASE),
        behind=re.compile(rf"(?:{either(behind)})(?!\w)"),
        bounds={**before, **behind},
        not_after=re.compile(rf"(?:{either(qualifiers['not_after']['words'])}) $", re.IGNORECASE),
        change=re.compile(rf"(?<!\w)(?:{either(qualifiers['change']['words'])}) $", re.IGNORECASE),
    )


def either(words: Iterable[str]) -> str:
    """Return a pattern of any of some words, the longest first."""
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))

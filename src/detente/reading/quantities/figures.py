"""Numbers as a text gives them: with currency sign, qualifier and bounds, before it is known what they count."""

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from detente.knowledge.files import read_toml
from detente.knowledge.numbers import load_numbers
from detente.reading.quantities.qualifiers import either, qualifiers_before, qualifiers_behind

__all__ = ["Figure", "bounded", "find_figures"]

LONGEST_SIGN = 5
LONGEST_CHANGE = 40
LARGE = 100_000
TIED = frozenset("-–/:.,+#×_’'")
BETWEEN = re.compile(r"\b(between|from) $", re.IGNORECASE)
RISEN_BY = re.compile(
    r"\b(?:rose|risen|rises|rising|increased?|grew|grown|climbed|jumped|fell|fallen|dropped|decreased?) by $"
)
"""After which "12 to 340" is a step and where it led."""
REACH = 16
Number = int | float


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number: where it stands together with its qualifier and sign, and what it amounts to.

    `bare` is where the number stands without its qualifier. A `vague` one ("dozens") amounts to nothing that is
    known, a `scaled` one has a word such as "million".
    """

    start: int
    bare: int
    end: int
    value: Number | None = None
    low: Number | None = None
    high: Number | None = None
    qualifiers: tuple[str, ...] = ()
    sign: str | None = None
    vague: bool = False
    scaled: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class _Forms:
    """The patterns of a number and of what belongs to it."""

    number: re.Pattern[str]
    second: re.Pattern[str]
    sign: re.Pattern[str]
    change: re.Pattern[str]
    large: re.Pattern[str]


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
    if bare and sign is None and (text[bare - 1] in TIED or text[bare - 1].isalnum()):
        return None
    end = _end(match, money=sign is not None)
    found = Figure(start=bare, bare=bare, end=end, sign=sign and sign[1], vague=match["vague"] is not None)
    if found.vague:
        return _qualified(replace(found, qualifiers=(text[bare:end].strip(),)), text)
    value = load_numbers().value(text[match.start() : end])
    if value is None:
        return None
    scaled = forms.large.search(text, match.start(), end) is not None
    ranged = _ranged(replace(found, value=value, scaled=scaled), text, forms)
    return ranged if "between" in map(str.lower, ranged.qualifiers) else _qualified(ranged, text)


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
        and not _says_between(before)
        and forms.change.search(text, max(0, before.start(1) - LONGEST_CHANGE), before.start(1))
    ):
        return _changed(found, text, before.start(1), second)
    if (
        second is not None
        and second["mark"] == " to "
        and RISEN_BY.search(text, max(0, found.bare - REACH), found.bare)
    ):
        return _changed(found, text, found.start, second)
    if second is None or found.value is None or (second["mark"] == " and ") != _says_between(before):
        return found
    end = second.start("short") if second["short"] and not found.sign else second.end()
    low, high = _shared_scale(text[found.bare : found.end], found.value, text[second.start("number") : end])
    if high is None or low >= high:
        return found
    start, words = (before.start(1), (before[1],)) if before else (found.start, ())
    return replace(found, start=start, end=end, value=None, low=low, high=high, qualifiers=words)


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


def _qualified(found: Figure, text: str) -> Figure:
    """Return the number with the words right before and behind it that say how exact it is."""
    before, behind = qualifiers_before(text, found.start), qualifiers_behind(text, found.end)
    if before.words:
        found = bounded(replace(found, start=before.at), before.bound, (*before.words, *found.qualifiers))
    if behind.words:
        found = bounded(replace(found, end=behind.at), behind.bound, (*found.qualifiers, *behind.words))
    return found


def bounded(found: Figure, bound: str, words: tuple[str, ...]) -> Figure:
    """Return the number with its qualifiers; under "low" and "high" it is a bound."""
    if found.value is None or bound not in {"low", "high"}:
        return replace(found, qualifiers=words)
    if bound == "low":
        return replace(found, value=None, low=found.value, qualifiers=words)
    return replace(found, value=None, high=found.value, qualifiers=words)


@functools.cache
def _forms() -> _Forms:
    qualifiers, units = read_toml("quantities/qualifiers.toml"), read_toml("quantities/units.toml")
    numbers = load_numbers()
    scale = rf"(?:(?:[ -](?:{either(numbers.scales)}))+(?!\w))?(?P<short>(?:{either(numbers.short_scales)})(?!\w))?"
    number = rf"(?:{numbers.figures}{scale}|(?:{numbers.spelled})(?!\w))"
    vague = rf"(?P<vague>(?:{either(numbers.vague)})(?!\w))"
    tied = "".join(rf"|(?<=\b{re.escape(sign)})" for sign in units["currency_signs"] if sign.isalpha())
    return _Forms(
        number=re.compile(rf"(?:(?<!\w){tied})(?<!\d[.,])(?:{vague}|{number})", re.IGNORECASE),
        second=re.compile(rf"(?P<mark> ?[-–—] ?| to | or | and )(?:[$€£])?(?P<number>{number})", re.IGNORECASE),
        sign=re.compile(rf"(?<!\w)({either(units['currency_signs'])}) ?$"),
        large=re.compile(rf"(?:{either(w for w, n in numbers.scales.items() if n >= LARGE)})(?!\w)", re.IGNORECASE),
        change=re.compile(rf"(?<!\w)(?:{either(qualifiers['change']['words'])}) $", re.IGNORECASE),
    )

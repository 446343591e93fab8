"""Phrases that the desk follows through time: who says which form of them when, and in whose mouth.

A phrase that somebody is quoted with by somebody else has two: whoever says it, and whoever says that he does.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from detente.incidents.saying import side_named
from detente.registry.assertions.naming import APOSTROPHE
from detente.registry.watch.definition import Phrase

__all__ = ["Occurrence", "occurrences_in"]

Json = Mapping[str, Any]
OPENED, CLOSED = "\"“«„‘'", "\"”»“’'"
BETWEEN = r"[\s,;:\-\u2013\u2014]+"
"""What may stand between the words of a phrase: it is the same with a comma and without."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Occurrence:
    """A phrase as one report has it. `form` is the form that the watch gives, `words` what stands there.

    `speaker` is who says it, None for the report itself; `mouths` are those in whose words that is told, the nearest
    first; `in_marks` is whether quotation marks stand around it.
    """

    phrase: str
    form: str
    words: str
    document: str
    start: int
    end: int
    sentence: str
    speaker: str | None
    mouths: tuple[str, ...] = ()
    via: tuple[str, ...] = ()
    mode: str | None = None
    in_marks: bool = False
    published: str | None = None


def occurrences_in(reading: Json, phrases: Iterable[Phrase], *, document: str) -> Iterator[Occurrence]:
    """Yield where a report has one of the phrases, in any of their forms, in the order of its text."""
    text = reading["text"].translate(APOSTROPHE)
    found = [
        _occurrence(reading, phrase, form, at.span(), document)
        for phrase in phrases
        for form in dict.fromkeys((phrase.words, *phrase.forms))
        if (told := _pattern(form)) is not None
        for at in told.finditer(text)
    ]
    yield from sorted(found, key=lambda one: (one.start, one.end, one.phrase))


def _pattern(form: str) -> re.Pattern[str] | None:
    words = re.findall(r"[\w']+", form.translate(APOSTROPHE))
    return re.compile(rf"(?<!\w){BETWEEN.join(map(re.escape, words))}(?!\w)", re.IGNORECASE) if words else None


def _occurrence(reading: Json, phrase: Phrase, form: str, at: tuple[int, int], document: str) -> Occurrence:
    over = _claims_over(reading, at)
    sources = [side_named(reading, one["source"]).name for one in over if one["source"] is not None]
    home = next((s for s in reading["sentences"] if s["start"] <= at[0] < s["end"]), {"start": at[0], "end": at[1]})
    published, text = reading["published"] or {}, reading["text"]
    return Occurrence(
        phrase=phrase.id, form=form, words=text[slice(*at)], document=document, start=at[0], end=at[1],
        sentence=" ".join(text[home["start"] : home["end"]].split()),
        speaker=sources[0] if sources else None, mouths=tuple(one for one in sources[1:] if one != sources[0]),
        via=tuple(side_named(reading, one).name for claim in over[:1] for one in claim["via"]),
        mode=over[0]["mode"] if over else None, in_marks=_in_marks(text, at),
        published=published.get("from") if published.get("from") == published.get("to") else None,
    )  # fmt: skip


def _claims_over(reading: Json, at: tuple[int, int]) -> list[Json]:
    """Return the claims whose content holds a place, the innermost first."""
    holding = [c for c in reading["claims"] if c["content"]["start"] <= at[0] and at[1] <= c["content"]["end"]]
    return sorted(holding, key=lambda claim: (claim["content"]["end"] - claim["content"]["start"], claim["id"]))


def _in_marks(text: str, at: tuple[int, int]) -> bool:
    before, after = text[: at[0]].rstrip()[-1:], text[at[1] : at[1] + 2].lstrip(" ,.!")[:1]
    return bool(before) and before in OPENED and bool(after) and after in CLOSED

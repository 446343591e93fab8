"""Fields as a form has them: what stands in it before anybody types, and what was typed as the record takes it.

A field is handed on as ``name=value``, in the same form in which a coder at a terminal gives it (`review.correct`).
Only what is otherwise than before is handed on: where a coder changes nothing, nothing is corrected.
"""

import contextlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from detente.core.errors import UsageError
from detente.core.spans import Span
from detente.desk.typed import Typed
from detente.display.language import say
from detente.review.fields import FIELDS, FieldForm
from detente.review.keys import claim_keys
from detente.review.records import Field, Kind
from detente.review.words import find_words

__all__ = ["NEW_COUNT", "Before", "before_of", "claims_of", "given_lines", "typed_values", "words_given"]

Before = Mapping[str, tuple[str, ...]]
"""What stands in the fields of a form, by the name of each."""
NEW_COUNT = ("count.kind", "count.n", "count.words")
"""The fields for a number of a kind that was not read."""
SENT = "contexts.sent"
"""Is sent along with boxes to tick: none of them ticked is something else than none asked for."""


def before_of(
    kind: Kind, fields: Mapping[str, Field], *, reading: Mapping[str, Any], document: str, scene: Span
) -> Before:
    """Return what a form has in its fields for an item that was read so."""
    found: dict[str, tuple[str, ...]] = {}
    for name, form in FIELDS[kind].items():
        field = fields.get(name, Field())
        if form.sort == "number" and not field.value:
            continue
        found |= _filled(form, field, reading=reading, document=document, scene=scene)
    return found


def _filled(
    form: FieldForm, field: Field, *, reading: Mapping[str, Any], document: str, scene: Span
) -> dict[str, tuple[str, ...]]:
    name, value = form.name, field.value
    words = [words_given(span, reading["text"], scene) for span in field.spans]
    if form.sort in {"words", "several"}:
        return {name: ("\n".join(words),)}
    if form.sort == "codes":
        return {name: tuple(sorted(value or ()))}
    if form.sort == "date":
        days = (value["from"] or "", value["to"] or "") if value else ("", "")
        return {"date.from": days[:1], "date.to": days[1:], "date.words": (words[0] if words else "",)}
    if form.sort == "number":
        return {f"{name}.n": (_number_given(value),), f"{name}.words": (words[0] if words else "",)}
    if form.sort == "claim":
        keys = claim_keys(reading["claims"], document=document)
        return {name: (str(keys.index(value)) if value in keys else "",)}
    return {name: (value or "",)}


def _number_given(value: Mapping[str, float | None]) -> str:
    low, high = value["low"], value["high"]
    ends = ["" if end is None else f"{end:.15g}" for end in (low, high)]
    return ends[0] if low == high else f"{ends[0] or '0'}-{ends[1]}"


def words_given(span: Span, text: str, scene: Span) -> str:
    """Return words as somebody would name them: with where they stand, if they stand there more than once."""
    words = " ".join(span.text_in(text).split())
    with contextlib.suppress(UsageError):
        if find_words(words, text, within=scene) == span:
            return words
    return f"{words}[{span.start}]"


def claims_of(reading: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield the claims that an event may be held by: the number that a form gives each, and its words."""
    for number, claim in enumerate(reading["claims"]):
        own = claim["content"]
        yield str(number), " ".join(reading["text"][own["start"] : own["end"]].split())


def typed_values(kind: Kind, typed: Typed, before: Before) -> Before:
    """Return what the fields of a form hold as sent; of those that were not sent, what they held before."""
    found: dict[str, tuple[str, ...]] = {}
    for name, form in FIELDS[kind].items():
        for one in _inputs(name, form):
            found |= {one: _sent(one, form, typed, before)}
    return {n: v for n, v in found.items() if n in before or any(v)} | {n: typed.all(n) for n in NEW_COUNT}


def _inputs(name: str, form: FieldForm) -> tuple[str, ...]:
    if form.sort == "date":
        return ("date.from", "date.to", "date.words")
    return (f"{name}.n", f"{name}.words") if form.sort == "number" else (name,)


def _sent(name: str, form: FieldForm, typed: Typed, before: Before) -> tuple[str, ...]:
    if form.sort == "codes":
        return tuple(sorted(typed.all(name))) if typed.all(SENT) else before.get(name, ())
    if name not in typed.values:
        return before.get(name, ())
    if form.sort == "several":
        return ("\n".join(_lines(typed.one(name))),)
    return (" ".join(typed.one(name).split()),)


def _lines(text: str) -> list[str]:
    return [" ".join(line.split()) for line in text.splitlines() if line.strip()]


def given_lines(kind: Kind, values: Before, before: Before, *, reading: Mapping[str, Any]) -> list[str]:
    """Return the fields that hold something else than before, as ``name=value``. Raises `UsageError`."""
    lines = []
    for name, form in FIELDS[kind].items():
        own = _inputs(name, form)
        new, old = ([some.get(one, ("",)) for one in own] for some in (values, before))
        if not _same(new, old):
            lines += GIVEN[form.sort](name, [v[0] if v else "" for v in new], values.get(name, ()), reading)
    return [*lines, *_new_count(values)]


def _same(new: Sequence[tuple[str, ...]], old: Sequence[tuple[str, ...]]) -> bool:
    return [tuple(filter(None, one)) for one in new] == [tuple(filter(None, one)) for one in old]


def _one(name: str, own: Sequence[str], _all: Sequence[str], _reading: Mapping[str, Any]) -> list[str]:
    return [f"{name}={own[0]}"]


def _several(name: str, own: Sequence[str], _all: Sequence[str], _reading: Mapping[str, Any]) -> list[str]:
    return [f"{name}={line}" for line in _lines(own[0])] or [f"{name}="]


def _codes(name: str, _own: Sequence[str], every: Sequence[str], _reading: Mapping[str, Any]) -> list[str]:
    return [f"{name}={','.join(filter(None, every))}"]


def _date(name: str, own: Sequence[str], _all: Sequence[str], _reading: Mapping[str, Any]) -> list[str]:
    first, last, words = own
    if not any(own):
        return [f"{name}="]
    if not words:
        raise UsageError(say("Days need words of the text: give the words that name them."))
    days = f"{first or last}/{last or first}@" if first or last else ""
    return [f"{name}={days}{words}"]


def _claim(name: str, own: Sequence[str], _all: Sequence[str], reading: Mapping[str, Any]) -> list[str]:
    if not own[0]:
        return [f"{name}="]
    if not own[0].isdecimal() or int(own[0]) >= len(reading["claims"]):
        raise UsageError(say("There is no such claim in the report any more: choose one of those that are listed."))
    content = reading["claims"][int(own[0])]["content"]
    words = " ".join(reading["text"][content["start"] : content["end"]].split())
    return [f"{name}={words}[{content['start']}]"]


def _number(name: str, own: Sequence[str], _all: Sequence[str], _reading: Mapping[str, Any]) -> list[str]:
    number, words = own
    if not number and not words:
        return [f"{name}="]
    if not number or not words:
        raise UsageError(say("A number needs words of the text: give both the number and the words that say it."))
    return [f"{name}={number}@{words}"]


def _new_count(values: Before) -> list[str]:
    kind, number, words = (values[name][-1].strip() if values.get(name) else "" for name in NEW_COUNT)
    if not number and not words:
        return []
    if not kind:
        raise UsageError(say("Say what is counted."))
    return _number(kind, (number, " ".join(words.split())), (), {})


Given = Callable[[str, Sequence[str], Sequence[str], Mapping[str, Any]], list[str]]
GIVEN: Mapping[str, Given] = {
    "code": _one, "words": _one, "several": _several, "codes": _codes, "date": _date, "claim": _claim,
    "number": _number,
}  # fmt: skip

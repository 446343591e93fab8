"""Turns what a person typed into corrected fields: words are looked for in the text, codes in the vocabulary.

A field is given as ``name=value``. Values made of words are words of the text. Codes may be followed by ``@words``,
days and numbers must be: nothing stands without its words. Nothing after ``=`` says that the text does not tell it.
"""

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from detente.core.errors import UsageError
from detente.core.spans import Span, covers, overlaps
from detente.reading.quantities.figures import find_figures
from detente.review.coded import coded_fields, same_field
from detente.review.fields import FIELDS, FieldForm, form_of, known_codes
from detente.review.keys import claim_keys
from detente.review.records import Field, Kind
from detente.review.words import find_words

__all__ = ["correct_fields", "look_at_fields", "scene_of"]

Json = Mapping[str, Any]
NUMBER = re.compile(r"\d+(?:\.\d+)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Item:
    """What is being corrected, where it stands."""

    kind: Kind
    reading: Json
    coded: Json
    document: str
    within: Span

    def find(self, words: str) -> Span:
        return find_words(words, self.reading["text"], within=self.within)


def scene_of(reading: Json, coded: Json) -> Span:
    """Return the sentences that an event or a claim stands in."""
    own = coded.get("evidence") or coded["content"]
    spans = [own] + ([coded["trigger"]] if "trigger" in coded else [])
    start, end = min(s["start"] for s in spans), max(s["end"] for s in spans)
    near = [s for s in reading["sentences"] if s["start"] < end and start < s["end"]]
    return Span(min([start, *(s["start"] for s in near)]), max([end, *(s["end"] for s in near)]))


def correct_fields(
    kind: Kind, given: Iterable[str], *, reading: Json, coded: Json, document: str, whole: bool = False
) -> dict[str, Field]:
    """Return the fields that differ from the machine's, of those that are given.

    Where the person codes the `whole` anew, without sight of the machine's, all fields are returned; those not given
    are empty. Raises `UsageError` for what is no field, no code, or not in the text.
    """
    values = _by_field(kind, given)
    if whole:
        values = _completed(kind, values)
    item = _Item(kind=kind, reading=reading, coded=coded, document=document, within=scene_of(reading, coded))
    found = _fields(item, values)
    if whole:
        if kind == "event":
            _refuse_nobody(coded, found)
        return found
    if kind == "event":
        found |= _mode_gone(item, found)
        _refuse_nobody(coded, found)
    before = coded_fields(kind, coded, reading=reading, document=document)
    changed = {name: one for name, one in found.items() if not same_field(name, one, before.get(name, Field()))}
    if not changed:
        message = "that is what it says already; accept it: detente review accept DIR ID"
        raise UsageError(message)
    return changed


def look_at_fields(kind: Kind, given: Iterable[str], *, reading: Json, coded: Json, document: str) -> dict[str, Field]:
    """Return the fields that are given so far, whatever is still to come. Raises `UsageError` as `correct_fields`."""
    item = _Item(kind=kind, reading=reading, coded=coded, document=document, within=scene_of(reading, coded))
    return _fields(item, _by_field(kind, given))


def _fields(item: _Item, values: Mapping[str, list[str]]) -> dict[str, Field]:
    item = _with_cue(item, values)
    new_type = values["type"][0].partition("@")[0].strip() if "type" in values else item.coded.get("type")
    return {name: _field(item, form_of(item.kind, name), given, new_type) for name, given in values.items()}


def _with_cue(item: _Item, values: Mapping[str, list[str]]) -> _Item:
    """Return a claim with the cue that a person names: its mode and mood stand on that, where no words are named."""
    named = next((words for words in values.get("cue", ()) if words), None)
    if item.kind == "event" or named is None:
        return item
    span = item.find(named)
    return replace(item, coded={**item.coded, "cue": {"start": span.start, "end": span.end}})


def _completed(kind: Kind, values: Mapping[str, list[str]]) -> dict[str, list[str]]:
    """Return values for every field but the words by which the coder was shown what to code."""
    shown = "trigger" if kind == "event" else "content"
    every = [name for name, form in FIELDS[kind].items() if name != shown and form.sort != "number"]
    missing = [name for name in every if not FIELDS[kind][name].may_be_empty and name not in values]
    if missing:
        message = f"coded anew, it needs {' and '.join(missing)}: --field {missing[0]}=..."
        raise UsageError(message)
    return {name: [""] for name in every} | dict(values)


def _by_field(kind: Kind, given: Iterable[str]) -> dict[str, list[str]]:
    values: defaultdict[str, list[str]] = defaultdict(list)
    for one in given:
        name, sign, value = one.partition("=")
        if not sign:
            message = f'{one[:60]!r} names no field and value; write it as --field actor="words in the text"'
            raise UsageError(message)
        form = form_of(kind, name.strip())
        values[form.name].append(value.strip())
        if len(values[form.name]) > 1 and form.sort not in {"several", "codes"}:
            message = f"{form.name} is given twice; it holds one value"
            raise UsageError(message)
    if not values:
        message = 'a correction needs what to correct: --field actor="words in the text"'
        raise UsageError(message)
    return values


def _field(item: _Item, form: FieldForm, given: Sequence[str], new_type: str | None) -> Field:
    values = [value for value in given if value]
    if not values:
        if not form.may_be_empty:
            message = f"{form.name} cannot be empty; say what it is, or reject the whole: detente review reject DIR ID"
            raise UsageError(message)
        return Field()
    if form.sort in {"words", "several"}:
        spans = tuple(dict.fromkeys(map(item.find, values)))
        return Field(value=[s.text_in(item.reading["text"]) for s in spans], spans=spans)
    if form.sort == "codes":
        return _codes(item, form, values)
    if form.sort == "code":
        return _code(item, form, values[0], new_type)
    return {"date": _date, "claim": _claim, "number": _number}[form.sort](item, form, values[0])


def _own_words(item: _Item, name: str) -> tuple[Span, ...]:
    """Return the words that a code stands on where the person names none: the trigger's, the cue's, or all of it."""
    coded = item.coded
    if item.kind == "event":
        own = coded["evidence"] if name == "status" else coded["trigger"]
    else:
        own = coded["cue"] or coded["content"]
    return (Span(own["start"], own["end"]),)


def _code(item: _Item, form: FieldForm, given: str, new_type: str | None) -> Field:
    code, sign, words = given.partition("@")
    value = _known(item.kind, form.name, code.strip(), new_type)
    return Field(value=value, spans=(item.find(words),) if sign else _own_words(item, form.name))


def _codes(item: _Item, form: FieldForm, given: Sequence[str]) -> Field:
    parts = [one.partition("@") for one in given]
    codes = sorted({_known(item.kind, form.name, c.strip(), None) for part in parts for c in part[0].split(",")})
    named = tuple(item.find(words) for _, sign, words in parts if sign)
    return Field(value=codes, spans=named or _own_words(item, form.name))


def _known(kind: Kind, name: str, code: str, new_type: str | None) -> str:
    known = known_codes(kind, name, event_type=new_type if name == "mode" else None)
    if code not in known:
        of = f" of {new_type}" if name == "mode" and kind == "event" else ""
        message = f"{code[:40]!r} is no {name.removesuffix('s')}{of}; there are: {', '.join(known) or 'none'}"
        raise UsageError(message)
    return code


def _date(item: _Item, form: FieldForm, given: str) -> Field:
    """Return days: ``FROM[/TO]@words``, or words that the reading has read as a date."""
    head, sign, words = given.rpartition("@")
    if sign:
        return Field(value=_days(head.strip()), spans=(item.find(words),))
    span = item.find(given)
    read = [d for d in item.reading["dates"] if overlaps(Span(d["start"], d["end"]), span) and (d["from"] or d["to"])]
    if not read:
        message = f'the days of {given[:40]!r} were not read; say them: --field {form.name}="2021-05-04@{given[:40]}"'
        raise UsageError(message)
    return Field(value={"from": read[0]["from"], "to": read[0]["to"]}, spans=(span,))


def _days(given: str) -> dict[str, str]:
    first, _, last = given.partition("/")
    try:
        days = [dt.date.fromisoformat(day) for day in (first, last or first)]
    except ValueError:
        message = f"{given[:40]!r} names no days; write 2021-05-04, or 2021-05-04/2021-05-06"
        raise UsageError(message) from None
    if days[0] > days[1]:
        message = f"{given[:40]!r} ends before it begins; write the earlier day first"
        raise UsageError(message)
    return {"from": days[0].isoformat(), "to": days[1].isoformat()}


def _claim(item: _Item, _form: FieldForm, given: str) -> Field:
    """Return the claim that an event stands in, named by words that stand in it."""
    span = item.find(given)
    keys = claim_keys(item.reading["claims"], document=item.document)
    inside = [
        (content.end - content.start, key)
        for key, claim in zip(keys, item.reading["claims"], strict=True)
        for content in (Span(claim["content"]["start"], claim["content"]["end"]),)
        if covers(content, span)
    ]
    if not inside:
        message = f"{given[:40]!r} stands in no claim that was read; name words of one, or nothing"
        raise UsageError(message)
    return Field(value=min(inside)[1], spans=(span,))


def _number(item: _Item, form: FieldForm, given: str) -> Field:
    """Return a number or its bounds: ``3@three soldiers``, ``2-5@two to five``, ``10-@more than ten``."""
    head, sign, words = given.partition("@")
    low, dash, high = (part.strip() for part in head.partition("-"))
    # "-3" is a slip of the hand for 3 as well as what somebody means by "up to 3": which, it does not say
    if not sign or not low or not all(NUMBER.fullmatch(n) for n in (low, high) if n):
        message = f"{given[:40]!r} is no number with its words; write {form.name}=3@three, 2-5@two to five, "
        message += f"{form.name}=10-@more than ten, or {form.name}=0-3@up to three"
        raise UsageError(message)
    ends = [float(n) if n else None for n in ((low, high) if dash else (low, low))]
    if None not in ends and ends[0] > ends[1]:  # type: ignore[operator]
        message = f"{head!r} ends below its beginning; write the lower number first"
        raise UsageError(message)
    _refuse_other_number(words, head, ends[0] or 0.0, ends[1])
    return Field(value={"low": ends[0], "high": ends[1]}, spans=(item.find(words),))


def _refuse_other_number(words: str, head: str, low: float, high: float | None) -> None:
    """Refuse a number where its words tell another one. Raises `UsageError`."""
    exact = [one.value for one in find_figures(words) if one.value is not None and not one.qualifiers]
    if exact and not any(low <= value <= (value if high is None else high) for value in exact):
        told = f"“{words.strip()[:40]}” does not tell {head.strip()}"
        message = f"{told}; give the number that the words tell, or the words that tell this one"
        raise UsageError(message)


def _mode_gone(item: _Item, found: Mapping[str, Field]) -> dict[str, Field]:
    """Return an empty mode where the type was corrected to one that has no such mode."""
    if "type" not in found or "mode" in found or item.coded["mode"] is None:
        return {}
    gone = item.coded["mode"] not in known_codes("event", "mode", event_type=found["type"].value)
    return {"mode": Field()} if gone else {}


def _refuse_nobody(coded: Json, found: Mapping[str, Field]) -> None:
    left = [found[side].spans if side in found else coded[side] for side in ("actors", "recipients")]
    if not any(left):
        message = "an event needs somebody who takes part; name an actor or a recipient, or reject the event"
        raise UsageError(message)

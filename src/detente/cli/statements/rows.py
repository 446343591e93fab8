"""Utterances and phrases for people and for programs: who says so first, then the words."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from detente.pipeline.ledger import Carrier, Phrases
    from detente.registry.statements.ledger import Heard, Line, Version
    from detente.registry.statements.phrases import Occurrence
    from detente.registry.statements.proposed import ProposedPhrase

__all__ = [
    "line_lines", "line_plain", "line_row", "occurrence_lines", "occurrence_plain", "phrase_rows", "proposed_plain",
]  # fmt: skip

OPEN = "not told who"
"""What stands for a speaker whom the report leaves open."""
Carriers = Mapping[str, "Carrier"]


def speaker_words(line: "Line") -> str:
    """Return who speaks, in which office; where that is open, the words that stand for the speaker."""
    one = line.fullest
    name = line.speaker or one.speaker or f"{OPEN} (“{one.named}”)"
    return name + (f", {one.office}" if one.office else "")


def line_row(line: "Line") -> dict[str, Any]:
    """Return an utterance as a row of a list for people."""
    full = line.fullest
    return {
        "id": line.id, "claimed by": speaker_words(line), "said or told": ", ".join(line.days) or None,
        "where": full.venue, "mode": full.mode, "versions": len(line.versions),
        "damaged": "; ".join(full.damage) or None, "words": full.words,
    }  # fmt: skip


def line_plain(line: "Line", carriers: Carriers) -> dict[str, Any]:
    """Return an utterance for programs, with all of its versions, the fullest first."""
    return {
        "id": line.id, "speaker": line.speaker, "offices": list(line.offices), "days": list(line.days),
        "versions": [_version_plain(one, carriers, is_fullest=not n) for n, one in enumerate(line.versions)],
    }  # fmt: skip


def _version_plain(version: "Version", carriers: Carriers, *, is_fullest: bool) -> dict[str, Any]:
    one, carrier = version.heard, carriers.get(version.heard.document)
    return {
        "document": one.document, "report": carrier.report if carrier else None,
        "outlet": carrier.outlet if carrier else None, "claim": one.claim, "speaker": one.speaker, "named": one.named,
        "office": one.office, "venue": one.venue, "day": one.day, "published": one.published, "via": list(one.via),
        "mode": one.mode, "mood": one.mood, "confidence": one.confidence, "damage": list(one.damage),
        "about": list(one.about), "words": one.words, "start": one.start, "end": one.end,
        "fullest": is_fullest, "cut": version.is_cut,
        "differs": [{"fullest": old, "here": new} for old, new in version.differences],
    }  # fmt: skip


def line_lines(line: "Line", carriers: Carriers) -> Iterator[str]:
    """Yield an utterance whole: who, in which office, then each version with where it differs from the fullest."""
    yield speaker_words(line)
    for number, version in enumerate(line.versions):
        one = version.heard
        yield ""
        yield f"{_carrier(one, carriers)}: {_manner(version, is_fullest=not number and len(line.versions) > 1)}"
        yield f"  “{one.words}”"
        yield from (f"    {_difference(old, new)}" for old, new in version.differences)


def _carrier(one: "Heard", carriers: Carriers) -> str:
    carrier = carriers.get(one.document)
    told = (carrier.report, carrier.outlet) if carrier else ()
    return ", ".join(filter(None, (*told, f"document {one.document[:10]}", one.published)))


def _manner(version: "Version", *, is_fullest: bool) -> str:
    one = version.heard
    told = [
        f"{one.mode}, confidence {one.confidence:.2f}", "the fullest" if is_fullest else None,
        "cut" if version.is_cut else None, f"damaged: {', '.join(one.damage)}" if one.damage else None,
        f"said on {one.day}" if one.day else "day of saying not told", f"where: {one.venue}" if one.venue else None,
        f"via {', '.join(one.via)}" if one.via else None,
    ]  # fmt: skip
    return "; ".join(filter(None, told))


def _difference(old: str, new: str) -> str:
    if old and new:
        return f"“{new}” instead of “{old}”"
    return f"without “{old}”" if old else f"with “{new}”"


def phrase_rows(phrases: "Phrases") -> list[dict[str, Any]]:
    """Return a row for each phrase that the desk follows, then one for each that is proposed."""
    watched = [
        {"phrase": one.id, "words": one.words, "kind": "followed", "said by": _speakers(phrases.of(one.id)),
         "times": len(phrases.of(one.id)), "days": _days([o.published for o in phrases.of(one.id)])}
        for one in phrases.watched
    ]  # fmt: skip
    return [*watched, *(_proposed_row(one) for one in phrases.proposed)]


def _proposed_row(one: "ProposedPhrase") -> dict[str, Any]:
    return {
        "phrase": None, "words": one.words, "kind": "proposed", "said by": one.speaker, "times": len(one.sayings),
        "days": _days(list(one.days)),
    }  # fmt: skip


def _speakers(some: "Sequence[Occurrence]") -> str | None:
    return "; ".join(dict.fromkeys(one.speaker or "a report itself" for one in some)) or None


def _days(some: "Sequence[str | None]") -> str | None:
    known = sorted({day for day in some if day})
    return None if not known else known[0] if len(known) == 1 else f"{known[0]} to {known[-1]}"


def occurrence_lines(one: "Occurrence", carriers: Carriers) -> Iterator[str]:
    """Yield where a report has a phrase: who says it, in whose mouth, in which form, in which sentence."""
    carrier = carriers.get(one.document)
    outlet = (carrier.outlet or carrier.report) if carrier else one.document[:10]
    who = one.speaker or f"{outlet} in its own voice"
    mouths = f", as {', as '.join(one.mouths)} says" if one.mouths else ""
    via = f" (via {', '.join(one.via)})" if one.via else ""
    marks = "in quotation marks" if one.in_marks else "without quotation marks"
    yield f"{one.published or 'day not told'}: {who}{mouths}{via}: “{one.words}”, {marks}"
    yield f"  “{one.sentence}” ({carrier.report if carrier else one.document[:10]})"


def occurrence_plain(one: "Occurrence", carriers: Carriers) -> dict[str, Any]:
    """Return where a report has a phrase for programs."""
    import msgspec

    carrier = carriers.get(one.document)
    plain: dict[str, Any] = msgspec.to_builtins(one)
    return plain | {"report": carrier.report if carrier else None, "outlet": carrier.outlet if carrier else None}


def proposed_plain(one: "ProposedPhrase") -> dict[str, Any]:
    """Return a proposed phrase for programs, with the words that have it."""
    sayings = [{"document": said.document, "start": said.start, "end": said.end, "words": said.words,
                "day": said.day, "published": said.published} for said in one.sayings]  # fmt: skip
    return {"words": one.words, "speaker": one.speaker, "proposed": True, "days": list(one.days), "sayings": sayings}

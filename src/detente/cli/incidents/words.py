"""Agreements and utterances of the whole record, each over all reports that have it, with their words."""

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from detente.cli.printable import printable
from detente.core.ids import hash_parts

if TYPE_CHECKING:
    from rich.console import Console

    from detente.incidents.agreements import Agreed, Naming
    from detente.incidents.utterances import Utterance, Variant
    from detente.store import Known, Record

__all__ = ["agreement_rows", "print_agreements", "print_utterances", "utterance_rows"]

SHORT = 10
MOST_WORDS = 240
"""Characters of a sentence or quotation that is printed; --json has all."""


def agreement_rows(record: "Record", *, document: str | None, known_on: "Known") -> list[dict[str, Any]]:
    """Return a row for each agreement that reports speak of, the one in most reports first."""
    from detente.incidents.agreements import agreed_in, link_agreements
    from detente.store import readings_with_agreements

    called = _called(record, known_on)
    streamed = readings_with_agreements(record, known_on=known_on)
    found = link_agreements([naming for own, reading in streamed for naming in agreed_in(reading, document=own)])
    rows = [_agreement(one, called) for one in found if _has(document, (n.document for n in one.namings))]
    return sorted(rows, key=lambda row: (-row["reports"], row["days"] or "", row["id"]))


def _agreement(agreed: "Agreed", called: Mapping[str, tuple[str, str | None]]) -> dict[str, Any]:
    days = sorted({day for naming in agreed.namings for day in naming.days})
    return {
        "id": hash_parts("agreement", agreed.namings[0].key),
        "names": sorted({naming.name for naming in agreed.namings}),
        "days": ", ".join(first if first == last else f"{first} to {last}" for first, last in days) or None,
        "countries": sorted({country for naming in agreed.namings for country in naming.countries}),
        "reports": len({naming.document for naming in agreed.namings}),
        "told": [one for naming in agreed.namings for one in _told(naming, called)],
        "because": [
            {"one": one.split(" "), "other": other.split(" "), "rule": rule} for one, other, rule in agreed.reasons
        ],
    }


def _told(naming: "Naming", called: Mapping[str, tuple[str, str | None]]) -> Iterator[dict[str, Any]]:
    report, publisher = called[naming.document]
    for one in naming.sayings:
        yield {
            "document": naming.document,
            "report": report,
            "entity": naming.key.partition(" ")[2],
            "name": naming.name,
            "who": one.who or publisher or report,
            "own voice": one.who is None,
            "through": list(one.via),
            "words": one.words,
            "start": one.start,
            "end": one.end,
            "sentence": one.sentence,
        }


def utterance_rows(record: "Record", *, document: str | None, known_on: "Known") -> list[dict[str, Any]]:
    """Return a row for each utterance that is quoted more than once, the one in most reports first."""
    from detente.incidents.utterances import link_utterances, quotations_of
    from detente.store import readings_that_quote

    called = _called(record, known_on)
    streamed = readings_that_quote(record, known_on=known_on)
    found = link_utterances([one for own, reading in streamed for one in quotations_of(reading, document=own)])
    rows = [
        _utterance(one, called)
        for one in found
        if len(one.variants) > 1 and _has(document, (variant.quotation.document for variant in one.variants))
    ]
    return sorted(rows, key=lambda row: (-row["reports"], row["speaker"], row["id"]))


def _utterance(utterance: "Utterance", called: Mapping[str, tuple[str, str | None]]) -> dict[str, Any]:
    days = [one.quotation.days for one in utterance.variants if one.quotation.days]
    first, last = (min(d[0] for d in days), max(d[1] for d in days)) if days else (None, None)
    return {
        "id": utterance.id,
        "speaker": utterance.speaker,
        "days": _days(first, last),
        "reports": len({one.quotation.document for one in utterance.variants}),
        "variants": [_variant(one, called) for one in utterance.variants],
    }


def _variant(variant: "Variant", called: Mapping[str, tuple[str, str | None]]) -> dict[str, Any]:
    own = variant.quotation
    return {
        "document": own.document,
        "report": called[own.document][0],
        "claim": own.claim,
        "speaker": own.speaker.name,
        "named": own.speaker.said or own.speaker.name,
        "days": _days(*own.days) if own.days else None,
        "words": own.words,
        "start": own.start,
        "end": own.end,
        "differs": [{"fullest": old, "here": new} for old, new in variant.differences],
    }


def _days(first: int | None, last: int | None) -> str | None:
    if first is None or last is None:
        return None
    one, other = (dt.date.fromordinal(day).isoformat() for day in (first, last))
    return one if one == other else f"{one} to {other}"


def _called(record: "Record", known_on: "Known") -> dict[str, tuple[str, str | None]]:
    """Return what each report is called, and who publishes it."""
    from detente.store import documents

    return {one.id: (one.external_id, one.publisher) for one in documents(record, known_on=known_on)}


def _has(document: str | None, documents: Iterator[str]) -> bool:
    return document is None or document in documents


def print_agreements(rows: list[dict[str, Any]]) -> None:
    """Print agreements, each with the sentences that speak of it and who says so."""
    from rich.console import Console
    from rich.text import Text

    console = Console()
    for row in rows:
        console.print(Text(printable(" / ".join(row["names"])), style="bold"))
        told = (row["days"], ", ".join(row["countries"]), _reports(row["reports"]))
        console.print(Text(" · ".join(one for one in told if one)))
        for one in row["told"]:
            _print_words(console, f"{one['report']}: {_who(one)} of “{one['words']}”", one["sentence"])
        for rule in dict.fromkeys(one["rule"] for one in row["because"]):
            console.print(Text(printable(f"taken for one: {rule}"), style="dim"))
        console.print()


def _who(told: Mapping[str, Any]) -> str:
    """Say who speaks: whom a report names, or the report itself, by its publisher where it has one."""
    if told["own voice"]:
        publisher = told["who"] if told["who"] != told["report"] else "the report"
        return f"{publisher} in its own voice"
    return str(told["who"]) + (f" (through {', '.join(told['through'])})" if told["through"] else "")


def print_utterances(rows: list[dict[str, Any]]) -> None:
    """Print utterances, each with its variants, and where these differ from the fullest."""
    from rich.console import Console
    from rich.text import Text

    console = Console()
    for row in rows:
        told = (row["days"], _reports(row["reports"]), f"{len(row['variants'])} quotations")
        console.print(Text(printable(row["speaker"]), style="bold"))
        console.print(Text(" · ".join(one for one in told if one)))
        for number, one in enumerate(row["variants"]):
            head = f"{one['report']}, {one['document'][:SHORT]} {one['claim']}: {one['named']}"
            _print_words(console, head + ("" if number else ", the fullest"), one["words"])
            for differing in one["differs"]:
                old, new = (_short(words) for words in (differing["fullest"], differing["here"]))
                words = f"“{new}” instead of “{old}”" if old and new else f"without “{old}”" if old else f"with “{new}”"
                console.print(Text(printable(f"    {words}"), style="dim"))
        console.print()


def _reports(count: int) -> str:
    from detente.cli.lines import counted

    return counted(count, "report")


def _print_words(console: "Console", head: str, words: str) -> None:
    from rich.padding import Padding
    from rich.text import Text

    console.print(Padding(Text(printable(head)), (0, 0, 0, 2)))
    console.print(Padding(Text(printable(f"“{_short(words)}”"), style="italic"), (0, 0, 0, 4)))


def _short(words: str) -> str:
    plain = " ".join(words.split())
    return plain if len(plain) <= MOST_WORDS else plain[:MOST_WORDS].rsplit(" ", 1)[0] + " …"

"""The record so far, as the page shows it below the reports: counts, claims by speaker, what was left out and why."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypedDict

from detente.exchange.page_items import ClaimView, PartyView, ReportView
from detente.exchange.page_words import Json

__all__ = ["Dropped", "RecordView", "Refused", "SpeakerView", "Summary", "summarise", "view_record"]


class Dropped(TypedDict):
    """Words that a stage left out for one reason, and how often."""

    stage: str
    reason: str
    count: int


class Refused(TypedDict):
    """A document that could not be read."""

    id: str
    code: str
    message: str


class Summary(TypedDict):
    """What a record holds, counted. `events` counts by type; texts and voices are None where nothing was compared.

    `added` are the events and claims that people added; they are among those counted.
    """

    documents: int
    texts: int | None
    voices: int | None
    unread: int
    claims: int
    events: Mapping[str, int]
    withheld: int
    added: int
    dropped: Sequence[Dropped]
    refused: Sequence[Refused]


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeakerView:
    """A speaker as named in the reports, with what is claimed in that name. `name` is None where nobody is named."""

    party: PartyView | None
    claims: int
    quoted: int
    passed_on: int
    trends: int
    where: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordView:
    """The record so far, ready to be set."""

    documents: int
    texts: int | None
    voices: int | None
    unread: int
    claims: int
    events: int
    withheld: int
    added: int
    types: Sequence[tuple[str, int]]
    dropped: Sequence[Dropped]
    refused: Sequence[Refused]
    speakers: Sequence[SpeakerView]


def summarise(lines: Iterable[Json]) -> Summary:
    """Count readings, as `detente read` gives them; a line that is an error counts as a refused document."""
    readings, refused = [], list[Refused]()
    for line in lines:
        if "error" in line:
            error = line["error"]
            refused.append({"id": str(line.get("id")), "code": error["code"], "message": error["message"]})
        else:
            readings.append(line)
    drops = Counter((d["stage"], d["reason"]) for r in readings for d in r.get("drops") or ())
    return {
        "documents": len(readings),
        "texts": None,
        "voices": None,
        "unread": 0,
        "claims": sum(len(r.get("claims") or ()) for r in readings),
        "events": Counter(e["type"] for r in readings for e in r.get("events") or ()),
        "withheld": 0,
        "added": 0,
        "dropped": [{"stage": s, "reason": why, "count": n} for (s, why), n in drops.items()],
        "refused": refused,
    }


def view_record(summary: Summary, reports: Sequence[ReportView]) -> RecordView:
    """Return the record so far: the counts as given, the speakers as the reports on the page name them."""
    types = sorted(summary["events"].items(), key=lambda pair: (-pair[1], pair[0]))
    return RecordView(
        documents=summary["documents"],
        texts=summary["texts"],
        voices=summary["voices"],
        unread=summary["unread"],
        claims=summary["claims"],
        events=sum(summary["events"].values()),
        withheld=summary["withheld"],
        added=summary["added"],
        types=types,
        dropped=sorted(summary["dropped"], key=lambda d: (-d["count"], d["stage"], d["reason"])),
        refused=summary["refused"],
        speakers=_speakers(reports),
    )


def _speakers(reports: Sequence[ReportView]) -> list[SpeakerView]:
    """Group claims by the speaker's name and country, most claims first; claims of nobody named come last."""
    groups: dict[tuple[str, str | None], list[tuple[int, ClaimView]]] = {}
    for report in reports:
        for claim in report.claims:
            party = claim.speaker
            key = (party.name, party.country) if party else ("", None)
            groups.setdefault(key, []).append((report.number, claim))
    views = [_speaker(group) for group in groups.values()]
    return sorted(views, key=lambda s: (s.party is None, -s.claims, s.party.name if s.party else ""))


def _speaker(group: Sequence[tuple[int, ClaimView]]) -> SpeakerView:
    claims = [claim for _, claim in group]
    first = {number: claim.id for number, claim in reversed(group)}
    return SpeakerView(
        party=claims[0].speaker,
        claims=len(claims),
        quoted=sum("quotation marks" in c.how for c in claims),
        passed_on=sum(bool(c.via) for c in claims),
        trends=sum(bool(c.trend) for c in claims),
        where=tuple(sorted(first.items())),
    )

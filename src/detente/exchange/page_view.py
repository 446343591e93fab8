"""What the page shows of one report: its paragraphs, and beside them who says and does what."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from detente.exchange.intake_items import Background, CameIn
from detente.exchange.page_added import marks_of_added, view_added, with_added
from detente.exchange.page_details import view_checks, view_details, view_figures
from detente.exchange.page_entries import Lookup, introduce, view_claim, view_event
from detente.exchange.page_items import Added, ClaimView, EventView, ReportView, Row
from detente.exchange.page_marks import marks_of
from detente.exchange.page_text import Mark, Paragraph, Segment, cut_text, find_paragraphs
from detente.exchange.page_words import Json, published_as_iso, published_in_words

__all__ = ["view_report"]


def view_report(
    reading: Json,
    *,
    number: int,
    longest: int,
    came: CameIn | None = None,
    paragraphs: Sequence[Paragraph] | None = None,
    marked: Iterable[Mark] = (),
) -> ReportView:
    """Return what the page shows of a reading; of its text the first `longest` characters. `came` says how it came.

    `paragraphs` are those to show, where that is another part of the text. `marked` are words to mark besides.
    """
    whole = with_added(reading)
    look = Lookup(whole)
    paragraphs = find_paragraphs(look.text, longest) if paragraphs is None else paragraphs
    marks = [*marks_of(reading), *marks_of_added(whole), *marked]
    cells = _anchored(cut_text(look.text, paragraphs, list(_within(marks, paragraphs))), number)
    anchors = _anchors(cells)
    claims = introduce([view_claim(c, reading, look, anchors) for c in reading.get("claims") or ()])
    events = tuple(view_event(e, reading, look, anchors) for e in reading.get("events") or ())
    added = view_added(whole, look, anchors)
    published = reading.get("published")
    title, name = _text(reading.get("title")), _text(reading.get("name") or reading.get("id"))
    return ReportView(
        number=number,
        title=title or name or f"report {number}",
        id=name if title else None,
        publisher=reading.get("publisher"),
        language=reading.get("language"),
        url=_web_address(reading.get("url")),
        added_at=_text(reading.get("added_at")),
        published=published_in_words(published),
        published_iso=published_as_iso(published),
        published_rule=published.get("rule") if published else None,
        rows=tuple(_noted(_rows(reading, look, paragraphs, cells, claims, events, added), paragraphs, came)),
        claims=claims,
        events=events,
        added=added,
        details=view_details(reading),
        figures=view_figures(reading, {c.id: c for c in claims}, {e.id: e for e in events}),
        checks=view_checks(reading),
        length=len(look.text.rstrip()),
        shown=paragraphs[-1].end if paragraphs else 0,
        came=came,
    )


def _within(marks: Iterable[Mark], paragraphs: Sequence[Paragraph]) -> Iterator[Mark]:
    """Yield the marks that touch what is shown."""
    if paragraphs:
        first, last = paragraphs[0].start, paragraphs[-1].end
        yield from (mark for mark in marks if mark.start < last and first < mark.end)


def _text(value: object) -> str | None:
    return str(value) if value else None


def _web_address(url: str | None) -> str | None:
    """Let through an address of the web, and nothing that a browser would run."""
    return url if url and url.lower().startswith(("https://", "http://")) else None


def _anchored(cells: list[list[Segment]], number: int) -> list[list[Segment]]:
    """Give the first segment of every token an id to link to."""
    seen: set[str] = set()
    anchored = []
    for cell in cells:
        row = []
        for segment in cell:
            fresh = {t for t in segment.tokens if t[-1] in "ct"} - seen
            seen |= fresh
            row.append(segment.at(f"w{number}-{segment.start}") if fresh else segment)
        anchored.append(row)
    return anchored


def _anchors(cells: list[list[Segment]]) -> dict[str, str]:
    found: dict[str, str] = {}
    for segment in (s for cell in cells for s in cell):
        for token in segment.tokens:
            found.setdefault(token, segment.anchor)
    return found


def _rows(
    reading: Json,
    look: Lookup,
    paragraphs: Sequence[Paragraph],
    cells: Sequence[Sequence[Segment]],
    claims: Sequence[ClaimView],
    events: Sequence[EventView],
    added: Added,
) -> Iterator[Row]:
    contents = [(c["content"], look.party(c.get("source"))) for c in reading.get("claims") or ()]
    for paragraph, segments in zip(paragraphs, cells, strict=True):
        here = {s.anchor for s in segments if s.anchor}
        said = _follow([c for c in claims if c.anchor in here])
        done = tuple(e for e in events if e.anchor in here)
        voice = next((p for span, p in contents if span["start"] <= paragraph.start < span["end"]), None)
        yield Row(segments=segments, close=paragraph.close, claims=said, events=done, voice=voice, added=added.at(here))


def _noted(rows: Iterable[Row], paragraphs: Sequence[Paragraph], came: CameIn | None) -> Iterator[Row]:
    """Note beside each paragraph what of it was told before."""
    before: Sequence[Background] = came.background if came else ()
    for row, paragraph in zip(rows, paragraphs, strict=True):
        here = next((b for b in before if b.start < paragraph.end and paragraph.start < b.end), None)
        yield replace(row, before=here) if here else row


def _follow(claims: Sequence[ClaimView]) -> tuple[ClaimView, ...]:
    """Mark the claims whose speaker the one before already names."""
    earlier = (None, *claims)
    return tuple(
        c.following() if b and c.speaker and (c.speaker, c.via) == (b.speaker, b.via) else c
        for b, c in zip(earlier, claims, strict=False)
    )

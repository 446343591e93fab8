"""A brief of one day: all that is new in the record of what an edition follows, by subject, as much as a page holds."""

import datetime as dt
from collections.abc import Iterator, Sequence
from urllib.parse import quote

from detente.brief.brief import Brief, Section
from detente.brief.composing.against import contradiction_draft
from detente.brief.composing.claims import claim_lines
from detente.brief.composing.corrections import corrections_of
from detente.brief.composing.draft import Drafted
from detente.brief.composing.enquiries import enquiry_lines
from detente.brief.composing.expected import expectation_draft
from detente.brief.composing.figures import figure_lines
from detente.brief.composing.incidents import happening_lines
from detente.brief.composing.limits import MOST_WORDS, chosen_sections
from detente.brief.composing.material import Material, gather_material
from detente.brief.composing.mines import mine_draft
from detente.brief.composing.others import other_drafts
from detente.brief.composing.quiet import quiet_of
from detente.brief.composing.registries import registry_drafts
from detente.brief.composing.statements import statement_draft
from detente.brief.settings import Edition
from detente.core.ids import hash_parts
from detente.pipeline.told_in import assertions_in
from detente.registry.ceasefires.definition import Ceasefire
from detente.store import Record, head, state_named

__all__ = ["brief_id", "compose_brief"]

FIRST = "ceasefire/"
FIGURED = frozenset({"board", "trend"})
"""Kinds of lines that tell figures, or that these rise or fall."""


def brief_id(edition: str, day: dt.date) -> str:
    """Return the id of the brief of an edition and a day: the same for every revision."""
    return hash_parts("brief", edition, day.isoformat())


def compose_brief(
    record: Record, edition: Edition, *, day: dt.date, since: dt.datetime | None, until: dt.datetime,
    earlier: Sequence[Brief] = (), watch: str | None = None, most: int = MOST_WORDS,
) -> Brief:  # fmt: skip
    """Return the brief of a day: of what came in after `since`, in the record as it was known at `until`.

    The record is to be opened as the edition's level sees it: nothing that is not released to that is told. `earlier`
    are the edition's briefs that were approved, whose lines are looked at again. `watch` is another than the edition's.
    """
    chosen = edition.watch if watch is None else watch
    material = gather_material(record, watch=chosen, day=day, since=since, until=until, level=edition.level)
    drafts = tuple(_drafts(material))
    sections = chosen_sections(drafts, most=most)
    lines = [line for section in sections for line in section.lines]
    return Brief(
        id=brief_id(edition.id, day), edition=edition.id, level=edition.level, title=edition.title,
        day=day.isoformat(), since=since.isoformat() if since else None, until=until.isoformat(),
        state=state_named(*head(record), edition.level), sections=sections,
        corrections=corrections_of(earlier, material, days=edition.look_back), quiet=quiet_of(material, lines),
        pictures=tuple(_pictures(sections)),
        invented=_is_invented(material),
    )  # fmt: skip


def _pictures(sections: Sequence[Section]) -> Iterator[str]:
    """Yield what is drawn: a ceasefire's figures where one, or a trend, is news; where incidents are said to be."""
    for one in sections:
        if one.subject.startswith(FIRST) and any(line.kind in FIGURED for line in one.lines):
            yield f"figures-{one.subject.removeprefix(FIRST)}"
    if any(line.kind == "incident" for one in sections if one.subject != "relations" for line in one.lines):
        yield "map"


def _drafts(material: Material) -> Iterator[Drafted]:
    """Yield the lines of each subject in the watch's own order; what one has quoted no later one tells again."""
    for ceasefire in material.ceasefires:
        yield _of_ceasefire(ceasefire, material)
    said = assertions_in(material.record, material.desk, material.new, known_on=material.known_on)
    yield from registry_drafts(said, material)
    yield mine_draft(material)
    expected = expectation_draft(material)
    against = contradiction_draft(material)
    relations, elsewhere = other_drafts(material)
    yield relations
    yield statement_draft(material)
    yield expected
    yield against
    yield elsewhere


def _of_ceasefire(ceasefire: Ceasefire, material: Material) -> Drafted:
    lines = (
        *happening_lines(ceasefire, material), *enquiry_lines(ceasefire, material),
        *figure_lines(ceasefire, material), *claim_lines(ceasefire, material),
    )  # fmt: skip
    return Drafted(
        subject=f"ceasefire/{ceasefire.id}", title=ceasefire.name, href=f"/ceasefires/{quote(ceasefire.id, safe='')}",
        lines=lines,
    )  # fmt: skip


def _is_invented(material: Material) -> bool:
    return any(one.invented for one in material.watches) or any(one.invented for one in material.ceasefires)

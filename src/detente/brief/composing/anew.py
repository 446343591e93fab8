"""A line of an earlier brief composed anew out of what stands: all who tell of the same, both sides in turn."""

import datetime as dt
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace

from detente.brief.brief import Brief, Line
from detente.brief.composing.against import contradiction_draft
from detente.brief.composing.basis import Basis, Stood, read_basis
from detente.brief.composing.claims import claim_lines
from detente.brief.composing.figures import figure_lines
from detente.brief.composing.incidents import happening_lines
from detente.brief.composing.material import Material
from detente.brief.composing.others import other_drafts
from detente.brief.composing.registries import registry_drafts
from detente.pipeline.days.gathered import gather_days
from detente.pipeline.news import News, gather_news
from detente.pipeline.told_in import assertions_in, violations_in
from detente.registry.ceasefires.definition import Ceasefire
from detente.registry.ceasefires.violation import Violation
from detente.registry.interval import Interval
from detente.store import documents_of_incidents, outlets_of

__all__ = ["Anew"]

ROOM = "ceasefire/"
SAME_FIGURE = ("who", "column", "days")
"""What a published figure is known by, whichever report gives it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Anew:
    """Composes lines anew out of the record as it stands; `news` is what came in since each brief, held by its id."""

    material: Material
    news: dict[str, News] = field(default_factory=dict)

    def lines(
        self, brief: Brief, subject: str, line: Line, *, standing: Sequence[Stood], incidents: Collection[str]
    ) -> tuple[Line, ...]:
        """Return what a line says now; nothing where nobody tells it any more.

        `standing` are those of its values that the record still has, `incidents` the happenings that it may be of.
        """
        basis = read_basis(line.basis)
        documents = {one.document for one in standing if one.document} | documents_of_incidents(
            self.material.record, incidents
        )
        documents |= self._beside(subject, line, basis)
        if not documents:
            return ()
        own = self._material(brief, documents)
        found = (one for one in _composed(subject, line, own) if one.kind == line.kind)
        return tuple(one for one in found if _is_same(one, line, basis, standing, incidents))

    def _beside(self, subject: str, line: Line, basis: Basis) -> set[str]:
        """Return the reports that give a published figure, beside the one that a line had it from."""
        ceasefire = self._ceasefire(subject)
        days = [one.values["days"] for one in basis.stood if "days" in one.values]
        if line.kind != "board" or ceasefire is None or not days:
            return set()
        first, _, last = days[0].partition("/")
        within = Interval(first=dt.date.fromisoformat(first), last=dt.date.fromisoformat(last))
        told = gather_days(self.material.record, ceasefire, within, known_on=self.material.known_on).violations
        names = {one.values.get("who") for one in basis.stood}
        return {one.evidence[0].document for one in told if one.claimant_name in names and one.evidence[0].document}

    def _ceasefire(self, subject: str) -> Ceasefire | None:
        id_ = subject.removeprefix(ROOM)
        return next((one for one in self.material.ceasefires if subject.startswith(ROOM) and one.id == id_), None)

    def _material(self, brief: Brief, documents: Collection[str]) -> Material:
        """Return what is composed from: these reports as if they had come in now, with all news since the brief."""
        of = self.material
        there = outlets_of(of.record, documents, known_on=of.known_on)
        told = {one.id: tuple(_told(one, of, there)) for one in of.ceasefires}
        if brief.id not in self.news:
            since = dt.datetime.fromisoformat(brief.since) if brief.since else None
            self.news[brief.id] = gather_news(of.record, since=since, known_on=of.known_on)
        return replace(
            of, new=frozenset(there), near=frozenset(there), outlets=there, told=told, news=self.news[brief.id],
            since=None, used=[], said={},
        )  # fmt: skip


def _told(ceasefire: Ceasefire, material: Material, documents: Collection[str]) -> Iterator[Violation]:
    """Yield what reports say of a ceasefire; what came out before it began is of another one."""
    found = violations_in(material.record, ceasefire, documents, known_on=material.known_on)
    yield from (one for one in found if one.published is None or one.published >= (ceasefire.first or ""))


def _composed(subject: str, line: Line, material: Material) -> Iterator[Line]:
    """Yield the lines that are made of some reports, by what makes lines of this kind."""
    ceasefire = next((one for one in material.ceasefires if subject == f"{ROOM}{one.id}"), None)
    if ceasefire is not None:
        makers = {"incident": happening_lines, "board": figure_lines, "trend": claim_lines}
        yield from makers[line.kind](ceasefire, material) if line.kind in makers else ()
    elif line.kind in {"incident", "relation"}:
        yield from (one for draft in other_drafts(material) for one in draft.lines)
    elif line.kind == "contradiction":
        yield from contradiction_draft(material).lines
    elif line.kind in {"agreement", "meeting", "institution", "project"}:
        said = assertions_in(material.record, material.desk, material.new, known_on=material.known_on)
        yield from (one for draft in registry_drafts(said, material) for one in draft.lines)


def _is_same(
    one: Line, line: Line, basis: Basis, standing: Sequence[Stood], incidents: Collection[str]
) -> bool:  # fmt: skip
    """Say whether a line is of what another one was of."""
    own = read_basis(one.basis)
    if line.kind == "board":
        return not {_figure(was) for was in basis.stood}.isdisjoint(map(_figure, own.stood))
    if one.about == line.about or own.incident in incidents:
        return True
    return any(was.room == each.room and was.overlaps(each) for was in standing for each in own.stood)


def _figure(one: Stood) -> tuple[str | None, ...]:
    return tuple(one.values.get(name) for name in SAME_FIGURE)

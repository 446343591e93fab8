"""The ledger of what is quoted: each utterance with all of its versions, and what is said in the reporter's words.

What one is linked to stands in `incidents.utterances`; here its versions get what their reports tell of the saying:
in which office, where, on which day, in what mode, and whether the words came to us damaged or cut. Who speaks is
whom the report names; where it leaves that open ("he said", and no man is there), it stays open.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from detente.core.ids import hash_parts
from detente.incidents.account import Side
from detente.incidents.saying import side_named
from detente.incidents.utterances import Quotation, Utterance, link_utterances, quotations_of
from detente.registry.statements.speakers import Speaker, full_names

__all__ = ["Heard", "Line", "Version", "heard_in", "ledger_of"]

Json = Mapping[str, Any]
PRONOUNS = frozenset({"he", "she", "they", "it", "who", "i", "we"})
NOT_DAMAGE = frozenset({"boilerplate"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """One saying as one report has it; `speaker` is None where the report leaves open who it is.

    `named` are the words that stand for the speaker, `confidence` how sure the reading is of speaker and words;
    `day` is told for the saying itself, `published` (YYYY-MM-DD) is the report's. `damage` are the kinds of damage in
    it, `about` the names of those it speaks of, `audience` of those it is said to. `is_person` is None where a bare
    name leaves open what it is of. `quotation` is None for what is not in the speaker's words.
    """

    document: str
    claim: str
    speaker: str | None
    named: str
    country: str | None
    mode: str
    mood: str | None
    confidence: float
    words: str
    start: int
    end: int
    office: str | None = None
    venue: str | None = None
    day: str | None = None
    published: str | None = None
    via: tuple[str, ...] = ()
    damage: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    audience: tuple[str, ...] = ()
    is_person: bool | None = False
    quotation: Quotation | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """A saying as a version of an utterance, and where it differs from the fullest: those words, and these instead.

    `is_cut` is whether it only leaves words out.
    """

    heard: Heard
    differences: tuple[tuple[str, str], ...] = ()

    @property
    def is_cut(self) -> bool:
        """Whether it has nothing that the fullest has not, and less."""
        return bool(self.differences) and not any(new for _, new in self.differences)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of the ledger: an utterance with its versions, the fullest first.

    `speaker` has one name all over the ledger; each version has the name that its report has.
    """

    id: str
    speaker: str | None
    versions: tuple[Version, ...]

    @property
    def fullest(self) -> Heard:
        """The version that has most of it."""
        return self.versions[0].heard

    @property
    def offices(self) -> tuple[str, ...]:
        """In which offices its versions have the speaker speak."""
        return tuple(dict.fromkeys(one.heard.office for one in self.versions if one.heard.office))

    @property
    def days(self) -> tuple[str, ...]:
        """The days that are told for the saying, else those of the reports; in their order."""
        said = {one.heard.day for one in self.versions if one.heard.day}
        return tuple(sorted(said or {one.heard.published for one in self.versions if one.heard.published}))


def heard_in(reading: Json, *, document: str) -> Iterator[Heard]:
    """Yield what a reading says that somebody said, in the order of its claims, and not what it says itself."""
    quotations = {one.claim: one for one in quotations_of(reading, document=document)}
    told = {one["claim"]: one for one in reading.get("statements", ())}
    for claim in reading["claims"]:
        if claim["source"] is not None:
            yield _heard(reading, claim, told.get(claim["id"]), quotations.get(claim["id"]), document)


def _heard(reading: Json, claim: Json, told: Json | None, quotation: Quotation | None, document: str) -> Heard:
    source, content, text = claim["source"], claim["content"], reading["text"]
    side, published = side_named(reading, source), reading["published"] or {}
    is_open = source["entity"] is None and side.name.lower() in PRONOUNS
    told = told or {}
    return Heard(
        document=document, claim=claim["id"], speaker=None if is_open else side.name,
        named=text[source["start"] : source["end"]], country=side.country, mode=claim["mode"], mood=claim.get("mood"),
        confidence=claim["confidence"], words=quotation.words if quotation else _plain(reading, content),
        start=content["start"], end=content["end"], office=_words(text, told.get("office")),
        venue=_words(text, told.get("venue")), day=_day(reading, told.get("date")),
        is_person=_is_person(side),
        published=published.get("from") if published.get("from") == published.get("to") else None,
        via=tuple(side_named(reading, one).name for one in claim["via"]),
        damage=tuple(_damage(reading, claim)), about=tuple(_named(reading, told, "topics")),
        audience=tuple(_named(reading, told, "audience")), quotation=quotation,
    )  # fmt: skip


def _plain(reading: Json, content: Json) -> str:
    return " ".join(reading["text"][content["start"] : content["end"]].split())


def _words(text: str, span: Json | None) -> str | None:
    return " ".join(text[span["start"] : span["end"]].split()) if span else None


def _day(reading: Json, index: int | None) -> str | None:
    """Return on which day something was said, where its report tells one."""
    date = reading["dates"][index] if index is not None else None
    if date is None or not date["from"] or date["from"] != date["to"]:
        return None
    return dt.date.fromisoformat(date["from"][:10]).isoformat()


def _damage(reading: Json, claim: Json) -> Iterator[str]:
    content = claim["content"]
    seen = dict.fromkeys(
        one["kind"]
        for one in reading.get("damage", ())
        if one["kind"] not in NOT_DAMAGE and one["start"] < content["end"] and content["start"] < one["end"]
    )
    yield from dict.fromkeys((*seen, *claim.get("lowered_by", ())))


def _named(reading: Json, told: Json, field: str) -> Iterator[str]:
    """Yield whom a field of what is told of a saying names, by their names where they have one."""
    names = {entity["id"]: entity["name"] for entity in reading["entities"]}
    found = (names.get(one["entity"]) or _words(reading["text"], one) for one in told.get(field, ()))
    yield from dict.fromkeys(filter(None, found))


def ledger_of(heard: Iterable[Heard]) -> tuple[Line, ...]:
    """Return the lines of the ledger in the order of their days; what is not quoted is a line of its own."""
    every = list(heard)
    by_key = {one.quotation.key: one for one in every if one.quotation}
    linked = link_utterances([one.quotation for one in by_key.values() if one.quotation])
    lines = [_line(utterance, by_key) for utterance in linked]
    lines += [_alone(one) for one in every if one.quotation is None]
    full = full_names(_persons(every))
    lines = [replace(line, speaker=full[line.speaker or ""]) if _is_of(line, full) else line for line in lines]
    return tuple(sorted(lines, key=lambda line: (not line.days, line.days, line.fullest.document, line.fullest.start)))


def _persons(every: Iterable[Heard]) -> Iterator[Speaker]:
    for one in every:
        if one.speaker and one.is_person is not False:
            yield Speaker(name=one.speaker, country=one.country, is_sure=bool(one.is_person))


def _is_of(line: Line, full: Mapping[str, str]) -> bool:
    return line.speaker in full and any(one.heard.is_person is not False for one in line.versions)


def _is_person(side: Side) -> bool | None:
    """Whether a speaker is a person; None of one word that nothing else is known of, whatever it was taken for."""
    if side.kind == "person":
        return True
    is_bare = len(side.name.split()) == 1 and side.name[:1].isupper() and not side.sectors
    is_unknown = side.kind == "other" or (side.kind == "organisation" and not side.country)
    return None if is_bare and is_unknown else False


def _line(utterance: Utterance, by_key: Mapping[str, Heard]) -> Line:
    versions = (Version(heard=by_key[one.quotation.key], differences=one.differences) for one in utterance.variants)
    return Line(id=utterance.id, speaker=utterance.speaker, versions=tuple(versions))


def _alone(one: Heard) -> Line:
    id_ = hash_parts("statement", one.document, str(one.start), str(one.end))
    return Line(id=id_, speaker=one.speaker, versions=(Version(heard=one),))

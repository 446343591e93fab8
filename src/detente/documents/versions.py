"""The versions of an article: what stood at one address, one after the other."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from detente.documents.word_diff import Block, WordDiff, word_diff

__all__ = ["Block", "Sighting", "Version", "WordDiff", "chain", "word_diff"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """A document as it was had from an address: `seen_at` by our clock, `published` as stated, both ISO 8601."""

    document: str
    text_hash: str
    title: str | None = None
    address: str | None = None
    seen_at: str | None = None
    published: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """A text that stood at an address until another took its place.

    `titles` are the titles it stood under, one after the other: more than one, and the title alone was edited.
    `returns_to` is the number of the version whose text it brings back, where it does.
    """

    number: int
    text_hash: str
    documents: tuple[str, ...]
    titles: tuple[str, ...]
    first_seen: str | None
    last_seen: str | None
    returns_to: int | None


def chain(sightings: Iterable[Sighting]) -> tuple[Version, ...]:
    """Return the versions of one article, the same whatever order its sightings come in and however often.

    They are ordered by when they were seen, else by when they say they were published, else by the text's hash.
    """
    ordered = sorted(set(sightings), key=_order)
    groups: list[list[Sighting]] = []
    for sighting in ordered:
        if groups and groups[-1][-1].text_hash == sighting.text_hash:
            groups[-1].append(sighting)
        else:
            groups.append([sighting])
    first_with: dict[str, int] = {}
    versions = []
    for number, group in enumerate(groups, start=1):
        text_hash = group[0].text_hash
        versions.append(_version(number, group, first_with.get(text_hash)))
        first_with.setdefault(text_hash, number)
    return tuple(versions)


def _version(number: int, group: list[Sighting], returns_to: int | None) -> Version:
    titles: list[str] = []
    for sighting in group:
        if sighting.title and titles[-1:] != [sighting.title]:
            titles.append(sighting.title)
    seen = [sighting.seen_at for sighting in group if sighting.seen_at]
    return Version(
        number=number,
        text_hash=group[0].text_hash,
        documents=tuple(dict.fromkeys(sighting.document for sighting in group)),
        titles=tuple(titles),
        first_seen=seen[0] if seen else None,
        last_seen=seen[-1] if seen else None,
        returns_to=returns_to,
    )


def _order(sighting: Sighting) -> tuple[bool, datetime, str, tuple[str, ...]]:
    moment = _moment(sighting.seen_at) or _moment(sighting.published)
    rest = (sighting.title, sighting.document, sighting.address, sighting.seen_at, sighting.published)
    latest = datetime.max.replace(tzinfo=UTC)
    return moment is None, moment or latest, sighting.text_hash, tuple(part or "" for part in rest)


def _moment(stated: str | None) -> datetime | None:
    """Return a stated moment; without an offset it is UTC's, and what is no moment is none."""
    try:
        moment = datetime.fromisoformat(stated or "")
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return None

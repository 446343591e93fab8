"""A watch's file (TOML), read and checked: whatever names something else in it names something that is there."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any, get_args

from detente.core.errors import UsageError
from detente.registry.agreements.definition import Agreement
from detente.registry.assertions.assertion import Standing
from detente.registry.forms import from_plain, to_plain
from detente.registry.toml_text import is_day, parse_toml
from detente.registry.watch.checks import shared_names, wrong_counting, wrong_languages, wrong_stated, wrong_words
from detente.registry.watch.definition import Watch
from detente.registry.watch.stated import things_of

__all__ = ["ReadBeside", "parse_watch", "watch_from_json", "watch_to_json"]

ReadBeside = Callable[[str], bytes]
"""Returns what is in a file that stands beside the watch's."""


def parse_watch(data: bytes, *, name: str, read_beside: ReadBeside) -> Watch:
    """Return the watch that a file describes, with the texts beside it. Raises `UsageError` that says what is wrong."""
    what = f"the watch in {name}"
    content = parse_toml(data, what)
    content.pop("_about", None)
    made = _with_texts(from_plain(content, Watch, what=what), read_beside)
    wrong = list(_wrong(made))
    if wrong:
        message = f"{what} cannot be used: {'; '.join(wrong)}"
        raise UsageError(message)
    return made


def watch_to_json(watch: Watch) -> Mapping[str, Any]:
    """Return a watch as the record keeps it."""
    plain: Mapping[str, Any] = to_plain(watch)
    return plain


def watch_from_json(content: Mapping[str, Any]) -> Watch:
    """Return a watch from what the record keeps."""
    return from_plain(content, Watch, what="a watch of this record")


def _with_texts(watch: Watch, read_beside: ReadBeside) -> Watch:
    """Return a watch with the texts that its agreements have in files beside it."""
    return replace(watch, agreements=tuple(_with_own_texts(one, read_beside) for one in watch.agreements))


def _with_own_texts(agreement: Agreement, read_beside: ReadBeside) -> Agreement:
    texts = tuple(
        replace(one, text=_decoded(read_beside(one.file), one.file)) if one.file and one.text is None else one
        for one in agreement.texts
    )
    return replace(agreement, texts=texts)


def _decoded(data: bytes, name: str) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        message = f"{name} cannot be read: {error}; a text is to be UTF-8"
        raise UsageError(message) from error


def _wrong(watch: Watch) -> Iterator[str]:
    """Yield what cannot be: ids twice, names of nothing, days that are none, what no one's words say."""
    actors = {actor.id for actor in watch.actors}
    ids = [*(one.id for one in watch.actors), *(one.id for one in things_of(watch)), *(p.id for p in watch.phrases)]
    yield from (f"the id {id_!r} is there twice" for id_ in sorted({id_ for id_ in ids if ids.count(id_) > 1}))
    yield from wrong_words(watch)
    yield from wrong_languages(watch)
    yield from (*shared_names(watch.actors), *shared_names(things_of(watch)))
    yield from _wrong_agreements(watch.agreements, actors)
    for platform in watch.platforms:
        yield from _unknown(platform.envisaged, actors, f"{platform.id} is to have")
    for project in watch.projects:
        yield from _unknown(project.parties, actors, f"{project.id} has the party")
    for institution in watch.institutions:
        yield from _unknown(institution.actors, actors, f"{institution.id} has")
    yield from _wrong_stated(watch)
    yield from wrong_stated(watch)


def _wrong_agreements(agreements: Iterable[Agreement], actors: set[str]) -> Iterator[str]:
    for one in agreements:
        yield from _unknown((party.actor for party in one.parties), actors, f"{one.id} is of")
        ids = [provision.id for provision in one.provisions]
        yield from (f"{one.id} has {id_!r} twice" for id_ in sorted({id_ for id_ in ids if ids.count(id_) > 1}))
        for provision in one.provisions:
            yield from _unknown((*provision.bound, *provision.toward), actors, f"{one.id} {provision.id} binds")
            yield from _no_days([provision.due], f"{one.id} {provision.id}")
        yield from wrong_counting(one)


def _wrong_stated(watch: Watch) -> Iterator[str]:
    things = {one.id for one in things_of(watch)}
    standings = frozenset(get_args(Standing))
    for one in watch.stated:
        told = f"what is stated of {one.of}"
        if one.of not in things:
            yield f"{one.of!r}, of which something is stated, is nothing that it follows"
        if not one.evidence:
            yield f"{told} ({one.what}) has no words: say who wrote them ([[stated.evidence]] words, by, source)"
        if any(bound is not None and bound < 0 for bound in (one.low, one.high)):
            yield f"{told} ({one.what}) counts fewer than none"
        if one.standing not in standings:
            yield f"{told} has the standing {one.standing!r}; there are {', '.join(sorted(standings))}"
        yield from _no_days([one.first, one.last, one.published], told)


def _unknown(ids: Iterable[str], known: set[str], told: str) -> Iterator[str]:
    yield from (f"{told} {id_!r}, no actor of it" for id_ in ids if id_ not in known)


def _no_days(days: Iterable[str | None], told: str) -> Iterator[str]:
    yield from (f"{told} has {day!r}, no day (YYYY-MM-DD)" for day in days if day is not None and not is_day(day))

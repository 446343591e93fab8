"""Why there is little to tell: how many reports came in and from whom none did, and what monitors looked at."""

import datetime as dt
from collections.abc import Iterator, Sequence
from urllib.parse import quote

from detente.brief.brief import Line, Piece, Quiet, Sentence
from detente.brief.composing.incidents import sides_in_order
from detente.brief.composing.material import Material
from detente.brief.composing.names import in_sentence
from detente.brief.composing.sentences import sentence
from detente.display.ceasefires.effort_words import effort_words
from detente.display.ceasefires.names import names_of
from detente.display.language import count, say
from detente.display.prose import day_words, days_words, listed
from detente.pipeline.efforts import gather_efforts
from detente.registry.ceasefires.definition import Ceasefire, Monitor
from detente.registry.ceasefires.effort.report import report_of
from detente.registry.ceasefires.homes import home_of
from detente.registry.interval import Interval
from detente.store import last_visits

__all__ = ["quiet_of"]

OF_CEASEFIRES = frozenset({"incident", "board", "trend", "finding"})
REACHED = frozenset({"fetched", "unchanged"})
LONGEST = 7
"""Days up to that of the brief of which the monitors' effort is told."""


def quiet_of(material: Material, lines: Sequence[Line]) -> Quiet | None:
    """Return why a day is quiet; None where something is told of a ceasefire, or, where none is kept, of anything."""
    is_quiet = not any(one.kind in OF_CEASEFIRES for one in lines) if material.ceasefires else not lines
    return Quiet(sentences=tuple(_sentences(material))) if is_quiet else None


def _sentences(material: Material) -> Iterator[Sentence]:
    yield from _reports(material)
    yield from _unreached(material)
    for ceasefire in material.ceasefires:
        yield from _of_ceasefire(ceasefire, material)


def _reports(material: Material) -> Iterator[Sentence]:
    """Yield how many reports came in: the desk's own count."""
    n = len(material.news.reports)
    since = _moment(material.since)
    href = f"/documents?since={material.since:%Y-%m-%d}" if material.since else "/documents"
    if not n:
        yield sentence(
            say("No report came in %(since)s.") if material.level == "internal" else
            say("No report that came in %(since)s is released to those whom this brief is for."), since=since,
        )  # fmt: skip
    elif material.level != "internal":
        pattern = count(
            "%(count)s of the reports that came in %(since)s is released to those whom this brief is for.",
            "%(count)s of the reports that came in %(since)s are released to those whom this brief is for.", n,
            count="%(count)s", since="%(since)s",
        )  # fmt: skip
        yield sentence(pattern, count=Piece(text=f"{n:,}", href=href), since=since)
    elif material.news.cut:
        yield sentence(say("%(n)s reports or more came in %(since)s, by the desk’s count."),
                       n=Piece(text=f"{n:,}", href=href), since=since)  # fmt: skip
    else:
        pattern = count("%(count)s report came in %(since)s, by the desk’s count.",
                        "%(count)s reports came in %(since)s, by the desk’s count.", n, count="%(count)s",
                        since="%(since)s")  # fmt: skip
        yield sentence(pattern, count=Piece(text=f"{n:,}", href=href), since=since)


def _moment(since: dt.datetime | None) -> str:
    if since is None:
        return say("so far")
    at = since.astimezone(dt.UTC)
    return say("since %(day)s, %(hour)s UTC", day=day_words(at.date()), hour=f"{at:%H:%M}")


def _unreached(material: Material) -> Iterator[Sentence]:
    visits = last_visits(material.record).values()
    n = sum(1 for one in visits if one.outcome not in REACHED and _is_known(one.visited_at, material))
    if n:
        yield sentence(
            count(
                "%(count)s source that is watched could not be reached at its last visit.",
                "%(count)s sources that are watched could not be reached at their last visits.", n, count="%(count)s",
            ),
            count=Piece(text=f"{n:,}", href="/sources"),
        )  # fmt: skip


def _is_known(at: dt.datetime, material: Material) -> bool:
    return material.known_on.at is None or at <= material.known_on.at


def _of_ceasefire(ceasefire: Ceasefire, material: Material) -> Iterator[Sentence]:
    """Yield from whom nothing came, by one rule for both parties, and what monitors did."""
    publishers = [one.publisher for id_, one in material.outlets.items() if id_ in material.new]
    heard = {home_of(name, ceasefire) for name in publishers} | {
        one.claimant for one in material.told[ceasefire.id]
        if any(words.document in material.new for words in one.evidence)
    } | {material.column_named(one.speaker or "") for one in material.heard}  # fmt: skip
    names = {party.id: in_sentence(party.name) for party in ceasefire.parties}
    silent = [names[id_] for id_ in sides_in_order(ceasefire, material) if id_ in names and id_ not in heard]
    link = Piece(text=in_sentence(ceasefire.name), href=f"/ceasefires/{quote(ceasefire.id, safe='')}")
    if silent:
        yield sentence(
            say("Nothing from the side of %(who)s on %(ceasefire)s is in %(reports)s."),
            who=listed(silent, either=True), ceasefire=link, reports=material.reports,
        )  # fmt: skip
    else:
        yield sentence(say("Both sides have their word in %(reports)s; no incident of %(ceasefire)s is told in them."),
                       ceasefire=link, reports=material.reports)  # fmt: skip
    for monitor in ceasefire.monitors:
        yield from _watched(ceasefire, monitor, material)


def _watched(ceasefire: Ceasefire, monitor: Monitor, material: Material) -> Iterator[Sentence]:
    first = material.since.date() if material.since else material.day
    first = max(min(first, material.day), material.day - dt.timedelta(days=LONGEST - 1))
    days = Interval(first=first, last=material.day)
    efforts = gather_efforts(material.record, ceasefire, days, known_on=material.known_on)
    report = report_of(efforts, days, monitor=monitor.id)
    who = in_sentence(monitor.name)
    href = f"/ceasefires/{quote(ceasefire.id, safe='')}/effort?from={days.first}&to={days.last}"
    own = [one for one in efforts if monitor.id == (one.monitor or one.monitor_name)]
    if not own and any(material.column_named(one.speaker or "") == monitor.id for one in material.heard):
        return
    if not own:
        yield sentence(say("What %(who)s did on these days is not %(told)s in %(reports)s."), who=who,
                       told=Piece(text=say("told"), href=href), reports=material.reports)  # fmt: skip
        return
    done = Piece(text=effort_words(report, names_of(ceasefire)), evidence=own[0].evidence[0], href=href)
    seen = any(
        one.claimant == monitor.id and one.said == "some" and one.interval is not None and one.interval.overlaps(days)
        for one in material.told[ceasefire.id]
    )
    pattern = say("By %(who)s’s own account of %(days)s: %(done)s; nothing observed is told.")
    if seen:
        pattern = say("By %(who)s’s own account of %(days)s: %(done)s.")
    yield sentence(pattern, who=who, days=days_words(days.first, days.last), done=done)

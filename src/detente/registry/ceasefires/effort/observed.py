"""The effort that an observation shows: that somebody watched, how long at least, and where nobody could go.

The times of a form that found something are those of what was found: its observer watched at least so long. The times
of one that found nothing are the watch itself.
"""

import datetime as dt
from collections.abc import Iterator

from detente.core.ids import hash_parts
from detente.incidents.account import Side
from detente.registry.ceasefires.claimants import column_of_doer, column_of_speaker
from detente.registry.ceasefires.definition import Ceasefire
from detente.registry.ceasefires.effort.effort import Effort, EffortKind, Hours
from detente.registry.ceasefires.observed import Observed
from detente.registry.count import Count
from detente.registry.evidence import Evidence
from detente.registry.interval import Interval
from detente.registry.where import Locality

__all__ = ["efforts_of_observation"]

KINDS: dict[str, EffortKind] = {"seen": "watch", "heard": "watch", "camera": "camera", "drone": "drone"}
"""What kind of effort a method of the form is; what the observer was told is none."""
DENIAL = "denial"
LONGEST = dt.timedelta(hours=48)
"""Longest watch that one row can be; a longer one has a wrong date, and its hours are not taken."""
SECONDS = 3600.0
WATCHED = ("observer", "place", "time_from", "time_to", "method", "weather", "visibility")
REFUSED = ("what", "what_words", "who", "why_not", "remarks", "observer")
NOT_GONE = ("not_visited", "why_not")


def efforts_of_observation(observed: Observed, *, text: str, ceasefire: Ceasefire) -> tuple[Effort, ...]:
    """Return the effort that an observation shows; `text` is its document's, in which the words stand."""
    return tuple(_shown(observed, text, ceasefire))


def _shown(observed: Observed, text: str, ceasefire: Ceasefire) -> Iterator[Effort]:
    kind = KINDS.get(observed.method)
    if observed.what == DENIAL:
        yield _refused(observed, text, ceasefire)
    elif kind is not None:
        yield _watched(observed, kind, text, ceasefire)
    if observed.not_visited is not None:
        area = (Locality(words=observed.not_visited),)
        yield _made(observed, "not visited", text, ceasefire, NOT_GONE, where=area, why=observed.why_not)


def _refused(observed: Observed, text: str, ceasefire: Ceasefire) -> Effort:
    """Return a refusal; who refused is whom the form names, and nobody where it names nobody."""
    by = column_of_doer(Side(name=observed.who, kind="organisation"), ceasefire) if observed.who else None
    count = None
    if observed.count_words is not None:
        count = Count(low=observed.count_low, high=observed.count_high, words=observed.count_words)
    return _made(observed, "visit refused", text, ceasefire, REFUSED, denied_by=by, why=observed.why_not, count=count)


def _watched(observed: Observed, kind: EffortKind, text: str, ceasefire: Ceasefire) -> Effort:
    begins, ends = observed.time_from, observed.time_to or observed.time_from
    if not dt.timedelta(0) <= ends - begins <= LONGEST:
        note = "its times cannot be those of one watch: no hours are taken from it"
        return _made(observed, kind, text, ceasefire, WATCHED, note=note)
    length = (ends - begins).total_seconds() / SECONDS
    hours = Hours(low=length, high=length if observed.found_nothing and observed.time_to is not None else None)
    return _made(observed, kind, text, ceasefire, WATCHED, hours=hours, begins=begins, ends=ends)


def _made(  # noqa: PLR0913 - a record has that many fields
    observed: Observed,
    kind: EffortKind,
    text: str,
    ceasefire: Ceasefire,
    names: tuple[str, ...],
    *,
    where: tuple[Locality, ...] | None = None,
    denied_by: str | None = None,
    why: str | None = None,
    count: Count | None = None,
    hours: Hours | None = None,
    begins: dt.datetime | None = None,
    ends: dt.datetime | None = None,
    note: str | None = None,
) -> Effort:
    name = observed.mission or observed.observer
    column = column_of_speaker(Side(name=name, kind="organisation"), ceasefire) if observed.mission else None
    stood = (Locality(words=observed.place),) if observed.place else ()
    return Effort(
        id=hash_parts("effort", ceasefire.id, observed.document_id, kind),
        ceasefire=ceasefire.id,
        monitor=column if column in {monitor.id for monitor in ceasefire.monitors} else None,
        monitor_name=name,
        kind=kind,
        interval=_days(observed),
        observer=observed.observer,
        hours=hours,
        count=count,
        begins=begins,
        ends=ends,
        where=stood if where is None else where,
        weather=observed.weather,
        visibility=observed.visibility,
        denied_by=denied_by,
        why=why,
        evidence=_evidence(observed, text, names),
        note=note,
    )


def _days(observed: Observed) -> Interval:
    """Return its days; only the first where its times are the wrong way round, or too far apart for one watch."""
    begins, ends = observed.time_from, observed.time_to or observed.time_from
    last = ends if dt.timedelta(0) <= ends - begins <= LONGEST else begins
    return Interval(first=begins.date(), last=last.date())


def _evidence(observed: Observed, text: str, names: tuple[str, ...]) -> tuple[Evidence, ...]:
    """Return the words of these columns where they stand; where none does, who observed is the word for it."""
    spans = {(span.start, span.end) for name in names if (span := observed.words.get(name)) is not None}
    found = tuple(
        Evidence(words=text[start:end], document=observed.document_id, start=start, end=end)
        for start, end in sorted(spans)
        if text[start:end].strip()
    )
    return found or (Evidence(words=observed.observer, document=observed.document_id),)

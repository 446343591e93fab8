"""What the desk's own observers saw, heard, did not see, or could not go and see, as said of a ceasefire."""

from collections.abc import Iterator
from dataclasses import replace

from detente.core.ids import hash_parts
from detente.incidents.account import Side
from detente.incidents.names import stems_of_name
from detente.registry.ceasefires.claimants import column_of_doer, column_of_speaker
from detente.registry.ceasefires.definition import Ceasefire
from detente.registry.ceasefires.observed import Observed
from detente.registry.ceasefires.sectors import half_width, sector_of
from detente.registry.ceasefires.violation import Violation
from detente.registry.count import Count
from detente.registry.evidence import Evidence
from detente.registry.interval import Interval
from detente.registry.where import Locality, LocalityKind

__all__ = ["violations_of_observation"]

HARM = frozenset({"killed", "wounded"})
DENIAL = "denial"
"""The kind of an observation that access was denied."""
SAYS = ("what", "what_words", "count_low", "count_high", "count_words", "who", "remarks", "observer", "time_from")
"""The columns whose words are the evidence, in this order."""
ESTIMATE = 0.1
"""By which share of it a distance that is told as one figure may be wrong: nobody stands at the end of a tape."""
FARTHEST_KM = 100.0
"""Distance up to which somebody can have seen or heard anything; beyond it a form is wrong, and no area is drawn."""
NOT_GONE = ("not_visited", "why_not")


def violations_of_observation(
    observed: Observed, *, text: str, ceasefire: Ceasefire, known_at: str | None = None
) -> tuple[Violation, ...]:
    """Return what an observation says of a ceasefire: none of what its taxonomy has no class for.

    `text` is the text of the observation's document, in which the words stand. What was found and an area that could
    not be visited are two entries. Times are days in UTC.
    """
    return tuple(replace(one, known_at=known_at) for one in _said(observed, text, ceasefire))


def _said(observed: Observed, text: str, ceasefire: Ceasefire) -> Iterator[Violation]:
    base, alleged = _base(observed, text, ceasefire), _alleged(observed, ceasefire)
    if observed.found_nothing:
        yield replace(base, said="not observed", note=observed.visibility)
    elif observed.what == DENIAL:
        yield replace(base, said="cannot tell", note=observed.why_not)
    elif observed.what in HARM:
        yield replace(base, harm=observed.what, count=_count(observed), alleged=alleged, alleged_words=observed.who)
    elif kind := _class(observed, ceasefire):
        clauses, count = ceasefire.clauses_of(kind), _count(observed)
        yield replace(base, kind=kind, clauses=clauses, count=count, alleged=alleged, alleged_words=observed.who)
    if observed.not_visited is not None:
        area = Locality(words=observed.not_visited, of=_stretch(observed.not_visited, ceasefire))
        evidence = _evidence(observed, text, NOT_GONE)
        id_ = hash_parts("not visited", base.id)
        yield replace(base, id=id_, said="cannot tell", where=(area,), note=observed.why_not, evidence=evidence)


def _base(observed: Observed, text: str, ceasefire: Ceasefire) -> Violation:
    side = Side(name=observed.mission or observed.observer, kind="organisation")
    monitors = {monitor.id for monitor in ceasefire.monitors}
    column = column_of_speaker(side, ceasefire) if observed.mission else None
    return Violation(
        id=hash_parts("observed", ceasefire.id, observed.document_id),
        ceasefire=ceasefire.id,
        origin="observer",
        said="some",
        claimant=column if column in monitors else None,
        claimant_name=side.name,
        via=(observed.told_by,) if observed.told_by else (),
        interval=_days(observed),
        where=_where(observed, ceasefire),
        method=observed.method,
        evidence=_evidence(observed, text, SAYS),
        voice=observed.document_id,
    )


def _class(observed: Observed, ceasefire: Ceasefire) -> str | None:
    return next((kind.id for kind in ceasefire.taxonomy.classes if observed.what in kind.observed), None)


def _count(observed: Observed) -> Count | None:
    """Return how many the form tells, None where its column is blank."""
    if observed.count_words is None:
        return None
    words = observed.count_words
    qualifier = words.rstrip("0123456789., ") or None
    counted = observed.count_low is not None or observed.count_high is not None
    return Count(
        low=observed.count_low, high=observed.count_high, words=words, qualifier=qualifier if counted else None
    )


def _alleged(observed: Observed, ceasefire: Ceasefire) -> str | None:
    """Return the party that the form names, None where it names nobody, or somebody else."""
    return column_of_doer(Side(name=observed.who, kind="organisation"), ceasefire) if observed.who else None


def _days(observed: Observed) -> Interval | None:
    first, last = observed.time_from.date(), (observed.time_to or observed.time_from).date()
    return Interval(first=first, last=last) if first <= last else None


def _where(observed: Observed, ceasefire: Ceasefire) -> tuple[Locality, ...]:
    """Return the area that was observed, seen from where the observer stood; never that point itself."""
    of = _stretch(observed.place or "", ceasefire)
    bounds = _distances(observed)
    if observed.lat is None or observed.lon is None or bounds is None:
        return (Locality(words=observed.place, of=of),) if observed.place else ()
    near, far = bounds
    width = half_width(observed.bearing_words)
    area = sector_of(observed.lat, observed.lon, bearing=observed.bearing, width=width, near_km=near, far_km=far)
    kind: LocalityKind = "area" if observed.bearing is None else "sector"
    return (Locality(words=_area_in_words(observed), kind=kind, geometry=area, of=of),)


def _distances(observed: Observed) -> tuple[float, float] | None:
    """Return between which distances it was; one distance is an estimate, and stands for those about it."""
    near, far = observed.near_km, observed.far_km
    if far is None or not 0 < far <= FARTHEST_KM:
        return None
    if near == far:
        return far * (1 - ESTIMATE), far * (1 + ESTIMATE)
    return (near, far) if near is not None and 0 <= near < far else (0.0, far)


def _area_in_words(observed: Observed) -> str:
    near, far = observed.near_km, observed.far_km
    told = f"up to {far:g} km" if near is None else f"{near:g} km" if near == far else f"{near:g} to {far:g} km"
    direction = f" {observed.bearing_words}" if observed.bearing_words else ""
    return f"{told}{direction} of {observed.place or 'where the observer stood'}"


def _stretch(words: str, ceasefire: Ceasefire) -> str | None:
    told = stems_of_name(words)
    for stretch in ceasefire.stretches:
        if any(stems and stems <= told for stems in map(stems_of_name, (stretch.name, *stretch.names))):
            return stretch.id
    return None


def _evidence(observed: Observed, text: str, names: tuple[str, ...]) -> tuple[Evidence, ...]:
    """Return the words of these columns, each where it stands in the document's text."""
    spans = [observed.words[name] for name in names if name in observed.words]
    made = {(span.start, span.end): text[span.start : span.end] for span in spans}
    return tuple(
        Evidence(words=words, document=observed.document_id, start=start, end=end)
        for (start, end), words in made.items()
        if words.strip()
    )

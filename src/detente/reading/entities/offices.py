"""Infers whose official a named person is, from the table of offices as of the day of the report."""

from collections.abc import Sequence

from detente.knowledge.agents import word_list
from detente.knowledge.offices import Offices, Tenure
from detente.reading.entities.clusters import Cluster, Clusters
from detente.reading.records import Published

__all__ = ["CALLED", "TABLE", "infer_from_offices"]

TABLE = "table of offices:"
"""With which the reason begins where a country comes from the table."""

ABROAD = word_list("international_codes")
CALLED = {"m": "he", "f": "she"}


def infer_from_offices(clusters: Clusters, offices: Offices) -> None:
    """Give named persons country, sectors and gender from the office they held when the report came out.

    A full name finds its bearer whenever he was in office; who was not at that time gets the country and no sector.
    A surname alone finds only those whom the press calls so, in office at the time, and only where one state's is
    meant: by the title before it, or by the states that the text names.
    """
    published = clusters.reading.published
    named: set[str | None] = {m.country for m in clusters.reading.mentions if m.country}
    for cluster in clusters.all:
        best = clusters.mention(cluster.best(clusters))
        if best.kind != "person" or best.form != "name":
            continue
        tenures = _tenures(clusters, cluster, offices, published, named)
        if tenures:
            _take(cluster, tenures, published)


def _tenures(
    clusters: Clusters, cluster: Cluster, offices: Offices, published: Published | None, named: set[str | None]
) -> Sequence[Tenure]:
    """Return the terms of office of the one person meant, or none where that is not sure."""
    names = [clusters.words(i) for i in cluster.some() if clusters.mention(i).form == "name"]
    full = [" ".join(n.split()) for n in names if " " in n]
    if full:
        found = next((t for n in sorted(full, key=len) if (t := offices.named(n))), ())
        return _of_one(_held(found, published) or found, named)
    days = published and (published.first or published.last)
    if not days or published is None:
        return ()
    found = offices.surnamed(names[0], published.first or days, published.last or days)
    role = next((r for i in cluster.some() if (r := clusters.mention(i).role)), None)
    titled = [t for t in found if role and _is_titled(t, role)]
    return _of_one(titled or (found if role is None else ()), named)


def _is_titled(tenure: Tenure, role: str) -> bool:
    """Say whether an office as the text names it may be the one of the table: "Defense Minister"."""
    words = role.casefold().replace("defense", "defence").split()
    title = tenure.title.casefold().replace("defense", "defence").split()
    return words[-1] in title or words[0] in title


def _of_one(found: Sequence[Tenure], named: set[str | None]) -> Sequence[Tenure]:
    """Return the terms where all are one person's and one state's or body's, or those of the only one the text names.

    A president who is in the chair of a body too is his state's.
    """
    if len({t.name for t in found}) > 1:
        found = [t for t in found if t.country in named]
    if len({t.name for t in found}) == 1 and len({t.country for t in found}) > 1:
        found = [t for t in found if t.country in named] or [t for t in found if t.country not in ABROAD]
    return found if len({t.country for t in found}) == 1 else ()


def _held(found: Sequence[Tenure], published: Published | None) -> Sequence[Tenure]:
    """Return the terms that ran when the report came out."""
    if published is None or published.first is None or published.last is None:
        return ()
    return [t for t in found if t.holds(published.first or "", published.last or "")]


def _take(cluster: Cluster, tenures: Sequence[Tenure], published: Published | None) -> None:
    held = _held(tenures, published)
    since = published and published.first and published.last
    tenure = held[0] if held else max(tenures, key=lambda t: t.first)
    cluster.country = cluster.country or tenure.country
    cluster.sectors = tenure.sectors if held else ()
    when = "" if held else ", not at the time of the report" if since else "; the day of the report is not known"
    cluster.inferred = f"{TABLE} {tenure}{when}"
    cluster.called.add(CALLED[tenure.gender])

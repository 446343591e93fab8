"""Links names: known aliases, surnames, acronyms, the short form of a long name."""

from detente.reading.entities.clusters import Cluster, Clusters
from detente.reading.records import Mention

__all__ = ["link_names"]

SHORTEST_ACRONYM = 2
LEAST_INITIALS = 3


class Persons:
    """The persons named so far, by the parts of their names."""

    def __init__(self) -> None:
        """Start without anybody."""
        self._by_last: dict[str, list[tuple[frozenset[str], Cluster]]] = {}
        self._by_part: dict[str, list[Cluster]] = {}

    def take(self, key: tuple[str, str], cluster: Cluster) -> Cluster:
        """Remember a cluster under its name if it is a person's, and return it."""
        if key[0] == "person":
            parts = key[1].split()
            self._by_last.setdefault(parts[-1], []).append((frozenset(parts), cluster))
            for part in dict.fromkeys((parts[0], parts[-1], parts[-1].split("-")[-1], key[1])):
                self._by_part.setdefault(part, []).append(cluster)
        return cluster

    def longer_name(self, key: tuple[str, str]) -> Cluster | None:
        """Return the person of whose name this one is the end or start, or the reverse: "Tayyip Erdogan"."""
        if key[0] != "person":
            return None
        own = frozenset(key[1].split())
        for parts, cluster in reversed(self._by_last.get(key[1].split()[-1], [])):
            if len(parts) > 1 and (own < parts or parts < own):
                return cluster
        return None

    def bearers(self, name: str) -> list[Cluster]:
        """Return the persons who go by a single name, first named first."""
        return self._by_part.get(name, [])


def link_names(clusters: Clusters) -> None:
    """Put every mention by name into a cluster: full names first, so that a surname finds its bearer on either side."""
    mentions = clusters.reading.mentions
    names = [i for i, m in enumerate(mentions) if m.form == "name"]
    by_key: dict[tuple[str, str], Cluster] = {}
    persons = Persons()
    later: list[int] = []
    for i in names:
        if mentions[i].kind == "person" and " " not in clusters.words(i):
            later.append(i)
            continue
        key = _key(mentions[i], clusters.words(i))
        found = by_key.get(key) or persons.longer_name(key)
        if found:
            clusters.join(found, i)
        else:
            by_key[key] = persons.take(key, clusters.start(i))
    _link_acronyms(clusters, by_key)
    _link_initials(clusters, by_key)
    for i in later:
        _link_surname(clusters, i, persons)


def _key(mention: Mention, words: str) -> tuple[str, str]:
    """Return what tells one name from another."""
    if mention.canonical:
        return ("people" if mention.plural and mention.kind == "group" else "known", mention.canonical)
    plain = " ".join(words.replace("’", "'").split()).casefold().removeprefix("the ").replace("defense", "defence")
    if mention.kind == "agreement":
        plain = plain.split(" on ")[0]
    return ("person" if mention.kind == "person" else "name", plain)


def _link_surname(clusters: Clusters, index: int, persons: Persons) -> None:
    """Put a person's single name with the bearer last named before it, else the only one named after it."""
    name = clusters.words(index).casefold()
    bearers = persons.bearers(name)
    before = [(last, c) for c in bearers if (last := c.last_before(index)) is not None]
    if before:
        found = max(before, key=lambda b: b[0])[1]
        clusters.join(found, index)
        if len(before) > 1:  # of two of one surname the last named is meant, as likely as not
            found.sure[index] = round(1 / len(before), 2)
        return
    if len(bearers) == 1:
        clusters.join(bearers[0], index)
        return
    persons.take(("person", name), clusters.start(index))


def _link_acronyms(clusters: Clusters, by_key: dict[tuple[str, str], Cluster]) -> None:
    """Join what stands in brackets after a name as its short form, with all else of that short form."""
    text, mentions = clusters.reading.text, clusters.reading.mentions
    for i in range(1, len(mentions)):
        short, full = mentions[i], mentions[i - 1]
        bracketed = text[full.end : short.start].strip() == "(" and text[short.end : short.end + 1] == ")"
        if not (bracketed and short.form == "name" and _is_short_form(clusters.words(i))):
            continue
        if full.form == "name" and i in clusters.of_mention and i - 1 in clusters.of_mention:
            _merge(clusters, clusters.of_mention[i - 1], clusters.of_mention[i], by_key)


def _link_initials(clusters: Clusters, by_key: dict[tuple[str, str], Cluster]) -> None:
    """Join a short form with the one body of the document whose initials it is: "RSF", "Rapid Support Forces"."""
    bodies: dict[str, dict[int, Cluster]] = {}
    shorts: list[int] = []
    for i, mention in enumerate(clusters.reading.mentions):
        if mention.form != "name" or mention.kind in {"person", "state", "place"} or i not in clusters.of_mention:
            continue
        words = clusters.words(i)
        if _is_short_form(words) and words.isupper():
            shorts.append(i)
        elif (initials := _initials(words)) is not None:
            bodies.setdefault(initials, {})[id(clusters.of_mention[i])] = clusters.of_mention[i]
    for i in shorts:
        found = list(bodies.get(clusters.words(i), {}).values())
        if len(found) == 1 and _may_be(clusters, i, found[0]):
            _merge(clusters, found[0], clusters.of_mention[i], by_key)


def _initials(words: str) -> str | None:
    """Return the first letters of the capitalised words of a name of at least three, else None."""
    parts = [w for w in words.replace("-", " ").split() if w[:1].isupper()]
    return "".join(w[0] for w in parts) if len(parts) >= LEAST_INITIALS else None


def _may_be(clusters: Clusters, index: int, body: Cluster) -> bool:
    """Say whether our tables know a short form as nothing else than a body."""
    own = clusters.mention(index).canonical
    return own is None or own in {clusters.mention(k).canonical for k in body.some()}


def _is_short_form(words: str) -> bool:
    return len(words) >= SHORTEST_ACRONYM and words.replace("-", "").isalnum() and sum(c.isupper() for c in words) > 1


def _merge(clusters: Clusters, kept: Cluster, gone: Cluster, by_key: dict[tuple[str, str], Cluster]) -> None:
    if kept is gone or any(clusters.mention(c.mentions[0]).kind == "person" for c in (kept, gone)):
        return
    for index in gone.mentions:
        clusters.join(kept, index)
    clusters.all = [c for c in clusters.all if c is not gone]
    for key, cluster in list(by_key.items()):
        if cluster is gone:
            by_key[key] = kept

"""What is looked up of a reading while its mentions are linked: paragraphs, and who speaks where."""

from bisect import bisect_left
from dataclasses import dataclass, field

from detente.reading.claims.attribution import Attribution
from detente.reading.claims.quotations import find_paragraphs
from detente.reading.entities.clusters import Cluster, Clusters
from detente.reading.nearby import Nearby

__all__ = ["Evidence"]

SPEECH = frozenset({"direct", "mixed", "unmarked"})
BODIES = frozenset({"organisation", "state", "group", "place"})


@dataclass(slots=True)
class Evidence:
    """What is looked up again and again while the mentions of one reading are linked."""

    clusters: Clusters
    starts: list[int] = field(init=False)
    """Where the paragraphs start."""
    held: Nearby = field(init=False)
    attributions: tuple[Attribution, ...] = field(init=False)
    speakers: dict[int, int] = field(init=False)
    """By the head word of a source, the first attribution of which it is the source."""
    nested: set[int] = field(init=False)
    """Attributions by somebody whom another quotes: who speaks there does not go on speaking outside."""
    order: list[tuple[int, int]] = field(init=False)
    """Where each attribution's source stands, and the attribution's index, in order."""
    _holders: dict[int, list[Attribution]] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        """Index paragraphs and attributions."""
        reading = self.clusters.reading
        self.attributions = reading.attributions
        self.starts = [p.start for p in find_paragraphs(reading.text)]
        self.held = Nearby([a.content for a in self.attributions])
        self.speakers, self.order = {}, []
        for k, one in enumerate(self.attributions):
            source = one.source
            if source is not None:
                self.speakers.setdefault(source, k)
                self.order.append((reading.parsed().words[source].start, k))
        self.order.sort()
        self.nested = {k for k in self.speakers.values() if self._is_nested(k)}

    def paragraph(self, index: int) -> int:
        """Return the paragraph of a mention."""
        return bisect_left(self.starts, self.clusters.mention(index).start + 1)

    def speaker_around(self, index: int) -> Attribution | None:
        """Return the innermost direct speech in which a mention stands."""
        spoken = [a for a in self.holders(index) if a.mode in SPEECH]
        return min(spoken, key=lambda a: a.content.end - a.content.start, default=None)

    def spoke_before(self, cluster: Cluster, index: int) -> bool:
        """Say whether a cluster is the source of an attribution before a mention."""
        clusters = self.clusters
        return any(i < index and clusters.head(i) in self.speakers for i in cluster.some())

    def is_body(self, cluster: Cluster) -> bool:
        """Say whether a cluster is no person."""
        return self.clusters.mention(cluster.best(self.clusters)).kind in BODIES

    def may_be_person(self, cluster: Cluster) -> bool:
        """Say whether a name that no table knows may be a person's, whatever kind it was given."""
        best = self.clusters.mention(cluster.best(self.clusters))
        return best.form == "name" and not best.canonical and best.kind in {"organisation", "other"}

    def speaker_of(self, index: int) -> Cluster | None:
        """Return who speaks where a mention stands."""
        around = self.speaker_around(index)
        return self.owner_of(around.source) if around else None

    def holders(self, index: int) -> list[Attribution]:
        """Return all attributions in whose words a mention stands."""
        if index not in self._holders:  # asked once for each that the mention may mean
            mention = self.clusters.mention(index)
            around = (self.attributions[k] for k in self.held.around(mention))
            self._holders[index] = [a for a in around if a.holds(mention)]
        return self._holders[index]

    def owner_of(self, source: int | None) -> Cluster | None:
        """Return the cluster to which the mention with a head word belongs."""
        found = self.clusters.headed_by((source,)) if source is not None else []
        return next((c for i in found if (c := self.clusters.of_mention.get(i)) is not None), None)

    def spoke_last(self, index: int, back: int) -> Cluster | None:
        """Return who is the source of the attribution next before a mention, or of one further back."""
        at = bisect_left(self.order, (self.clusters.mention(index).start, -1)) - 1
        inside = self.speaker_around(index) is not None
        while at >= 0 and (back or (self.order[at][1] in self.nested and not inside)):
            back -= self.order[at][1] not in self.nested or inside
            at -= 1
        return None if at < 0 else self.owner_of(self.attributions[self.order[at][1]].source)

    def _is_nested(self, k: int) -> bool:
        frame = self.attributions[k].frame
        if frame is None:
            return False
        around = (self.attributions[j] for j in self.held.around(frame.cue) if j != k)
        return any(a.mode in SPEECH and a.holds(frame.cue) for a in around)

"""The reading: a document and everything read out of it, layer by layer."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from detente.core.spans import HasSpan, overlaps
from detente.documents.document import Document
from detente.reading.dump import dump_reading
from detente.reading.look_up import LookUp
from detente.reading.parse import Parse
from detente.reading.records import (
    Binding,
    Candidate,
    Claim,
    Coding,
    Damage,
    DateCheck,
    DateMention,
    Drop,
    Entity,
    Event,
    Mention,
    Place,
    Published,
    Quantity,
    Saying,
    Sentence,
    Standing,
    Statement,
)

if TYPE_CHECKING:
    from detente.reading.claims.attribution import Attribution
    from detente.reading.coding.coder import Encoded

__all__ = ["LAYERS", "Reading"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A document and what was read out of it.

    A layer that no stage has added yet is empty (or None). `stages` names every stage that ran, with its version.
    """

    document: Document
    published: Published | None = None
    sentences: tuple[Sentence, ...] = ()
    parse: Parse | None = None
    damage: tuple[Damage, ...] = ()
    dates: tuple[DateMention, ...] = ()
    checks: tuple[DateCheck, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    encoded: tuple["Encoded", ...] = field(default=(), repr=False, compare=False)
    codings: tuple[Coding, ...] = ()
    sayings: tuple[Saying, ...] = ()
    mentions: tuple[Mention, ...] = ()
    attributions: tuple["Attribution", ...] = field(default=(), repr=False)
    entities: tuple[Entity, ...] = ()
    places: tuple[Place, ...] = ()
    claims: tuple[Claim, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    standings: tuple[Standing, ...] = ()
    events: tuple[Event, ...] = ()
    bindings: tuple[Binding, ...] = ()
    statements: tuple[Statement, ...] = ()
    drops: tuple[Drop, ...] = ()
    stages: tuple[tuple[str, str], ...] = ()
    _look_up: LookUp = field(default_factory=LookUp, init=False, repr=False, compare=False)

    @property
    def text(self) -> str:
        """The document's text, to which every offset refers."""
        return self.document.text

    def words_of(self, span: HasSpan) -> str:
        """Return the words at a span."""
        return self.document.text[span.start : span.end]

    def parsed(self) -> Parse:
        """Return the parse, which a stage that needs it may rely on."""
        return self.parse or Parse(words=())

    def sentence_of(self, span: HasSpan) -> int | None:
        """Return the index of the sentence in which a span starts."""
        lo, hi = 0, len(self.sentences)
        while lo < hi:
            mid = (lo + hi) // 2
            if self.sentences[mid].end <= span.start:
                lo = mid + 1
            else:
                hi = mid
        if lo < len(self.sentences) and overlaps(self.sentences[lo], span):
            return lo
        return None

    def entity_of_mention(self, index: int) -> Entity | None:
        """Return the entity that mention number `index` belongs to."""
        return self._look_up.by_mention(self.entities).get(index)

    def mention_at(self, offset: int) -> int | None:
        """Return the index of the mention whose head word starts at `offset`; the longest where several share it."""
        return self._look_up.by_head(self.mentions).get(offset)

    def entity(self, entity_id: str) -> Entity:
        """Return the entity with an id of this reading."""
        found: Entity = self._look_up.by_id(self.entities)[entity_id]
        return found

    def claim(self, claim_id: str) -> Claim:
        """Return the claim with an id of this reading."""
        found: Claim = self._look_up.by_id(self.claims)[claim_id]
        return found

    def model_dump(self) -> dict[str, Any]:
        """Return the reading as plain JSON values, in the form of the reading contract."""
        return dump_reading(self)


LAYERS = frozenset(Reading.__slots__) - {"document", "drops", "stages", "_look_up"}
"""The names a stage may need or add."""

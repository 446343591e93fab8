"""What is read from the record beside claims and events: entities, dates and quantities, each with its words."""

from dataclasses import dataclass

from detente.core.spans import Selector
from detente.store.views import SourceView

__all__ = ["CountedView", "DateCheckView", "DateView", "EntityView", "PerhapsView", "QuantityView"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PerhapsView:
    """Another entity of the same reading that one may be, and by which rule."""

    id: str
    local_id: str
    name: str
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EntityView:
    """Somebody or something of a document's current reading; `inferred` says from what, where no words of theirs do."""

    words: Selector
    id: str
    document_id: str
    local_id: str
    name: str
    kind: str
    country: str | None
    sectors: tuple[str, ...]
    role: str | None
    inferred: str | None
    perhaps: PerhapsView | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CountedView:
    """The event that a quantity counts something of."""

    id: str
    local_id: str
    type: str
    mode: str | None
    status: str


@dataclass(frozen=True, slots=True, kw_only=True)
class QuantityView:
    """A quantity of a document's current reading, with the event it is of and the claim it stands in.

    `source` is who makes that claim, None where nobody is named or there is no claim.
    """

    words: Selector
    id: str
    document_id: str
    kind: str
    value: float | None
    low: float | None
    high: float | None
    unit: str | None
    qualifier: str | None
    counted: str | None
    told_as: Selector | None
    event: CountedView | None
    claim_id: str | None
    source: SourceView | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DateCheckView:
    """A length of time held against dates; `agrees` is None where the text gives one of the two ends only."""

    id: str
    document_id: str
    words: Selector
    said: Selector
    against: tuple[Selector, ...]
    agrees: bool | None
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DateView:
    """A date of a document's current reading, with the checks that it was held against in."""

    words: Selector
    id: str
    document_id: str
    first: str | None
    last: str | None
    precision: str | None
    rule: str
    checks: tuple[DateCheckView, ...]

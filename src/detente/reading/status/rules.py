"""The rules by which an event's standing is judged: each a question to one case, in the order they are asked."""

from collections.abc import Callable

from detente.reading.status.assertion import alleged, not_asserted, not_asserted_at_all
from detente.reading.status.case import Case, Verdict
from detente.reading.status.claimed import mood
from detente.reading.status.hearsay import accused, rumoured, said_of
from detente.reading.status.modality import conditional, foreseen, governor, infinitive, modality
from detente.reading.status.negation import negated, not_to_be, untrue
from detente.reading.status.question import asked
from detente.reading.status.time import background, long_before, ongoing, shifted

__all__ = ["DATED", "FORESEEN", "RULES", "SHIFTED", "YIELDING", "Rule"]

Rule = Callable[[Case], Verdict | None]
RULES: tuple[Rule, ...] = (
    accused,
    not_asserted,
    untrue,
    not_to_be,
    negated,
    asked,
    rumoured,
    said_of,
    mood,
    alleged,
    conditional,
    foreseen,
    modality,
    governor,
    infinitive,
    background,
    long_before,
    shifted,
    ongoing,
    not_asserted_at_all,
)
"""In this order; the first that applies decides."""

DATED = long_before
"""The rule that knows when the report came out, which the model does not."""
FORESEEN = foreseen
"""The rule that knows that a report looks ahead from its own time, which the model may take for a deed told."""
SHIFTED = shifted
"""The rule that knows the tense of the cue, which the model may take for what was before."""
YIELDING = frozenset({not_to_be, negated, conditional, modality, governor, infinitive, background, ongoing})
"""Rules over the words around the trigger alone: the model reads the same words and judges them better. The others ask
what the claims say."""

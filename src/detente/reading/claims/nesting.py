"""Which claims inside somebody's words are kept: another's speech, and what the speaker hopes, expects or promises.

Whoever speaks says "I think" and "they want" all the time; such words belong to the claim around them.
"""

from collections.abc import Sequence

from detente.reading.claims.attribution import Attribution
from detente.reading.claims.grammar import modal_of
from detente.reading.claims.unmarked import FIRST_PERSON
from detente.reading.nearby import Nearby
from detente.reading.parse import Parse

__all__ = ["keep_nested"]

SPEECH = frozenset(
    {"said", "announced", "warned", "accused", "denied", "demanded", "threatened", "promised", "recalled"}
)
OUTLOOK = frozenset({"hoped", "expected", "promised", "threatened", "demanded", "warned", "feared"})
WHOLE = frozenset({"clause", "according", "preposition", "order", "infinitive"})
FUTURE = frozenset({"will", "shall", "would"})


def keep_nested(parse: Parse, found: Sequence[Attribution]) -> list[Attribution]:
    """Return the attributions, less those inside another one that are no claim of their own."""
    around = Nearby([d.content for d in found])
    return [d for d in found if not _is_inside(found, d, around) or _stands(parse, d)]


def _is_inside(found: Sequence[Attribution], one: Attribution, around: Nearby) -> bool:
    frame = one.frame
    if frame is None:
        return False
    others = (found[j] for j in around.around(frame.cue))
    return any(d is not one and d.frame is not frame and d.holds(frame.cue) for d in others)


def _stands(parse: Parse, one: Attribution) -> bool:
    frame = one.frame
    if frame is None or one.mode != "indirect":
        return True
    if frame.source is None:
        return False
    source = parse.words[frame.source]
    if source.pos != "PRON":
        return frame.mood in SPEECH and frame.form in {"object", *WHOLE}
    if frame.form not in WHOLE:
        return False
    if source.text.lower() in FIRST_PERSON:
        return frame.mood in OUTLOOK or (frame.mood == "believed" and _looks_ahead(parse, frame.content))
    return source.text.lower() != "you" and frame.mood in SPEECH | OUTLOOK


def _looks_ahead(parse: Parse, content: Sequence[int]) -> bool:
    """Say whether what is believed lies ahead ("we believe that the truce will hold")."""
    verbs = (i for i in content if parse.words[i].pos in {"VERB", "AUX"})
    modals = (modal_of(parse, i) for i in verbs)
    return any(k is not None and parse.words[k].lemma.lower() in FUTURE for k in modals)

"""The clause around a word: the words that tell of one thing."""

from detente.core.spans import Span
from detente.reading.parse import Parse

__all__ = ["clause_around"]

CLAUSES = frozenset({"ROOT", "conj", "advcl", "ccomp", "relcl", "acl", "parataxis"})
VERBAL = frozenset({"VERB", "AUX"})


def clause_around(parse: Parse, word: int) -> Span:
    """Return the span of the clause that word number `word` belongs to, with all that hangs on its verb."""
    at = word
    for above in parse.ancestors(at):
        if parse.words[at].pos in VERBAL and parse.words[at].dep in CLAUSES:
            break
        at = above
    return parse.span_of(parse.subtree(at))

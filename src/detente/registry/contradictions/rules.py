"""The rules by which two claims are held against each other: small functions, and the table that names them."""

import functools
from collections.abc import Callable, Mapping

from detente.core.errors import KnowledgeError
from detente.knowledge.files import read_toml
from detente.registry.assertions.assertion import Assertion
from detente.registry.contradictions.amounts import amounts, estimates
from detente.registry.contradictions.contradiction import Why
from detente.registry.contradictions.days import denied, once, states, to_come
from detente.registry.contradictions.roles import opposed, rivals
from detente.registry.contradictions.rule import Names, Rule
from detente.registry.forms import from_plain

__all__ = ["COMPARE", "load_rules", "why_not_both"]


Compare = Callable[[Rule, Assertion, Assertion, Names], Why | None]
COMPARE: Mapping[str, Compare] = {
    "once": once, "denied": denied, "opposed": opposed, "states": states, "amounts": amounts,
    "estimates": estimates, "rivals": rivals, "to_come": to_come,
}  # fmt: skip
FILE = "contradictions/rules.toml"


@functools.cache
def load_rules() -> tuple[Rule, ...]:
    """Return the table of rules. Raises `KnowledgeError` where it names a function that is none."""
    rules = tuple(from_plain(row, Rule, what=f"a rule of {FILE}") for row in read_toml(FILE)["rule"])
    unknown = sorted({rule.compare for rule in rules} - COMPARE.keys())
    if unknown:
        message = f"{FILE} compares by {', '.join(unknown)}, which is nothing; there are {', '.join(sorted(COMPARE))}"
        raise KnowledgeError(message)
    return rules


def why_not_both(rule: Rule, one: Assertion, other: Assertion, known: Names) -> Why | None:
    """Return why two claims cannot both hold, or stand beside each other as rivals; None where nothing is to be said.

    Which of the two is given first does not matter.
    """
    if one.subject is None or one.subject != other.subject or one.room != other.room or not rule.is_of(one.room):
        return None
    if one.id > other.id:
        one, other = other, one
    compare = COMPARE[rule.compare]
    return compare(rule, one, other, known) or compare(rule, other, one, known)

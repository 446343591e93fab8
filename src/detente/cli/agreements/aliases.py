"""Names that may be an agreement's, in lines and for programs, and what a person decides of them."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from detente.core.errors import UsageError

if TYPE_CHECKING:
    from detente.registry.agreements.aliases import AliasClaim, Verdict

__all__ = ["alias_lines", "alias_plain", "decide", "taken_words"]


def decide(words: str | None, *, same: bool, apart: bool, as_known_on: str | None) -> "Verdict | None":
    """Return what a person decides, None where nothing is. Raises `UsageError` for half a decision."""
    if same and apart:
        message = "words are a name of it or they are not: give --same or --apart"
        raise UsageError(message)
    if (same or apart) and (words is None or as_known_on is not None):
        message = "a decision is of some words, and of now: detente agreements alias DIR ID WORDS --same"
        raise UsageError(message)
    if words is not None and not (same or apart):
        message = f"what of {words[:60]!r}? say --same or --apart; without words all are listed"
        raise UsageError(message)
    return "same" if same else "apart" if apart else None


def alias_lines(claims: "Sequence[AliasClaim]") -> Iterator[str]:
    """Yield each name that may be an agreement's: whether it is taken for one, why, and in which words."""
    from detente.cli.registry.assertions import evidence_line

    if not claims:
        yield "no other words are taken for it; a person says that some are: --same"
    for one in claims:
        yield f"“{one.words}”: {taken_words(one)}"
        yield f"  {one.reason}" + (f" (report of {one.published})" if one.published else "")
        yield from (f"  {evidence_line(evidence)}" for evidence in one.evidence)


def taken_words(one: "AliasClaim") -> str:
    """Return whether words are taken for an agreement, and who decided so."""
    if one.decision is None:
        return "taken for it by a rule; nobody has decided"
    what = "a name of it" if one.decision.verdict == "same" else "no name of it"
    return f"{what}, says {one.decision.author}: {one.decision.reason}"


def alias_plain(one: "AliasClaim") -> dict[str, Any]:
    """Return a name that may be an agreement's for programs."""
    import msgspec

    plain: dict[str, Any] = msgspec.to_builtins(one)
    return plain | {"taken": one.is_taken}

"""What came of verification, on the board: in the column of whoever found it, and what both sides signed below."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from detente.cli.ceasefire.enquiries import stands_words, subject_words

if TYPE_CHECKING:
    from detente.registry.ceasefires.definition import Ceasefire
    from detente.registry.ceasefires.verification.verified import Laid, Verified
    from detente.registry.interval import Interval

__all__ = ["found_lines", "found_plain", "found_words"]

SHORT = 10
"""Figures of an id that are shown."""
UNKNOWN = "whom is not known"


def found_words(verified: "Verified", ceasefire: "Ceasefire", interval: "Interval") -> Callable[[str, str], list[str]]:
    """Return what says, of a row and a column, what that column's body found: "found: 3 confirmed · 1 cannot tell".

    It stands on a line of its own under what the column says, and no count is changed by it.
    """
    from detente.registry.ceasefires.verification.verified import findings_by_row

    held = {(one.row, one.body): one.findings for one in findings_by_row(verified.enquiries, ceasefire, interval)}

    def words(row: str, column: str) -> list[str]:
        return [f"found: {_counted(held[row, column])}"] if (row, column) in held else []

    return words


def found_lines(verified: "Verified", ceasefire: "Ceasefire", interval: "Interval") -> list[str]:
    """Return what stands below the board: what the desk found, how enquiries stand, and joint findings."""
    from detente.registry.ceasefires.board import columns_in_order

    order = columns_in_order(ceasefire, interval)
    return [
        *_by_others(verified, ceasefire, interval),
        *_enquiries(verified, order),
        *_lost(verified, ceasefire, order),
        *_joint(verified, order),
    ]


def found_plain(verified: "Verified", ceasefire: "Ceasefire", interval: "Interval") -> dict[str, Any]:
    """Return what came of verification for programs: findings by row and body, enquiries, joint findings."""
    from detente.cli.ceasefire.enquiry_rows import enquiry_plain
    from detente.registry.ceasefires.verification.verified import findings_by_row
    from detente.registry.forms import to_plain

    by_row = findings_by_row(verified.enquiries, ceasefire, interval)
    return {
        "findings": [{"row": one.row, "body": one.body, "found": dict(one.findings)} for one in by_row],
        "enquiries": [enquiry_plain(one) for one in verified.enquiries],
        "lost": [enquiry_plain(one) for one in verified.lost],
        "joint": [to_plain(one) for one in verified.joint],
    }


def _by_others(verified: "Verified", ceasefire: "Ceasefire", interval: "Interval") -> Iterator[str]:
    """Yield what those found who have no column: the desk, a body that the ceasefire names no more."""
    from detente.registry.ceasefires.board import UNCLASSED
    from detente.registry.ceasefires.verification.verified import DESK, findings_by_row

    for one in findings_by_row(verified.enquiries, ceasefire, interval):
        if one.body in ceasefire.columns:
            continue
        who = "the desk" if one.body == DESK else one.body
        title = ceasefire.taxonomy[one.row].many if one.row in ceasefire.taxonomy else one.row
        yield f"Found by {who}: {_counted(one.findings)} ({'no class told' if title == UNCLASSED else title})"


def _enquiries(verified: "Verified", order: Sequence[str]) -> Iterator[str]:
    if not verified.enquiries:
        return
    count = len(verified.enquiries)
    standing = [one.standing for one in verified.enquiries]
    steps = [step for one in standing for step in one.steps if step.rung == "access denied"]
    denied = Counter(step.denied_by or UNKNOWN for step in steps)
    parts = [
        f"{sum(one.is_open for one in standing)} open",
        f"{sum(one.is_disputed for one in standing)} in dispute",
        *(f"access denied {denied[by]}x by {by}" for by in (*order, UNKNOWN) if denied[by]),
    ]
    yield f"Enquiries: {count} ({', '.join(parts)}); findings are the bodies' own, and counted in no claim"


def _lost(verified: "Verified", ceasefire: "Ceasefire", order: Sequence[str]) -> Iterator[str]:
    if verified.lost:
        yield "Enquiries whose subject is no longer told, and that stand in no row:"
    for one in verified.lost:
        yield f"  {subject_words(one.subject, ceasefire)}; {stands_words(one.standing, order)}"


def _joint(verified: "Verified", order: Sequence[str]) -> Iterator[str]:
    if verified.joint:
        yield "Joint findings, signed by both sides:"
    for one in verified.joint:
        yield from _text(one, order)


def _text(one: "Laid", order: Sequence[str]) -> Iterator[str]:
    officers = {signature.party: signature.officer for signature in one.sign_off.signed}
    signed = ", ".join(f"{officers[party]} for {party}" for party in order if party in officers)
    beside = len(one.sign_off.dissents)
    dissent = f"; dissent stands beside ({beside})" if beside else ""
    newer = f"; a new wording, {one.replaced_by[:SHORT]}, waits for signatures" if one.replaced_by else ""
    words = " ".join(one.sign_off.text.text.split())
    yield f"  {one.id[:SHORT]}: “{words}” ({signed}{dissent}{newer})"


def _counted(findings: tuple[tuple[str, int], ...]) -> str:
    return " · ".join(f"{count} {rung}" for rung, count in findings)

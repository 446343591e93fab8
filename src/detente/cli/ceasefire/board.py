"""The board of a ceasefire for people and for programs: columns of equal width, by one wording for all."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from detente.cli.ceasefire.board_effort import beside_cell, effort_lines
from detente.cli.ceasefire.cells import SAID, cell_words, doubt_words, table_lines
from detente.cli.ceasefire.days import moment_words
from detente.cli.ceasefire.found import found_lines, found_plain, found_words
from detente.cli.ceasefire.trend_lines import block_lines
from detente.cli.ceasefire.words import ORDERS, titled

if TYPE_CHECKING:
    from detente.pipeline.ceasefires import Told
    from detente.pipeline.trends import Trends
    from detente.registry.ceasefires.board import Board, Row
    from detente.registry.ceasefires.claimed import ClaimedItem
    from detente.registry.ceasefires.definition import Ceasefire
    from detente.registry.ceasefires.verification.verified import Verified
    from detente.registry.ceasefires.violation import Violation

__all__ = ["board_lines", "board_plain"]


def board_plain(
    board: "Board",
    ceasefire: "Ceasefire",
    told: "Told",
    verified: "Verified",
    known_at: dt.datetime,
    *,
    doubted: "Collection[str]",
) -> dict[str, Any]:
    """Return a board whole, with every violation that it or its notes stand on, what was verified and is claimed.

    `doubted` are the ids of violations that stand doubted in review.
    """
    from detente.registry.ceasefires.effort.board import effort_beside
    from detente.registry.forms import to_plain

    shown = _shown(board)
    return {
        "board": to_plain(board),
        "name": ceasefire.name,
        "invented": ceasefire.invented,
        "known_on": moment_words(known_at),
        "violations": [to_plain(one) for one in told.violations if one.id in shown],
        "doubted": sorted(shown.intersection(doubted)),
        "verification": found_plain(verified, ceasefire, board.interval),
        "claimed": [to_plain(one) for one in told.claimed],
        "effort": to_plain(effort_beside(board, ceasefire, told.violations, told.efforts)),
    }


def board_lines(
    board: "Board",
    ceasefire: "Ceasefire",
    told: "Told",
    verified: "Verified",
    known_at: dt.datetime,
    *,
    trends: "Trends",
    doubted: "Collection[str]",
    width: int,
) -> list[str]:
    """Return a board as lines for a terminal of so many columns; what stands doubted in review says so."""
    from detente.registry.ceasefires.effort.board import effort_beside

    known = {one.id: one for one in told.violations}
    effort = effort_beside(board, ceasefire, told.violations, told.efforts)
    heads = _heads(board, ceasefire)
    found = found_words(verified, ceasefire, board.interval)
    rows = [
        (
            row.title,
            [
                beside_cell(cell_words(c, known, board.interval, doubted), effort, row=row.id, column=c.column)
                + found(row.id, c.column)
                for c in row.cells
            ],
        )
        for row in board.rows
    ]
    return [
        *_above(board, ceasefire, known_at),
        *table_lines(heads, rows, width=width),
        *effort_lines(effort, ceasefire),
        *_agreements(board),
        *_others(board, known, doubted),
        *_notes(board, known, doubted),
        *found_lines(verified, ceasefire, board.interval),
        *block_lines(trends, ceasefire),
        *_claimed(told.claimed),
    ]


def _above(board: "Board", ceasefire: "Ceasefire", known_at: dt.datetime) -> Iterator[str]:
    """Yield what is to be known before anything on the board is read."""
    invented = " (invented: an example)" if ceasefire.invented else ""
    yield f"{ceasefire.name}{invented}: {board.interval.first} to {board.interval.last}"
    yield f"counting rule: {board.counted}; classes: {ceasefire.taxonomy.name}"
    yield f"order of the columns: {ORDERS[board.order]}"
    yield f"as known on {moment_words(known_at)}; what nobody says is “not reported”, and no zero"
    for one in ceasefire.suspensions:
        if one.interval.overlaps(board.interval):
            yield f"did not hold {one.interval.first} to {one.interval.last}, by {one.claimant}: “{one.words}”"


def _heads(board: "Board", ceasefire: "Ceasefire") -> list[str]:
    called = {party.id: titled(party) for party in ceasefire.parties}
    called |= {monitor.id: titled(monitor) for monitor in ceasefire.monitors}
    return [f"{called[column]} says" for column in board.columns]


def _agreements(board: "Board") -> Iterator[str]:
    """Yield what the two sides' cells come to, the rows of each outcome together."""
    held: defaultdict[str, list[str]] = defaultdict(list)
    for row in board.rows:
        held[_agreed(row)].append(row.title)
    yield "The two sides, row by row:"
    yield from (f"  {outcome}: {', '.join(titles)}" for outcome, titles in held.items())
    for row in board.rows:
        for incident in row.blamed_differently:
            yield f"  {row.title}: each names the other of incident {incident[:10]}"


TOGETHER = {
    "same incident": "same incident",
    "different days": "of different days",
    "not known whether the same": "whether of the same is not known",
}


def _agreed(row: "Row") -> str:
    if row.together is not None:
        several = f"{len(row.shared)} incidents the same" if len(row.shared) > 1 else TOGETHER[row.together]
        return f"both report ({several})"
    if row.agreement == "may both hold":
        return "may both hold (one tells of some, the other of none: of other doers, days or places)"
    if row.agreement != "only":
        return row.agreement
    own = next(cell for cell in row.cells if cell.column == row.only)
    return f"only {row.only}, who {'reports it' if own.says('some') else 'says that there was none'}"


def _others(board: "Board", known: "Mapping[str, Violation]", doubted: "Collection[str]") -> Iterator[str]:
    """Yield what is said by those who have no column: outlets in their own voice, witnesses, other states."""
    told = [row for row in board.rows if row.others.told]
    if told:
        yield "Others say:"
    for row in told:
        ids = [id_ for one in row.others.told for id_ in one.violations]
        names = dict.fromkeys(known[id_].claimant_name for id_ in ids if id_ in known)
        said = cell_words(row.others, known, board.interval, doubted)
        yield f"  {row.title}: {'; '.join(said)} ({', '.join(names)})"


def _notes(board: "Board", known: "Mapping[str, Violation]", doubted: "Collection[str]" = ()) -> Iterator[str]:
    from detente.pipeline.ceasefires import days_near

    if board.undated:
        first, last = days_near(board.interval)
        yield f"Said without days, by reports of {first} to {last}, and in no row:"
        yield from (f"  {_brief(known[id_])}{doubt_words([id_], doubted)}" for id_ in board.undated if id_ in known)
    if board.corrected:
        yield "Corrected:"
        yield from (f"  {_correction(known[old], known[new])}" for old, new in board.corrected)


def _correction(old: "Violation", new: "Violation") -> str:
    """Return what was corrected: of which days, from what to what, and when; of other days where these changed."""
    days = f"{_days(old)} → {_days(new)}" if _days(old) != _days(new) else _days(new)
    on = f"corrected {new.revised}" if new.revised else f"brought {(new.known_at or '')[:10] or 'now'}"
    return f"{_who_what(new)}, {days}: “{old.evidence[0].words}” → “{new.evidence[0].words}” ({on})"


def _days(one: "Violation") -> str:
    if one.interval is None:
        return "days not told"
    first, last = one.interval.first, one.interval.last
    return f"{first}" if first == last else f"{first} to {last}"


def _brief(one: "Violation") -> str:
    said = SAID.get("none" if one.is_zero else one.said)
    told = f", {said}" if said else ""
    return f"{_who_what(one)}{told}: “{one.evidence[0].words}”"


def _who_what(one: "Violation") -> str:
    what = one.harm or one.kind or "the ceasefire"
    by = f" by {one.alleged}" if one.alleged else ""
    return f"{one.claimant or one.claimant_name} of {what}{by}"


def _claimed(claimed: "Sequence[ClaimedItem]") -> Iterator[str]:
    """Yield what is claimed in its words; a trend that is claimed is no figure, and stands nowhere as one."""
    held: defaultdict[tuple[str, str, str], list[ClaimedItem]] = defaultdict(list)
    for one in claimed:
        held[one.words, _claimant(one), one.date or ""].append(one)
    if held:
        yield "Claimed, not measured:"
    for (words, who, day), some in held.items():
        kinds = dict.fromkeys(f"{one.kind} {one.trend}, no figure" if one.trend else one.kind for one in some)
        notes = "; ".join(dict.fromkeys(one.note for one in some if one.note))
        said = f"({who}, {day})" if day else f"({who})"
        yield f"  {', '.join(kinds)}: “{words}” {said}{f' [{notes}]' if notes else ''}"


def _claimant(one: "ClaimedItem") -> str:
    via = f" via {', '.join(one.via)}" if one.via else ""
    return f"{one.claimant or one.claimant_name}{via}"


def _shown(board: "Board") -> frozenset[str]:
    cells = (cell for row in board.rows for cell in (*row.cells, row.others))
    told = {id_ for cell in cells for one in cell.told for id_ in one.violations}
    return frozenset(told | set(board.undated) | {id_ for pair in board.corrected for id_ in pair})

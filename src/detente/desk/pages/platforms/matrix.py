"""The attendance matrix: meetings by actors, each cell with who says what, in which words."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from urllib.parse import quote

from detente.desk.pages.registry.claims import by_words, days_of, said_by, who_say
from detente.desk.pages.registry.cut import cut_to
from detente.display.language import mark, say
from detente.display.sheets import Cell, Column, Empty, Row, Sheet, cell
from detente.registry.assertions.assertion import Assertion, Day
from detente.registry.platforms.matrix import Cell as Came
from detente.registry.platforms.matrix import Matrix
from detente.registry.platforms.meetings import ATTENDANCE, Meeting, came_in

__all__ = [
    "AT_ONCE",
    "STATES",
    "columns_of",
    "matrix_sheet",
    "meeting_href",
    "meeting_words",
    "meetings_sheet",
    "platform_href",
]

AT_ONCE = 20
"""Meetings on a page at once."""
MOST_ACTORS = 14
"""Columns of actors; of a platform with more the others are told beneath the table, and stand in the list of claims."""
MOST_BY = 2
CAME = {
    "present": mark("came"), "absent": mark("stayed away"), "declined": mark("declined beforehand"),
    "accepted": mark("announced to come"), "invited": mark("invited, and no more is said"),
}  # fmt: skip
STATES = {
    "held": mark("held"), "not held": mark("not held"), "planned": mark("planned"), "expected": mark("expected"),
    "postponed": mark("postponed"), "cancelled": mark("called off"),
}  # fmt: skip


def platform_href(id_: str) -> str:
    """Return the address of a platform."""
    return f"/platforms/{quote(id_, safe='')}"


def meeting_href(platform: str, meeting: Meeting) -> str:
    """Return the address of a meeting: by one of its assertions, which stays where meetings are put together."""
    return f"{platform_href(platform)}/meetings/{min(one.id for one in meeting.assertions)}"


def matrix_sheet(
    made: Matrix, names: Mapping[str, str], *, platform: str, after: int = 0, actors: Sequence[str] = ()
) -> Sheet:
    """Return the matrix as a sheet; `actors` are the columns, in their order."""
    shown = made.rows[after : after + AT_ONCE]
    more = len(made.rows) > after + AT_ONCE
    return Sheet(
        id="attendance", title=say("Who came"),
        columns=(
            Column(id="meeting", title=say("meeting")), Column(id="state", title=say("said to be")),
            *(Column(id=f"of_{id_}", title=names.get(id_, id_), equal=True) for id_ in actors),
        ),
        rows=tuple(_row(made, meeting, cells, actors, platform) for meeting, cells in shown),
        empty=Empty(means=say("No report names a meeting of it.")),
        more=f"{platform_href(platform)}?meeting={after + AT_ONCE}#attendance" if more else None,
    )  # fmt: skip


def columns_of(made: Matrix, names: Mapping[str, str]) -> tuple[str, ...]:
    """Return the actors of the columns, by their names: the order of the alphabet is nobody's."""
    ordered = sorted(made.actors, key=lambda id_: (names.get(id_, id_).casefold(), id_))
    return tuple(ordered[:MOST_ACTORS])


def _row(made: Matrix, meeting: Meeting, cells: Mapping[str, Came], actors: Sequence[str], platform: str) -> Row:
    return Row(
        id=meeting.id[:16],
        cells=(
            Cell(text=meeting_words(meeting), href=meeting_href(platform, meeting)),
            _states(meeting),
            *(_cell(cells.get(id_), id_, is_meant=id_ in made.envisaged) for id_ in actors),
        ),
    )


def meeting_words(meeting: Meeting) -> str:
    """Return what tells a meeting from others, as far as anybody tells."""
    return meeting.name if meeting.name != "not told" else say("not reported which one")


def _states(meeting: Meeting) -> Cell:
    cells = [_state(state, [one for one in meeting.assertions if one.what == state]) for state in meeting.states]
    return _together(cells, blank=say("not reported"))


def _state(state: str, said: Sequence[Assertion]) -> Cell:
    text = say("%(who)s: %(what)s", who=who_say(said), what=say(STATES[state]))
    is_to_come = state in {"planned", "expected"}
    return Cell(text=text, words=by_words(said, most=MOST_BY), certainty="unsure" if is_to_come else "claimed")


def _cell(came: Came | None, actor: str, *, is_meant: bool) -> Cell:
    """Return who says what of one actor and one meeting; an empty chair is told, a blank is that nobody says."""
    if came is None:
        return Cell(blank=say("to be in it; nobody says more") if is_meant else say("nobody says"))
    told = [(kind, part.value, one) for one in came.assertions for kind, part in came_in(one)
            if (part.actor or part.name) == actor]  # fmt: skip
    kinds = {kind for kind, _, _ in told}
    shown = kinds - {"invited"} or kinds
    cells = [_kind(kind, level, some) for (kind, level), some in _by_kind(told, shown).items()]
    made = _together(cells, blank=say("nobody says"))
    return replace(made, note=say("rival claims")) if came.is_rival else made


def _by_kind(
    told: Sequence[tuple[str, str | None, Assertion]], shown: Collection[str]
) -> dict[tuple[str, str | None], list[Assertion]]:
    """Return who says what: whoever tells another level, or none, says something of their own."""
    found: dict[tuple[str, str | None], list[Assertion]] = {}
    for kind, level, one in sorted(told, key=lambda each: ATTENDANCE.index(each[0])):
        if kind in shown:
            found.setdefault((kind, level), []).append(one)
    return found


def _kind(kind: str, level: str | None, said: Sequence[Assertion]) -> Cell:
    what = say(CAME[kind])
    if level:
        what = say("%(what)s: %(level)s", what=what, level=level)
    return Cell(
        text=say("%(who)s: %(what)s", who=who_say(said), what=what), words=by_words(said, most=MOST_BY),
        certainty="unsure" if kind in {"accepted", "invited"} else "claimed",
    )  # fmt: skip


def _together(cells: Sequence[Cell], *, blank: str) -> Cell:
    return replace(cells[0], more=tuple(cells[1:])) if cells else Cell(blank=blank)


def meetings_sheet(meetings: Sequence[Meeting], platform: str) -> Sheet:
    """Return the meetings with what is told of each: when, where, what became of it, by whom."""
    shown, rule = cut_to(meetings, AT_ONCE)
    return Sheet(
        id="meetings", title=say("Meetings, held and expected"),
        columns=(
            Column(id="who", title=say("who names it")), Column(id="meeting", title=say("meeting")),
            Column(id="days", title=say("days")), Column(id="places", title=say("places")),
            Column(id="states", title=say("said to be")), Column(id="claims", title=say("claims"), numeric=True),
        ),
        rows=tuple(_meeting(one, platform) for one in shown),
        empty=Empty(means=say("No report names a meeting of it.")), rule=rule,
    )  # fmt: skip


def _meeting(one: Meeting, platform: str) -> Row:
    days = [days_of(Day(first=first, last=last)) for first, last in one.days]
    return Row(
        id=one.id[:16],
        cells=(
            cell(", ".join(dict.fromkeys(said_by(each.claimant) for each in one.assertions))),
            Cell(text=" / ".join(one.rounds) or say("not reported which one"), href=meeting_href(platform, one)),
            cell(" / ".join(days) or None, blank=say("no day reported")),
            cell(" / ".join(one.places) or None, blank=say("not reported")), _states(one), cell(len(one.assertions)),
        ),
    )  # fmt: skip

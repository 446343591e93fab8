"""Platforms in a list, and of one of them: how it came to be, and who is a member."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from detente.desk.pages.platforms.matrix import platform_href
from detente.desk.pages.registry.claims import claims_cell, days_of, kind_words, said_by, value_words
from detente.desk.pages.registry.cut import cut_to
from detente.desk.pages.registry.things import unkept_key
from detente.display.language import mark, say
from detente.display.sheets import Cell, Column, Empty, Row, Sheet, cell
from detente.registry.assertions.assertion import Assertion
from detente.registry.platforms.definition import Platform
from detente.registry.platforms.kinds import MEMBERSHIP
from detente.registry.platforms.meetings import Meeting, is_of_meeting

__all__ = ["list_sheet", "members_sheet", "origins_sheet"]

KINDS = {"format": mark("meets only"), "organisation": mark("has members")}
MOST_OTHERS = 40
MOST_CLAIMS = 6


def list_sheet(
    kept: Sequence[Platform], said: Sequence[Assertion], meetings: Iterable[Meeting], names: Mapping[str, str]
) -> Sheet:
    """Return the platforms that the desk follows, then those that reports name and no watch has."""
    met = Counter(one.platform for one in meetings)
    by_key: dict[str, list[Assertion]] = {}
    for one in said:
        by_key.setdefault(one.subject or unkept_key(one.named), []).append(one)
    ids = {one.id for one in kept}
    others, rule = cut_to((key for key in by_key if key not in ids), MOST_OTHERS)
    return Sheet(
        id="platforms", title=say("Platforms and organisations"),
        columns=(
            Column(id="platform", title=say("platform")), Column(id="kind", title=say("kind, by the watch")),
            Column(id="envisaged", title=say("who was to be in it, by the watch")),
            Column(id="meetings", title=say("meetings"), numeric=True),
            Column(id="memberships", title=say("claims of membership"), numeric=True),
            Column(id="said", title=say("claims"), numeric=True),
        ),
        rows=(
            *(_kept(one, by_key.get(one.id, ()), met[one.id], names) for one in kept),
            *(_other(key, by_key[key], met[by_key[key][0].named]) for key in others),
        ),
        empty=Empty(
            means=say("This desk follows no platform, and no report names one."),
            now=say("See the watches and what they lack."), href="/watches",
        ),
        rule=rule,
    )  # fmt: skip


def _kept(one: Platform, said: Sequence[Assertion], met: int, names: Mapping[str, str]) -> Row:
    who = ", ".join(names.get(id_, id_) for id_ in one.envisaged)
    return Row(
        id=one.id,
        cells=(
            Cell(text=one.name, href=platform_href(one.id)), cell(say(KINDS[one.kind])),
            cell(who or None, blank=say("not given")), *_counts(said, met),
        ),
    )  # fmt: skip


def _other(key: str, said: Sequence[Assertion], met: int) -> Row:
    name = Cell(text=said[0].named, href=platform_href(key), note=say("in no watch"))
    return Row(id=key, cells=(name, Cell(), Cell(), *_counts(said, met)))


def _counts(said: Sequence[Assertion], met: int) -> tuple[Cell, Cell, Cell]:
    members = sum(one.what in MEMBERSHIP for one in said)
    return cell(met), cell(members), cell(len(said))


def origins_sheet(said: Iterable[Assertion]) -> Sheet:
    """Return how a platform came to be and what it is for: a row for each kind, by whose word."""
    own = [one for one in said if not is_of_meeting(one) and one.what not in MEMBERSHIP]
    kinds = dict.fromkeys(one.what for one in own)
    return Sheet(
        id="origins", title=say("How it came to be, and who was to be in it"),
        columns=(Column(id="what", title=say("what")), Column(id="claims", title=say("who says what"))),
        rows=tuple(
            Row(
                id=what.replace(" ", "-"),
                cells=(
                    cell(kind_words(what)),
                    claims_cell([one for one in own if one.what == what], _told, blank="", most=MOST_CLAIMS),
                ),
            )
            for what in kinds
        ),
        empty=Empty(means=say("Nobody says how it came to be.")),
    )  # fmt: skip


def _told(one: Assertion) -> str:
    who = ", ".join(part.name for part in one.parts)
    return ", ".join(filter(None, (who, value_words(one), days_of(one.day))))


def members_sheet(said: Iterable[Assertion]) -> Sheet:
    """Return who joined, applied, was suspended, left or came back, by whose word."""
    own, rule = cut_to(one for one in said if one.what in MEMBERSHIP)
    return Sheet(
        id="members", title=say("Memberships"),
        columns=(
            Column(id="who", title=say("who says it")), Column(id="of", title=say("of whom")),
            Column(id="what", title=say("what")), Column(id="days", title=say("days"), tight=True),
        ),
        rows=tuple(
            Row(
                id=one.id[:16],
                cells=(
                    cell(said_by(one.claimant)),
                    cell(", ".join(part.name for part in one.parts) or None, blank=say("not reported")),
                    claims_cell([one], lambda each: kind_words(each.what), blank=""),
                    cell(days_of(one.day) or None, blank=say("no day reported")),
                ),
            )
            for one in own
        ),
        empty=Empty(means=say("No report names a membership of it.")), rule=rule,
    )  # fmt: skip

"""One agreement's names, its parties in equal columns, and who says what became of it."""

from collections.abc import Iterable, Mapping, Sequence

from detente.desk.pages.registry.claims import claims_cell, days_of, kind_words, value_words
from detente.desk.pages.registry.cut import cut_to
from detente.display.language import say
from detente.display.sheets import Cell, Certainty, Column, Empty, Row, Sheet, cell
from detente.registry.agreements.aliases import AliasClaim
from detente.registry.agreements.definition import Agreement
from detente.registry.agreements.view import PER_PARTY, Status, days_apart, statuses_of
from detente.registry.assertions.assertion import Assertion

__all__ = ["names_sheet", "standing_sheet"]


def standing_sheet(
    one: Agreement, said: Sequence[Assertion], names: Mapping[str, str], parties: Sequence[str]
) -> Sheet:
    """Return each status in a row: of the whole, then by party in equal columns; `parties` stand in their order."""
    statuses = statuses_of(one, said)
    whats = dict.fromkeys(status.what for status in statuses)
    has_others = any(one.party not in {None, *parties} for one in statuses)
    return Sheet(
        id="standing", title=say("Who says what became of it"),
        columns=(
            Column(id="what", title=say("what")),
            Column(id="whole", title=say("of all of them, or not reported by whom"), equal=True),
            *(Column(id=f"by_{id_}", title=names.get(id_, id_), equal=True) for id_ in parties),
            *((Column(id="others", title=say("others"), equal=True),) if has_others else ()),
        ),
        rows=tuple(
            _row(what, [each for each in statuses if each.what == what], names, parties, has_others=has_others)
            for what in whats
        ),
        empty=Empty(means=say("Nobody says anything about it.")),
    )  # fmt: skip


def _row(
    what: str, statuses: Sequence[Status], names: Mapping[str, str], parties: Sequence[str], *, has_others: bool
) -> Row:
    by_party = {one.party: one for one in statuses}
    others = [one for one in statuses if one.party is not None and one.party not in parties]
    own = [by_party.get(id_) for id_ in parties]
    shared = _said_of_all(own)
    whole = (*(one for one in own[0].said if one in shared), *_said(by_party.get(None))) if own and own[0] else (
        _said(by_party.get(None)))  # fmt: skip
    apart = any(days_apart(one.said) for one in statuses)
    blank = say("as of all of them") if shared else say("nobody says")
    is_theirs = what in PER_PARTY
    return Row(
        id=what.replace(" ", "-"),
        cells=(
            Cell(text=kind_words(what), note=say("days that cannot both be right") if apart else ""),
            _cell(whole, blank=say("nobody says")),
            *(
                _cell([each for each in _said(one) if each not in shared],
                      blank=blank if is_theirs else say("not reported for each"))
                for one in own
            ),
            *((_others(others, names),) if has_others else ()),
        ),
    )  # fmt: skip


def _said(status: Status | None) -> tuple[Assertion, ...]:
    return status.said if status else ()


def _said_of_all(own: Sequence[Status | None]) -> tuple[Assertion, ...]:
    """Return what is said of each of the parties alike: it is one claim, and stands once."""
    first, *others = [_said(one) for one in own] or [()]
    return tuple(one for one in first if all(one in each for each in others)) if others else ()


def _cell(said: Iterable[Assertion], *, blank: str) -> Cell:
    return claims_cell(said, _told, blank=blank)


def _told(one: Assertion) -> str:
    return ", ".join(filter(None, (days_of(one.day), value_words(one))))


def _others(statuses: Sequence[Status], names: Mapping[str, str]) -> Cell:
    """Return what is said of those who are no party by the watch, each with the name first."""
    cells = [
        Cell(text=names.get(one.party or "", one.party or ""), more=claims_cell(one.said, _told, blank="").every)
        for one in statuses
    ]
    if not cells:
        return Cell()
    first, *rest = [each for one in cells for each in one.every]
    return Cell(text=first.text, words=first.words, more=tuple(Cell(
        text=each.text, words=each.words, certainty=each.certainty) for each in rest))  # fmt: skip


def names_sheet(claims: Sequence[AliasClaim]) -> Sheet:
    """Return words of reports that a rule or a person takes for the agreement, or takes apart."""
    shown, rule = cut_to(claims)
    return Sheet(
        id="names", title=say("Words taken for its name"),
        columns=(
            Column(id="words", title=say("words")), Column(id="taken", title=say("according to whom")),
            Column(id="why", title=say("why")), Column(id="published", title=say("report of"), tight=True),
        ),
        rows=tuple(_claimed(n, claim) for n, claim in enumerate(shown)), rule=rule,
        empty=Empty(means=say("No other words of reports are taken for its name.")),
    )  # fmt: skip


def _claimed(n: int, one: AliasClaim) -> Row:
    certainty: Certainty | None = "undone" if not one.is_taken else "unsure" if one.decision is None else None
    return Row(
        id=f"claim-{n}",
        cells=(
            Cell(text=one.words, words=one.evidence, certainty=certainty),
            cell(_taken(one)),
            cell(one.decision.reason if one.decision else one.reason),
            cell(one.published),
        ),
    )


def _taken(one: AliasClaim) -> str:
    if one.decision is None:
        return say("taken for its name by a rule; nobody has decided")
    if one.decision.verdict == "same":
        return say("a name of it, says %(who)s", who=one.decision.author)
    return say("no name of it, says %(who)s", who=one.decision.author)

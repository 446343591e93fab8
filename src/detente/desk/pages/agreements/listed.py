"""The agreements in a list, those that no watch has, and what is due near a day."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from urllib.parse import quote

from detente.desk.pages.registry.claims import claims_cell, days_of, kind_words, said_by, told_as, told_words
from detente.desk.pages.registry.cut import cut_to
from detente.display.language import mark, say
from detente.display.prose import clip
from detente.display.sheets import Cell, Column, Empty, Row, Sheet, cell
from detente.pipeline.agreements import Agreements, OtherAgreement
from detente.registry.agreements.deadlines import Deadline, Term, standing_on
from detente.registry.agreements.definition import Agreement
from detente.registry.assertions.assertion import Assertion

__all__ = ["NEAR", "TERMS", "agreement_href", "deadline_sheet", "list_sheet", "near", "others_sheet", "party_ids"]

TOLD = ("signed", "ratified", "in force")
NEAR = dt.timedelta(days=90)
"""How far from a day what is due is near to it."""
MOST_OTHERS = 40
MOST_CLAIMS = 3
"""Claims of one status that a list shows; the agreement's own page has all of them."""
TERMS: dict[Term, str] = {
    "to come": mark("to come"), "due today": mark("due today"), "overdue": mark("in the past"),
    "no day": mark("no day"),
}  # fmt: skip


def agreement_href(id_: str) -> str:
    """Return the address of an agreement."""
    return f"/agreements/{quote(id_, safe='')}"


def party_ids(one: Agreement) -> tuple[str, ...]:
    """Return the ids of an agreement's parties by the watch."""
    return tuple(party.actor for party in one.parties if party.role == "party")


def list_sheet(found: Agreements, names: Mapping[str, str], *, party: str | None) -> Sheet:
    """Return the agreements that the desk follows; of signing, ratification and force who says what."""
    shown = [one for one in found.kept if party is None or party in {each.actor for each in one.parties}]
    by_id: dict[str, list[Assertion]] = {}
    for said in found.said:
        by_id.setdefault(said.subject or "", []).append(said)
    return Sheet(
        id="agreements", title=say("Agreements"),
        columns=(
            Column(id="agreement", title=say("agreement")), Column(id="parties", title=say("parties, by the watch")),
            Column(id="signed", title=say("signed")), Column(id="ratified", title=say("ratified")),
            Column(id="in_force", title=say("in force")),
            Column(id="provisions", title=say("provisions"), numeric=True),
            Column(id="reports", title=say("reports"), numeric=True),
        ),
        rows=tuple(_row(one, by_id.get(one.id, ()), names) for one in shown), empty=_nothing(party),
    )  # fmt: skip


def _nothing(party: str | None) -> Empty:
    if party is not None:
        return Empty(
            means=say("No agreement that this desk follows has them as a party."), now=say("Show all."),
            href="/agreements",
        )  # fmt: skip
    return Empty(
        means=say("This desk follows no agreement: its watches name none."),
        now=say("See what reports mention and no watch has."), href="/watches",
    )  # fmt: skip


def _row(one: Agreement, said: Sequence[Assertion], names: Mapping[str, str]) -> Row:
    reports = len({each.document for each in said if each.document})
    return Row(
        id=one.id,
        cells=(
            Cell(text=one.name, href=agreement_href(one.id), note=say("invented") if one.invented else ""),
            cell(", ".join(names.get(id_, id_) for id_ in party_ids(one)) or None, blank=say("not given")),
            *(_status(what, said) for what in TOLD),
            cell(len(one.provisions) or None, blank=say("none given")),
            cell(reports),
        ),
    )


def _status(what: str, said: Iterable[Assertion]) -> Cell:
    own = [one for one in said if one.what == what]
    return claims_cell(own, lambda one: days_of(one.day), blank=say("nobody says"), most=MOST_CLAIMS)


def others_sheet(others: Sequence[OtherAgreement]) -> Sheet:
    """Return the agreements that reports tell of and no watch has: proposed, and added by nobody but a person."""
    shown, rule = cut_to(others, MOST_OTHERS)
    return Sheet(
        id="others", title=say("Named in reports, and in no watch"),
        columns=(
            Column(id="name", title=say("called")), Column(id="who", title=say("who says it first")),
            Column(id="told", title=say("what is reported")), Column(id="parties", title=say("who takes part")),
            Column(id="reports", title=say("reports"), numeric=True), Column(id="words", title=say("in these words")),
        ),
        rows=tuple(_other(n, one) for n, one in enumerate(shown)),
        empty=Empty(means=say("No report names an agreement that no watch has.")),
        rule=rule, more="/watches?section=agreements" if rule else None,
    )  # fmt: skip


def _other(n: int, one: OtherAgreement) -> Row:
    first = one.said[0]
    kinds = dict.fromkeys(_kind(said) for said in one.said)
    words = told_words(first)
    who = dict.fromkeys(part.name for said in one.said for part in said.parts_of("signatory"))
    return Row(
        id=str(n),
        cells=(
            cell(one.name), cell(said_by(first.claimant)), cell(", ".join(kinds)),
            cell(", ".join(who) or None, blank=say("not reported")),
            cell(len({said.document for said in one.said})),
            Cell(text=clip(words, 160), value=words, words=first.evidence[:1]),
        ),
    )  # fmt: skip


def _kind(one: Assertion) -> str:
    is_fact = one.is_claimed_fact and one.standing != "alleged"
    return kind_words(one.what) if is_fact else say("%(what)s (%(how)s)", what=kind_words(one.what), how=told_as(one))


def near(every: Iterable[Deadline], day: dt.date) -> tuple[Deadline, ...]:
    """Return what is due near a day, before it or behind it."""
    return tuple(one for one in every if one.day is not None and abs(one.day - day) <= NEAR)


def deadline_sheet(
    every: Sequence[Deadline], day: dt.date, names: Mapping[str, str], *, called: Mapping[str, str], empty: Empty,
    title: str,
) -> Sheet:  # fmt: skip
    """Return deadlines as a sheet; `called` are the names of the agreements, none where all are of one."""
    shown, rule = cut_to(every)
    columns = [
        Column(id="due", title=say("due"), tight=True),
        Column(id="term", title=say("on %(day)s", day=day.isoformat()), tight=True),
        Column(id="provision", title=say("provision")), Column(id="bound", title=say("who is bound")),
        Column(id="when", title=say("by when it says")),
        Column(id="base", title=say("counted from, according to whom")),
    ]  # fmt: skip
    if called:
        columns.insert(2, Column(id="agreement", title=say("agreement")))
    return Sheet(
        id="calendar", title=title, columns=tuple(columns), empty=empty,
        rows=tuple(_deadline(n, one, day, names, called) for n, one in enumerate(shown)), rule=rule,
    )  # fmt: skip


def _deadline(n: int, one: Deadline, day: dt.date, names: Mapping[str, str], called: Mapping[str, str]) -> Row:
    cells = [
        cell(one.day.isoformat() if one.day else None, blank=say("no day")),
        cell(say(TERMS[standing_on(one, day)])),
        Cell(text=one.provision, href=_provision_href(one), note=clip(one.words, 160)),
        cell(", ".join(names.get(id_, id_) for id_ in one.bound) or None, blank=say("not reported")),
        Cell(text=one.due_words, note=", ".join((_source(one.source), *one.also))),
        _base(one),
    ]
    if called:
        cells.insert(2, Cell(text=called.get(one.agreement, one.agreement), href=agreement_href(one.agreement)))
    return Row(id=str(n), cells=tuple(cells))


def _provision_href(one: Deadline) -> str | None:
    known = one.source != "report"
    return f"{agreement_href(one.agreement)}/provisions/{quote(one.provision, safe='')}" if known else None


def _source(source: str) -> str:
    named = {"watch": mark("by the watch"), "report": mark("as a report has it")}
    return say(named[source]) if source in named else say("by the text %(id)s", id=source)


def _base(one: Deadline) -> Cell:
    if one.base is None:
        return cell(one.why or None, blank=say("a day set in it"))
    return claims_cell((one.base, *one.alike), lambda said: days_of(said.day), blank="", most=MOST_CLAIMS)

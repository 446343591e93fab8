"""One incident: what each claimant tells, who of them is independent, why reports were linked, what was decided."""

from collections.abc import Mapping
from typing import Literal

from fastapi import APIRouter
from starlette.responses import Response

from detente.desk.asked import Asked, Reads
from detente.desk.pages.documents.beside import verdict_in_words
from detente.desk.pages.incidents.columns import claimant_sheet
from detente.desk.pages.incidents.places import places_map, places_sheet
from detente.desk.pages.incidents.seen import Seen, see
from detente.desk.pages.said.deeds import event_text
from detente.desk.pages.said.placed import convention_of
from detente.desk.pages.said.telling import standing_cell
from detente.desk.pages.said.witness import in_own_voice
from detente.display.language import count, say
from detente.display.sheets import Cell, Certainty, Column, Empty, Row, Sheet, cell
from detente.exchange.page_words import outline
from detente.incidents.account import Account
from detente.incidents.plain_reasons import plain_reason
from detente.incidents.remarks import with_remarks
from detente.incidents.scoring import default_weights, reasons
from detente.registry.evidence import Evidence
from detente.review.credibility import RELIABILITY, Credibility, facts_of, grade_credibility
from detente.review.records import Review
from detente.store import LinkView, doubts, source_grades

__all__ = ["SHORT", "router"]

router = APIRouter()
SHORT = 10
"""Figures of a key by which an account is named on the page."""
MOST_REASONS, MOST_LINKS, MOST_ACCOUNTS, FEW = 4, 60, 80, 10
OUTLINES: Mapping[str, Certainty] = {"told": "told", "claimed": "claimed", "unsure": "unsure", "undone": "undone"}


@router.get("/incidents/{incident}")
def show_incident(asked: Reads, incident: str, *, links: Literal["", "all"] = "") -> Response:
    """Show what is known of one incident; of its links and how it came together the most telling, or `all`."""
    seen = see(asked, incident)
    told = claimant_sheet(seen)
    graded = _credibility(seen)
    in_doubt = doubts(asked.record, known_on=asked.known_on.at)
    more = [_accounts(seen, in_doubt), _sources(asked, seen), _links(seen, is_all=links == "all"), _decisions(seen)]
    more.append(_memberships(seen, is_all=links == "all"))
    where = places_sheet(seen)
    drawn = places_map(seen, where, convention_of(asked))
    return asked.page(
        "incident.html.j2", title=seen.title or say("Incident"), sheets=[told, where, *more],
        drawings=[drawn] if drawn else [], seen=seen,
        graded=graded, doubted=sum(one.key in in_doubt for one in seen.whole.accounts),
        counted=_counted(seen), cut=links != "all" and max(len(seen.whole.links), len(seen.whole.memberships)) > FEW,
        accounts=seen.whole.accounts[:MOST_ACCOUNTS], short=SHORT,
        standing=[one for one in seen.whole.decisions if not one.withdrawn],
    )  # fmt: skip


def _counted(seen: Seen) -> list[str]:
    who = seen.told.independence
    return [
        count("%(n)d report", "%(n)d reports", len(who.reports)),
        count("%(n)d voice (copies count once)", "%(n)d voices (copies count once)", len(who.voices)),
        count("%(n)d source", "%(n)d sources", len(who.sources)),
        count("%(n)d side that speaks", "%(n)d sides that speak", len(who.sides)),
    ]


def _credibility(seen: Seen) -> Credibility:
    accounts = with_remarks(seen.whole.accounts, seen.whole.remarks)
    return grade_credibility(facts_of(accounts, columns=seen.told.columns, publishers=seen.whole.publishers))


def _accounts(seen: Seen, in_doubt: Mapping[str, Review]) -> Sheet:
    columns = (
        Column(id="who_says", title=say("who says it")), Column(id="what", title=say("what was done")),
        Column(id="status", title=say("reported as"), term="reported-as"), Column(id="words", title=say("words")),
        Column(id="report", title=say("report")), Column(id="account", title=say("account"), term="account"),
    )  # fmt: skip
    rows = tuple(_account(seen, one, in_doubt.get(one.key)) for one in seen.whole.accounts[:MOST_ACCOUNTS])
    left = len(seen.whole.accounts) - MOST_ACCOUNTS
    rule = count("%(n)d more account is not listed.", "%(n)d more accounts are not listed.", left) if left > 0 else ""
    return Sheet(
        id="accounts", title=say("Each report’s account"), columns=columns, rows=rows, rule=rule,
        empty=Empty(means=say("No report has it.")),
    )  # fmt: skip


def _account(seen: Seen, one: Account, doubt: Review | None) -> Row:
    through = say("through %(who)s", who=", ".join(side.name for side in one.via)) if one.via else ""
    publisher = seen.whole.publishers.get(one.document) or seen.witness(one.document)
    who = one.claimant.name if one.claimant else in_own_voice(publisher)
    start, end = one.evidence or (one.start, one.end)
    words = Evidence(words=one.said, document=one.document, start=start, end=end)
    look = outline({"status": one.status, "claim": one.claimant})
    return Row(
        id=one.key[:SHORT],
        cells=(
            cell(who, note=through),
            Cell(
                text=_deed(one), value=one.type,
                certainty="unsure" if doubt else OUTLINES.get(look),
                href=f"/events/{one.document}/{one.event}",
                note=verdict_in_words(doubt) if doubt else "",
            ),
            standing_cell(one.status),
            Cell(text=" ".join(one.said.split())[:400], words=(words,)),
            Cell(text=seen.called(one.document), href=f"/documents/{one.document}"),
            cell(one.key[:SHORT]),
        ),
    )  # fmt: skip


def _deed(one: Account) -> str:
    return event_text({"type": one.type, "mode": one.mode}, one.said)


def _sources(asked: Asked, seen: Seen) -> Sheet:
    """Return who speaks of it, who is one voice, and how reliable each is held to be."""
    last = {one.source.casefold(): one for one in source_grades(asked.record, known_on=asked.known_on.at)}
    rows = []
    for number, one in enumerate(seen.told.independence.sources, start=1):
        name = seen.witness(one.name)
        grade = last.get(" ".join(name.split()).casefold())
        given = cell(grade.grade, note=RELIABILITY[grade.grade]) if grade else Cell(blank=say("not graded"))
        reports = ", ".join(dict.fromkeys(seen.called(document) for document in one.documents))
        own = say("in its own report") if one.own else ""
        rows.append(
            Row(id=str(number), cells=(cell(name, note=own), cell(one.country, blank="–"), given, cell(reports)))
        )
    columns = (
        Column(id="source", title=say("source"), term="source"), Column(id="country", title=say("country")),
        Column(id="reliability", title=say("reliability of the source"), term="reliability"),
        Column(id="reports", title=say("reported in")),
    )  # fmt: skip
    rule = say(
        "Who says so in the end is a source, through whomever it reached the reports; copies of one text are one voice."
    )
    return Sheet(
        id="sources", title=say("Independent sources"), columns=columns, rows=tuple(rows), rule=rule,
        empty=Empty(means=say("Nobody is named.")),
    )  # fmt: skip


def _links(seen: Seen, *, is_all: bool) -> Sheet:
    by_key = {account.key: account for account in seen.whole.accounts}
    shown = seen.whole.links[: MOST_LINKS if is_all else FEW]
    columns = (
        Column(id="one", title=say("account")), Column(id="other", title=say("and account")),
        Column(id="likelihood", title=say("likelihood"), numeric=True),
        Column(id="why", title=say("why, with its weight")),
    )  # fmt: skip
    rows = tuple(_link(one, by_key, number) for number, one in enumerate(shown, start=1))
    means = say("Only one report has it, so nothing was linked.")
    left = len(seen.whole.links) - len(shown)
    rule = say("How likely it is that two accounts report one incident, by the weights in force.")
    more = count(" %(n)d weaker link is not listed.", " %(n)d weaker links are not listed.", left) if left > 0 else ""
    return Sheet(
        id="links", title=say("Why these reports were linked"), columns=columns, rows=rows, rule=rule + more,
        empty=Empty(means=means), head=False,
    )  # fmt: skip


def _link(link: LinkView, by_key: Mapping[str, Account], number: int) -> Row:
    pairs = link.reasons or tuple(
        (one.feature, one.weight) for one in reasons(by_key[link.one], by_key[link.other], default_weights())
    )
    told = [f"{plain_reason(name)} ({weight:+.1f})" for name, weight in pairs[:MOST_REASONS]]
    return Row(
        id=str(number),
        cells=(
            Cell(text=link.one[:SHORT], href=f"#accounts-{link.one[:SHORT]}"),
            Cell(text=link.other[:SHORT], href=f"#accounts-{link.other[:SHORT]}"),
            cell(f"{link.likelihood:.2f}", value=link.likelihood),
            cell("; ".join(told), blank=say("too little to say why")),
        ),
    )


def _decisions(seen: Seen) -> Sheet:
    kinds = {"together": say("put together"), "apart": say("put apart")}
    rows = [
        Row(id=one.id[:SHORT], cells=(
            cell(one.at.strftime("%Y-%m-%d %H:%M")), cell(one.author),
            cell(kinds[one.kind], certainty="undone" if one.withdrawn else None),
            cell(", ".join(key[:SHORT] for key in sorted(one.first | one.second)[:12])),
            cell(one.reason), cell(say("taken back") if one.withdrawn else say("in force")),
        ))
        for one in seen.whole.decisions
    ]  # fmt: skip
    columns = (
        Column(id="at", title=say("when (UTC)")), Column(id="who", title=say("who")),
        Column(id="what", title=say("what")),
        Column(id="accounts", title=say("accounts")), Column(id="reason", title=say("why")),
        Column(id="stands", title=say("now")),
    )  # fmt: skip
    return Sheet(
        id="decisions", title=say("What people decided"), columns=columns, rows=tuple(rows),
        empty=Empty(means=say("No person has decided anything about it: the machine linked it so.")),
    )  # fmt: skip


def _belongs(incident: str | None) -> Cell:
    return Cell(text=incident[:SHORT], href=f"/incidents/{incident}") if incident else Cell(blank=say("none"))


def _memberships(seen: Seen, *, is_all: bool) -> Sheet:
    rows = [
        Row(id=str(number), cells=(
            cell(one.at.strftime("%Y-%m-%d %H:%M")), cell(one.author), cell(one.account[:SHORT]),
            _belongs(one.incident),
            cell(one.reason),
        ))
        for number, one in enumerate(seen.whole.memberships[-(MOST_ACCOUNTS if is_all else FEW) :], start=1)
    ]  # fmt: skip
    columns = (
        Column(id="at", title=say("when (UTC)")), Column(id="who", title=say("by whom")),
        Column(id="account", title=say("account")), Column(id="incident", title=say("belongs to incident")),
        Column(id="reason", title=say("why")),
    )  # fmt: skip
    return Sheet(
        id="memberships", title=say("How it came together"), columns=columns, rows=tuple(rows),
        empty=Empty(means=say("Nothing is noted.")),
    )  # fmt: skip

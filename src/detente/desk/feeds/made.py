"""The entries of each feed: who says it first, then what, in the words it stands on."""

import datetime as dt
from collections.abc import Sequence
from urllib.parse import quote

from detente.desk.api.ceasefires import days_of
from detente.desk.api.registries import agreements_of
from detente.desk.asked import Asked
from detente.desk.feeds.entry import Entry, newest, tag
from detente.desk.pages.ceasefires.gathered import latest_day, told_on
from detente.desk.pages.contradictions.routes import all_contradictions
from detente.display.ceasefires.names import claimant_of, names_of
from detente.display.language import count, say
from detente.display.prose import clip
from detente.display.witness import named_claimant, unnamed_report
from detente.incidents.account import Account
from detente.registry.assertions.assertion import Assertion
from detente.registry.ceasefires.definition import Ceasefire
from detente.store import Gathered, Wanted, added_days, gather_incidents

__all__ = ["agreement_entries", "ceasefire_entries", "contradiction_entries", "host_of", "incident_entries"]

MOST, TITLE, LINES = 50, 120, 12


def host_of(asked: Asked) -> str:
    """Return the name by which ids are given out."""
    return asked.settings.host.partition(":")[0]


def incident_entries(asked: Asked) -> tuple[Entry, ...]:
    """Return the incidents of the latest days, as they came to be known."""
    added = asked.held("days of reports", lambda: added_days(asked.record, known_on=asked.known_on))
    found: tuple[Gathered, ...] = asked.held(
        "latest incidents",
        lambda: gather_incidents(asked.record, Wanted(), known_on=asked.known_on.at, limit=MOST),
    )
    made = [_incident(asked, one, added) for one in found]
    return newest([one for one in made if one is not None])


def _incident(asked: Asked, one: Gathered, added: dict[str, dt.datetime]) -> Entry | None:
    known = sorted(
        (added[account.document], account.key, account) for account in one.accounts if account.document in added
    )
    if not known:
        return None
    first = known[0][2]
    lines = [_account(account, one) for _, _, account in known[:LINES]]
    if len(known) > LINES:
        lines.append(count("%(n)d more account", "%(n)d more accounts", len(known) - LINES))
    return Entry(
        id=tag(host_of(asked), "incident", one.id), who=_teller(first, one), title=clip(_account(first, one), TITLE),
        text="\n".join(lines), href=_address(asked, f"/incidents/{one.id}"), updated=known[-1][0],
    )  # fmt: skip


def _account(account: Account, one: Gathered) -> str:
    return say("%(who)s: “%(words)s”", who=_teller(account, one), words=clip(account.said))


def _teller(account: Account, one: Gathered) -> str:
    own = one.publishers.get(account.document) or unnamed_report()
    return account.claimant.name if account.claimant else own


def ceasefire_entries(asked: Asked, ceasefire: Ceasefire) -> tuple[Entry, ...]:
    """Return what is said of a ceasefire, the news first, of whatever day it tells."""
    told = told_on(asked, ceasefire, days_of(ceasefire, None, None, latest_day(asked)))
    names = names_of(ceasefire)
    return newest(
        [
            Entry(
                id=tag(host_of(asked), "violation", one.id), who=claimant_of(one, names),
                title=_said(claimant_of(one, names), one.evidence[0].words, TITLE),
                text="\n".join(_said(claimant_of(one, names), own.words) for own in one.evidence),
                href=_address(asked, f"/ceasefires/{quote(ceasefire.id, safe='')}"), updated=_moment(one.known_at),
            )
            for one in told.violations
            if one.known_at
        ]
    )  # fmt: skip


def agreement_entries(asked: Asked) -> tuple[Entry, ...]:
    """Return what is said of the agreements that the desk follows."""
    return newest(
        [
            Entry(
                id=tag(host_of(asked), "assertion", one.id), who=named_claimant(one.claimant.name),
                title=_said(named_claimant(one.claimant.name), one.evidence[0].words, TITLE),
                text="\n".join([one.named, *_told([one])]),
                href=_address(asked, f"/agreements/{quote(one.subject or '', safe='')}"),
                updated=_moment(one.known_at),
            )
            for one in agreements_of(asked).said
            if one.known_at
        ]
    )  # fmt: skip


def contradiction_entries(asked: Asked) -> tuple[Entry, ...]:
    """Return claims that stand against each other: the side that came out first stands first."""
    made = []
    for one in all_contradictions(asked):
        known = [said.known_at for side in one.sides for said in side if said.known_at]
        if not known:
            continue
        text = "\n\n".join("\n".join(_told(side)) for side in one.sides)
        made.append(
            Entry(
                id=tag(host_of(asked), "contradiction", one.id), who=named_claimant(one.one[0].claimant.name),
                title=clip(say(" / ").join(_told([side[0]])[0] for side in one.sides), TITLE), text=text,
                href=_address(asked, "/contradictions"), updated=_moment(max(known)),
            )
        )  # fmt: skip
    return newest(made)


def _told(said: Sequence[Assertion]) -> list[str]:
    return [_said(named_claimant(one.claimant.name), one.evidence[0].words) for one in said[:LINES]]


def _said(who: str, words: str, most: int = 280) -> str:
    return clip(say("%(who)s: “%(words)s”", who=who, words=clip(words)), most)


def _address(asked: Asked, path: str) -> str:
    """Return an address of this desk whole, as feed readers need it."""
    return f"{asked.settings.origin}{path}"


def _moment(at: str | None) -> dt.datetime:
    return dt.datetime.fromisoformat(at or "")

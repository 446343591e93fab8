"""Incidents as rows and as columns, for people and for programs."""

import dataclasses
import datetime as dt
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from detente.cli.incidents.print import called_as
from detente.core.errors import UsageError

if TYPE_CHECKING:
    from detente.incidents.account import Account
    from detente.incidents.incident import Incident
    from detente.review.records import Review
    from detente.store import Gathered, Record, Wanted

__all__ = ["listed", "rows_called", "shown"]

SHORT = 10


def listed(record: "Record", wanted: "Wanted", *, known_on: dt.datetime | None) -> list[dict[str, Any]]:
    """Return a row for each incident that is asked for."""
    from detente.store import doubts, gather_incidents, hidden_keys

    names, hidden, in_doubt = _names(record), hidden_keys(record), doubts(record, known_on=known_on)
    seen = (one.without(hidden) for one in gather_incidents(record, wanted, known_on=known_on))
    return [_row(one, names, in_doubt) for one in seen if one.accounts]


def rows_called(record: "Record", incidents: Sequence[str]) -> list[dict[str, Any]]:
    """Return a row for each incident of an id, with its accounts, but for what coders code blind now."""
    from detente.store import doubts, find_incident, hidden_keys

    names, hidden, in_doubt = _names(record), hidden_keys(record), doubts(record)
    seen = (find_incident(record, one).without(hidden) for one in incidents)
    return [
        _row(one, names, in_doubt) | {"accounts": [_account(a, in_doubt) for a in one.accounts]}
        for one in seen
        if one.accounts
    ]


def shown(record: "Record", given: str, *, known_on: dt.datetime | None) -> dict[str, Any]:
    """Return all that is known of one incident: what each claimant tells, the links with reasons, decisions."""
    from detente.incidents.plain_reasons import plain_reason
    from detente.incidents.scoring import default_weights, reasons
    from detente.store import doubts, find_incident, hidden_keys

    names, in_doubt = _names(record), doubts(record, known_on=known_on)
    whole = find_incident(record, given, known_on=known_on)
    found = whole.without(hidden_keys(record))
    if not found.accounts:
        message = f"all that is told of incident {found.id[:SHORT]} is coded blind now; ask when the session has ended"
        raise UsageError(message)
    seen = _seen(found)
    by_key = {account.key: account for account in found.accounts}
    weights = default_weights()
    links = []
    for link in found.links:
        worked_out = ((r.feature, r.weight) for r in reasons(by_key[link.one], by_key[link.other], weights))
        told = link.reasons or tuple(worked_out)
        why = [{"reason": plain_reason(name), "feature": name, "weight": weight} for name, weight in told]
        links.append({"accounts": [link.one, link.other], "likelihood": link.likelihood, "reasons": why})
    return {
        **_row(found, names, in_doubt),
        "columns": [_called(_plain(column), names) for column in seen.columns],
        "independence": _called(_plain(seen.independence), names),
        "credibility": _credibility(found, seen),
        "reliability": _reliability(record, found, names, known_on),
        "accounts": [_account(account, in_doubt) for account in found.accounts],
        "links": links,
        "decisions": [_plain(decision) for decision in found.decisions],
        "history": [_plain(one) for one in found.memberships],
        "withheld": len(whole.accounts) - len(found.accounts),
    }


def _seen(found: "Gathered") -> "Incident":
    from detente.incidents.incident import describe

    return describe(found.accounts, incident=found.id, publishers=found.publishers, remarks=found.remarks)


def _credibility(found: "Gathered", seen: "Incident") -> dict[str, Any]:
    """Return how credible an incident is as told, by which rule, and what the rule looked at, with monitors' words."""
    from detente.incidents.remarks import with_remarks
    from detente.review.credibility import facts_of, grade_credibility

    graded: dict[str, Any] = _plain(
        grade_credibility(
            facts_of(with_remarks(found.accounts, found.remarks), columns=seen.columns, publishers=found.publishers)
        )
    )
    words = [
        {"monitor": column.claimant, "says": says, **_plain(one)}
        for column in seen.columns
        for says, some in (("not observed", column.not_observed), ("could not observe", column.unable))
        for one in some
    ]
    return graded | {"monitors": words}


def _reliability(
    record: "Record", found: "Gathered", names: Mapping[str, str], known_on: dt.datetime | None
) -> list[dict[str, Any]]:
    """Return the grade of each source and publisher that tells of an incident; null where nobody gave one."""
    from detente.review.credibility import RELIABILITY
    from detente.store import source_grades

    last = {one.source.casefold(): one for one in source_grades(record, known_on=known_on)}
    told = {a.claimant.name if a.claimant else found.publishers.get(a.document, a.document) for a in found.accounts}
    told |= set(found.publishers.values())
    rows = []
    for source in sorted(names.get(one, one) for one in told):
        grade = last.get(" ".join(source.split()).casefold())
        given = {name: getattr(grade, name, None) for name in ("grade", "author", "reason")}
        rows.append({"source": source, **given, "means": RELIABILITY[grade.grade] if grade else None})
    return rows


def _days(told: dict[str, Any]) -> str:
    return str(told["first"]) if told["first"] == told["last"] else f"{told['first']} to {told['last']}"


def _names(record: "Record") -> dict[str, str]:
    """Return what each report is called by: a report's own voice that has no publisher goes by that."""
    from detente.store import documents

    return {document.id: document.external_id for document in documents(record)}


CALLED = frozenset({"claimant", "name", "names", "sources"})


def _called(told: Any, names: Mapping[str, str], *, within: bool = False) -> Any:
    """Return what is told with the names of reports where their ids stand for a name."""
    if isinstance(told, dict):
        return {key: _called(value, names, within=key in CALLED) for key, value in told.items()}
    if isinstance(told, list):
        return [_called(value, names, within=within) for value in told]
    return names.get(told, told) if within and isinstance(told, str) else told


def _row(found: "Gathered", names: Mapping[str, str], in_doubt: "Mapping[str, Review]") -> dict[str, Any]:
    seen = _seen(found)
    who = seen.independence
    parties = {called_as(_plain(party)) for column in seen.columns for party in (*column.actors, *column.recipients)}
    summary = seen.summary
    for document in who.reports:
        summary = summary.replace(document, names.get(document, document))
    return {
        "id": found.id,
        "days": _days({"first": seen.first, "last": seen.last}) if seen.first else None,
        "places": list(seen.places),
        "types": list(seen.types),
        "statuses": list(seen.statuses),
        "parties": sorted(parties),
        "reports": len(who.reports),
        "voices": len(who.voices),
        "sources": len(who.sources),
        "sides": len(who.sides),
        "doubted": sum(account.key in in_doubt for account in found.accounts),
        "summary": summary,
    }


def _account(account: "Account", in_doubt: "Mapping[str, Review]") -> dict[str, Any]:
    doubt = in_doubt.get(account.key)
    return {
        "id": account.key, "document": account.document, "event": account.event, "type": account.type,
        "status": account.status, "start": account.start, "end": account.end, "words": account.said,
        "doubted": _doubt(doubt) if doubt else None,
    }  # fmt: skip


def _doubt(last: "Review") -> dict[str, Any]:
    """Return who cannot tell from the words whether it was so, since when, and the last reason."""
    coders = dict.fromkeys([*(one.coder for one in last.beside), last.coder])
    return {"by": list(coders), "at": last.at.isoformat(), "reason": last.comment}


def _plain(value: Any) -> Any:
    """Return records as JSON has them."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {one.name: _plain(getattr(value, one.name)) for one in dataclasses.fields(value)}
    if isinstance(value, dt.datetime):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    if isinstance(value, set | frozenset):
        return sorted(_plain(one) for one in value)
    return value

"""Who logged in, saw what is not public, changed something, was refused: the chain of it, the last one first."""

from collections.abc import Mapping
from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import Response

from detente.desk.access.asking import gate_of
from detente.desk.asked import Administers, Asked
from detente.desk.rendering import FOOT, MENU
from detente.display.language import mark, say
from detente.display.sheets import Cell, Column, Empty, Row, Sheet, cell
from detente.store.access.accounts import Account, accounts_of
from detente.store.access.deeds import DEED_KINDS, DeedKind, KeptDeed, deed_complaints, deeds_of

__all__ = ["router"]

router = APIRouter()
AT_ONCE = 100
KIND_NAMES: dict[DeedKind, str] = {
    "logged in": mark("logged in"),
    "log-in failed": mark("log-in failed"),
    "logged out": mark("logged out"),
    "read": mark("read"),
    "took away": mark("took away"),
    "changed": mark("changed"),
    "refused": mark("refused"),
    "accounts": mark("accounts"),
}

OWN: Mapping[str, str] = {
    "/login": mark("logging in"), "/logout": mark("logging out"), "/account": mark("one’s own account"),
    "/account/password": mark("one’s own password"), "/password": mark("setting a password"),
}  # fmt: skip
"""Pages that no menu has."""
LARGEST = 10**9
OUTCOMES = (
    (299, mark("answered")), (399, mark("done, and led on")), (403, mark("refused")), (404, mark("not there")),
    (499, mark("not accepted")), (LARGEST, mark("failed")),
)  # fmt: skip
"""How a request was answered, up to which status of HTTP."""


@router.get("/log")
def show_log(
    asked: Administers,
    account: Annotated[str, Query(max_length=64)] = "",
    what: Annotated[str, Query(max_length=20)] = "",
    before: Annotated[int | None, Query(ge=1)] = None,
    check: Annotated[bool, Query()] = False,  # noqa: FBT002 - it stands so in the address
) -> Response:
    """Show what was done, of one account or of one kind; with `check`, whether the chain of it holds."""
    gate = gate_of(asked.request)
    gate.noting.flush()
    kind = next((one for one in DEED_KINDS if one == what), None)
    with gate.file.reading() as connection:
        found = deeds_of(connection, account=account or None, what=kind, before=before, limit=AT_ONCE + 1)
        people = accounts_of(connection)
        wrong = tuple(deed_complaints(connection)) if check else None
    return asked.page(
        "log.html.j2", title=say("Log"), sheets=[_sheet(asked, found, people)], account=account, what=kind or "",
        people=[(one.id, one.name) for one in people], kinds=[(one, say(KIND_NAMES[one])) for one in DEED_KINDS],
        wrong=wrong,
    )  # fmt: skip


def _sheet(asked: Asked, found: tuple[KeptDeed, ...], people: tuple[Account, ...]) -> Sheet:
    shown, more = found[:AT_ONCE], None
    if len(found) > AT_ONCE:
        more = f"/log?{_fields(asked, before=shown[-1].number)}"
    called = {one.id: one.login for one in people}
    return Sheet(
        id="deeds",
        title=say("What was done"),
        columns=(
            Column(id="number", title=say("no."), numeric=True),
            Column(id="at", title=say("when (UTC)")),
            Column(id="who", title=say("who")),
            Column(id="what", title=say("what")),
            Column(id="where", title=say("on which page")),
            Column(id="outcome", title=say("outcome")),
            Column(id="address", title=say("from")),
        ),
        rows=tuple(_row(one, called) for one in shown),
        empty=Empty(means=say("Nothing of this kind was done."), now=say("Show all"), href="/log"),
        more=more,
    )


def _fields(asked: Asked, *, before: int) -> str:
    from urllib.parse import urlencode

    kept = {name: value for name, value in asked.request.query_params.items() if name in {"account", "what"} and value}
    return urlencode(kept | {"before": before})


def _page_of(path: str | None) -> str:
    """Return what the page of an address is called, or the one that it lies below; empty for what has no name."""
    places = [place for _, group in MENU for place in group] + list(FOOT)
    for place in places:
        if path == place.href:
            return say(place.page or place.name)
        if path and place.is_above(path):
            return say("below %(page)s", page=say(place.page or place.name))
    return say(OWN.get(path or "", ""))


def _outcome(status: int | None) -> str:
    """Return how it was answered, in a word."""
    if status is None:
        return ""
    return say(next(words for most, words in OUTCOMES if status <= most))


def _row(one: KeptDeed, called: dict[str, str]) -> Row:
    address = " ".join(filter(None, (one.method if one.method != "GET" else None, one.path)))
    return Row(
        id=str(one.number),
        cells=(
            cell(one.number),
            cell(f"{one.at:%Y-%m-%d %H:%M:%S}"),
            cell(one.name or None, blank=say("not known"), note=called.get(one.account or "", "")),
            cell(say(KIND_NAMES[one.what])),
            cell(one.said or _page_of(one.path) or address or None, note=address),
            Cell(text=_outcome(one.status), value=one.status, note=str(one.status or "")),
            cell(one.address or None),
        ),
    )

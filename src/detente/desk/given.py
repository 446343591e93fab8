"""A drawing handed out: as a picture for every browser, as a spec for one that runs scripts.

A drawing has the address of its page, with ``as=svg`` or ``as=vega``: who may see the page may see its drawings, and
nobody else; what is shown is what the page shows, as of the same day.
"""

import json
from collections.abc import Sequence
from urllib.parse import urlencode

from fastapi import Request
from starlette.responses import Response

from detente.desk.answers import answer
from detente.desk.refusals import not_here
from detente.display.drawing.drawing import WIDTHS, Drawing, Spec
from detente.display.drawing.drawn import POLICY, picture_of, spec_of
from detente.display.language import say

__all__ = ["FORMS", "give_drawing"]

FORMS = ("svg", "vega")


def give_drawing(request: Request, drawings: Sequence[Drawing], form: str) -> Response:
    """Return the drawing that ``drawing`` in the address names, ``width`` wide, in a form."""
    wanted, width = request.query_params.get("drawing"), request.query_params.get("width", "wide")
    if not drawings:
        raise not_here(say("There is nothing drawn on this page."), now=say("Take away its tables as CSV or JSON."))
    chosen = next((one for one in drawings if one.id == wanted), None)
    if chosen is None or width not in WIDTHS:
        there = ", ".join(one.id for one in drawings)
        message = say("This page has no such drawing; its drawings are: %(there)s.", there=there)
        now = say("Ask for ?as=svg&drawing=NAME, with &width=%(widths)s.", widths=say(" or ").join(WIDTHS))
        raise not_here(message, now=now)
    spec = _as_known(spec_of(chosen, width), request.query_params.get("known"))
    if form == "vega":
        return answer(request, json.dumps(spec, ensure_ascii=False), kind="application/json")
    given = answer(request, picture_of(spec), kind="image/svg+xml")
    given.headers["Content-Security-Policy"] = POLICY
    return given


def _as_known(spec: Spec, known: str | None) -> Spec:
    """Return a spec whose marks lead on as of the day that the page is asked for."""
    if known:
        for row in (row for one in spec["data"] for row in one["values"] if row.get("href")):
            path, sign, fragment = row["href"].partition("#")
            row["href"] = f"{path}{'&' if '?' in path else '?'}{urlencode({'known': known})}{sign}{fragment}"
    return spec

"""The observers' form: one HTML file that fetches nothing, keeps nothing, and saves field reports as CSV."""

import json
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from detente.exchange.one_file import asset, policy
from detente.knowledge.field import columns, counts, kinds, methods, points

__all__ = ["write_form"]

SHARED = ("observer", "mission")
"""Columns that are the same in all rows of a file."""


def write_form(*, mission: str = "") -> str:
    """Return the form as one HTML page; `mission` stands in its field to begin with.

    The same arguments give the same page.
    """
    style, script = asset("form.css"), asset("form.js")
    return (
        _environment()
        .get_template("form.html.j2")
        .render(
            mission=mission,
            columns=columns(),
            kinds=kinds(),
            methods=methods(),
            counts=counts(),
            points=list(dict.fromkeys(name for name, _ in points().values())),
            shared=SHARED,
            vocabulary=_for_script(_vocabulary()),
            style=Markup(style),  # noqa: S704 - our own file
            script=Markup(script),  # noqa: S704 - our own file
            policy=policy(style, script),
        )
    )


def _vocabulary() -> dict[str, Any]:
    """Return what the script has to know to check a row and to write it."""
    return {
        "columns": list(columns()),
        "shared": list(SHARED),
        "kinds": {code: kind.title for code, kind in kinds().items()},
        "methods": list(methods()),
        "counts": list(counts()),
        "points": {spelling: name for spelling, (name, _) in points().items()},
    }


def _for_script(value: Any) -> Markup:
    """Return JSON that may stand in a script element: nothing in it can end the element."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True).replace("<", "\\u003c")
    return Markup(text)  # noqa: S704 - our own vocabulary, and no mark-up is left in it


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("detente.exchange", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )

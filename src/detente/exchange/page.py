"""The self-contained page: reports with their evidence, and the record so far, in one file that fetches nothing."""

from collections.abc import Iterable
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from detente.exchange.intake_items import CameIn, Intake
from detente.exchange.one_file import asset, policy
from detente.exchange.page_codes import legend
from detente.exchange.page_incidents import IncidentItem, tellings_of, view_incidents
from detente.exchange.page_record import Summary, summarise, view_record
from detente.exchange.page_text import name_hidden, set_words
from detente.exchange.page_view import view_report
from detente.exchange.page_words import Json, language_name

__all__ = ["LONGEST", "write_page"]

LONGEST = 40_000
"""Characters of a report's text that the page shows, unless told otherwise; it says where it stops."""


def write_page(
    readings: Iterable[Json],
    summary: Summary | None = None,
    *,
    title: str = "The record so far",
    about: str | None = None,
    longest: int = LONGEST,
    intake: Intake | None = None,
    incidents: Iterable[IncidentItem] = (),
) -> str:
    """Return one HTML page that shows readings, in the form of the reading contract, and the record they are part of.

    Lines with an error are listed as refused, unless `summary` says what was refused; without a summary the readings
    are counted. The same arguments give the same page: no clock is read. A reading may carry `added_at`, the `name` it
    came under, and the `document` by which `intake` knows how it came in; without `intake` the page says nothing of it.
    `incidents` go by the same `document`; those that one report alone tells of are not listed.
    """
    lines = list(readings)
    readable = [line for line in lines if "error" not in line]
    reports = [
        view_report(line, number=number, longest=longest, came=_came(intake, line))
        for number, line in enumerate(readable, start=1)
    ]
    by_document = {str(line.get("document")): report for line, report in zip(readable, reports, strict=True)}
    several = view_incidents(incidents, by_document)
    added = any(report.added.claims or report.added.events for report in reports)
    style, script = asset("page.css") + (asset("page_added.css") if added else ""), asset("page.js")
    return (
        _environment()
        .get_template("page.html.j2")
        .render(
            title=title,
            about=about,
            reports=reports,
            legend=legend(),
            record=view_record(summary or summarise(lines), reports),
            intake=intake,
            incidents=several,
            added=added,
            tellings=tellings_of(several, by_document),
            style=Markup(style),  # noqa: S704 - our own file
            script=Markup(script),  # noqa: S704 - our own file
            policy=policy(style, script),
        )
    )


def _came(intake: Intake | None, line: Json) -> CameIn | None:
    return intake.came.get(line.get("document", "")) if intake else None


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("detente.exchange", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_finalize,
    )
    environment.filters |= {
        "words": set_words,
        "language": language_name,
        "confidence": _confidence,
        "thousands": _thousands,
    }
    return environment


def _finalize(value: Any) -> Any:
    """Keep hidden characters out of every place, and never print a blank as a value."""
    if value is None:
        return "not read out"
    return name_hidden(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _thousands(value: int) -> str:
    return f"{value:,}".replace(",", "\u202f")


def _confidence(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"

"""`detente ceasefire trend`: the measured trend of each series of figures, and what is claimed of trends beside it."""

import datetime as dt
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from detente.cli.add import now
from detente.cli.ceasefire.days import asked_days, moment_words
from detente.cli.ceasefire.lines import print_lines
from detente.cli.init import DIR_HELP, record_path
from detente.cli.moments import KNOWN_HELP, known_as
from detente.core.errors import UsageError

if TYPE_CHECKING:
    from detente.pipeline.trends import Asked, Trends
    from detente.registry.ceasefires.definition import Ceasefire
    from detente.registry.interval import Interval

__all__ = ["measured_plain", "trend"]

SHOWN = 60
"""Characters of what a person wrote that an answer repeats."""


def trend(  # noqa: PLR0913 - each is an option of the command
    folder: Annotated[Path, typer.Argument(help=DIR_HELP, metavar="DIR")],
    id_: Annotated[str, typer.Argument(help="The ceasefire's id, as its file has it.", metavar="ID")],
    *,
    of: Annotated[str | None, typer.Option(help="Of this class or kind of harm only.", metavar="CLASS")] = None,
    by: Annotated[
        str | None, typer.Option(help="By this party's or monitor's figures only.", metavar="CLAIMANT")
    ] = None,
    against: Annotated[
        str | None, typer.Option(help="Of what this party is said to have done.", metavar="PARTY")
    ] = None,
    area: Annotated[
        str | None, typer.Option(help="Of figures with these words for their place.", metavar="WORDS")
    ] = None,
    from_: Annotated[dt.datetime | None, typer.Option("--from", help="From this day on.", formats=["%Y-%m-%d"])] = None,
    to: Annotated[dt.datetime | None, typer.Option(help="Up to this day.", formats=["%Y-%m-%d"])] = None,
    as_known_on: Annotated[
        str | None, typer.Option("--as-known-on", help=KNOWN_HELP, metavar="DATE", show_default=False)
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON instead of what people read.")] = False,
) -> None:
    """Measure the trend of comparable figures, one series at a time, and show what is claimed beside it.

    A series is of one claimant, one class, one alleged side and one area. What is claimed is no point of it.
    """
    from detente.pipeline.ceasefires import gather_ceasefire, stored_ceasefire
    from detente.pipeline.trends import Asked, measure_trends
    from detente.store import open_record

    moment = now()
    known_on = known_as(as_known_on, now=moment)
    known_at = known_on.at or moment
    with open_record(record_path(folder), read_only=True) as record:
        ceasefire, _ = stored_ceasefire(record, id_, known_on=known_on)
        asked = Asked(kind=of, claimant=by, alleged=against, area=area)
        _check(asked, ceasefire)
        days = asked_days(
            ceasefire,
            from_,
            to,
            min(known_at, moment).date(),
            told="the figures",
            begins="they begin",
            of=" of the figures",
        )
        told = gather_ceasefire(record, ceasefire, days, known_on=known_on)
    made = measure_trends(told, efforts=told.efforts, within=days, asked=asked)
    _check_area(asked, made)
    if as_json:
        typer.echo(json.dumps(_plain(made, ceasefire, days, known_at), ensure_ascii=False))
        return
    print_lines(_lines(made, ceasefire, days, known_at))


def measured_plain(trends: "Trends", ceasefire: "Ceasefire") -> list[dict[str, Any]]:
    """Return measured trends for programs: with their points and the model's line, their words, and claims held to."""
    from detente.cli.ceasefire.trend_lines import about_words, trend_words
    from detente.registry.forms import to_plain

    return [
        {
            **to_plain(one.trend),
            "words": f"{about_words(one.trend.about, ceasefire)}: {trend_words(one.trend)}",
            "left_out": [to_plain(left) for left in one.series.left_out],
            "held": [{"claim": held.claim, "standing": held.standing, "why": held.why} for held in one.held],
        }
        for one in trends.measured
    ]


def _plain(made: "Trends", ceasefire: "Ceasefire", days: "Interval", known_at: dt.datetime) -> dict[str, Any]:
    from detente.registry.forms import to_plain

    return {
        "ceasefire": ceasefire.id,
        "name": ceasefire.name,
        "invented": ceasefire.invented,
        "known_on": moment_words(known_at),
        "interval": to_plain(days),
        "measured": measured_plain(made, ceasefire),
        "claimed": [to_plain(one) for one in made.claimed],
    }


def _lines(made: "Trends", ceasefire: "Ceasefire", days: "Interval", known_at: dt.datetime) -> Iterator[str]:
    from detente.cli.ceasefire.trend_lines import detail_lines, trend_lines

    invented = " (invented: an example)" if ceasefire.invented else ""
    yield f"{ceasefire.name}{invented}: {days.first} to {days.last}"
    yield f"as known on {moment_words(known_at)}; what nobody says is blank, and no zero"
    yield from trend_lines(made, ceasefire)
    if len(made.measured) == 1:
        yield "What the measured trend stands on:"
        yield from detail_lines(made.measured[0])


def _check(asked: "Asked", ceasefire: "Ceasefire") -> None:
    """Refuse what the ceasefire does not have. Raises `UsageError`."""
    from detente.registry.ceasefires.violation import HARMS

    classes = [*(one.id for one in ceasefire.taxonomy.classes), *HARMS]
    parties = [party.id for party in ceasefire.parties]
    _check_one("--of", "class", asked.kind, classes)
    _check_one("--by", "claimant", asked.claimant, ceasefire.columns)
    _check_one("--against", "party", asked.alleged, parties)


def _check_one(option: str, what: str, given: str | None, known: Iterable[str]) -> None:
    if given is not None and given not in (there := tuple(known)):
        message = f"{option} {given[:SHOWN]!r} is no {what} of this ceasefire; there are {', '.join(there)}"
        raise UsageError(message)


def _check_area(asked: "Asked", made: "Trends") -> None:
    """Refuse an area that no figure has: nothing measured there would look like too little. Raises `UsageError`."""
    if asked.area is not None and not made.measured:
        message = (
            f"no figure that is asked for has {asked.area[:SHOWN]!r} for its place; leave out --area to see all series"
        )
        raise UsageError(message)

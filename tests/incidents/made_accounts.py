"""Accounts made by hand, of which a test says only what matters to it."""

import datetime as dt
from typing import Any

from detente.documents.copies.profile import read_profile
from detente.incidents.account import Account, Side, Told, Ways, When, Where
from detente.incidents.decisions import Decision
from detente.incidents.scoring import Weights
from detente.incidents.stems import stems_with

WEIGHTS = Weights(version="test", bias=0.0, threshold=0.35, of={})
MONDAY = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)
DAY = dt.date(2026, 3, 1)
EMPTY = Ways(
    trigger=frozenset(),
    deeds=frozenset(),
    general=False,
    definite=False,
    indefinite=False,
    actors=frozenset(),
    recipients=frozenset(),
    sentence=stems_with({}),
    names=frozenset(),
    rare_names=frozenset(),
    figures=frozenset(),
    lead=stems_with({}),
    lead_deeds=frozenset(),
    report=stems_with({}),
    rare=frozenset(),
    setting=frozenset(),
    hours=frozenset(),
    another=False,
)


def account(key: str, **told: Any) -> Account:
    """Return an account of shelling; `document` is the key unless it is given."""
    plain: dict[str, Any] = {
        "document": f"doc-{key}",
        "event": "V1",
        "voice": told.get("document", f"doc-{key}"),
        "start": 0,
        "end": 7,
        "sentence": 0,
        "type": "ASSAULT",
        "mode": "heavy-weapons",
        "contexts": (),
        "status": "happened",
        "actors": (),
        "recipients": (),
        "where": None,
        "when": None,
        "published": (DAY.toordinal(), DAY.toordinal()),
        "claimant": None,
        "via": (),
        "told": (),
        "ways": EMPTY,
        "confidence": 0.9,
        "said": "shelled",
    }
    return Account(key=key, **(plain | told))


def side(name: str, country: str | None = None, *sectors: str, kind: str = "organisation") -> Side:
    words = frozenset(stem for part in read_profile(name).sentences for stem in part.bits)
    return Side(name=name, kind=kind, country=country, sectors=sectors, words=words)


def number(kind: str, low: float | None, high: float | None, words: str, start: int = 10) -> Told:
    return Told(kind=kind, low=low, high=high, words=words, span=(start, start + len(words)))


def when(day: dt.date, last: dt.date | None = None) -> When:
    return When(first=day.toordinal(), last=(last or day).toordinal(), nearness="told", span=(20, 30))


def where(name: str, lat: float | None = 40.0, lon: float | None = 47.0, country: str = "AZE") -> Where:
    return Where(
        name=name,
        words=frozenset({name.lower()}),
        precision="city",
        country=country,
        admin1=None,
        geonameid=None,
        lat=lat,
        lon=lon,
        radius=5.0,
        nearness="told",
        span=(40, 40 + len(name)),
    )


def decision(
    name: str, kind: Any, first: str, second: str = "", *, days: float = 0, withdrawn: bool = False
) -> Decision:
    """Return a decision over accounts with keys of one letter, `days` after a Monday."""
    return Decision(
        id=name,
        kind=kind,
        first=frozenset(first),
        second=frozenset(second),
        author="Ana",
        reason="read both",
        at=MONDAY + dt.timedelta(days=days),
        withdrawn=withdrawn,
    )

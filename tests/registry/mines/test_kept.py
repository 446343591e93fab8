import datetime as dt

import pytest

from detente.core.errors import EvidenceError, UsageError
from detente.registry.evidence import Evidence
from detente.registry.interval import Interval
from detente.registry.mines.area import Area, area_in
from detente.registry.mines.kept import KINDS, from_kept, kind_of, to_kept
from detente.registry.mines.records import Activity, MineFigure, MineRecord
from detente.registry.mines.victims import Victim

DAY = dt.date(2031, 5, 3)
WORDS = (Evidence(words="cleared mines", document="d1", start=0, end=13),)


@pytest.mark.parametrize("kind", KINDS)
def test_every_record_comes_back_as_it_was_kept(kind: str) -> None:
    about: dict[str, str] = {"what": "mine"} if KINDS[kind] is MineFigure else {}
    made: MineRecord = KINDS[kind](id="1", origin="entered", evidence=WORDS, **about)  # type: ignore[arg-type]
    assert kind_of(made) == kind
    assert from_kept(kind, to_kept(made)) == made


def test_an_open_area_comes_back_as_it_was_kept() -> None:
    area = area_in("ha", 2, None, words="at least 2 ha", qualifier="at least")
    made = Activity(id="1", origin="entered", evidence=WORDS, surveyed=area)
    assert from_kept("mine-activity", to_kept(made)) == made


def test_a_person_is_of_no_kind_that_is_kept_here() -> None:
    person = Victim(id="1", accident="a", evidence=WORDS)
    with pytest.raises(UsageError, match="no mine record"):
        kind_of(person)  # type: ignore[arg-type]
    with pytest.raises(UsageError, match="no kind of mine record"):
        from_kept("mine-boat", {})


def test_a_field_that_there_is_not_is_refused() -> None:
    content = dict(to_kept(Activity(id="1", origin="entered", evidence=WORDS)))
    with pytest.raises(UsageError, match="no field victim"):
        from_kept("mine-activity", content | {"victim": "Jon Reed"})


def test_what_nobody_said_in_words_is_refused() -> None:
    with pytest.raises(EvidenceError):
        Activity(id="1", origin="entered", evidence=())


@pytest.mark.parametrize(("low", "high", "words"), [(-1, 2, "x"), (3, 2, "x"), (1, 1, " "), (float("nan"), None, "x")])
def test_ground_that_cannot_be_is_refused(low: float, high: float | None, words: str) -> None:
    with pytest.raises(EvidenceError):
        Area(low=low, high=high, words=words)


def test_a_unit_that_is_not_known_keeps_its_words_only() -> None:
    area = area_in("dunam", 5, 5, words="5 dunams")
    assert (area.low, area.high, area.unit, area.words) == (None, None, "dunam", "5 dunams")


def test_days_are_kept_too() -> None:
    days = from_kept(
        "mine-activity",
        to_kept(Activity(id="1", origin="entered", evidence=WORDS, interval=Interval(first=DAY, last=DAY))),
    ).interval
    assert days == Interval(first=DAY, last=DAY)

"""What a desk follows is kept revision by revision, and reports are told of it with what was known then."""

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from detente.core.errors import UsageError
from detente.pipeline.notes import Written, made_note
from detente.pipeline.registries import Desk, find_thing, keep_assertions, keep_watch, stored_desk, tellings
from detente.registry.agreements.definition import Agreement
from detente.registry.assertions.actors import Actor
from detente.registry.platforms.definition import Platform
from detente.registry.watch.definition import Watch
from detente.store import Known, create_record

NOON = dt.datetime(2031, 5, 6, 12, tzinfo=dt.UTC)
LATER = NOON + dt.timedelta(hours=1)
BY = {"author": "Ann Brook", "reason": "the desk's watch"}
PROTOCOL = Agreement(id="kessing", name="Kessing Protocol")
WATCH = Watch(id="w", name="Kessing", actors=(Actor(id="N", name="Northmark"),), agreements=(PROTOCOL,))


def test_a_changed_watch_is_a_new_revision_and_the_earlier_one_is_known_as_of_then(tmp_path: Path) -> None:
    renamed = replace(WATCH, agreements=(replace(PROTOCOL, names=("Paper of Kessing",)),))
    with create_record(tmp_path / "record.sqlite", now=NOON) as record:
        assert keep_watch(record, WATCH, **BY, now=NOON)
        assert not keep_watch(record, WATCH, **BY, now=LATER)
        assert keep_watch(record, renamed, **BY, now=LATER)
        assert stored_desk(record).watches == (renamed,)
        assert stored_desk(record, known_on=Known(at=NOON)).watches == (WATCH,)


def test_two_watches_have_no_id_in_common(tmp_path: Path) -> None:
    with create_record(tmp_path / "record.sqlite", now=NOON) as record:
        keep_watch(record, WATCH, **BY, now=NOON)
        with pytest.raises(UsageError, match="kessing already"):
            keep_watch(record, replace(WATCH, id="other"), **BY, now=NOON)
        assert len(stored_desk(record).watches) == 1


@pytest.mark.parametrize(
    ("things", "told"),
    [
        ({"agreements": (Agreement(id="paper", name="Kessing  protocol"),)}, "kessing and paper are both called"),
        ({"platforms": (Platform(id="talks", name="Talks", names=("Kessing Protocol",)),)}, "kessing and talks"),
        ({"actors": (Actor(id="NM", name="Old Northmark", names=("Northmark",)),)}, "N and NM are both called"),
    ],
)
def test_two_watches_have_no_name_in_common_by_which_a_report_would_be_of_neither(
    tmp_path: Path, things: dict[str, Any], told: str
) -> None:
    with create_record(tmp_path / "record.sqlite", now=NOON) as record:
        keep_watch(record, WATCH, **BY, now=NOON)
        with pytest.raises(UsageError, match=f"of the watches w and other, {told}"):
            keep_watch(record, Watch(id="other", name="Other", **things), **BY, now=NOON)
        assert stored_desk(record).watches == (WATCH,)


def test_two_watches_may_follow_one_actor_by_other_names(tmp_path: Path) -> None:
    other = Watch(id="other", name="Other", actors=(Actor(id="N", name="Northmark", names=("the north",)),))
    with create_record(tmp_path / "record.sqlite", now=NOON) as record:
        keep_watch(record, WATCH, **BY, now=NOON)
        assert keep_watch(record, other, **BY, now=NOON)


def test_a_thing_answers_to_its_id_and_its_names_and_else_the_message_says_which_there_are(tmp_path: Path) -> None:
    with create_record(tmp_path / "record.sqlite", now=NOON) as record:
        keep_watch(record, WATCH, **BY, now=NOON)
        desk = stored_desk(record)
    for given in ("kessing", "kessing protocol"):
        assert find_thing(desk, given, among=desk.things, what="agreement").id == "kessing"
    with pytest.raises(UsageError, match="there are kessing"):
        find_thing(desk, "another", among=desk.things, what="agreement")


def test_of_many_things_a_message_names_those_that_are_nearest() -> None:
    many = tuple(
        Agreement(id=f"paper-{n}", name=f"Paper {n} of {'Kessing' if n == 7 else 'Ossering'}") for n in range(500)
    )
    desk = Desk(watches=(replace(WATCH, agreements=many),), assertions=())
    with pytest.raises(UsageError, match="the nearest of 500 are paper-7, ") as told:
        find_thing(desk, "paper 7 of kesing", among=desk.things, what="agreement")
    assert str(told.value).count("paper-") == 10


def test_what_a_person_wrote_down_is_known_from_then_on_and_says_who_wrote_it(tmp_path: Path) -> None:
    with create_record(tmp_path / "record.sqlite", now=NOON) as record:
        keep_watch(record, WATCH, **BY, now=NOON)
        desk = stored_desk(record)
        written = Written(
            what="ratified", words="It was ratified.", source="gazette", claimant="N", parts=("ratifier=N",)
        )
        made = made_note(desk, PROTOCOL, "agreement", written, whats={"ratified"}, author="Ann Brook")
        keep_assertions(record, [made], author="Ann Brook", reason="the gazette came", now=LATER)
        (kept,) = stored_desk(record).of_room("agreement")
        assert stored_desk(record, known_on=Known(at=NOON)).assertions == ()
    assert (kept.origin, kept.evidence[0].by, kept.parts[0].actor) == ("person", "Ann Brook", "N")
    assert kept.known_at == LATER.isoformat(timespec="seconds")


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("what", "sung", "--what"),
        ("standing", "maybe", "--standing"),
        ("parts", ("N",), "--part"),
        ("parts", ("king=N",), "'king' is nothing that is kept here"),
        ("words", " ", "--words is empty"),
        ("last", dt.date(2016, 1, 1), "is before the first"),
    ],
)
def test_a_note_of_what_no_registry_knows_is_refused(field: str, value: object, told: str) -> None:
    from detente.pipeline.registries import Desk

    written = Written(what="ratified", words="It was.", source="gazette", claimant="N", first=dt.date(2017, 5, 5))
    with pytest.raises(UsageError, match=told):
        made_note(
            Desk(watches=(WATCH,), assertions=()), PROTOCOL, "agreement", replace(written, **{field: value}),  # type: ignore[arg-type]
            whats={"ratified"}, author="Ann Brook",
        )  # fmt: skip


def test_a_record_without_reports_tells_nothing(tmp_path: Path) -> None:
    with create_record(tmp_path / "record.sqlite", now=NOON) as record:
        assert list(tellings(record, stored_desk(record))) == []

"""The page says how reports came in: copies, versions, background, observations, what waits, what was left out."""

import dataclasses
import datetime as dt
import io
import json
import re
from pathlib import Path

import pytest

from detente.documents.packet import Packet
from detente.exchange import intake_view
from detente.exchange.intake_items import Intake
from detente.exchange.intake_view import gather_intake
from detente.exchange.intake_words import copy_in_words
from detente.exchange.page import write_page
from detente.pipeline.intake import take_in
from detente.pipeline.opening import Opener
from detente.store import compare_waiting, create_record, documents

NOON = dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC)
WHOLE = (
    "The mission counted eleven shots near the Ash bridge on Monday, Colonel Ada Bern said in Tessel.\n\n"
    "Two patrols of Norland were turned back at the eastern crossing by guards of the Ulverd district.\n\n"
    "The hospital of Dunmoor took in four wounded drivers, and the road to Halm was closed until Friday evening."
)
CUT = WHOLE.rpartition("\n\n")[0]
EDITED = WHOLE.replace("eleven", "twelve").replace("four", "five")
FRENCH = (
    "Le ministre a déclaré jeudi que les deux parties avaient accepté de respecter le cessez-le-feu dans la vallée."
)
FORM = (
    "observer,mission,place,from,to,method,what,not_visited,why_not\n"
    "R. Okell,Team North,Halm ferry,2022-11-07T09:00+02:00,2022-11-07T13:00+02:00,seen,nothing,the ridge,no leave\n"
)
PAGE = (
    "<html><head><title>T</title></head><body><nav><a href='/'>Home</a></nav><article><p>{}</p></article></body></html>"
)


def line(name: str, text: str, **more: str) -> Packet:
    return Packet(name=name, suffix=".jsonl", data=json.dumps({"id": name, "text": text} | more).encode())


@pytest.fixture(scope="module")
def gathered(tmp_path_factory: pytest.TempPathFactory) -> tuple[Intake, list[str]]:
    folder = tmp_path_factory.mktemp("desk")
    (folder / "form.csv").write_text(FORM, encoding="utf-8")
    at = "https://wire.example/ash"
    given = [
        line("whole", WHOLE, publisher="Wire", url=at, published="2022-11-07T08:00Z"),
        line("cut", CUT, publisher="Post"),
        line("edited", EDITED, publisher="Wire", url=at, published="2022-11-07T12:00Z"),
        line("french", FRENCH, language="fr"),
        Packet(name="a.html", suffix=".html", data=PAGE.format("Nobody was seen at the gate. " * 20).encode()),
    ]
    with create_record(folder / "record.sqlite", now=NOON) as record, Opener() as opener:
        form = opener.packets_of(folder / "form.csv", standard_input=io.BytesIO())
        assert all(one.error is None for one in take_in(record, [*given, *form], opener, clock=lambda: NOON))
        list(compare_waiting(record))
        ids = {d.external_id: d.id for d in documents(record)}
        shown = [ids["whole"], ids["cut"], ids["edited"]]
        return gather_intake(record, shown), shown


def test_a_copy_is_told_with_how_much_and_where(gathered: tuple[Intake, list[str]]) -> None:
    intake, (whole, cut, _) = gathered
    assert [intake.came[d].voice for d in (whole, cut)] == [2, 2]
    of_cut = {c.other.name: c for c in intake.came[cut].copies}
    assert (of_cut["whole"].how, of_cut["whole"].other.number, of_cut["whole"].share) == ("cut from", 1, "100\u00a0%")
    assert "hospital of Dunmoor" in str(of_cut["whole"].differing["left out"])
    assert {c.other.name: c.how for c in intake.came[whole].copies}["cut"] == "the longer text of"


@pytest.mark.parametrize(
    ("kind", "said"),
    [("same words", "the same text as"), ("paraphrased", "a retelling of"), ("edited", "an edited form of")],
)
def test_what_a_copy_is_stands_in_words(kind: str, said: str) -> None:
    assert copy_in_words(kind, 0.9, 0.8) == said


def test_versions_of_an_address_say_what_changed(gathered: tuple[Intake, list[str]]) -> None:
    intake, (whole, _, edited) = gathered
    came = intake.came[edited]
    assert (came.version, intake.came[whole].version, came.address) == (2, 1, "https://wire.example/ash")
    assert [v.is_own for v in came.versions] == [False, True]
    assert came.versions[0].changes is None
    assert came.versions[1].changes
    assert "“eleven” became “twelve”" in came.versions[1].changes
    assert "not read yet" in came.versions[1].changes


def test_nothing_seen_is_a_report(gathered: tuple[Intake, list[str]]) -> None:
    (one,) = gathered[0].observed
    assert (one.observer, one.found_nothing, one.began, one.ended) == ("R. Okell", True, "2022-11-07 07:00", "11:00")
    assert [dataclasses.replace(one, method=m).nothing for m in ("heard", "drone")] == [
        "nothing heard",
        "nothing found",
    ]
    assert (one.not_visited, one.why_not, one.count, one.report.number) == ("the ridge", "no leave", None, None)


def test_what_waits_unread_says_why(gathered: tuple[Intake, list[str]]) -> None:
    waits = {u.name: (u.language, u.why) for u in gathered[0].unread}
    assert waits["french"] == ("fr", "in another language than English: fr")
    assert waits["whole"][1] == "waits to be read"


def test_what_was_left_out_is_counted_by_kind(gathered: tuple[Intake, list[str]]) -> None:
    assert ("menu", 1, len("Home")) in gathered[0].cut_away


def test_the_page_shows_all_of_it_and_links_the_reports(gathered: tuple[Intake, list[str]]) -> None:
    intake, shown = gathered
    readings = [{"id": d[:10], "text": WHOLE, "document": d, "name": f"n{n}"} for n, d in enumerate(shown)]
    html = write_page(readings, intake=intake)
    words = " ".join(re.sub(r"<[^>]+>", " ", html).split())
    assert "one voice with 1 other" in words
    assert "version 2 of 2" in words
    assert "<strong>nothing seen</strong>" in html
    assert "in another language than English: fr" in words
    assert "no day of publication was read out, so nothing is known to be earlier" in words
    links = set(re.findall(r'href="#([\w-]+)"', html))
    assert links <= set(re.findall(r'id="([\w-]+)"', html))


def test_without_a_record_the_page_says_nothing_of_it(gathered: tuple[Intake, list[str]]) -> None:
    html = write_page([{"id": "a", "text": WHOLE, "document": gathered[1][0]}])
    assert "How it came in" not in html
    assert "What observers reported" not in html


def test_words_that_are_mark_up_stay_words(gathered: tuple[Intake, list[str]]) -> None:
    hostile = tuple(dataclasses.replace(o, observer="<script>x</script>") for o in gathered[0].observed)
    html = write_page([], intake=dataclasses.replace(gathered[0], observed=hostile))
    assert "&lt;script&gt;x&lt;/script&gt;" in html


def test_of_much_that_waits_the_last_is_listed_and_the_rest_counted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(intake_view, "MOST_LISTED", 2)
    with create_record(tmp_path / "record.sqlite", now=NOON) as record, Opener() as opener:
        given = (line(f"d{n}", f"{WHOLE} It was visit {n}.") for n in range(5))
        assert len(list(take_in(record, given, opener, clock=lambda: NOON))) == 5
        found = gather_intake(record, [])
    assert (len(found.unread), found.more_unread) == (2, 3)
    assert "3 more were added before these" in write_page([], intake=found)

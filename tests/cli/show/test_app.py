"""`detente show` and `detente page`: what the record holds."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from cli.runs import Run, Start, line_of, status_of, write_reports
from detente.cli.exits import Exit
from detente.cli.show.app import What
from detente.cli.show.table import FOR_PROGRAMS

COUNT = 3


@pytest.fixture
def folder(run: Run, tmp_path: Path) -> Path:
    """Return a folder whose record holds a few reports, and one that could not be read."""
    folder = tmp_path / "desk"
    (tmp_path / "bad.txt").write_bytes(b"\xff")
    run("init", folder)
    run("add", folder, write_reports(tmp_path / "a.jsonl", COUNT), tmp_path / "bad.txt")
    return folder


def shown(run: Run, *arguments: object) -> list[Any]:
    ended = run("show", *arguments, "--json")
    assert ended.status == Exit.DONE
    return ended.items()


@pytest.mark.parametrize("what", [w.value for w in What])
def test_every_part_is_shown_as_a_table_and_as_json(what: str, run: Run, folder: Path) -> None:
    table = run("show", folder, what)
    assert table.status == Exit.DONE
    assert table.out.strip()
    items = shown(run, folder, what)
    assert all(isinstance(i, dict) for i in items)
    header = table.out.decode().partition("\n")[0]
    assert all(column in header for item in items[:1] for column in item if column not in FOR_PROGRAMS)


def test_rows_stand_in_the_same_order_whatever_came_first(run: Run, tmp_path: Path) -> None:
    there, back = tmp_path / "there", tmp_path / "back"
    files = [
        *(write_reports(tmp_path / f"{name}.jsonl", COUNT, first=at) for at, name in ((7, "a"), (1, "b"), (4, "c"))),
        tmp_path / "bad.txt",
        tmp_path / "worse.txt",
    ]
    for bad in files[3:]:
        bad.write_bytes(b"\xff")
    for folder, order in ((there, files), (back, files[::-1])):
        run("init", folder)
        for one in order:
            run("add", folder, one)
    for what in What:
        rows = ([row | {"added": "", "at": ""} for row in shown(run, folder, what)] for folder in (there, back))
        assert next(rows) == next(rows), what


def test_the_summary_counts(run: Run, folder: Path) -> None:
    counts = {(i["what"], i["of"]): i["count"] for i in shown(run, folder)}
    assert counts["documents", None] == COUNT
    assert counts["claims", None] == len(shown(run, folder, "claims")) > 0
    assert counts["events", None] == len(shown(run, folder, "events")) > 0
    assert counts["refused", "not_utf8"] == counts["set aside", "in quarantine"] == 1
    assert counts["texts", "different"] == counts["voices", "independent"] == COUNT
    assert counts["unread", "kept, not read"] == 0


def test_the_summary_counts_copies_as_one_voice_and_what_waits(run: Run, tmp_path: Path) -> None:
    run("init", tmp_path / "desk")
    (tmp_path / "a.jsonl").write_bytes(line_of("a", DETAILED) + line_of("b", DETAILED) + line_of("c", DETAILED[:-1]))
    run("add", tmp_path / "desk", tmp_path / "a.jsonl", "--keep-only")
    counts = {i["what"]: i["count"] for i in shown(run, tmp_path / "desk")}
    assert [counts[w] for w in ("documents", "texts", "voices", "unread", "set aside")] == [3, 2, 1, 3, 0]


BROKEN = "Russia accused Ukraine of shel\ufffd\ufffding the town of Donetsk on 5 May 2021."


def test_damage_that_lowered_a_confidence_is_told(run: Run, folder: Path, tmp_path: Path) -> None:
    assert all(i["damage"] == [] for i in shown(run, folder, "claims"))
    assert "lowered by" not in run("show", folder, "claims").out.decode()
    (tmp_path / "broken.jsonl").write_bytes(line_of("broken", BROKEN))
    run("add", folder, tmp_path / "broken.jsonl")
    for what in ("claims", "events", "statements"):
        items = shown(run, folder, what, "--document", "broken")
        assert [i["damage"] for i in items] == [[{"kind": "mojibake", "words": ["shel\ufffd\ufffding"]}]] * len(items)
        assert items
        assert "mojibake" in run("show", folder, what).out.decode()


DETAILS = ("entities", "places", "dates", "quantities")
DETAILED = (
    "An OSCE patrol observed an explosion 3-6 km south-east of Zolote, Ukraine. Nearly 300 soldiers were wounded, "
    "Ukraine's defence ministry said. The 44-day war began on 27 September 2020 and ended on 10 November 2020. The "
    "fighting, which started on 2 April 2016 and ended on 9 April 2016, lasted 44 days."
)


@pytest.fixture
def detailed(run: Run, tmp_path: Path) -> Path:
    """Return a folder whose record holds a report with a sector, bounds and lengths of time."""
    (tmp_path / "d.jsonl").write_bytes(line_of("d", DETAILED))
    run("init", tmp_path / "details")
    run("add", tmp_path / "details", tmp_path / "d.jsonl")
    return tmp_path / "details"


def test_a_place_is_shown_with_its_sector_and_its_share(run: Run, detailed: Path) -> None:
    zolote = next(i for i in shown(run, detailed, "places") if i["words"] == "Zolote")
    assert zolote["sector"] == "3–6 km south-east of"
    assert zolote["in name"] is False
    assert 0 < zolote["share"] <= 1
    assert b" %" in run("show", detailed, "places").out


def test_a_quantity_is_shown_with_what_it_counts_and_whose_claim_it_is(run: Run, detailed: Path) -> None:
    found = next(i for i in shown(run, detailed, "quantities") if "300" in i["words"])
    assert (found["kind"], found["figure"], found["counts"]) == ("wounded", "fewer than 300", "soldiers")
    assert "ministry" in found["claimed by"]


def test_dates_are_shown_with_both_outcomes_of_the_checks(run: Run, detailed: Path) -> None:
    held = {i["words"]: i["held against it"] for i in shown(run, detailed, "dates")}
    assert held["10 November 2020"] == "agrees: “44-day”"
    assert held["2 April 2016"] == "contradicts: “44 days”"


def test_entities_are_shown_with_from_what_they_are_inferred(run: Run, detailed: Path) -> None:
    found = [i for i in shown(run, detailed, "entities") if i["name"] == "soldiers"]
    assert [(i["country"], bool(i["inferred from"])) for i in found] == [("UKR", True)]


@pytest.mark.parametrize("what", DETAILS)
def test_the_tables_of_details_fit_into_a_hundred_columns(what: str, run: Run, detailed: Path) -> None:
    lines = run("show", detailed, what, columns=100).out.decode().splitlines()
    assert lines[0].startswith("document")
    assert max(map(len, lines)) <= 100
    assert "…" not in "".join(lines)
    narrow = run("show", detailed, what, columns=80).out.decode()
    assert narrow.startswith("document: ")


def test_only_one_document(run: Run, folder: Path) -> None:
    first, *others = shown(run, folder, "documents")
    assert len(others) == COUNT - 1
    for what in ("claims", "events"):
        found = shown(run, folder, what, "--document", first["id"])
        assert found
        assert {i["document"] for i in found} == {first["id"]}
    (reading,) = run("show", folder, "--reading", first["id"]).items()
    assert reading["id"] == first["name"]


def test_only_one_country(run: Run, folder: Path) -> None:
    assert len(shown(run, folder, "events", "--country", "AZE")) == len(shown(run, folder, "events"))
    assert shown(run, folder, "events", "--country", "CHL") == []


def test_statements_are_narrowed_by_speaker_and_words(run: Run, folder: Path) -> None:
    every = shown(run, folder, "statements")
    assert every
    who = every[0]["who"].split(" (")[0]
    mine = shown(run, folder, "statements", "--speaker", who.upper())
    assert mine
    assert all(who in item["who"] for item in mine)
    word = every[0]["words"].split()[0]
    assert every[0] in shown(run, folder, "statements", "--words", word)


def test_a_search_without_a_hit_does_not_call_the_record_empty(run: Run, folder: Path) -> None:
    ended = run("show", folder, "statements", "--toward", "Nobody At All")
    assert ended.status == Exit.DONE
    assert b"that the options ask for" in ended.out
    assert b"detente add" not in ended.out


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("claims", "--speaker", "x"), "--speaker narrows statements"),
        (("statements", "--about", ""), "--about is given and empty"),
    ],
)
def test_what_narrows_statements_is_refused_where_it_cannot(
    arguments: tuple[str, ...], told: str, run: Run, folder: Path
) -> None:
    ended = run("show", folder, *arguments)
    assert ended.status == Exit.USAGE
    assert told in ended.err


def test_a_document_that_is_not_there(run: Run, folder: Path) -> None:
    ended = run("show", folder, "--reading", "absent")
    assert (ended.status, ended.out) == (Exit.USAGE, b"")
    assert "absent" in ended.err


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--country", "AZE"), "--country does not narrow summary"),
        (("dates", "--country", "AZE"), "--country does not narrow dates"),
        (("refused", "--document", "d0"), "--document does not narrow refused"),
        (("--reading", "d0", "--country", "AZE"), "leave one of them out"),
        (("events", "--country", "XYZ"), "--country XYZ is no code that is known here"),
        (("events", "--country", "azerbaijan"), "did you mean AZE?"),
        (("claims", "--country", "AZ"), "did you mean AZE?"),
        (("event",), "did you mean events?"),
        (("weather",), "it is one of summary, documents"),
    ],
)
def test_what_cannot_be_meant_is_refused(arguments: tuple[str, ...], told: str, run: Run, folder: Path) -> None:
    ended = run("show", folder, *arguments)
    assert (ended.status, ended.out) == (Exit.USAGE, b"")
    assert told in ended.err


def test_a_code_that_stands_for_a_body_is_known(run: Run, folder: Path) -> None:
    assert shown(run, folder, "events", "--country", "igo") == []


def test_what_is_dropped_is_shown_with_its_words(run: Run, tmp_path: Path) -> None:
    (tmp_path / "d.jsonl").write_bytes(line_of("d", "Two soldiers were shot. How many were killed is not known."))
    run("init", tmp_path)
    run("add", tmp_path, tmp_path / "d.jsonl")
    (found,) = (i for i in shown(run, tmp_path, "dropped") if i["reason"] == "asks how many")
    assert (found["report"], found["words"], found["start"] < found["end"]) == ("d", "many", True)


def test_an_approximate_figure_is_not_shown_as_an_exact_one(run: Run, tmp_path: Path) -> None:
    (tmp_path / "d.jsonl").write_bytes(line_of("d", "About 120 explosions were heard. At least 3 men were killed."))
    run("init", tmp_path)
    run("add", tmp_path, tmp_path / "d.jsonl")
    found = [(i["figure"], i["qualifier"]) for i in shown(run, tmp_path, "quantities")]
    assert found == [("120 (about)", "About"), ("at least 3", "At least")]
    assert b"120 (about)" in run("show", tmp_path, "quantities").out


@pytest.mark.parametrize("columns", [80, 200])
def test_a_blank_is_a_dash_however_wide_the_terminal_is(columns: int, run: Run, folder: Path) -> None:
    out = run("show", folder, "claims", columns=columns).out.decode()
    first = shown(run, folder, "claims")[0]
    block = out.partition("\n\n")[0] if columns == 80 else "\n".join(out.splitlines()[:2])
    assert all(column in block for column in first if column not in {*FOR_PROGRAMS, "words"})
    assert None in first.values()
    assert "–" in block


def test_a_report_is_named_where_there_is_room(run: Run, folder: Path) -> None:
    assert "report" not in run("show", folder, "events", columns=120).out.decode()
    assert "report" in run("show", folder, "events", columns=140).out.decode()
    assert "report: d0" in run("show", folder, "events", columns=80).out.decode()


def test_the_codes_are_explained_and_the_tables_that_have_them_say_where(run: Run, folder: Path) -> None:
    means = {i["code"]: i["means"] for i in shown(run, folder, "codes")}
    assert "signs" in means["SUPPORT"]
    assert means["MIL"] == "state military"
    assert all(item["type"] in means for item in shown(run, folder, "events"))
    assert b"detente show DIR codes" in run("show", folder, "events").out


def test_an_empty_record_says_what_to_do(run: Run, tmp_path: Path) -> None:
    run("init", tmp_path)
    assert b"detente add DIR FILE..." in run("show", tmp_path, "documents").out


def test_whoever_reads_the_table_may_stop(start: Start, folder: Path, tmp_path: Path) -> None:
    for arguments in (["documents"], ["documents", "--json"]):
        out, into = os.pipe()
        os.close(out)
        err = tmp_path / "err"
        child = start("show", folder, *arguments, out=into, err=err)
        os.close(into)
        assert status_of(child) == Exit.PIPE
        assert err.read_text(encoding="utf-8") == ""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_a_table_that_cannot_be_printed(folder: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        ended = subprocess.run(
            [sys.executable, "-m", "detente", "show", folder],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert ended.returncode == Exit.OUTPUT
    assert ended.stderr.startswith("detente: standard output cannot be written")
    assert ended.stderr.count("\n") == 1


def test_the_page_is_one_file_with_every_report(run: Run, folder: Path) -> None:
    ended = run("page", folder)
    assert ended.status == Exit.DONE
    html = (folder / "index.html").read_text(encoding="utf-8")
    assert all(f"that {n + 2} soldiers" in html or f"{n + 2} soldiers" in html for n in range(COUNT))
    assert b"3 reports" in ended.out
    assert {p.name for p in folder.iterdir() if not p.name.startswith("record.sqlite")} == {"index.html"}


def test_the_page_says_what_waits_unread_and_shows_the_rest(run: Run, folder: Path, tmp_path: Path) -> None:
    later = tmp_path / "later.txt"
    later.write_text("The mayor said that the bridge had been opened.", encoding="utf-8")
    run("add", folder, later, "--keep-only")

    ended = run("page", folder)

    assert ended.status == Exit.DONE
    assert b"3 reports); 1 are kept unread" in ended.out
    assert "bridge had been opened" not in (folder / "index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("output", "status"),
    [("", Exit.USAGE), ("absent/page.html", Exit.OUTPUT), ("x" * 300, Exit.OUTPUT), ("x" * 252, Exit.OUTPUT)],
)
def test_a_page_that_cannot_be_written(output: str, status: Exit, run: Run, folder: Path, tmp_path: Path) -> None:
    ended = run("page", folder, "-o", tmp_path / output)
    assert ended.status == status
    assert "Traceback" not in ended.err
    assert not list(tmp_path.glob("**/*.part"))


def test_documents_list_every_carrier(run: Run, folder: Path) -> None:
    items = shown(run, folder, "documents")
    assert all(carrier["name"] for item in items for carrier in item["carriers"])
    assert all(item["carriers"] for item in items)

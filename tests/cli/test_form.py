"""`detente form` writes the observers' form, and `detente show` what came back from it."""

import json
from pathlib import Path

import pytest

from cli.runs import Run
from detente.cli.exits import Exit
from detente.documents.field_report import cut_field_report

REPORTS = """observer,mission,place,from,to,method,what,count_kind,count,direction,near,far,remarks
R. Okafor,Team 3,Gate Hill,2026-03-04T10:05+03:00,2026-03-04T14:10+03:00,heard,explosion,about,4,SE,3,6,
R. Okafor,Team 3,Gate Hill,2026-03-04T14:10+03:00,2026-03-04T18:10+03:00,seen,nothing,,,,,,
R. Okafor,Team 3,Gate Hill,04/03/2026 18:10,,seen,damage,,,,,,
"""


@pytest.fixture
def folder(run: Run, tmp_path: Path) -> Path:
    """Return a folder whose record holds two observations; a third was refused."""
    (tmp_path / "w.csv").write_text(REPORTS, encoding="utf-8")
    with (tmp_path / "w.csv").open("rb") as stream:
        rows = [tmp_path / f"{p.name.replace(':', '-')}{p.suffix}" for p in cut_field_report(stream, name="w.csv")]
        stream.seek(0)
        for file, packet in zip(rows, cut_field_report(stream, name="w.csv"), strict=True):
            file.write_bytes(packet.data)
    run("init", tmp_path / "desk")
    assert run("add", "--keep-only", tmp_path / "desk", *rows).status == Exit.REFUSED
    return tmp_path / "desk"


def test_the_form_is_written_whole(run: Run, tmp_path: Path) -> None:
    ended = run("form", tmp_path / "form.html", "--mission", "Team 3")
    assert ended.status == Exit.DONE
    html = (tmp_path / "form.html").read_text(encoding="utf-8")
    assert html.startswith("<!doctype html>")
    assert 'value="Team 3"' in html
    assert [f.name for f in tmp_path.iterdir()] == ["form.html"]


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        (("form.csv",), Exit.USAGE, "ends in .html"),
        (("form.html", "--language", "xx"), Exit.USAGE, "there is no form in 'xx'; there is one in en"),
        (("gone/form.html",), Exit.OUTPUT, "cannot be written"),
        (("folder.html",), Exit.USAGE, "is a directory"),
    ],
)
def test_what_cannot_be_written_is_said(
    arguments: tuple[str, ...], status: Exit, words: str, run: Run, tmp_path: Path
) -> None:
    (tmp_path / "folder.html").mkdir()
    ended = run("form", tmp_path / arguments[0], *arguments[1:])
    assert ended.status == status
    assert words in " ".join(ended.err.split())


def test_observations_are_shown_whole_as_json(run: Run, folder: Path) -> None:
    fire, watch = run("show", folder, "observations", "--json").items()
    assert (fire["time_from"], fire["time_to"]) == ("2026-03-04T07:05Z", "2026-03-04T11:10Z")
    assert (fire["count_low"], fire["count_words"], fire["near_km"], fire["bearing"]) == (4, "about 4", 3.0, 135.0)
    assert (watch["what"], watch["found_nothing"], watch["count_low"]) == ("nothing", True, None)
    assert set(fire["words"]) < set(fire)


def test_observations_are_shown_in_brief_as_a_table(run: Run, folder: Path) -> None:
    out = run("show", folder, "observations").out.decode()
    assert "R. Okafor, Team 3" in out
    assert "3–6 km, south-east" in " ".join(out.split())


def test_an_observation_is_shown_alone(run: Run, folder: Path) -> None:
    first = json.loads(run("show", folder, "observations", "--json").out.splitlines()[0])["document"]
    (found,) = run("show", folder, "observations", "--json", "--document", first).items()
    assert found["what"] == "explosion"


def test_a_form_without_a_needed_column_is_told_which(run: Run, tmp_path: Path) -> None:
    (tmp_path / "w.csv").write_text(REPORTS.replace("from,to", "since,to"), encoding="utf-8")
    run("init", tmp_path / "desk")
    ended = run("add", "--keep-only", tmp_path / "desk", tmp_path / "w.csv")
    assert "w.csv: looks like field reports, but its first row has no column `from`; add what is missing" in ended.err


def test_all_faults_of_a_file_are_told_in_one_run_up_to_a_bound(run: Run, tmp_path: Path) -> None:
    header, *_, wrong = REPORTS.splitlines()
    (tmp_path / "w.csv").write_text("\n".join([header, *[wrong.replace("seen", f"smelt{n}") for n in range(25)]]))
    run("init", tmp_path / "desk")
    ended = run("add", "--keep-only", tmp_path / "desk", tmp_path / "w.csv")
    told = ended.err.splitlines()
    assert sum("2 faults: (1) column `from`: " in line and "(2) column `method`: " in line for line in told) == 20
    assert "w.csv: 5 more of its parts were refused" in told
    assert "25 could not be kept" in ended.err
    assert run("quarantine", tmp_path / "desk", "list").out.decode().count("2 faults") == 25

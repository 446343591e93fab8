"""`detente ceasefire trend`: what figures say of a trend, and what is claimed of it beside, one series at a time."""

import datetime as dt
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from cli.ceasefire.test_app import FORD, SIGNED
from cli.runs import Run
from detente.cli import _run
from detente.cli.exits import Exit

START = dt.date(2021, 3, 1)
FALL = [40, 39, 34, 36, 30, 31, 27, 28, 24, 25, 21, 20, 19, 17, 16, 15]
LEVEL = [20, 24, 17, 21, 19, 23, 18, 22, 20, 16, 25, 21, 19, 20, 22, 18]
CLAIMS = (
    ("down", "Violations of the ceasefire are decreasing, the Southmark defence minister said.", "2021-06-23"),
    ("up", "Violations of the ceasefire are increasing, the Northmark defence minister said.", "2021-06-24"),
)
MAPPING = """
first = "first"
last = "last"
claimant_column = "who"
alleged = "B"
where = "place"
[classes]
fire = "fire"
drone = "drone"
"""
UNTIL = ("--to", "2021-06-30")


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record of sixteen weeks of figures by a monitor and a party, and of two claims of a trend; all invented."""
    folder = tmp_path_factory.mktemp("trend")
    lines = ({"id": name, "text": text, "published": day, "publisher": name} for name, text, day in CLAIMS)
    (folder / "reports.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    (folder / "ford.toml").write_text(FORD, encoding="utf-8")
    (folder / "map.toml").write_text(MAPPING, encoding="utf-8")
    (folder / "table.csv").write_text("first,last,who,fire,drone,place\n" + "\n".join(_rows()) + "\n", encoding="utf-8")
    desk = str(folder / "desk")
    for words in (
        ["init", desk],
        ["add", desk, str(folder / "reports.jsonl")],
        ["ceasefire", "define", desk, str(folder / "ford.toml"), *SIGNED],
        ["ceasefire", "figures", desk, "ford", "--import", str(folder / "table.csv"), "--mapping",
         str(folder / "map.toml"), *SIGNED],
    ):  # fmt: skip
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(sys, "argv", ["detente", *words])
            assert _run() == Exit.DONE
    return folder / "desk"


def _rows() -> list[str]:
    rows = []
    for n, (fall, level) in enumerate(zip(FALL, LEVEL, strict=True)):
        first = START + dt.timedelta(7 * n)
        days = f"{first},{first + dt.timedelta(6)}"
        rows += [f"{days},M,{fall},{level},", f"{days},A,{level},,"]
    return [*rows, f"{START},{START},M,7,,Old \x1b[31mMill"]


def measured(run: Run, desk: Path, claimant: str, kind: str, *options: object) -> dict[str, Any]:
    """Return what is measured of the figures of the whole that a claimant has of a class."""
    (found,) = run("ceasefire", "trend", desk, "ford", *UNTIL, "--json", *options).items()
    about = {"ceasefire": "ford", "claimant": claimant, "kind": kind, "alleged": "B"}
    (one,) = [one for one in found["measured"] if one["about"] == about]
    return dict(one)


def test_each_series_has_a_line_and_claims_stand_beside_in_their_words(run: Run, desk: Path) -> None:
    ended = run("ceasefire", "trend", desk, "ford", *UNTIL, columns=200)
    lines = ended.out.decode().splitlines()

    assert ended.status == Exit.DONE
    fall = next(line for line in lines if line.startswith("measured: M of cases of fire by B: falling"))
    assert "16 weeks, days as exposure" in fall
    assert any(line.startswith("measured: A of cases of fire by B: no trend seen") for line in lines)
    down = lines.index(next(line for line in lines if line.startswith("claimed: falling, “Violations of")))
    assert lines[down].endswith("(B, 2021-06-23, no figure)")
    assert lines[down + 1].startswith("  same direction: M of cases of fire by B (figures up to 2021-06-20: falling")
    up = lines.index(next(line for line in lines if line.startswith("claimed: rising")))
    assert lines[up + 1].startswith("  opposite direction: M of cases of fire by B")


def test_what_a_claim_says_is_no_point_of_any_series(run: Run, desk: Path) -> None:
    (found,) = run("ceasefire", "trend", desk, "ford", *UNTIL, "--json").items()

    assert [one["trend"] for one in found["claimed"]] == ["falling", "rising"]
    assert all(one["evidence"][0]["words"] for one in found["claimed"])
    figures = json.loads(
        b"[" + run("ceasefire", "figures", desk, "ford", "--json").out.strip().replace(b"\n", b",") + b"]"
    )
    known = {one["id"] for one in figures}
    points = [point for one in found["measured"] for point in one["points"]]
    assert points
    assert all(set(point["figures"]) <= known for point in points)


def test_json_has_what_a_chart_needs(run: Run, desk: Path) -> None:
    one = measured(run, desk, "M", "fire", "--of", "fire", "--by", "M", "--against", "B")

    assert [point["count"] for point in one["points"]] == FALL
    assert all(point["low"] < point["line"] < point["high"] for point in one["points"])
    assert one["change"]["low"] < one["change"]["percent"] < one["change"]["high"] < 0
    assert [held["standing"] for held in one["held"]] == ["same direction", "opposite direction"]


def test_one_series_says_what_it_stands_on_and_a_place_is_printed_safely(run: Run, desk: Path) -> None:
    out = run("ceasefire", "trend", desk, "ford", *UNTIL, "--by", "A", columns=80).out.decode()
    assert "What the measured trend stands on:" in out
    assert "blank: 10 days in 1 gap, which are no zeros" in out
    assert all(len(line) <= 80 for line in out.splitlines())
    every = run("ceasefire", "trend", desk, "ford", *UNTIL).out
    assert b"\x1b" not in every
    assert "too little to say: there is 1 week or period" in " ".join(every.decode().split())


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--of", "nothing"), "no class of this ceasefire; there are fire"),
        (("--by", "\x1b[31m"), "there are A, B, M"),
        (("--against", "M"), "no party of this ceasefire; there are A, B"),
        (("--area", "nowhere"), "'nowhere' for its place"),
        (("--from", "2022-01-01"), "give --from and --to in their order"),
    ],
)
def test_what_there_is_not_is_refused_with_what_there_is(
    run: Run, desk: Path, options: tuple[str, ...], said: str
) -> None:
    ended = run("ceasefire", "trend", desk, "ford", *UNTIL, *options)
    assert ended.status == Exit.USAGE
    assert said in ended.err
    assert "\x1b" not in ended.err


def test_before_a_figure_was_known_it_is_in_no_trend(run: Run, desk: Path) -> None:
    ended = run("ceasefire", "trend", desk, "ford", "--as-known-on", "2020-01-01")
    assert ended.status == Exit.USAGE
    assert "kept here then" in ended.err


def test_days_that_are_asked_for_bound_the_figures(run: Run, desk: Path) -> None:
    (found,) = run("ceasefire", "trend", desk, "ford", "--to", "2021-04-30", "--by", "A", "--json").items()
    (one,) = found["measured"]
    assert len(one["points"]) == 8
    assert any("reach beyond" in left["reason"] for left in one["left_out"])


def test_the_board_has_what_is_measured_and_what_is_claimed(run: Run, desk: Path) -> None:
    words = ("ceasefire", "board", desk, "ford", "--from", "2021-06-14", "--to", "2021-06-24")
    text = " ".join(run(*words).out.decode().split())
    assert "measured: M of cases of fire by B: falling" in text
    assert "claimed: falling (B, 2021-06-23, no figure); its words stand below" in text
    (found,) = run(*words, "--json").items()
    assert {one["outcome"] for one in found["measured"]} >= {"falling", "no trend seen", "too little to say"}
    early = " ".join(run(*words[:4], "--from", "2021-03-01", "--to", "2021-03-20").out.decode().split())
    assert "measured: too little to say of 4 series" in early
    assert "claimed: no claim of a trend was found in the reports of these days; it may have been missed" in early

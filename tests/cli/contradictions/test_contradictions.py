"""`detente contradictions`: both texts, both days, both claimants; a person rules, and no claim is changed."""

from pathlib import Path

import pytest

from cli.runs import Run
from cli.watched import SIGNED, begin
from detente.cli.exits import Exit


@pytest.fixture
def desk(run: Run, tmp_path: Path) -> Path:
    return begin(run, tmp_path, ("signed", "Northmark", "2024-01-09"), ("signed", "Southmark", "2024-01-10"))


def test_both_sides_are_shown_alike_and_ruled_on_by_a_person(run: Run, desk: Path) -> None:
    (one,) = run("contradictions", "list", desk, "--open", "--json").items()
    assert (one["relation"], one["subject"], one["verdict"]) == ("contradiction", "pact", None)
    assert {side[0]["claimant"]["name"] for side in one["sides"]} == {"Northmark", "Southmark"}

    shown = run("contradictions", "show", desk, one["id"][:10], columns=80).out.decode()
    assert "Northmark has signed on 2024-01-09." in shown
    assert "Southmark has signed on 2024-01-10." in shown
    assert "open: nobody has decided" in shown

    for verb, option in (("uphold", "--upheld"), ("dismiss", "--dismissed"), ("reopen", "--open")):
        assert run("contradictions", verb, desk, one["id"][:10], *SIGNED).status == Exit.DONE
        assert len(run("contradictions", "list", desk, option, "--json").items()) == 1
    assert run("contradictions", "list", desk, "--upheld", "--json").items() == []


def test_the_list_has_both_texts_days_and_claimants_at_80_columns(run: Run, desk: Path) -> None:
    listed = run("contradictions", "list", desk, columns=80).out.decode()
    assert all(len(line) <= 80 for line in listed.splitlines())
    for side in ("Northmark", "Southmark"):
        assert f"  {side} (day not told): “{side} has signed on 2024-01-" in listed


def test_what_is_none_is_told_and_nothing_was_known_before(run: Run, desk: Path) -> None:
    assert run("contradictions", "uphold", desk, "zz", *SIGNED).status == Exit.USAGE
    assert run("contradictions", "list", desk, "--as-known-on", "2001-01-01", "--json").items() == []


def test_a_ruling_needs_a_reason(run: Run, desk: Path) -> None:
    (one,) = run("contradictions", "list", desk, "--json").items()
    assert run("contradictions", "uphold", desk, one["id"], "--author", "A. Karimova").status == Exit.USAGE

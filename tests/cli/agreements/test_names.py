"""`detente agreements`: names that reports give, standings in lists, and what is refused."""

from pathlib import Path

import pytest

from cli.mines_made import begin
from cli.runs import Run
from detente.cli.exits import Exit

SIGNED = ("--author", "Ann Brook", "--reason", "composed")
WATCH = """
id = "valley"
name = "Valley"
[[actors]]
id = "NOR"
name = "Northmark"
[[actors]]
id = "SOU"
name = "Southmark"
[[agreements]]
id = "kessing"
name = "Kessing Protocol"
parties = [{ actor = "NOR" }, { actor = "SOU" }]
"""
REPORTS = (
    ("a", "The Ford deal, also known as the Kessing Protocol, was ratified by Southmark.", "2021-06-16"),
    ("b", "The Ossering Accord was never signed. Northmark hopes to sign the Marrow Treaty next year.", "2021-06-17"),
)


@pytest.fixture
def desk(tmp_path: Path, run: Run) -> Path:
    desk = begin(tmp_path, *REPORTS)
    (tmp_path / "valley.toml").write_text(WATCH, encoding="utf-8")
    assert run("watch", "load", desk, tmp_path / "valley.toml", *SIGNED).status == Exit.DONE
    return desk


def test_a_name_that_a_report_gives_is_offered_and_an_id_is_found_in_any_case(run: Run, desk: Path) -> None:
    (claim,) = run("agreements", "alias", desk, "KESSING", "--json").items()
    assert (claim["words"], claim["taken"]) == ("Ford deal", True)
    assert "also called so" in claim["reason"]


def test_a_list_says_how_it_is_told(run: Run, desk: Path) -> None:
    told = run("agreements", "list", desk, "--others").out.decode()
    assert "told: signed (negated)" in told
    assert "told: signed (hoped)" in told
    assert "signatories: Northmark (hoped)" in told


def test_a_text_without_words_and_a_language_that_is_none_are_refused(run: Run, desk: Path, tmp_path: Path) -> None:
    empty, text = tmp_path / "empty.txt", tmp_path / "text.txt"
    empty.write_text(" \n", encoding="utf-8")
    text.write_text("\n".join(f"Article {n}. Northmark shall rest." for n in range(1, 1201)), encoding="utf-8")
    assert "has no words" in run("agreements", "text", desk, "kessing", empty, *SIGNED).err
    refused = run("agreements", "text", desk, "kessing", text, "--language", "zz", *SIGNED)
    assert refused.status == Exit.USAGE
    assert "no code of a language" in refused.err
    assert "1200 provisions" in run("agreements", "text", desk, "kessing", text, *SIGNED).out.decode()

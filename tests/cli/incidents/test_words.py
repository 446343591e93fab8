"""Agreements and utterances over all reports of a record, as the command line shows them."""

import datetime as dt
import json
import sys
from pathlib import Path

import pytest

from cli.runs import Run
from detente.cli import _run
from detente.cli.exits import Exit

A, B = "000_298cf02dc2c2d8d2", "004_2b2f06e3a5aa3601"
RETOLD = (
    (
        "retold-mammadov",
        (
            "Envoy Rashad Mammadov spoke in Ankara. “Without Turkey there would be no Azerbaijan, and without "
            "Azerbaijan Turkey would be weak,” Mammadov said."
        ),
    ),
    (
        "retold-lavrov",
        (
            "MOSCOW - “From the start we saw in this initiative a very good potential for unification and at once "
            "spoke up for our Georgian neighbours to take part in the process too, since the more opportunities for "
            "communication there are, the better,” Russian Foreign Minister Sergey Lavrov said."
        ),
    ),
)


@pytest.fixture(scope="module")
def desk(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record of the two press reports, and of two composed ones that quote what A quotes in other words."""
    folder = tmp_path_factory.mktemp("seeds")
    lines = [
        {"id": name, "text": (shared / "seeds" / f"{name}.txt").read_text(encoding="utf-8"), "published": published}
        for name, published in ((A, "2022-01-16"), (B, "2022-01-09"))
    ]
    lines += [{"id": name, "text": text, "published": "2022-01-16"} for name, text in RETOLD]
    (folder / "reports.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        for words in (["init", str(folder / "desk")], ["add", str(folder / "desk"), str(folder / "reports.jsonl")]):
            patch.setattr(sys, "argv", ["detente", *words])
            assert _run() == Exit.DONE
    return folder / "desk"


@pytest.mark.seeds
def test_two_reports_speak_of_one_truce_and_of_one_declaration(run: Run, desk: Path) -> None:
    """Facts A27 and B15 are of one truce, A15 and B18 to B20 of one declaration; B17's agreement is another."""
    rows = run("incidents", "agreements", desk, "--json").items()

    truce, declaration = (row for row in rows if row["reports"] > 1)
    assert (truce["days"], truce["names"]) == ("2020-11-10", ["trilateral peace agreement", "truce"])
    assert "Shusha Declaration on Allied Relations" in declaration["names"]
    assert any("memorandum of alliance" in one["words"] for one in declaration["told"])
    assert any("eight months after" in one["sentence"] for one in declaration["told"])
    assert {one["report"] for one in truce["told"]} == {A, B}
    assert all(one["words"] in one["sentence"] and one["who"] for row in rows for one in row["told"])
    (early,) = [row for row in rows if "1992" in (row["days"] or "") and row["names"] == ["agreement"]]
    assert early["reports"] == 1
    assert all(one["rule"] for one in (*truce["because"], *declaration["because"]))


@pytest.mark.seeds
def test_variants_of_a_quotation_are_one_utterance_with_where_they_differ(run: Run, desk: Path) -> None:
    """Facts A08 and A36."""
    rows = {row["speaker"]: row for row in run("incidents", "utterances", desk, "--json").items()}

    for speaker, retold in (("Rashad Mammadov", "retold-mammadov"), ("Sergey Lavrov", "retold-lavrov")):
        variants = rows[speaker]["variants"]
        assert {one["report"] for one in variants} == {A, retold}
        assert [bool(one["differs"]) for one in variants] == [False, True]


@pytest.mark.seeds
def test_a_paragraph_of_the_earlier_report_is_told_again_in_the_later_one(run: Run, desk: Path) -> None:
    """Facts A20 and B22. A is dated here by the Friday that it names, the 14th of January 2022; B dates itself."""
    (told,) = run("show", desk, "recycled", "--json").items()

    assert told["report"] == A
    assert told["words"].startswith("The statement affirms the joint efforts of the two armies")
    assert told["words"].rstrip().endswith("modernization of their armed forces.")


@pytest.mark.seeds
def test_people_see_the_words_and_who_says_so_on_a_narrow_terminal_too(run: Run, desk: Path) -> None:
    told = run("incidents", "agreements", desk, columns=80).out.decode()
    assert "trilateral peace agreement / truce" in told
    assert "in its own voice" in told
    assert max(map(len, told.splitlines())) <= 80
    quoted = run("incidents", "utterances", desk, columns=80).out.decode()
    assert "the fullest" in quoted
    assert "instead of" in quoted


@pytest.mark.seeds
def test_what_is_narrowed_or_asked_as_of_then_is_not_the_whole(run: Run, desk: Path) -> None:
    own = run("incidents", "agreements", desk, "--document", A, "--json").items()
    everything = run("incidents", "agreements", desk, "--json").items()
    assert 0 < len(own) < len(everything)
    assert not run("incidents", "utterances", desk, "--as-known-on", "2020-01-01", "--json").items()
    today = dt.datetime.now(dt.UTC).date().isoformat()
    assert run("incidents", "agreements", desk, "--as-known-on", today, "--json").items() == everything
    assert run("incidents", "agreements", desk, "--country", "AZE").status == Exit.USAGE
    assert run("incidents", "agreements", desk, "more").status == Exit.USAGE

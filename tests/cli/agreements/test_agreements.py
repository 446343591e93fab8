"""`detente agreements`: one instrument is one entry by claim, statuses have their words, texts are held together."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from cli.mines_made import begin, copied
from cli.runs import Run
from detente.cli.exits import Exit

ROOT = Path(__file__).parents[3]
SIGNED = ("--author", "Ann Brook", "--reason", "the desk's own")
WATCH = """
id = "tiny"
name = "Tiny"
[[actors]]
id = "AZE"
name = "Azerbaijan"
countries = ["AZE"]
[[actors]]
id = "TUR"
name = "Turkey"
countries = ["TUR"]
[[actors]]
id = "ARM"
name = "Armenia"
countries = ["ARM"]
[[actors]]
id = "RUS"
name = "Russia"
countries = ["RUS"]
[[agreements]]
id = "shusha"
name = "Shusha Declaration"
names = ["Shusha Declaration on Allied Relations"]
parties = [{ actor = "AZE" }, { actor = "TUR" }]
[[agreements]]
id = "statement"
name = "Trilateral statement on Karabakh"
ceasefire = "karabakh"
parties = [{ actor = "ARM" }, { actor = "AZE" }, { actor = "RUS" }]
[[agreements.provisions]]
id = "6"
words = "Return of Lachin."
bound = ["ARM"]
within_days = 21
counted_from = "signed"
is_composed = true
[[stated]]
of = "statement"
what = "signed"
claimant = "RUS"
first = "2020-11-10"
parts = { signatory = ["ARM", "AZE", "RUS"] }
evidence = [{ words = "signed on 10 November", by = "desk", source = "composed" }]
[[stated]]
of = "statement"
what = "signed"
claimant = "ARM"
first = "2020-11-09"
parts = { signatory = ["ARM", "AZE", "RUS"] }
evidence = [{ words = "signed on 9 November", by = "desk", source = "composed" }]
"""
TEXT = (
    "1. Armenia shall return the Aghdam district by {day} November 2020.\n"
    "2. The Parties shall exchange prisoners within 30 days of signing.\n"
)


def made(folder: Path, *files: tuple[Path, str]) -> Path:
    reports = [(path.stem, path.read_text(encoding="utf-8"), day) for path, day in files]
    desk = begin(folder, *reports)
    (folder / "tiny.toml").write_text(WATCH, encoding="utf-8")
    return desk


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Path:
    examples = ROOT / "examples"
    return made(
        tmp_path_factory.mktemp("agreements"),
        (examples / "01-trilateral-statement.txt", "2020-11-10"),
        (examples / "04-shusha-declaration.txt", "2021-06-17"),
        (examples / "11-prisoner-exchange.txt", "2019-09-07"), (examples / "14-pretoria-agreement.txt", "2022-11-03"),
    )  # fmt: skip


@pytest.fixture
def desk(told: Path, tmp_path: Path, run: Run) -> Path:
    copy = copied(told, tmp_path)
    assert run("watch", "load", copy, told.parent / "tiny.toml", *SIGNED).status == Exit.DONE
    return copy


def said(run: Run, desk: Path, of: str) -> list[dict[str, Any]]:
    return run("agreements", "said", desk, of, "--json").items()


def others(run: Run, desk: Path) -> dict[str, list[dict[str, Any]]]:
    return {one["name"]: one["said"] for one in run("agreements", "list", desk, "--others", "--json").items()}


def parts(one: dict[str, Any], role: str) -> set[str]:
    return {part["actor"] or part["name"] for part in one["parts"] if part["role"] == role}


def test_the_examples_fill_the_register_with_what_they_tell_and_leave_the_rest_blank(run: Run, desk: Path) -> None:
    shusha = said(run, desk, "shusha")
    (signed,) = [one for one in shusha if one["what"] == "signed"]
    assert (signed["day"]["first"], signed["where"]["words"]) == ("2021-06-15", "Shusha city")
    assert parts(signed, "signatory") == {"AZE", "TUR"}
    assert [one for one in shusha if one["what"] in {"ratified", "in force"}] == []
    statement = [one for one in said(run, desk, "statement") if one["origin"] == "report"]
    assert all(parts(one, "signatory") == {"ARM", "AZE", "RUS"} for one in statement if one["what"] == "signed")
    assert "TUR" not in {part["actor"] for one in statement for part in one["parts"]}
    assert any("peacekeeping centre" in (one["value"] or "") for one in statement)
    assert not [one for one in statement if one["what"] not in {"signed", "provision"}]


def test_an_agreement_that_no_watch_has_is_told_and_not_added(run: Run, desk: Path) -> None:
    (name,) = others(run, desk)
    assert "Pretoria" in name
    signed, *rest = others(run, desk)[name]
    assert (signed["day"]["first"], signed["where"]["words"], signed["subject"]) == ("2022-11-02", "Pretoria", None)
    assert len(parts(signed, "signatory")) == 2
    assert len([one for one in rest if one["what"] == "provision"]) == 3
    assert "Pretoria" not in run("agreements", "list", desk).out.decode()


def test_a_name_is_claimed_with_its_reason_and_taken_apart_and_put_together_again(run: Run, desk: Path) -> None:
    def taken() -> list[bool]:
        claims = run("agreements", "alias", desk, "statement", "--json").items()
        return [one["taken"] for one in claims if one["words"] == "joint statement"]

    def names() -> set[str]:
        return {one["named"] for one in said(run, desk, "statement")}

    (claim,) = [
        one
        for one in run("agreements", "alias", desk, "statement", "--json").items()
        if one["words"] == "joint statement"
    ]
    assert "by the same (Armenia, Azerbaijan, Russia)" in claim["reason"]
    assert "joint statement" in claim["evidence"][0]["words"]
    assert taken() == [True]
    assert "joint statement" in names()
    run("agreements", "alias", desk, "statement", "joint statement", "--apart", *SIGNED)
    assert taken() == [False]
    assert "joint statement" not in names()
    assert "joint statement" in others(run, desk)
    run("agreements", "alias", desk, "statement", "joint statement", "--same", *SIGNED)
    assert "joint statement" in names()


@pytest.mark.parametrize(
    ("words", "told_so"),
    [(("declaration", "--same"), "any agreement"), (("x y",), "--same or --apart"),
     (("--same",), "decision is of some words"),
     (("Trilateral statement on Karabakh", "--same"), "is a name of statement"),
     (("Shusha Declaration", "--apart"), "is a name of shusha"), (("x", "--same", "--apart"), "--same or --apart")],
)  # fmt: skip
def test_a_decision_that_cannot_be_is_refused(run: Run, desk: Path, words: tuple[str, ...], told_so: str) -> None:
    ended = run("agreements", "alias", desk, "shusha", *words, *SIGNED)
    assert ended.status == Exit.USAGE
    assert told_so in ended.err


def test_texts_are_kept_cut_and_held_against_each_other(run: Run, desk: Path, tmp_path: Path) -> None:
    for name, day in (("ours", 20), ("theirs", 25)):
        (tmp_path / f"{name}.txt").write_text(TEXT.format(day=day), encoding="utf-8")
        ended = run("agreements", "text", desk, "statement", tmp_path / f"{name}.txt", "--claimant", name, *SIGNED)
        assert b"2 provisions" in ended.out
    first, second = run("agreements", "diff", desk, "statement", "ours", "theirs", "--json").items()
    assert (first["kind"], first["changes"], second["kind"]) == ("changed", [{"old": "20", "new": "25"}], "same")
    cut = [
        one for one in run("agreements", "provisions", desk, "statement", "--json").items() if one["source"] == "text"
    ]
    assert {(one["text"], one["id"]) for one in cut} == {("ours", "1"), ("ours", "2"), ("theirs", "1"), ("theirs", "2")}
    assert b"became" in run("agreements", "diff", desk, "statement", "ours", "theirs", columns=80).out
    assert run("agreements", "diff", desk, "statement", "ours", "none").status == Exit.USAGE


def test_two_days_of_signing_make_two_deadlines_and_overdue_is_no_breach(run: Run, desk: Path) -> None:
    rows = run("agreements", "calendar", desk, "statement", "--on", "2020-12-01", "--json").items()
    rows = [one for one in rows if one["source"] == "watch"]
    assert [(one["day"], one["base"]["claimant"]["name"], one["status"]) for one in rows] == [
        ("2020-11-30", "Armenia", "overdue"), ("2020-12-01", "Russia", "due today"),
    ]  # fmt: skip
    shown = run("agreements", "calendar", desk, columns=80).out.decode()
    assert "the calendar does" in shown
    assert "breach" not in shown


def test_rival_days_stand_beside_each_other_and_what_nobody_says_is_told_so(run: Run, desk: Path) -> None:
    shown = run("agreements", "show", desk, "statement", columns=80).out.decode()
    assert "days that cannot both be: 2020-11-09 (Armenia); 2020-11-10" in " ".join(shown.split())
    assert "ratified\n  Armenia, Azerbaijan, Russia: nobody says" in shown
    assert max(map(len, shown.splitlines())) <= 80


def test_what_a_person_writes_down_stands_with_its_words_and_was_not_known_before(run: Run, desk: Path) -> None:
    ended = run(
        "agreements", "note", desk, "shusha", "--what", "ratified", "--words", "The Milli Majlis voted for it.",
        "--source", "press (composed)", "--claimant", "AZE", "--part", "ratifier=AZE", "--first", "2022-02-01", *SIGNED,
    )  # fmt: skip
    assert ended.status == Exit.DONE
    statuses = run("agreements", "show", desk, "shusha", "--json").items()[0]["statuses"]
    by_party = {one["party"]: one["said"] for one in statuses if one["what"] == "ratified"}
    assert by_party["AZE"][0]["evidence"][0]["words"] == "The Milli Majlis voted for it."
    assert by_party["TUR"] == []
    before = (dt.datetime.now(dt.UTC) - dt.timedelta(days=1)).date().isoformat()
    assert run("agreements", "list", desk, "--as-known-on", before, "--json").items() == []


@pytest.mark.seeds
def test_the_two_press_reports_fill_the_register_as_their_facts_say(run: Run, tmp_path: Path, shared: Path) -> None:
    seeds = shared / "seeds"
    first, second = seeds / "000_298cf02dc2c2d8d2.txt", seeds / "004_2b2f06e3a5aa3601.txt"
    desk = made(tmp_path, (first, "2022-01-15"), (second, "2022-01-09"))
    run("watch", "load", desk, tmp_path / "tiny.toml", *SIGNED)
    shusha = said(run, desk, "shusha")
    signed = {one["named"]: one for one in shusha if one["what"] == "signed"}
    # A15, B18, B19, B20
    assert (signed["Shusha Declaration"]["day"]["first"], signed["Shusha Declaration"]["day"]["last"]) == (
        "2021-01-01",
        "2021-12-31",
    )
    assert signed["memorandum of alliance"]["day"]["first"] == "2021-06-15"
    by_name = signed["Shusha Declaration on Allied Relations"]
    assert {part["name"] for part in by_name["parts"] if part["role"] == "signatory"} == {
        "Ilham Aliyev",
        "Recep Tayyip Erdogan",
    }
    assert (by_name["day"] or {}).get("first") is None
    # A16: a claim, by nobody in particular
    (ratified,) = [one for one in shusha if one["what"] == "ratified"]
    assert (ratified["claimant"]["is_publisher"], ratified["parts"], ratified["day"]) == (True, [], None)
    # A17-A21, B21-B24
    told = {one["value"]: one["note"] for one in shusha if one["what"] == "provision"}
    assert told == {
        "defense cooperation": "principle",
        "promoting stability and prosperity in the region": "principle",
        "establishing new transportation routes": "principle",
        "the joint efforts of the two armies in the face of foreign threats": "principle",
        "joint efforts for the restructuring and modernization of their armed forces": "commitment",
        "defence cooperation": "principle",
        "joint efforts by the two armies in the face of foreign threats": "principle",
        "joint efforts for the restructuring and modernization of the armed forces": "commitment",
        "encourage the execution of joint projects with the aim of developing capabilities in the field of sea, air, "
        "and space": "commitment",
    }  # fmt: skip
    # B15
    statement = [one for one in said(run, desk, "statement") if one["named"] == "trilateral peace agreement"]
    assert [(parts(one, "signatory"), parts(one, "mentioned"), one["day"]["first"]) for one in statement] == [
        ({"AZE", "RUS", "ARM"}, {"TUR"}, "2020-11-10"),
    ]  # fmt: skip
    # B17
    (of_1992,) = others(run, desk)["agreement"]
    assert (of_1992["day"]["first"], of_1992["day"]["precision"]) == ("1992-01-01", "year")
    assert {(part["actor"], part["value"]) for part in of_1992["parts"]} == {
        ("AZE", "governments"),
        ("TUR", "governments"),
    }

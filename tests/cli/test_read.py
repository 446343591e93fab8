"""`detente read` over whatever it is given."""

import json
from pathlib import Path
from typing import Any

import pytest

from cli.runs import TEXT, Run, line_of, write_reports
from detente.cli.exits import Exit
from detente.documents import packets
from detente.pipeline import outcomes
from detente.pipeline.reader import Reader
from detente.reading.sentences import SplitSentences

GOOD = line_of("good", TEXT.format(n=2))


def codes(items: list[Any]) -> list[tuple[str, str | None]]:
    return [(i["id"], i["error"]["code"] if "error" in i else None) for i in items]


def test_a_reading_a_line_in_the_order_of_the_input(run: Run, tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_text(TEXT.format(n=3), encoding="utf-8")
    ended = run("read", tmp_path / "b.txt", write_reports(tmp_path / "a.jsonl", 2), "-", stdin=GOOD)
    assert ended.status == Exit.DONE
    assert codes(ended.items()) == [("b.txt", None), ("d0", None), ("d1", None), ("good", None)]
    assert ended.err == "read 4 documents, could not read 0\n"


def test_what_cannot_be_read_has_its_line_and_the_rest_go_on(run: Run, tmp_path: Path) -> None:
    lines = [
        (GOOD, ("good", None)),
        (b"\xff\xfe\n", ("bad.jsonl:2", "not_utf8")),
        (b"{not json\n", ("bad.jsonl:3", "not_json")),
        (b"[" * 100_000 + b"\n", ("bad.jsonl:4", "not_json")),
        (b'["a"]\n', ("bad.jsonl:5", "not_a_document")),
        (line_of(7, "An id that is a number."), ("bad.jsonl:6", "not_a_document")),
        (line_of("empty", ""), ("empty", "empty")),
        (line_of("blank", " \n\u2003 "), ("blank", "empty")),
        (line_of("long", "x" * 1_000_001), ("long", "too_long")),
        (line_of("nul", "a\x00b"), ("nul", "not_text")),
        (line_of("half", "a \ud800 b"), ("half", "not_text")),
        (b"x" * 8_000_001 + b"\n", ("bad.jsonl:12", "too_long")),
        (GOOD, ("good", None)),
    ]
    path = tmp_path / "bad.jsonl"
    path.write_bytes(b"".join(line for line, _ in lines))
    ended = run("read", path)
    assert ended.status == Exit.REFUSED
    assert codes(ended.items()) == [expected for _, expected in lines]
    refused = [i for i in ended.items() if "error" in i]
    assert all(
        set(i) == {"id", "error"} and set(i["error"]) == {"code", "message"} and i["error"]["message"] for i in refused
    )
    assert ended.items()[0] == ended.items()[-1]
    assert "read 2 documents, could not read 11" in ended.err


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("a.txt", b"", "empty"),
        ("a.txt", b"\xef\xbb\xbf \n", "empty"),
        ("a.txt", b"caf\xe9", "not_utf8"),
        ("a.txt", b"a\x00b", "not_text"),
        ("a.html", b"", "empty"),
        ("a.html", b"<html><body>", "no_main_text"),
    ],
)
def test_a_file_that_cannot_be_read(name: str, data: bytes, code: str, run: Run, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(data)
    ended = run("read", tmp_path / name)
    assert (ended.status, codes(ended.items())) == (Exit.REFUSED, [(name, code)])


def test_an_empty_jsonl_file_holds_no_documents(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").touch()
    ended = run("read", tmp_path / "a.jsonl")
    assert (ended.status, ended.out) == (Exit.DONE, b"")


def test_a_megabyte_on_one_line_is_refused_with_its_limit(run: Run, tmp_path: Path) -> None:
    text = "The two sides met on the bridge and agreed on nothing at all. " * 16_000
    (tmp_path / "a.jsonl").write_bytes(line_of("long", text) + line_of("short", "They met."))
    ended = run("read", tmp_path / "a.jsonl")
    refused, read = ended.items()
    assert ended.status == Exit.REFUSED
    assert (refused["id"], refused["error"]["code"]) == ("long", "too_long")
    assert "the limit is 250,000" in refused["error"]["message"]
    assert read["id"] == "short"


def test_a_text_just_under_the_limit_on_one_line_is_read_whole(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outcomes, "default_reader", lambda: Reader([SplitSentences()]))
    text = "The two sides met on the bridge and agreed on nothing at all. " * 4_000
    assert 240_000 < len(text) < 250_000
    (tmp_path / "a.jsonl").write_bytes(line_of("long", text))
    ended = run("read", tmp_path / "a.jsonl")
    (found,) = ended.items()
    assert ended.status == Exit.DONE
    assert found["text"] == text
    assert len(found["sentences"]) == 4_000


STRANGE = {
    "right to left": "وزیر گفت. Azerbaijan said that שלום was agreed with Turkey on 10 May 2020.",
    "direction marks": "\u202eThe minister\u202c of \u2067Azerbaijan\u2069 said \u200fTurkey\u200f killed 5 men.",
    "zero width": "The min\u200bister of Azer\u200dbaijan said on 10\u200b May 2020 Turkey\ufeff paid $5 million.",
    "combining": "Cafe\u0301 owners of I\u0307stanbul said that Turkey\u0301 met Azerbaijan in Baku on Monday.",
    "beyond the basic plane": "🕊🕊 Azerbaijan 🇦🇿 and Turkey 🇹🇷 met; 𝟓 men and 12 mines were found.",
    "carriage returns": "\r\n\r\nAzerbaijan met Turkey\r\nin Baku.\r\rThe minister said:\r\n“It is good.”\r\n",
    "control characters": "Azerbaijan\x07 met \x1b[31mTurkey\x1b[0m in Baku.\x0c The minister\x85 said\u2028 so\u2029.",
    "marks only": "“”“““ „« »… — ‐ ()",
    "one character": "a",
    "unclosed": "“The minister of Turkey said “in Baku ‘that Azerbaijan (and others had met",
}


@pytest.mark.parametrize("text", STRANGE.values(), ids=STRANGE)
def test_offsets_fit_the_callers_own_text(text: str, run: Run) -> None:
    ended = run("read", "-", stdin=line_of("d", text))
    (found,) = ended.items()
    assert found["text"] == text
    worded = [r for layer in ("mentions", "places", "dates", "quantities") for r in found[layer]]
    assert all(text[r["start"] : r["end"]] == r["text"] for r in worded)
    spans = [r for layer in ("sentences", "damage", "drops") for r in found[layer]]
    assert all(0 <= r["start"] < r["end"] <= len(text) for r in spans)
    assert ended.status == Exit.DONE


def test_the_same_id_twice_gives_two_readings(run: Run) -> None:
    ended = run("read", "-", stdin=line_of("d", "One text.") + line_of("d", "Another text."))
    assert [i["text"] for i in ended.items()] == ["One text.", "Another text."]


def test_line_ends_and_byte_order_marks_of_other_systems(run: Run) -> None:
    data = b"\xef\xbb\xbf" + GOOD.replace(b"\n", b"\r\n") + b"\r\n" + GOOD.rstrip()
    ended = run("read", "-", stdin=data)
    assert codes(ended.items()) == [("good", None), ("good", None)]


@pytest.mark.parametrize("wrong", ["folder.txt", "absent.txt", "a.xyz", "nothing.txt", "loop.txt"])
def test_nothing_is_read_where_an_argument_cannot_be_used(wrong: str, run: Run, tmp_path: Path) -> None:
    (tmp_path / "folder.txt").mkdir()
    (tmp_path / "a.xyz").touch()
    (tmp_path / "nothing.txt").symlink_to("gone.txt")
    (tmp_path / "loop.txt").symlink_to("loop.txt")
    good = write_reports(tmp_path / "good.jsonl", 1)
    ended = run("read", good, tmp_path / wrong, "-o", tmp_path / "out.jsonl")
    assert (ended.status, ended.out) == (Exit.USAGE, b"")
    assert str(tmp_path / wrong) in ended.err
    assert str(good) not in ended.err
    assert not (tmp_path / "out.jsonl").exists()


def test_standard_input_can_be_named_once(run: Run) -> None:
    ended = run("read", "-", "-", stdin=GOOD)
    assert (ended.status, ended.out) == (Exit.USAGE, b"")
    assert "only once" in ended.err


def test_a_symbolic_link_is_read_under_its_own_name(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Some text.", encoding="utf-8")
    (tmp_path / "link.txt").symlink_to("a.txt")
    assert codes(run("read", tmp_path / "link.txt").items()) == [("link.txt", None)]


def test_a_file_that_vanishes_once_it_was_looked_at(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = write_reports(tmp_path / "a.jsonl", 1), tmp_path / "b.txt"
    second.write_text("Some text.", encoding="utf-8")

    def check_paths(paths: list[Path]) -> None:
        real(paths)
        second.unlink()

    real = packets.check_paths
    monkeypatch.setattr(packets, "check_paths", check_paths)
    ended = run("read", first, second)
    assert (ended.status, codes(ended.items())) == (Exit.REFUSED, [("d0", None), ("b.txt", "unreadable")])


def test_a_file_name_that_is_no_text(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "bad\udcff.txt"
    path.write_bytes(b"Some text.")
    assert codes(run("read", path).items()) == [("bad\ufffd.txt", None)]


def test_the_output_may_not_be_the_input(run: Run, tmp_path: Path) -> None:
    path = write_reports(tmp_path / "a.jsonl", 1)
    before = path.read_bytes()
    (tmp_path / "link.jsonl").symlink_to(path)
    (tmp_path / "hard.jsonl").hardlink_to(path)
    for output in (path, tmp_path / "link.jsonl", tmp_path / "hard.jsonl"):
        ended = run("read", path, "-o", output)
        assert ended.status == Exit.USAGE
        assert "would destroy it" in ended.err
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("output", "status", "said"),
    [
        ("", Exit.USAGE, "is a directory; name a file in it"),
        ("absent/out.jsonl", Exit.OUTPUT, "No such file or directory"),
        ("a.jsonl/out.jsonl", Exit.OUTPUT, "Not a directory"),
        ("x" * 300, Exit.OUTPUT, "File name too long"),
    ],
)
def test_an_output_that_cannot_be_written(output: str, status: Exit, said: str, run: Run, tmp_path: Path) -> None:
    path = write_reports(tmp_path / "a.jsonl", 1)
    ended = run("read", path, "-o", tmp_path / output)
    assert (ended.status, ended.out) == (status, b"")
    assert said in ended.err
    assert "Traceback" not in ended.err


def test_the_output_is_what_would_have_been_printed(run: Run, tmp_path: Path) -> None:
    path = write_reports(tmp_path / "a.jsonl", 3)
    printed = run("read", path)
    ended = run("read", path, "-o", tmp_path / "out.jsonl")
    assert ended.out == b""
    assert (tmp_path / "out.jsonl").read_bytes() == printed.out
    assert [json.dumps(i, ensure_ascii=False, separators=(",", ":")) for i in printed.items()]

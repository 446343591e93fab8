"""Fields of JSON lines that nothing reads are said so, once, and change nothing."""

import json
from pathlib import Path

import pytest

from cli.runs import Run
from detente.cli.exits import Exit
from detente.cli.fields import MOST

TEXT = "Fighting stopped at noon."


def _write(path: Path, *fields: dict[str, object]) -> Path:
    lines = [json.dumps({"id": f"d{n}", "text": TEXT} | more) for n, more in enumerate(fields)]
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path


@pytest.mark.parametrize("command", ["read", "add"])
def test_a_field_that_is_spelt_wrongly_is_said_once_a_file(command: str, run: Run, tmp_path: Path) -> None:
    run("init", tmp_path)
    files = [
        _write(tmp_path / name, {"published_at": "2019-05-03"}, {"published_at": None})
        for name in ("a.jsonl", "b.jsonl")
    ]
    ended = run(command, *([tmp_path] if command == "add" else []), *files)
    assert ended.status == Exit.DONE
    noted = [line for line in ended.err.splitlines() if "published_at" in line]
    assert noted == [f"{f.name}: 'published_at' is no field that is read; did you mean 'published'?" for f in files]


def test_the_output_is_the_same_with_such_a_field_as_without(run: Run, tmp_path: Path) -> None:
    plain, more = _write(tmp_path / "a.jsonl", {}), _write(tmp_path / "b.jsonl", {"author": "x"})
    assert run("read", plain).out == run("read", more).out
    assert "'author' is no field that is read\n" in run("read", more).err


def test_a_file_with_fields_of_its_own_gets_no_list_without_end(run: Run, tmp_path: Path) -> None:
    ended = run("read", _write(tmp_path / "a.jsonl", {f"own{n}": n for n in range(100)}))
    assert ended.err.count("own") == MOST
    assert ended.err.count("and more fields") == 1


def test_one_document_is_no_documents(run: Run, tmp_path: Path) -> None:
    assert "read 1 document, could not read 0" in run("read", _write(tmp_path / "a.jsonl", {})).err


def test_a_file_without_an_ending_is_told_so(run: Run, tmp_path: Path) -> None:
    (tmp_path / "plain").write_text(TEXT, encoding="utf-8")
    ended = run("read", tmp_path / "plain")
    assert ended.status == Exit.USAGE
    assert "has no ending to tell its form by; known are .txt" in ended.err

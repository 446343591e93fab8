"""Files with hostile names: each can be kept, is read, and costs no other file."""

import os
import zipfile
from pathlib import Path

from hypothesis import example, given
from hypothesis import strategies as st

from detente.runs.file_names import escape_name, show_name, unescape_name
from detente.runs.run import run
from runs.quick import QUICK, Here, plan_of, rows_in

TEXT = "The two sides met on Monday and said that the ceasefire holds."
HOSTILE = (b"bad\xff\xfe.txt", b"::zip.txt", b"a::b:::c.txt", b"memory:.txt", b"plain.txt")
SHOWN = {"bad\ufffd\ufffd.txt", "::zip.txt", "a::b:::c.txt", "memory:.txt", "plain.txt"}


@given(st.binary(max_size=30))
@example(b"::\x003a::::\xff\x80")
def test_a_name_comes_back_and_can_be_kept(name: bytes) -> None:
    path = os.fsdecode(name)
    kept = escape_name(path)
    assert "::" not in kept
    assert unescape_name(kept.encode().decode()) == path
    show_name(kept).encode()


def test_files_with_hostile_names_are_read_beside_others(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for name in HOSTILE:
        Path(os.fsdecode(os.fsencode(tmp_path / "in") + b"/" + name)).write_text(TEXT)
    manifest = run(plan_of(tmp_path, "in", shard_documents=2), engine=Here(), reads=QUICK)
    assert (manifest.documents, manifest.read) == (5, 5)
    assert {row["name"] for row in rows_in(tmp_path / "out")} == SHOWN
    assert run(plan_of(tmp_path, "in"), engine=Here(), reads=QUICK) == manifest


def test_files_with_hostile_names_are_read_out_of_an_archive(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "z.zip", "w") as packed:
        packed.writestr("deep/a::b.txt", TEXT)
        packed.writestr("deep/c.txt", TEXT)
    plan = plan_of(tmp_path, f"zip://deep::{tmp_path / 'z.zip'}")
    assert run(plan, engine=Here(), reads=QUICK).read == 2

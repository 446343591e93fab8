"""A desk's folder whose record lies in a database: every command finds it, and nobody reads the password."""

import stat
import sys
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from detente.cli import app
from detente.core.errors import RecordExists
from detente.store import create_record, open_snapshot

sys.path.insert(0, str(Path(__file__).parents[1]))

from store.made import NOON, add, dump, judge

pytestmark = pytest.mark.making

SECRET = "secret"  # noqa: S105 - made up, to see that it is not shown


def run(*given: str) -> Any:
    return CliRunner().invoke(app, [*given])


def test_the_record_of_a_folder_may_lie_in_a_database(server: Any, tmp_path: Path) -> None:
    address = server.make()
    written = address.url.set(drivername="postgresql", password=SECRET).render_as_string(hide_password=False)
    folder = tmp_path / "desk"
    made = run("init", str(folder), "--database", written)
    assert made.exit_code == 0, made.output
    assert "secret" not in made.output
    assert stat.S_IMODE((folder / "record.address").stat().st_mode) == 0o600
    shown = run("show", str(folder), "--json")
    assert shown.exit_code == 0, shown.output
    assert not (folder / "record.sqlite").exists()
    for again in (("init", str(folder)), ("init", str(folder), "--database", written)):
        refused = run(*again)
        assert refused.exit_code != 0
        assert "secret" not in f"{refused.output} {refused.exception}"
    server.drop(address)


@pytest.mark.parametrize("text", ["", "sqlite:///x", "postgresql://ada:secret@host:port/desk", "\x00"])
def test_a_file_that_holds_no_address_says_so(tmp_path: Path, text: str) -> None:
    (tmp_path / "record.address").write_text(text)
    found = run("show", str(tmp_path))
    assert found.exit_code != 0
    assert "secret" not in f"{found.output} {found.exception}"


def filled(folder: Path) -> Path:
    """Return a desk's folder with a record in a file, in which people did what they can."""
    folder.mkdir()
    with create_record(folder / "record.sqlite", now=NOON) as record:
        for n in range(3):
            add(record, n)
        judge(record)
    return folder


def test_a_snapshot_is_restored_into_a_database_and_back(server: Any, tmp_path: Path) -> None:
    desk, address = filled(tmp_path / "desk"), server.make()
    written = address.url.set(drivername="postgresql", password=SECRET).render_as_string(hide_password=False)
    assert run("snapshot", str(desk), str(tmp_path / "one.zip")).exit_code == 0
    restored = run("restore", str(tmp_path / "one.zip"), str(tmp_path / "there"), "--database", written)
    assert restored.exit_code == 0, restored.output
    assert "secret" not in restored.output
    kept = tmp_path / "there" / "record.address"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    verified = run("verify", str(tmp_path / "there"), "--against", str(tmp_path / "one.zip"))
    assert verified.exit_code == 0, verified.output

    assert run("snapshot", str(tmp_path / "there"), str(tmp_path / "two.zip")).exit_code == 0
    with open_snapshot(tmp_path / "one.zip") as one, open_snapshot(tmp_path / "two.zip") as two:
        assert one.manifest.tables == two.manifest.tables
        assert one.manifest.head == two.manifest.head
    assert run("restore", str(tmp_path / "two.zip"), str(tmp_path / "back")).exit_code == 0
    assert dump(tmp_path / "back" / "record.sqlite") == dump(desk / "record.sqlite")
    assert run("verify", str(tmp_path / "back")).exit_code == 0
    server.drop(address)


def test_nothing_is_restored_where_there_is_a_record(server: Any, tmp_path: Path) -> None:
    desk, address = filled(tmp_path / "desk"), server.make()
    written = address.url.set(drivername="postgresql").render_as_string()
    run("snapshot", str(desk), str(tmp_path / "one.zip"))
    before = dump(desk / "record.sqlite")
    taken = run("restore", str(tmp_path / "one.zip"), str(desk), "--database", written)
    assert isinstance(taken.exception, RecordExists)
    assert dump(desk / "record.sqlite") == before
    assert dump(address) == {}
    assert not (desk / "record.address").exists()
    run("init", str(tmp_path / "other"), "--database", written)
    full = run("restore", str(tmp_path / "one.zip"), str(tmp_path / "third"), "--database", written)
    assert isinstance(full.exception, RecordExists)
    assert not (tmp_path / "third" / "record.address").exists()
    nonsense = run("restore", str(tmp_path / "one.zip"), str(tmp_path / "third"), "--database", "mysql://a:secret@b/c")
    assert "secret" not in f"{nonsense.output} {nonsense.exception}"
    server.drop(address)

"""A desk's folder whose record lies in a database: every command finds it, and nobody reads the password."""

import stat
import sys
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from detente.cli import app

sys.path.insert(0, str(Path(__file__).parents[1]))


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

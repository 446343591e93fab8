"""`detente account` and `detente serve`: the first administrator, and ways to serve that are refused."""

import json
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from cli.runs import Run
from detente.cli.add import now
from detente.cli.exits import Exit
from detente.cli.serve import Asked, gate_for, refuse_unsafe, settings_for
from detente.core.errors import UsageError
from detente.desk.app import make_desk
from detente.desk.records import open_records
from detente.store.access.file import ACCOUNTS, open_accounts

WORDS = "otter lamp seventeen brick"
WANDA = ("wanda", "--name", "Wanda Pell", "--role", "administrator", "--password-stdin")


@pytest.fixture
def desk(run: Run, tmp_path: Path) -> Path:
    """Return the folder of an empty record."""
    assert run("init", tmp_path / "desk").status == Exit.DONE
    return tmp_path / "desk"


def asked(folder: Path, **given: object) -> Asked:
    plain = {
        "host": "127.0.0.1", "port": 8000, "public": False, "read_only": False, "names": (), "secure": False,
        "alone": None,
    }  # fmt: skip
    return Asked(folder=folder, **(plain | given))  # type: ignore[arg-type]


def test_the_first_administrator_is_made_on_the_command_line(run: Run, desk: Path) -> None:
    with pytest.raises(UsageError, match="make an administrator"):
        gate_for(asked(desk), "key")
    assert run("account", "add", desk, *WANDA, stdin=WORDS.encode() + b"\n").status == Exit.DONE
    gate = gate_for(asked(desk), "key")
    assert gate is not None
    gate.close()
    (row,) = json.loads(run("account", "list", desk, "--json").out)
    assert (row["login"], row["role"], row["may log in"]) == ("wanda", "administrator", "yes")
    assert WORDS not in run("account", "log", desk).out.decode()


def test_a_password_that_everybody_tries_opens_nothing(run: Run, desk: Path) -> None:
    ended = run("account", "add", desk, *WANDA, stdin=b"password1234\n")
    assert ended.status == Exit.USAGE
    assert json.loads(run("account", "list", desk, "--json").out) == []


def test_without_a_terminal_a_password_is_not_asked_for(run: Run, desk: Path) -> None:
    ended = run("account", "add", desk, *WANDA[:-1], stdin=b"")
    assert ended.status == Exit.USAGE
    assert "--password-stdin" in ended.err


def test_an_officer_is_of_a_side_of_a_ceasefire_and_a_wrong_side_is_told_the_right_ones(run: Run, desk: Path) -> None:
    mara = ("mara", "--name", "Mara Quist", "--role", "party officer", "--password-stdin", "--ceasefire")
    before = run("account", "add", desk, *mara, "ossering", "--side", "V", stdin=WORDS.encode() + b"\n")
    assert (before.status, "no ceasefire here yet" in before.err) == (Exit.USAGE, True)
    file = Path(__file__).parents[2] / "examples" / "ossering-line" / "ceasefire.toml"
    assert run("ceasefire", "define", desk, file, "--author", "W", "--reason", "new").status == Exit.DONE
    wrong = run("account", "add", desk, *mara, "ossering", "--side", "Velduria", stdin=WORDS.encode() + b"\n")
    assert wrong.status == Exit.USAGE
    assert "ossering has no side “Velduria”; its sides are: V, C." in " ".join(wrong.err.split())
    other = run("account", "add", desk, *mara, "ossring", "--side", "V", stdin=WORDS.encode() + b"\n")
    assert "no ceasefire “ossring” here; those that are kept are: ossering." in " ".join(other.err.split())
    assert (
        run("account", "add", desk, *mara, "ossering", "--side", "V", stdin=WORDS.encode() + b"\n").status == Exit.DONE
    )
    (row,) = json.loads(run("account", "list", desk, "--json").out)
    assert (row["ceasefire"], row["side"]) == ("ossering", "V")


def test_an_account_is_disabled_enabled_and_given_another_role(run: Run, desk: Path) -> None:
    run("account", "add", desk, *WANDA, stdin=WORDS.encode() + b"\n")
    tom = ("tom", "--name", "Tom Reed", "--role", "coder", "--password-stdin")
    run("account", "add", desk, *tom, stdin=WORDS.encode() + b"\n")
    assert run("account", "role", desk, "tom", "reader").status == Exit.DONE
    assert run("account", "disable", desk, "tom").status == Exit.DONE
    assert run("account", "disable", desk, "wanda").status == Exit.USAGE  # the only administrator
    assert run("account", "role", desk, "tom", "king").status == Exit.USAGE
    assert run("account", "role", desk, "nobody", "reader").status == Exit.USAGE
    assert run("account", "role", desk, "tom", "party officer").status == Exit.USAGE
    rows = {
        row["login"]: (row["role"], row["may log in"]) for row in json.loads(run("account", "list", desk, "--json").out)
    }
    assert rows["tom"] == ("reader", "disabled")
    assert run("account", "enable", desk, "tom").status == Exit.DONE
    assert (
        run("account", "password", desk, "tom", "--password-stdin", stdin=b"seven brick otter lamp\n").status
        == Exit.DONE
    )
    (told,) = run("account", "log", desk, "--json").items()
    assert "disabled tom" in {one["where"] for one in told["deeds"]}
    assert told["complaints"] == []


@pytest.mark.parametrize(
    "given",
    [
        {"read_only": True}, {"alone": "A. Karimova", "host": "192.0.2.1"}, {"alone": "A. Karimova", "public": True},
        {"alone": "A. Karimova", "names": ("desk.example",)}, {"host": "192.0.2.1"},
        {"host": "192.0.2.1", "public": True}, {"secure": True},
        {"host": "0.0.0.0", "public": True, "read_only": True},  # noqa: S104 - it is refused
    ],
)  # fmt: skip
def test_a_way_to_serve_that_would_let_in_who_is_not_meant_is_refused(tmp_path: Path, given: dict[str, object]) -> None:
    with pytest.raises(UsageError):
        refuse_unsafe(asked(tmp_path, **given))


@pytest.mark.parametrize(
    "given",
    [
        {}, {"public": True}, {"public": True, "read_only": True}, {"alone": "A. Karimova"},
        {"secure": True, "names": ("desk.example",)}, {"host": "192.0.2.1", "public": True, "read_only": True},
    ],
)  # fmt: skip
def test_other_ways_to_serve_are_taken(tmp_path: Path, given: dict[str, object]) -> None:
    refuse_unsafe(asked(tmp_path, **given))


def test_to_the_public_without_accounts_nobody_logs_in(desk: Path) -> None:
    assert gate_for(asked(desk, public=True), "key") is None
    assert settings_for(asked(desk, public=True), has_accounts=False).read_only
    assert not (desk / ACCOUNTS).exists()


@pytest.mark.parametrize(
    ("given", "first", "last"),
    [
        ({}, "127.0.0.1:8000", "localhost:8000"),
        ({"secure": True, "names": ("Desk.example", "other.example:8443")}, "desk.example", "localhost:8000"),
        ({"secure": True, "names": ("desk.example:443",)}, "desk.example", "localhost:8000"),
        ({"names": ("desk.example",), "host": "192.0.2.1"}, "desk.example:8000", "localhost:8000"),
        ({"names": ("desk.example:80",), "host": "::", "port": 81}, "desk.example", "localhost:81"),
        ({"host": "::1"}, "[::1]:8000", "localhost:8000"),
    ],
)
def test_the_first_name_is_the_one_that_is_given_out_and_each_stands_with_its_port(
    tmp_path: Path, given: dict[str, object], first: str, last: str
) -> None:
    made = settings_for(asked(tmp_path, **given), has_accounts=True)
    assert (made.hosts[0], made.hosts[-1]) == (first, last)
    assert made.origin == f"{'https' if made.secure else 'http'}://{first}"
    assert "*" not in made.hosts


@pytest.mark.parametrize("name", ["*", "https://desk.example", "desk.example/a", "desk example", "a@b", ""])
def test_what_is_no_name_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(UsageError, match="is no name"):
        refuse_unsafe(asked(tmp_path, secure=True, names=(name,)))


def alone(desk: Path, key: str) -> TestClient:
    given = asked(desk, alone="A. Karimova", names=("testserver:80",))
    gate = gate_for(given, key)
    made = make_desk(settings_for(given, has_accounts=True), open_records(desk / "record.sqlite", now=now()), gate)
    return TestClient(made, follow_redirects=False)


def test_one_person_alone_comes_in_by_the_printed_link_once(desk: Path) -> None:
    with alone(desk, "k" * 43) as browser:
        assert browser.get("/accounts").status_code == 401
        assert browser.get("/enter/wrong").status_code == 404
        assert browser.get(f"/enter/{'k' * 43}").status_code == 303
        assert "A. Karimova" in browser.get("/accounts").text
        cookie = browser.cookies["desk"]
        browser.cookies.clear()
        assert browser.get(f"/enter/{'k' * 43}").status_code == 404
    with alone(desk, "l" * 43) as browser:
        browser.cookies.set("desk", cookie)
        assert browser.get("/accounts").status_code == 401  # of the start before
        assert browser.post("/login", data={"login": "alone", "password": ""}).status_code == 401


def test_who_was_alone_is_no_administrator_for_others(desk: Path) -> None:
    with alone(desk, "k" * 43) as browser:
        browser.get(f"/enter/{'k' * 43}")
    with pytest.raises(UsageError, match="make an administrator"):
        gate_for(asked(desk), "key")
    with open_accounts(desk / ACCOUNTS) as file, file.reading() as connection:
        from detente.store.access.accounts import accounts_of

        (one,) = accounts_of(connection)
    assert (one.login, one.password, one.disabled) == ("alone", None, True)

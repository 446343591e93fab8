"""How mail leaves the house is set in brief.toml: what does not fit is told, and the page names every setting."""

import re
from pathlib import Path

import pytest

from detente.brief.secret_files import read_secret
from detente.brief.settings import MailSettings, is_loopback, read_brief_settings, smtp_password
from detente.core.errors import UsageError

ROOT = Path(__file__).parents[3]
PAGE = ROOT / "docs" / "how-to" / "send-mail.md"
HEAD = 'address = "https://desk.example.org"\nterms = "Terms."\n[[edition]]\nid = "morning"\ntitle = "Morning"\n'
MAIL = '[mail]\nhost = "mail.example.org"\nsender = "desk@desk.example.org"\n'


def _read(folder: Path, more: str) -> MailSettings:
    (folder / "brief.toml").write_text(HEAD + MAIL + more, encoding="utf-8")
    mail = read_brief_settings(folder).mail
    assert mail is not None
    return mail


def test_a_server_and_a_sender_are_enough_and_the_line_is_encrypted(tmp_path: Path) -> None:
    mail = _read(tmp_path, "")
    assert (mail.security, mail.port, mail.returns, mail.domain) == (
        "starttls", 587, "desk@desk.example.org", "desk.example.org",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ('security = "none"', "only for a server on this machine"),
        ('security = "ssl"', "security"),
        ('bounces = "no address"', "no address"),
        ('bounces = "a>b@desk.example.org"', "no address"),
        ('bounces = "a\\r\\nb@desk.example.org"', "no address"),
        ('bounces = "what-comes-back-to-us-all@desk.example.org"', "at most 22 characters"),
        ('dkim_domain = "desk.example.org"', "given together"),
        ("per_minute = 0", "above 0"),
        ("connections = 0", "above 0"),
        ("timeout = -1", "above 0"),
        ("timeout = nan", "above 0"),
        ('doubts = "never"', "doubts"),
        ('pasword_file = "x"', "pasword_file"),
    ],
)
def test_what_does_not_fit_is_told(tmp_path: Path, more: str, told: str) -> None:
    with pytest.raises(UsageError, match=re.escape(told)):
        _read(tmp_path, more)


def test_a_long_address_is_taken_where_nothing_is_put_into_it(tmp_path: Path) -> None:
    more = 'bounces = "what-comes-back-to-us-all@desk.example.org"\nsigned_bounces = false'
    assert _read(tmp_path, more).returns.startswith("what-comes")


@pytest.mark.parametrize(
    ("host", "is_here"),
    [("127.0.0.1", True), ("127.9.9.9", True), ("::1", True), ("localhost", True), ("localhost.example.org", False),
     ("10.0.0.1", False), ("0.0.0.0", False), ("mail", False)],  # noqa: S104 - to say that it is not
)  # fmt: skip
def test_this_machine_is_known_by_its_number(host: str, is_here: bool) -> None:  # noqa: FBT001 - of the table
    assert is_loopback(host) is is_here


def test_the_page_names_every_setting_and_no_other() -> None:
    named = re.findall(r"^\| ((?:`\w+`(?:, )?)+) \|", PAGE.read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert sorted(name for cell in named for name in re.findall(r"`(\w+)`", cell)) == sorted(
        MailSettings.__dataclass_fields__
    )


@pytest.mark.parametrize("mode", [0o644, 0o640, 0o604, 0o660])
def test_a_secret_that_others_may_read_is_refused(tmp_path: Path, mode: int) -> None:
    mail = _read(tmp_path, 'password_file = "smtp-password"')
    path = tmp_path / "smtp-password"
    path.write_text("secret\n")
    path.chmod(mode)
    with pytest.raises(UsageError, match="chmod 600") as told:
        smtp_password(mail, tmp_path)
    assert "secret\n" not in str(told.value)
    path.chmod(0o600)
    assert smtp_password(mail, tmp_path) == "secret"
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(UsageError, match="is no text"):
        smtp_password(mail, tmp_path)
    path.unlink()
    with pytest.raises(UsageError, match="cannot be read"):
        smtp_password(mail, tmp_path)


def test_a_secret_of_the_machines_keeper_may_be_read_by_a_group(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "dkim.pem"
    path.write_text("key")
    path.chmod(0o640)
    monkeypatch.setattr("os.geteuid", lambda: path.stat().st_uid + 1)
    assert read_secret(path, what="the key") == b"key"
    path.chmod(0o644)
    with pytest.raises(UsageError, match="chmod 600"):
        read_secret(path, what="the key")


def test_only_this_room_speaks_to_a_mail_server() -> None:
    speaks = re.compile(r"^\s*(?:import|from) (?:aiosmtplib|smtplib|asyncore|poplib|imaplib)\b", re.MULTILINE)
    found = {
        path.relative_to(ROOT / "src/detente").as_posix()
        for path in (ROOT / "src/detente").rglob("*.py")
        if speaks.search(path.read_text(encoding="utf-8"))
    }
    assert found == {"brief/mail/line.py"}


def test_the_desk_imports_nothing_that_speaks_to_a_mail_server() -> None:
    found = [
        path.name
        for path in (ROOT / "src/detente/desk").rglob("*.py")
        if re.search(r"detente\.brief\.(?:mail|rounds)\b", path.read_text(encoding="utf-8"))
    ]
    assert found == []

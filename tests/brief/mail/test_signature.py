"""Letters are signed by DKIM as they leave, and what leaves verifies by the public half of the key."""

import subprocess
from pathlib import Path

import dkim
import pytest

from brief.mail.made import content_of, office
from brief.mail.servers import mail_server
from detente.brief.mail.course import send_due
from detente.brief.mail.dkim_signature import public_record, signer
from detente.brief.settings import MailSettings
from detente.core.errors import UsageError

KEYS = {"dkim_domain": "desk.example.org", "dkim_selector": "brief", "dkim_key_file": "dkim.pem"}


def make_key(folder: Path, bits: int = 2048) -> bytes:
    path = folder / "dkim.pem"
    subprocess.run(["openssl", "genrsa", "-out", str(path), str(bits)], check=True, capture_output=True)
    return path.read_bytes()


def _mail(**more: str) -> MailSettings:
    return MailSettings(host="localhost", sender="desk@desk.example.org", **(KEYS | more))  # type: ignore[arg-type]


def test_a_key_that_others_may_read_signs_nothing(tmp_path: Path) -> None:
    make_key(tmp_path)
    (tmp_path / "dkim.pem").chmod(0o644)
    with pytest.raises(UsageError, match=r"the key for DKIM .* may be read by others"):
        signer(_mail(), tmp_path)


@pytest.mark.usefixtures("socket_enabled")
def test_what_leaves_verifies_and_no_header_can_be_put_beside_it(tmp_path: Path) -> None:
    record = public_record(make_key(tmp_path))
    asked: list[bytes] = []

    def dns(name: bytes, **_: object) -> bytes:
        asked.append(name)
        return record

    with office(tmp_path) as made, mail_server() as server:
        assert send_due(made.sending(server.port, **KEYS)) == {"sent": 1}
    data = content_of(server.taken[0])
    assert dkim.verify(data, dnsfunc=dns)
    assert asked == [b"brief._domainkey.desk.example.org."]
    head = data.partition(b"\r\n\r\n")[0]
    assert b"c=relaxed/relaxed" in head
    for more in (b"From: Another <a@b.example>", b"Subject: Another", b"List-Unsubscribe: <https://a.example>"):
        assert not dkim.verify(data.replace(head, head + b"\r\n" + more, 1), dnsfunc=dns), more
    assert not dkim.verify(data.replace(b"What was said.", b"What was not said."), dnsfunc=dns)
    assert dkim.verify(data.replace(b"Subject: The morning", b"Subject:  The   morning"), dnsfunc=dns), (
        "as mail is folded"
    )


def test_the_record_is_what_openssl_says_the_public_half_is(tmp_path: Path) -> None:
    record = public_record(make_key(tmp_path))
    made = ["openssl", "rsa", "-in", str(tmp_path / "dkim.pem"), "-pubout", "-outform", "PEM"]
    lines = subprocess.run(made, check=True, capture_output=True, text=True).stdout.splitlines()
    assert record.decode() == "v=DKIM1; k=rsa; p=" + "".join(lines[1:-1])


@pytest.mark.parametrize(
    "content", [b"", b"-----BEGIN RSA PRIVATE KEY-----\nAAAA\n-----END RSA PRIVATE KEY-----\n", b"\xff"]
)
def test_what_is_no_key_is_told(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "dkim.pem").write_bytes(content)
    (tmp_path / "dkim.pem").chmod(0o600)
    with pytest.raises(UsageError, match="no private RSA key"):
        signer(_mail(), tmp_path)


def test_a_key_that_is_too_short_or_missing_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be read"):
        signer(_mail(), tmp_path)
    make_key(tmp_path, 768)
    with pytest.raises(UsageError, match="768 bits"):
        signer(_mail(), tmp_path)

"""What an office sets for its brief, in `brief.toml` beside the record: editions, and how mail leaves the house."""

import datetime as dt
import ipaddress
import os
import re
import tomllib
import zoneinfo
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, get_args

import msgspec

from detente.brief.secret_files import read_secret
from detente.core.errors import UsageError
from detente.store.levels import LEVELS, Level

__all__ = [
    "BRIEF",
    "BriefSettings",
    "Edition",
    "MailSettings",
    "is_loopback",
    "read_brief_settings",
    "smtp_password",
]

BRIEF = "brief.toml"
"""What the file is called, in the folder of the record."""
ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")
Security = Literal["starttls", "tls", "none"]
Doubts = Literal["again", "keep"]
LONGEST_LOCAL = 22
"""Characters of what stands before the @ of `bounces`: what is put behind it fits into the 64 of RFC 5321."""
ADDRESS = re.compile(r"[!-;=?A-~]+@[0-9A-Za-z](?:[0-9A-Za-z.-]*[0-9A-Za-z])?\Z")
HOURS, DAYS = 24, 7
MOST_LOOKED_BACK = 366


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """A brief that comes out again and again: what it is called, of which watch, for whom, when.

    `watch` is the id of a watch; empty: all of the record. `level`: it is composed of what that level sees.
    `held`: an editor approves each one before it is sent. `days` are the days of the week on which it is composed,
    0 for Monday, `hour` in `zone` from when on. `subscribing`: whether people may sign up by themselves. `look_back`
    is how many days of earlier briefs are looked at again for what has to be put right.
    """

    id: str
    title: str
    watch: str = ""
    level: Level = "public"
    held: bool = True
    hour: int = 7
    zone: str = "UTC"
    days: tuple[int, ...] = (0, 1, 2, 3, 4, 5, 6)
    subscribing: bool = True
    look_back: int = 30

    @property
    def timezone(self) -> dt.tzinfo:
        """The time zone of its hour."""
        return zoneinfo.ZoneInfo(self.zone)


@dataclass(frozen=True, slots=True, kw_only=True)
class MailSettings:
    """How letters leave the house.

    `sender` is the address that letters are from, `sender_name` how it is called, `reply_to` who reads answers.
    `bounces` is where a letter that cannot be delivered is told (the envelope's sender); empty: `sender`.
    The password is read from the file `password_file`, or from DETENTE_SMTP_PASSWORD; it never stands in brief.toml.
    `per_minute` bounds how many letters go to one domain. `dkim_key_file` is a private key (PEM), `dkim_selector` and
    `dkim_domain` where its public half stands in the DNS. `signed_bounces` puts a token of each letter into the
    envelope's sender (bounces+TOKEN@...). `bounces_dir` is a Maildir into which bounces are delivered.
    `taken_command` says whether a server here took a letter: its Message-ID is put behind it, and it ends with 0 where
    it did, 1 where it did not, anything else where it cannot tell. `doubts` says what happens to letters of which
    nobody can tell it: sent once again after an hour, or kept for somebody to decide. `timeout` are the seconds
    in which a server has to answer.
    """

    host: str
    sender: str
    sender_name: str = ""
    reply_to: str = ""
    bounces: str = ""
    port: int = 587
    security: Security = "starttls"
    user: str = ""
    password_file: str = ""
    per_minute: int = 60
    connections: int = 4
    dkim_domain: str = ""
    dkim_selector: str = ""
    dkim_key_file: str = ""
    ca_file: str = ""
    postal_address: str = ""
    signed_bounces: bool = True
    bounces_dir: str = ""
    taken_command: tuple[str, ...] = ()
    doubts: Doubts = "again"
    timeout: float = 300.0

    @property
    def domain(self) -> str:
        """The domain that letters are from: of their Message-IDs, and the name by which the server is greeted."""
        return self.sender.rpartition("@")[2]

    @property
    def returns(self) -> str:
        """The address at which bounces are read."""
        return self.bounces or self.sender


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefSettings:
    """The file as it is read. `address` is the desk's own as readers reach it (https://desk.example.org).

    `terms` is what subscribers agree to, shown with the form and kept with their consent. `names_editors` says whether
    an editor's own words go out with the editor's name; who approved a brief is told to nobody outside.
    """

    address: str
    editions: tuple[Edition, ...]
    terms: str
    mail: MailSettings | None = None
    names_editors: bool = False

    def edition(self, id_: str | None) -> Edition:
        """Return an edition by its id; the only one where none is named. Raises `UsageError` where there is none."""
        if id_ is None and len(self.editions) == 1:
            return self.editions[0]
        found = next((one for one in self.editions if one.id == id_), None)
        if found is None:
            there = ", ".join(one.id for one in self.editions)
            message = f"{BRIEF} has no edition {id_!r}: name one of {there}" if id_ else f"name one edition of {there}"
            raise UsageError(message)
        return found


def read_brief_settings(folder: Path) -> BriefSettings:
    """Return what is set in the folder of a record.

    Raises `UsageError` where there is no file, or what stands in it is wrong: it names the line's key and what fits.
    """
    path = folder / BRIEF
    try:
        given = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        message = f"there is no {path}: `detente brief init {folder}` writes one to fill in"
        raise UsageError(message) from None
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        message = f"{path} cannot be read: {error}"
        raise UsageError(message) from error
    return _settings(given, path)


def _settings(given: Mapping[str, Any], path: Path) -> BriefSettings:
    renamed = {("editions" if key == "edition" else key): value for key, value in given.items()}
    _refuse_unknown(renamed, BriefSettings, path, "")
    for number, one in enumerate(renamed.get("editions", []), 1):
        _refuse_unknown(one, Edition, path, f"edition {number}: ")
    _refuse_unknown(renamed.get("mail", {}), MailSettings, path, "mail: ")
    try:
        read = msgspec.convert(renamed, BriefSettings)
    except msgspec.ValidationError as error:
        message = f"{path}: {error}"
        raise UsageError(message) from error
    for wrong in _wrong(read):
        message = f"{path}: {wrong}"
        raise UsageError(message)
    return read


def _refuse_unknown(given: Any, kind: type, path: Path, where: str) -> None:
    unknown = sorted(set(given) - set(kind.__dataclass_fields__)) if isinstance(given, Mapping) else []  # type: ignore[attr-defined]
    if unknown:
        message = f"{path}: {where}there is no setting {unknown[0]!r}"
        raise UsageError(message)


def _wrong(read: BriefSettings) -> list[str]:
    """Return what does not fit together, in the words of whoever reads it."""
    found = []
    if not read.address.startswith(("https://", "http://")):
        found.append("address: give the desk's own, as https://desk.example.org")
    if not read.editions:
        found.append("there is no [[edition]]")
    if not read.terms.strip():
        found.append("terms: say what subscribers agree to; it is shown with the form")
    for one in read.editions:
        found += [f"edition {one.id!r}: {told}" for told in _wrong_edition(one)]
    if len({one.id for one in read.editions}) < len(read.editions):
        found.append("two editions have one id")
    if read.mail is not None:
        found += [f"mail: {told}" for told in _wrong_mail(read.mail)]
    return found


def _wrong_mail(mail: MailSettings) -> list[str]:
    found = []
    if mail.security not in get_args(Security):
        found.append(f"security is one of {', '.join(get_args(Security))}")
    if mail.security == "none" and not is_loopback(mail.host):
        found.append("security none would show letters and password to the network: only for a server on this machine")
    if mail.doubts not in get_args(Doubts):
        found.append(f"doubts is one of {', '.join(get_args(Doubts))}")
    found += [f"{told!r} is no address" for told in (mail.sender, mail.returns) if not ADDRESS.match(told)]
    if mail.signed_bounces and len(mail.returns.rpartition("@")[0]) > LONGEST_LOCAL:
        found.append(f"bounces: at most {LONGEST_LOCAL} characters before the @, or signed_bounces = false")
    if len({bool(mail.dkim_domain), bool(mail.dkim_selector), bool(mail.dkim_key_file)}) > 1:
        found.append("dkim_domain, dkim_selector and dkim_key_file are given together")
    if mail.per_minute < 1 or mail.connections < 1 or not mail.timeout > 0:
        found.append("per_minute, connections and timeout are above 0")
    return found


def is_loopback(host: str) -> bool:
    """Say whether a server is this machine itself, whoever answers for names."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _wrong_edition(one: Edition) -> list[str]:
    found = []
    if not ID.match(one.id):
        found.append("an id is of small letters, figures and hyphens")
    if one.level not in LEVELS:
        found.append(f"level is one of {', '.join(LEVELS)}")
    if not 0 <= one.hour < HOURS or not one.days or not all(0 <= day < DAYS for day in one.days):
        found.append("hour is 0 to 23, days are 0 (Monday) to 6 (Sunday)")
    if not 1 <= one.look_back <= MOST_LOOKED_BACK:
        found.append(f"look_back is 1 to {MOST_LOOKED_BACK} days")
    if one.zone not in zoneinfo.available_timezones():
        found.append(f"{one.zone!r} is no time zone; one is Europe/Istanbul")
    return found


def smtp_password(mail: MailSettings, folder: Path) -> str:
    """Return the password of the mail server; empty where none is set. Raises `UsageError` where others may read it."""
    if not mail.password_file:
        return os.environ.get("DETENTE_SMTP_PASSWORD", "")
    content = read_secret(folder / mail.password_file, what="the password of the mail server")
    try:
        return content.decode().strip()
    except UnicodeDecodeError as error:
        message = f"the password of the mail server in {mail.password_file} is no text: write it into the file alone"
        raise UsageError(message) from error

"""A Postfix of the tests' own: in a temporary folder, on free ports, gone when they end; no service is touched."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ABSENT = "there is no Postfix here, or no right to start one; tools/servers.sh installs it"
PATIENCE = 15
MAIN = """\
compatibility_level = 3.6
queue_directory = {folder}/spool
data_directory = {folder}/data
mail_owner = postfix
setgid_group = postdrop
command_directory = /usr/sbin
daemon_directory = /usr/lib/postfix/sbin
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
myhostname = mail.example.org
mydestination =
mynetworks = 127.0.0.0/8
virtual_mailbox_domains = of0.example.net, desk.example.org
virtual_mailbox_maps = texthash:{folder}/boxes
virtual_mailbox_base = {folder}/boxes.d
virtual_uid_maps = static:{uid}
virtual_gid_maps = static:{gid}
virtual_minimum_uid = 1
recipient_delimiter = +
smtpd_recipient_restrictions = permit_mynetworks, reject
smtpd_reject_unlisted_recipient = no
maillog_file = {folder}/log
maillog_file_prefixes = {folder}
alias_maps =
alias_database =
local_recipient_maps =
"""
MASTER = """\
127.0.0.1:{port} inet n - n - - smtpd
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
flush unix n - n 1000? 0 flush
proxymap unix - - n - - proxymap
smtp unix - - n - - smtp
error unix - - n - - error
retry unix - - n - - error
discard unix - - n - - discard
virtual unix - n n - - virtual
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
postlog unix-dgram n - n - 1 postlogd
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Postfix:
    """A running Postfix: where it listens, what it logs, and the Maildirs into which it delivers."""

    folder: Path
    port: int

    @property
    def log(self) -> Path:
        return self.folder / "log"

    def box(self, name: str) -> Path:
        return self.folder / "boxes.d" / name

    def wait_for(self, name: str, number: int = 1) -> list[Path]:
        """Wait until so many letters lie in a box."""
        began = time.monotonic()
        while len(found := sorted(self.box(name).glob("new/*"))) < number:
            assert time.monotonic() - began < PATIENCE, self.log.read_text()
            time.sleep(0.02)
        return found


def can_start() -> bool:
    """Say whether there is a Postfix that this user may start."""
    return shutil.which("postfix", path="/usr/sbin:/usr/bin") is not None and os.geteuid() == 0


@contextmanager
def running_postfix() -> Iterator[Postfix]:
    """Run a Postfix that delivers for of0.example.net, and takes back what comes to bounces@desk.example.org."""
    with tempfile.TemporaryDirectory(prefix="postfix-") as name:
        folder = Path(name)
        folder.chmod(0o755)  # its processes give up the rights of who started them
        made = _set_up(folder)
        _tell(folder, "start")
        try:
            _wait_until_it_listens(made)
            yield made
        finally:
            _tell(folder, "abort")


def _set_up(folder: Path) -> Postfix:
    owner = pwd.getpwnam("postfix")
    for name in ("spool", "data", "boxes.d", "conf"):
        (folder / name).mkdir(parents=True)
    for name in ("data", "boxes.d"):
        os.chown(folder / name, owner.pw_uid, owner.pw_gid)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    main = MAIN.format(folder=folder, uid=owner.pw_uid, gid=owner.pw_gid)
    (folder / "conf" / "main.cf").write_text(main)
    (folder / "conf" / "master.cf").write_text(MASTER.format(port=port))
    (folder / "boxes").write_text("reader0@of0.example.net reader/\nbounces@desk.example.org bounces/\n")
    return Postfix(folder=folder, port=port)


def _tell(folder: Path, command: str) -> None:
    told = ["/usr/sbin/postfix", "-c", str(folder / "conf"), command]
    ended = subprocess.run(told, capture_output=True, text=True, timeout=PATIENCE, check=False)
    if ended.returncode and command == "start":
        log = folder / "log"
        raise AssertionError(ended.stderr + (log.read_text() if log.exists() else ""))


def _wait_until_it_listens(made: Postfix) -> None:
    began = time.monotonic()
    while True:
        try:
            socket.create_connection(("127.0.0.1", made.port), timeout=1).close()
        except OSError:
            assert time.monotonic() - began < PATIENCE, made.log.read_text()
            time.sleep(0.02)
        else:
            return

"""Mail servers of the tests' own, on this machine: each says at each stage what a test wants it to say."""

import asyncio
import ssl
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

Script = Callable[[str, str], str | None]
"""What is said at a stage (connect, EHLO, STARTTLS, AUTH, MAIL, RCPT, DATA, dot) to which recipient.

``drop`` cuts the line, ``silence`` says nothing, ``slow`` says it late; None is what servers say.
"""
SLOW = 0.05


@dataclass
class MailServer:
    """A running server: what it took, and how often it was spoken to."""

    script: Script
    port: int = 0
    trust: ssl.SSLContext | None = None
    is_tls: bool = False
    password: str | None = None
    takes_all_scripts: bool = False
    taken: list[Envelope] = field(default_factory=list)
    heard: list[str] = field(default_factory=list)
    talks: list["Conversation"] = field(default_factory=list)
    note: Callable[[Envelope], None] = lambda _: None

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        del server, session
        said = self.script("dot", envelope.rcpt_tos[0])
        if said in {None, "slow", "drop after"}:
            self.note(envelope)
            self.taken.append(envelope)
        return said or "250 2.0.0 taken"

    def recipients(self) -> list[str]:
        return [one for envelope in self.taken for one in envelope.rcpt_tos]


class Conversation(SMTP):
    """A conversation by the script."""

    def __init__(self, mail: MailServer, **more: Any) -> None:
        super().__init__(mail, hostname="mail.example.org", tls_context=mail.trust, **more)
        self.mail = mail

    async def says(self, stage: str) -> bool:
        """Say what the script wants, and return whether the server goes on as servers do."""
        self.mail.heard.append(stage)
        recipient = self.envelope.rcpt_tos[0] if self.envelope and self.envelope.rcpt_tos else ""
        said = self.mail.script(stage, recipient)
        if said is None:
            return True
        return await self._do(said)

    async def _do(self, said: str) -> bool:
        if said == "slow":
            await asyncio.sleep(SLOW)
            return True
        if said == "silence":
            while self.transport is not None and not self.transport.is_closing():  # noqa: ASYNC110 - until it is cut
                await asyncio.sleep(0.02)
        elif said == "drop":
            if self.transport is not None:
                self.transport.close()
        else:
            await super().push(said)
        return False

    async def push(self, status: Any) -> None:
        text = status if isinstance(status, str) else status.decode()
        if text in {"slow", "silence", "drop", "drop after"}:
            if await self._do(text.removesuffix(" after")):
                await super().push("250 2.0.0 taken")
        elif not text.startswith("220 mail") or await self.says("connect"):
            await super().push(text)

    async def smtp_EHLO(self, hostname: str) -> None:  # noqa: N802 - as aiosmtpd names it
        if await self.says("EHLO"):
            await super().smtp_EHLO(hostname)

    async def smtp_STARTTLS(self, arg: str) -> None:  # noqa: N802 - as aiosmtpd names it
        if await self.says("STARTTLS"):
            await super().smtp_STARTTLS(arg)

    async def smtp_AUTH(self, arg: str) -> None:  # noqa: N802 - as aiosmtpd names it
        if await self.says("AUTH"):
            await super().smtp_AUTH(arg)

    async def smtp_MAIL(self, arg: str) -> None:  # noqa: N802 - as aiosmtpd names it
        if await self.says("MAIL"):
            await super().smtp_MAIL(arg)

    async def smtp_RCPT(self, arg: str) -> None:  # noqa: N802 - as aiosmtpd names it
        self.mail.heard.append("RCPT")
        said = self.mail.script("RCPT", arg.partition("<")[2].partition(">")[0])
        if said is None or await self._do(said):
            await super().smtp_RCPT(arg)

    async def smtp_DATA(self, arg: str) -> None:  # noqa: N802 - as aiosmtpd names it
        if await self.says("DATA"):
            await super().smtp_DATA(arg)


def plainly(stage: str, recipient: str) -> str | None:
    """Say what servers say."""
    del stage, recipient
    return None


@contextmanager
def mail_server(script: Script = plainly, **more: Any) -> Iterator[MailServer]:
    """Run a server in a thread until the test is over."""
    mail = MailServer(script=script, **more)
    loop = asyncio.new_event_loop()
    is_ready = threading.Event()
    thread = threading.Thread(target=_serve, args=(mail, loop, is_ready.set))
    thread.start()
    assert is_ready.wait(10)
    try:
        yield mail
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()


def _serve(mail: MailServer, loop: asyncio.AbstractEventLoop, is_ready: Callable[[], None]) -> None:
    asyncio.set_event_loop(loop)
    server = loop.run_until_complete(listen(mail, loop))
    is_ready()
    loop.run_forever()
    server.close()
    for one in mail.talks:
        if isinstance(one.transport, asyncio.WriteTransport):  # it is still open
            one.transport.abort()
    left = asyncio.all_tasks(loop)
    for task in left:
        task.cancel()
    loop.run_until_complete(asyncio.gather(*left, return_exceptions=True))
    loop.close()


async def listen(mail: MailServer, loop: asyncio.AbstractEventLoop) -> asyncio.Server:
    """Let a server listen on a free port."""

    def may(server: SMTP, session: Session, envelope: Envelope, mechanism: str, given: Any) -> AuthResult:
        del server, session, envelope, mechanism
        is_right = isinstance(given, LoginPassword) and given.password == (mail.password or "").encode()
        return AuthResult(success=is_right, handled=False)

    def converse() -> Conversation:
        has = {} if mail.password is None else {"authenticator": may, "auth_require_tls": mail.trust is not None}
        trust = None if mail.is_tls else mail.trust
        made = Conversation(mail, loop=loop, enable_SMTPUTF8=mail.takes_all_scripts, **has)
        made.tls_context = trust
        mail.talks.append(made)
        return made

    server = await loop.create_server(converse, "127.0.0.1", 0, ssl=mail.trust if mail.is_tls else None)
    mail.port = server.sockets[0].getsockname()[1]
    return server


def make_certificate(folder: Path, name: str) -> ssl.SSLContext:
    """Make a certificate that signs itself, for a name, and return it as a server uses it."""
    folder.mkdir(exist_ok=True)
    names = f"subjectAltName=DNS:{name},IP:127.0.0.1" if name == "localhost" else f"subjectAltName=DNS:{name}"
    made = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "30", "-subj", f"/CN={name}"]
    files = ["-keyout", str(folder / "key.pem"), "-out", str(folder / "cert.pem")]
    subprocess.run([*made, "-addext", names, *files], check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "cert.pem", folder / "key.pem")
    return context

"""An open line to the mail server, over which letters go one after another.

The end of a letter, its final dot, is sent on its own and last: before that, whatever happens, the server has taken
nothing (RFC 5321, 4.1.1.4), and what is to be written down can be written down. Only here is a server connected to.
"""

import asyncio
import re
import ssl
from collections.abc import Callable
from pathlib import Path

from aiosmtplib import (
    SMTP,
    SMTPException,
    SMTPResponseException,
    SMTPServerDisconnected,
    SMTPTimeoutError,
)

from detente.brief.mail.answers import Answer, Stage
from detente.brief.mail.envelopes import Envelope
from detente.brief.settings import MailSettings, is_loopback
from detente.core.errors import UsageError

__all__ = ["Line", "LineFailed", "open_line", "trust_of"]

STARTS_WITH_DOT = re.compile(rb"(?m)^\.")
GO_ON = 354
LOST = "connection lost"
DONE = 2
LOOK = 0.005
"""Seconds between two looks whether the letter has left."""
LONGER = 2
"""How much longer the answer to a whole letter may take than any other (RFC 5321, 4.5.3.2)."""


class LineFailed(Exception):
    """The line could not be opened, with what was said last."""

    def __init__(self, answer: Answer) -> None:
        """Keep the answer."""
        super().__init__(answer.words)
        self.answer = answer


def trust_of(mail: MailSettings, folder: Path) -> ssl.SSLContext | None:
    """Return whose certificates are trusted; None where the line is not encrypted, which only this machine's may be.

    Raises `UsageError` for one that would leave the machine unencrypted, and for certificates that cannot be read.
    """
    if mail.security == "none":
        if not is_loopback(mail.host):
            message = f"letters to {mail.host} would be sent for all to read: set security to starttls or tls"
            raise UsageError(message)
        return None
    try:
        context = ssl.create_default_context(cafile=str(folder / mail.ca_file) if mail.ca_file else None)
    except OSError as error:
        message = f"ca_file {mail.ca_file} cannot be read: {error.strerror or error}; it names certificates (PEM)"
        raise UsageError(message) from error
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context


async def open_line(mail: MailSettings, trust: ssl.SSLContext | None, password: str) -> "Line":
    """Return an open line, encrypted and logged in as is set. Raises `LineFailed`."""
    client = SMTP(
        hostname=mail.host, port=mail.port, timeout=mail.timeout, use_tls=mail.security == "tls", start_tls=False,
        tls_context=trust, local_hostname=mail.domain,
    )  # fmt: skip
    try:
        await _at("connect", client.connect())
        await _at("hello", client.ehlo())
        if mail.security == "starttls":
            await _at("starttls", client.starttls(tls_context=trust))
            await _at("hello", client.ehlo())
        if mail.user:
            await _at("login", client.login(mail.user, password))
    except BaseException:
        client.close()
        raise
    return Line(client, mail)


class Line:
    """An open line. Close it."""

    def __init__(self, client: SMTP, mail: MailSettings) -> None:
        """Take an open connection."""
        self._client = client
        self._mail = mail
        self.handed = 0

    @property
    def is_open(self) -> bool:
        """Whether another letter can go over it."""
        return self._client.is_connected

    @property
    def takes_all_scripts(self) -> bool:
        """Whether the server takes addresses with other characters than those of ASCII (RFC 6531)."""
        return self._client.supports_extension("smtputf8")

    async def hand(self, envelope: Envelope, about: Callable[[], bool]) -> Answer | None:
        """Hand a letter over, and return what the server said last.

        `about` is called when nothing but the final dot is left to be sent, and says whether it may be: where not, the
        line is cut, the server has taken nothing, and None is returned.
        """
        self.handed += 1
        for stage, command in self._commands(envelope):
            answer = await self._say(stage, command)
            if answer.code is None or not _goes_on(stage, answer.code):
                await self._begin_anew(answer)
                return answer
        return await self._hand_text(STARTS_WITH_DOT.sub(b"..", envelope.data), about)

    async def close(self) -> None:
        """Take leave of the server, where it still listens."""
        try:
            await self._client.quit(timeout=min(self._mail.timeout, 5))
        except (SMTPException, OSError):
            pass  # it is gone, or does not answer: nothing is lost by that
        finally:
            self._client.close()

    def _commands(self, envelope: Envelope) -> list[tuple[Stage, list[bytes]]]:
        has = self._client.supports_extension
        sender = [b"MAIL", b"FROM:<" + envelope.sender.encode() + b">"]
        sender += [b"SIZE=%d" % len(envelope.data)] if has("size") else []
        sender += [b"RET=HDRS", b"ENVID=" + envelope.token.encode()] if has("dsn") else []
        sender += [] if envelope.is_ascii else [b"SMTPUTF8"]
        recipient = [b"RCPT", b"TO:<" + envelope.recipient.encode() + b">"]
        # word of an arrival is asked for where a letter goes out a second time, and else only of a failure
        asked = b"NOTIFY=SUCCESS,FAILURE" if envelope.is_again else b"NOTIFY=FAILURE"
        recipient += [asked] if has("dsn") else []
        return [("sender", sender), ("recipient", recipient), ("data", [b"DATA"])]

    async def _say(self, stage: Stage, command: list[bytes]) -> Answer:
        try:
            said = await self._client.execute_command(*command)
        except (SMTPException, OSError) as error:
            return _unanswered(stage, error)
        return Answer(stage=stage, code=said.code, text=said.message)

    async def _hand_text(self, text: bytes, about: Callable[[], bool]) -> Answer | None:
        protocol = self._client.protocol
        try:
            if protocol is None:
                raise SMTPServerDisconnected(LOST)
            protocol.write(text)
            await asyncio.wait_for(self._left(), self._mail.timeout)
        except (SMTPException, OSError) as error:  # TimeoutError is an OSError
            self._client.close()
            return _unanswered("data", error)
        if not self._may_end(about):
            return None
        await asyncio.sleep(0)  # a line that was lost meanwhile is known to be, and nothing is in doubt
        try:
            protocol.write(b".\r\n")
        except SMTPException as error:  # refused to be written: the line was gone before
            self._client.close()
            return _unanswered("data", error)
        try:
            said = await protocol.read_response(timeout=LONGER * self._mail.timeout)
        except (SMTPException, OSError) as error:
            self._client.close()
            return _unanswered("dot", error)
        return Answer(stage="dot", code=said.code, text=said.message)

    def _may_end(self, about: Callable[[], bool]) -> bool:
        """Say whether the final dot may be sent; where not, cut the line, so that nothing else can end the letter."""
        may = False
        try:
            may = about()
        finally:
            if not may:
                self._client.close()
        return may

    async def _left(self) -> None:
        """Wait until all that was written has left this machine's memory."""
        while self._client.transport is not None and not self._client.transport.is_closing():
            if not self._client.transport.get_write_buffer_size():  # type: ignore[attr-defined]
                return
            await asyncio.sleep(LOOK)
        raise SMTPServerDisconnected(LOST)

    async def _begin_anew(self, answer: Answer) -> None:
        """Let the next letter begin anew on this line, or close it where it is of no more use."""
        if answer.code in {None, 421}:
            self._client.close()
            return
        try:
            await self._client.rset()
        except (SMTPException, OSError):
            self._client.close()


async def _at(stage: Stage, step: object) -> None:
    try:
        await step  # type: ignore[misc]
    except SMTPResponseException as error:
        raise LineFailed(Answer(stage=stage, code=error.code, text=error.message)) from error
    except (SMTPException, OSError) as error:
        raise LineFailed(_failed(stage, error)) from error


def _failed(stage: Stage, error: Exception) -> Answer:
    """Return why a line could not be opened: what will not change by waiting counts as refused."""
    cause = error.__cause__ if isinstance(error.__cause__, ssl.SSLError) else error
    if isinstance(cause, ssl.SSLCertVerificationError):
        text = f"5.7.10 its certificate is not to be trusted: {cause.verify_message}"
        return Answer(stage="starttls", code=554, text=text)
    if isinstance(cause, ssl.SSLError):
        return Answer(stage="starttls", code=554, text=f"5.7.10 no encrypted line can be agreed: {cause.reason}")
    if isinstance(error, SMTPServerDisconnected | SMTPTimeoutError | OSError):
        return _unanswered(stage, error)
    return Answer(stage=stage, code=504, text=str(error))


def _unanswered(stage: Stage, error: Exception) -> Answer:
    said = "no answer in time" if isinstance(error, TimeoutError) else "the line was lost"
    return Answer(stage=stage, code=None, text=f"{said}: {error}" if str(error) else said)


def _goes_on(stage: Stage, code: int) -> bool:
    return code == GO_ON if stage == "data" else code // 100 == DONE

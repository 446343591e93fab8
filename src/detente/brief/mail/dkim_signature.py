"""DKIM (RFC 6376): a letter is signed by the office's key, and what was signed is checked before it is sent."""

import functools
from collections.abc import Callable
from pathlib import Path

from detente.brief.secret_files import read_secret
from detente.brief.settings import MailSettings
from detente.core.errors import UsageError

__all__ = ["OVERSIGNED", "public_record", "signer"]

OVERSIGNED = (
    b"from", b"to", b"subject", b"date", b"message-id", b"reply-to", b"list-id", b"list-unsubscribe",
    b"list-unsubscribe-post", b"content-type", b"mime-version", b"auto-submitted",
)  # fmt: skip
"""Headers that are signed once more than they stand there: nobody can add a second one that is believed."""
LEAST_BITS = 1024


def signer(mail: MailSettings, folder: Path) -> Callable[[bytes], bytes]:
    """Return what signs a message: it puts the signature before it. Where no key is set it returns it as it is.

    Raises `UsageError` for a key that cannot be used, or that others than its owner may read.
    """
    if not mail.dkim_key_file:
        return _unsigned
    key = read_secret(folder / mail.dkim_key_file, what="the key for DKIM")
    record = public_record(key)
    return functools.partial(_signed, key=key, record=record, mail=mail)


def public_record(key: bytes) -> bytes:
    """Return what has to stand in the DNS beside a private key. Raises `UsageError` for what is none, or is weak."""
    import base64

    from dkim.crypto import UnparsableKeyError, parse_pem_private_key

    try:
        parsed = parse_pem_private_key(key)
    except (UnparsableKeyError, ValueError, TypeError, KeyError, IndexError) as error:
        message = "the key for DKIM is no private RSA key in PEM: `openssl genrsa -out dkim.pem 2048` makes one"
        raise UsageError(message) from error
    modulus, exponent = int(parsed["modulus"]), int(parsed["publicExponent"])
    if modulus.bit_length() < LEAST_BITS:
        message = (
            f"the key for DKIM has {modulus.bit_length()} bits, and servers ask for {LEAST_BITS}: make one of 2048"
        )
        raise UsageError(message)
    return b"v=DKIM1; k=rsa; p=" + base64.b64encode(_public_key(modulus, exponent))


def _unsigned(data: bytes) -> bytes:
    return data


def _signed(data: bytes, *, key: bytes, record: bytes, mail: MailSettings) -> bytes:
    import dkim

    there = {name.lower() for name, _ in dkim.rfc822_parse(data)[0]}
    names = [name for name in OVERSIGNED if name in there] + list(OVERSIGNED)
    header: bytes = dkim.sign(
        data, mail.dkim_selector.encode(), mail.dkim_domain.encode(), key, canonicalize=(b"relaxed", b"relaxed"),
        include_headers=names,
    )  # fmt: skip
    signed = header + data
    if not dkim.verify(signed, dnsfunc=lambda *_, **__: record):
        message = "a letter was signed and the signature does not hold: nothing was sent; look at `dkim_key_file`"
        raise UsageError(message)
    return signed


def _public_key(modulus: int, exponent: int) -> bytes:
    """Return an RSA key as SubjectPublicKeyInfo (RFC 5280, DER)."""
    inner = _der(0x30, _der_number(modulus) + _der_number(exponent))
    algorithm = bytes.fromhex("300d06092a864886f70d0101010500")
    return _der(0x30, algorithm + _der(0x03, b"\x00" + inner))


def _der_number(value: int) -> bytes:
    return _der(0x02, value.to_bytes(value.bit_length() // 8 + 1, "big"))


def _der(tag: int, content: bytes) -> bytes:
    size = len(content)
    if size < 0x80:  # noqa: PLR2004 - the bound of the short form
        return bytes((tag, size)) + content
    length = size.to_bytes((size.bit_length() + 7) // 8, "big")
    return bytes((tag, 0x80 | len(length))) + length + content

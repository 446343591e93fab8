"""What makes a page one file that fetches nothing: style and script inside, and a policy that lets only these work."""

import base64
import hashlib
from functools import cache
from importlib import resources

__all__ = ["asset", "policy"]


def policy(style: str, script: str) -> str:
    """Return a content security policy that lets these two blocks work and nothing else."""
    return (
        f"default-src 'none'; style-src '{_digest(style)}'; script-src '{_digest(script)}'; "
        "base-uri 'none'; form-action 'none'"
    )


def _digest(block: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(block.encode()).digest()).decode()


@cache
def asset(name: str) -> str:
    """Return one of our own files beside the templates."""
    path = resources.files("detente.exchange") / "templates" / name
    return path.read_text(encoding="utf-8").replace("\r\n", "\n")

"""A platform or an organisation as the desk's watch has it: what it is called, and whom it was to have."""

from dataclasses import dataclass
from typing import Literal

__all__ = ["Platform"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Platform:
    """A platform. `envisaged` are the actors that it was to have, which is no membership and no attendance.

    `kind` says whether it is a format that only meets, or an organisation with members.
    """

    id: str
    name: str
    kind: Literal["format", "organisation"] = "format"
    names: tuple[str, ...] = ()
    envisaged: tuple[str, ...] = ()
    invented: bool = False

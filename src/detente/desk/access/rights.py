"""Roles and what each may do. A route names the right that it asks for; nothing else decides who gets in."""

from typing import Literal, get_args

__all__ = ["LEVELS", "RIGHTS", "ROLES", "Level", "Right", "Role", "level_of", "may"]

Level = Literal["public", "parties", "internal"]
"""What is released to whom: to everybody, to the parties of a ceasefire, to nobody but the desk; each holds the one
before it."""
Role = Literal["public", "party officer", "reader", "coder", "adjudicator", "administrator"]
Right = Literal["read", "code", "adjudicate", "sign", "release", "administer"]
"""To see what is released to one's level; to review and code; to merge, split, settle and write down; to sign or refuse
findings for a side; to release; to keep accounts and see who did what."""

LEVELS: tuple[Level, ...] = get_args(Level)
ROLES: tuple[Role, ...] = get_args(Role)
RIGHTS: dict[Role, frozenset[Right]] = {
    "public": frozenset({"read"}),
    "party officer": frozenset({"read", "sign"}),
    "reader": frozenset({"read"}),
    "coder": frozenset({"read", "code"}),
    "adjudicator": frozenset({"read", "code", "adjudicate"}),
    "administrator": frozenset({"read", "code", "adjudicate", "release", "administer"}),
}
"""An administrator signs for no side: only a side's own officer does."""


def may(role: Role, right: Right) -> bool:
    """Say whether somebody in a role has a right."""
    return right in RIGHTS[role]


def level_of(role: Role) -> Level:
    """Return up to which level of release somebody in a role sees."""
    return {"public": "public", "party officer": "parties"}.get(role, "internal")  # type: ignore[return-value]

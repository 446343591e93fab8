"""Roles and what each may do. A route names the right that it asks for; nothing else decides who gets in."""

from typing import Literal, get_args

from detente.store.levels import LEVELS, Level

__all__ = [
    "ACCOUNT_ROLES", "LEVELS", "RIGHTS", "ROLES", "SCOPES", "Level", "Right", "Role", "level_of", "may", "scopes_of",
]  # fmt: skip

Role = Literal["public", "party officer", "reader", "coder", "adjudicator", "administrator"]
Right = Literal["read", "code", "adjudicate", "sign", "release", "administer", "keep an account", "feeds"]
"""To see what is released to one's level; to review and code; to merge, split, settle and write down; to sign or refuse
findings for a side; to release; to keep accounts and see who did what; to keep one's own account; to let
a feed reader see the feeds, and nothing else."""

ROLES: tuple[Role, ...] = get_args(Role)
RIGHTS: dict[Role, frozenset[Right]] = {
    "public": frozenset({"read"}),
    "party officer": frozenset({"read", "sign", "keep an account", "feeds"}),
    "reader": frozenset({"read", "keep an account", "feeds"}),
    "coder": frozenset({"read", "code", "keep an account", "feeds"}),
    "adjudicator": frozenset({"read", "code", "adjudicate", "keep an account", "feeds"}),
    "administrator": frozenset({"read", "code", "adjudicate", "release", "administer", "keep an account", "feeds"}),
}
"""An administrator signs for no side: only a side's own officer does."""
ACCOUNT_ROLES: tuple[Role, ...] = tuple(role for role in get_args(Role) if role != "public")
"""The roles that an account may have: the public has none."""
SCOPES: tuple[Right, ...] = ("read", "code", "adjudicate", "release", "feeds")
"""The rights that a program may be given by a token. A person signs, and a person keeps accounts."""


def may(role: Role, right: Right) -> bool:
    """Say whether somebody in a role has a right."""
    return right in RIGHTS[role]


def level_of(role: Role) -> Level:
    """Return up to which level of release somebody in a role sees."""
    return {"public": "public", "party officer": "parties"}.get(role, "internal")  # type: ignore[return-value]


def scopes_of(role: Role) -> tuple[Right, ...]:
    """Return which rights somebody in a role may give to a token."""
    return tuple(right for right in SCOPES if may(role, right))

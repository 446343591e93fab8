"""Who looks at the desk in one request."""

from dataclasses import dataclass

from detente.desk.access.rights import Level, Right, Role, level_of, may

__all__ = ["NOBODY", "Viewer"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Viewer:
    """Who looks: by which `name` what they do is noted, in which role, for which side of a ceasefire.

    `name` is empty for somebody who is not logged in. `account` is the id of the account, `side` the id of the party
    that a party officer signs for.
    """

    role: Role
    name: str = ""
    account: str | None = None
    side: str | None = None

    @property
    def level(self) -> Level:
        """Up to which level of release they see."""
        return level_of(self.role)

    def may(self, right: Right) -> bool:
        """Say whether they have a right."""
        return may(self.role, right)


NOBODY = Viewer(role="public")
"""Somebody who is not logged in, of whom nothing is known."""

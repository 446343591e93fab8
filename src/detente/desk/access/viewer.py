"""Who looks at the desk in one request."""

from dataclasses import dataclass

from detente.desk.access.rights import RIGHTS, Level, Right, Role, level_of

__all__ = ["NOBODY", "STRANGER", "Viewer"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Viewer:
    """Who looks: by which `name` what they do is noted, in which role, for which side of a ceasefire.

    `name` is empty for somebody who is not logged in. `account` is the id of the account, `ceasefire` and `side` the
    ids of the ceasefire and of the party in it that a party officer signs for. `only` are the rights that a token is
    bound to; None where the role's rights are all there. `token` is its id.
    """

    role: Role
    name: str = ""
    account: str | None = None
    ceasefire: str | None = None
    side: str | None = None
    only: frozenset[Right] | None = None
    token: str | None = None

    @property
    def level(self) -> Level:
        """Up to which level of release they see."""
        return level_of(self.role)

    @property
    def sees(self) -> tuple[Level, str | None]:
        """What is released to them: that of their level, and to an officer what is the own ceasefire's."""
        return (self.level, (self.ceasefire or "") if self.level == "parties" else None)

    @property
    def rights(self) -> frozenset[Right]:
        """What they may do."""
        held = RIGHTS[self.role]
        return held if self.only is None else held & self.only

    def may(self, right: Right) -> bool:
        """Say whether they have a right."""
        return right in self.rights

    def signs_for(self, ceasefire: str, side: str) -> bool:
        """Say whether they sign for a side of a ceasefire: for their own, and for no other."""
        return self.may("sign") and (self.ceasefire, self.side) == (ceasefire, side)


NOBODY = Viewer(role="public")
"""Somebody who is not logged in, of whom nothing is known, at a desk that is open to the public."""
STRANGER = Viewer(role="public", only=frozenset())
"""Somebody who is not logged in, where all must log in first: they may nothing."""

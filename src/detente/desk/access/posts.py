"""Which roles an account of this desk can be given: a party officer's for each side that the record has."""

from dataclasses import dataclass

from detente.desk.access.rights import Role
from detente.desk.refusals import unusable
from detente.display.language import mark, say
from detente.registry.ceasefires.definition import Ceasefire
from detente.registry.ceasefires.parse import ceasefire_from_json
from detente.store import Record, entries

__all__ = ["ROLE_NAMES", "Post", "post_called", "post_for_side", "posts_of"]

ROLE_NAMES: dict[str, str] = {
    "public": mark("public"),
    "party officer": mark("party officer"),
    "reader": mark("reader"),
    "coder": mark("coder"),
    "adjudicator": mark("adjudicator"),
    "administrator": mark("administrator"),
}
COMMON: tuple[Role, ...] = ("reader", "coder", "adjudicator", "administrator")


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """A role, for a party officer with the side; `called` is what stands in a form."""

    role: Role
    ceasefire: str | None = None
    side: str | None = None
    called: str = ""

    @property
    def id(self) -> str:
        """What a form sends."""
        return "/".join(filter(None, (self.role, self.ceasefire, self.side)))


def posts_of(record: Record) -> tuple[Post, ...]:
    """Return the posts that there are here."""
    common = tuple(Post(role=role, called=say(ROLE_NAMES[role])) for role in COMMON)
    kept = (ceasefire_from_json(one.content) for one in entries(record, kind="ceasefire"))
    return common + tuple(_officer(ceasefire, n) for ceasefire in kept for n in range(len(ceasefire.parties)))


def post_called(record: Record, id_: str) -> Post:
    """Return the post that a form names. Raises a refusal where there is none of that name."""
    found = next((one for one in posts_of(record) if one.id == id_), None)
    if found is None:
        raise unusable(say("There is no such role here."))
    return found


def post_for_side(record: Record, ceasefire: str, side: str) -> Post:
    """Return the post of a party officer for a side. Raises a refusal where the record has no such side."""
    there = [one for one in posts_of(record) if one.role == "party officer"]
    found = next((one for one in there if (one.ceasefire, one.side) == (ceasefire, side)), None)
    if found is None:
        raise unusable(_no_side(there, ceasefire, side))
    return found


def _no_side(there: list[Post], ceasefire: str, side: str) -> str:
    """Return what is told of a side that there is not: the sides of its ceasefire, or which ceasefires there are."""
    if not there:
        return say("There is no ceasefire here yet, and so no side of one. Keep a ceasefire first.")
    own = ", ".join(str(one.side) for one in there if one.ceasefire == ceasefire)
    if own:
        return say(
            "The ceasefire %(ceasefire)s has no side “%(side)s”; its sides are: %(sides)s.",
            ceasefire=ceasefire, side=side[:40], sides=own,
        )  # fmt: skip
    kept = ", ".join(dict.fromkeys(str(one.ceasefire) for one in there))
    return say(
        "There is no ceasefire “%(ceasefire)s” here; those that are kept are: %(kept)s.",
        ceasefire=ceasefire[:40], kept=kept,
    )  # fmt: skip


def _officer(ceasefire: Ceasefire, n: int) -> Post:
    party = ceasefire.parties[n]
    called = say("party officer for %(side)s, %(ceasefire)s", side=party.name, ceasefire=ceasefire.name)
    return Post(role="party officer", ceasefire=ceasefire.id, side=party.id, called=called)

"""Persons and the log of who read them, for people and for programs."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from detente.registry.mines.victims import Victim
    from detente.store.people_deeds import Deed
    from detente.store.people_kept import Found

__all__ = ["deed_row", "persons_lines", "persons_plain"]

TOLD = ("name", "sex", "age", "occupation", "injury", "doing", "help_received", "agreed_to_be_recorded")


def persons_plain(accident: str, found: "Found") -> dict[str, Any]:
    """Return persons as one object for programs."""
    from detente.registry.forms import to_plain

    shown = [{"id": one.id, **{name: getattr(one, name) for name in TOLD}, "evidence": to_plain(one.evidence)}
             for one in found.persons]  # fmt: skip
    return {"accident": accident, "persons": shown, "forgotten": list(found.forgotten),
            "complaints": list(found.complaints)}  # fmt: skip


def persons_lines(accident: str, found: "Found") -> list[str]:
    """Return persons as lines for people."""
    lines = [f"accident {accident[:10]}; {found.answer.said}; that it was read is noted"]
    for one in found.persons:
        lines += _person(one)
    lines += [f"person {one[:10]} is forgotten: what was kept is erased" for one in found.forgotten]
    if len(lines) == 1:
        lines.append("no person is kept with this accident; that says nothing of who was hurt")
    return [*lines, *found.complaints]


def _person(one: "Victim") -> list[str]:
    facts = "; ".join(f"{name.replace('_', ' ')}: {_said(getattr(one, name))}" for name in TOLD)
    words = (f"  “{some.words}” ({some.source or 'source not told'}, by {some.by})" for some in one.evidence)
    return [f"person {one.id[:10]}: {facts}", *words]


def _said(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "not told" if value is None else str(value)


def deed_row(one: "Deed") -> dict[str, Any]:
    """Return a deed as a row of a list."""
    return {
        "number": one.number,
        "at": one.at.isoformat(timespec="seconds").replace("+00:00", "Z"),
        "deed": one.what,
        "by": one.by,
        "account": one.account,
        "accident": (one.accident or "")[:10] or None,
        "person": (one.person or "")[:10] or None,
        "revision": one.revision,
        "why": one.reason,
        "said": one.said,
    }

"""Persons who came to harm by mines: kept apart from the accident, and read by those only whom the desk names for it.

No figure is ever made of what these records say about a person: in a small place a count by age and sex is a name.
"""

from dataclasses import dataclass

from detente.core.errors import EvidenceError
from detente.registry.evidence import Evidence

__all__ = ["Victim"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Victim:
    """One person, and the `accident` (its id) that harmed them. What was not told, or not agreed to, is None.

    `supersedes` is the id, or its first digits, of a person who is kept already and of whom this is said from now on.
    """

    id: str
    accident: str
    evidence: tuple[Evidence, ...]
    name: str | None = None
    sex: str | None = None
    age: int | None = None
    occupation: str | None = None
    injury: str | None = None
    doing: str | None = None
    help_received: str | None = None
    agreed_to_be_recorded: bool | None = None
    supersedes: str | None = None

    def __post_init__(self) -> None:
        """Refuse a person who is in no accident, or of whom nobody wrote."""
        if not self.evidence or not self.accident:
            message = "a person is kept with the accident it concerns, and with the words that say it"
            raise EvidenceError(message)

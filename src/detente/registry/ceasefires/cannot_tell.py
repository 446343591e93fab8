"""That a question cannot be answered from what is known: an answer of its own, with the reason in words."""

from dataclasses import dataclass

from detente.core.errors import EvidenceError

__all__ = ["CannotTell"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CannotTell:
    """Nobody can tell, and why: never a zero, and never "no change"."""

    reason: str

    def __post_init__(self) -> None:
        """Refuse one that does not say why."""
        if not self.reason.strip():
            message = "'cannot tell' needs the reason why"
            raise EvidenceError(message)

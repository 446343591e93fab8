"""Claims: who says what, by which word we know, and through whom it reached us."""

from detente.reading.claims.find import FindAttributions
from detente.reading.claims.stage import FindClaims

__all__ = ["FindAttributions", "FindClaims"]

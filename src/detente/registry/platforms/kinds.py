"""What may be told of a platform or an organisation."""

from detente.registry.platforms.meetings import ATTENDANCE, STATES

__all__ = ["KINDS", "MEMBERSHIP", "ORIGINS"]

MEMBERSHIP = ("joined", "applied", "suspended", "left", "readmitted", "observer", "member", "not a member")
ORIGINS = ("called for", "proposed", "established", "being established", "envisaged", "aim", "taking part")
KINDS = (*ORIGINS, *STATES, *ATTENDANCE, *MEMBERSHIP)

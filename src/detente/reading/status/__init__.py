"""How an event stands: whether it happened, is planned, demanded, denied, and by whose word."""

from detente.reading.status.stage import JudgeStandings

__all__ = ["JudgeStandings"]

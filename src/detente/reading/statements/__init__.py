"""Statements: in which office, where, when and to whom something was said, about whom, and for or against whom."""

from detente.reading.statements.stage import FindStatements

__all__ = ["FindStatements"]

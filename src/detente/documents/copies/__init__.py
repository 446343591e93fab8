"""Texts told again: their marks for finding them, their comparison, and what differs between them."""

__all__ = ["VERSION"]

VERSION = "3"
"""Of marks and comparison together; noted with every text that was compared."""

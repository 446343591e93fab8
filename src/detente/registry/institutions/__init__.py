"""Institutions: centres, commissions and missions; founded, staffed, moved, closed, and on what basis."""

"""Centres, commissions and missions: what is said of each, rival claims side by side."""

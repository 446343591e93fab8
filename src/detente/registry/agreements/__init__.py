"""Agreements: instruments, their texts, who signed and ratified, and what came of each provision."""

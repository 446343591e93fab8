"""Agreements: who signed by whose word, what stands in them, what came of it."""

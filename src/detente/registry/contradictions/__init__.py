"""Contradictions: a claim against the registry or another claim, with both texts and no verdict."""

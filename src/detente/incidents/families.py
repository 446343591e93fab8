"""Types of event that report writers use for the same happening, put together."""

__all__ = ["FAMILIES"]

FAMILIES = {
    "ASSAULT": "violence", "COERCE": "force", "MOBILIZE": "force", "PROTEST": "protest", "SANCTION": "pressure",
    "THREATEN": "words", "REJECT": "words", "ACCUSE": "words", "REQUEST": "words", "CONSULT": "talks", "AGREE": "talks",
    "SUPPORT": "backing", "CONCEDE": "yielding", "RETREAT": "yielding", "COOPERATE": "backing", "AID": "backing",
}  # fmt: skip
"""The family of each of PLOVER's types."""

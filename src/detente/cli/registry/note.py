"""How commands are told who has which part in what a person writes down."""

__all__ = ["PART_HELP"]

PART_HELP = "Who has which part in it, such as absent=GEO or present=IRN:deputy minister; may be given again."

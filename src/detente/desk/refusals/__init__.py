"""What the desk cannot or will not show: `refused` says what a refusal is, `fields` of what, `told` how it is told."""

from detente.desk.refusals.refused import Refused, as_problem, not_here, status_of, unfit, unusable

__all__ = ["Refused", "as_problem", "not_here", "status_of", "unfit", "unusable"]

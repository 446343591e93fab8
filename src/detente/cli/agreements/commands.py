"""All commands of `detente agreements`: what is said and what stands in the texts, then what came of it."""

from detente.cli.agreements.implementation import add_implementation
from detente.cli.agreements.texts import agreements_app

__all__ = ["agreements_app"]

add_implementation(agreements_app)

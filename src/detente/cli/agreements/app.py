"""`detente agreements`: what was agreed, and what came of it."""

import typer

from detente.cli.agreements.implementation import add_implementation

__all__ = ["agreements_app"]

agreements_app = typer.Typer(no_args_is_help=True, rich_markup_mode=None, add_completion=False)


@agreements_app.callback()
def agreements() -> None:
    """Show agreements, what reports tell of their provisions, and how far people judge them carried out."""


add_implementation(agreements_app)

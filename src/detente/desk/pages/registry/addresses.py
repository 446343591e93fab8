"""What stands in the addresses of the registries' pages."""

from typing import Annotated

from fastapi import Path, Query

__all__ = ["After", "Id"]

Id = Annotated[str, Path(max_length=200)]
"""The id of a thing."""
After = Annotated[str | None, Query(max_length=200)]
"""Behind which row a list goes on."""

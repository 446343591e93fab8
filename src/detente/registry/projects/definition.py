"""A project as the desk's watch has it: a pipeline, a railway, a road, an investment."""

from dataclasses import dataclass

__all__ = ["Project"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """A project of a `kind` ("railway", "oil pipeline"); `route` are places in their order, `parties` actors."""

    id: str
    name: str
    kind: str | None = None
    names: tuple[str, ...] = ()
    route: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()
    invented: bool = False

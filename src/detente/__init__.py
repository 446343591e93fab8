"""détente: the desk of a joint ceasefire-monitoring centre, in software.

`read`, `relate` and `run` are the ways in for a program; ``detente --help`` for a person.
"""

from typing import TYPE_CHECKING, Any

from detente.core.version import VERSION

if TYPE_CHECKING:
    from detente.pipeline.library import read
    from detente.pipeline.relating import Relation, relate
    from detente.reading.reading import Reading
    from detente.runs.run import run

__all__ = ["Reading", "Relation", "__version__", "read", "relate", "run"]

__version__ = VERSION


def __getattr__(name: str) -> Any:
    """Import what is asked for when it is asked for: the parser's library alone takes seconds."""
    if name == "read":
        from detente.pipeline.library import read

        return read
    if name in {"relate", "Relation"}:
        from detente.pipeline import relating

        return getattr(relating, name)
    if name == "run":
        from detente.runs.run import run

        return run
    if name == "Reading":
        from detente.reading.reading import Reading

        return Reading
    message = f"module {__name__!r} has no attribute {name!r}"
    raise AttributeError(message)

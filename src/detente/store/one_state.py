"""One state for many questions: a transaction that stays open from the first of them to the last."""

import contextlib
from collections.abc import Iterator
from contextvars import ContextVar

from sqlalchemy import Connection, Engine

__all__ = ["held_open", "one_state", "see_anew"]


class _Held:
    """The transactions that are open, one of each engine, for one thread after the other."""

    def __init__(self) -> None:
        self._open: dict[Engine, contextlib.ExitStack] = {}
        self._connections: dict[Engine, Connection] = {}

    @contextlib.contextmanager
    def reading(self, engine: Engine) -> Iterator[Connection]:
        """Yield the connection of an engine; after an error it is let go, for its transaction may be lost."""
        if engine not in self._connections:
            with contextlib.ExitStack() as opening:
                connection = opening.enter_context(engine.connect())
                opening.enter_context(connection.begin())
                self._connections[engine], self._open[engine] = connection, opening.pop_all()
        try:
            yield self._connections[engine]
        except Exception:
            self.let_go(engine)
            raise

    def let_go(self, engine: Engine) -> None:
        """End the transaction of an engine."""
        self._connections.pop(engine, None)
        if (stack := self._open.pop(engine, None)) is not None:
            stack.close()

    def close(self) -> None:
        """End all of them."""
        for engine in list(self._open):
            self.let_go(engine)


_CURRENT: ContextVar[_Held | None] = ContextVar("one_state", default=None)


@contextlib.contextmanager
def one_state() -> Iterator[None]:
    """Let all that is asked within see one state of each record: that of the first question."""
    held = _Held()
    token = _CURRENT.set(held)
    try:
        yield
    finally:
        _CURRENT.reset(token)
        held.close()


def see_anew() -> None:
    """Let what is asked from here on see what was written since."""
    held = _CURRENT.get()
    if held is not None:
        held.close()


def held_open(engine: Engine) -> "contextlib.AbstractContextManager[Connection] | None":
    """Return the transaction that is held open for an engine; None outside of `one_state`."""
    held = _CURRENT.get()
    return None if held is None else held.reading(engine)

"""One state for many questions: a transaction that stays open from the first of them to the last."""

import contextlib
from collections.abc import Callable, Hashable, Iterator
from contextvars import ContextVar
from typing import TypeVar

from sqlalchemy import Connection, Engine

__all__ = ["asked_once", "held_open", "one_state", "see_anew"]

T = TypeVar("T")


class _Held:
    """The transactions that are open, one of each engine, for one thread after the other."""

    def __init__(self) -> None:
        self._open: dict[Engine, contextlib.ExitStack] = {}
        self._connections: dict[Engine, Connection] = {}
        self._answers: dict[Engine, dict[Hashable, object]] = {}

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

    def once(self, engine: Engine, key: Hashable, ask: Callable[[], T]) -> T:
        """Return what is asked of an engine, asked again only after its transaction ended."""
        answers = self._answers.setdefault(engine, {})
        if key not in answers:
            answers[key] = ask()
        found: T = answers[key]  # type: ignore[assignment]
        return found

    def let_go(self, engine: Engine) -> None:
        """End the transaction of an engine."""
        self._answers.pop(engine, None)
        self._connections.pop(engine, None)
        if (stack := self._open.pop(engine, None)) is not None:
            stack.close()

    def close(self) -> None:
        """End all of them."""
        self._answers.clear()
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


def asked_once(engine: Engine, key: Hashable, ask: Callable[[], T]) -> T:
    """Return an answer that is the same for as long as one state is seen, asked once; each time outside of one."""
    held = _CURRENT.get()
    return ask() if held is None else held.once(engine, key, ask)


def held_open(engine: Engine) -> "contextlib.AbstractContextManager[Connection] | None":
    """Return the transaction that is held open for an engine; None outside of `one_state`."""
    held = _CURRENT.get()
    return None if held is None else held.reading(engine)

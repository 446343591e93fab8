"""What is asked of the whole record again and again, read once for each state of it.

Only a record that can name its state (`Record.state`) is remembered of: a desk that is served asks many questions of
one state, a command asks each of its own once.
"""

import functools  # noqa: I001
import threading
from collections import OrderedDict
from collections.abc import Callable
from typing import Any, TypeVar, TYPE_CHECKING
from weakref import WeakKeyDictionary


from detente.store.record import Record

if TYPE_CHECKING:
    from sqlalchemy import Engine

__all__ = ["remembered"]

T = TypeVar("T")
MOST = 24
"""Answers that are remembered of one record; those asked for longest ago go first."""
_Answers = OrderedDict[tuple[Any, ...], Any]
_KEPT: "WeakKeyDictionary[Engine, _Answers]" = WeakKeyDictionary()
_LOCK = threading.Lock()


def remembered(read: Callable[..., T]) -> Callable[..., T]:
    """Return a reading of the record that is made once for each state of it; what it returns must not be changed."""

    @functools.wraps(read)
    def again(record: Record, *more: Any, **asked: Any) -> T:
        if record.state is None:
            return read(record, *more, **asked)
        key = (read.__qualname__, more, tuple(sorted(asked.items())), record.state())
        with _LOCK:
            answers = _KEPT.setdefault(record.engine, OrderedDict())
            if key in answers:
                answers.move_to_end(key)
                found: T = answers[key]
                return found
        made = read(record, *more, **asked)
        with _LOCK:
            answers[key] = made
            while len(answers) > MOST:
                answers.popitem(last=False)
        return made

    return again

"""What is asked of the whole record again and again, read once for each state of it, and brought forward by changes.

Only a record that can name its state (`Record.state`) is remembered of: a desk that is served asks many questions of
one state, a command asks each of its own once. An answer that no change concerns stays the same object from one state
to the next, so that what is worked out of it (`derived`) is known to be the same.
"""

import functools
import threading
from collections import OrderedDict, deque
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar
from weakref import WeakKeyDictionary

from detente.store.known import NOW, Known
from detente.store.record import Record

if TYPE_CHECKING:
    from sqlalchemy import Engine

__all__ = ["brought_forward", "carried", "derived", "growing", "remembered", "remembered_entries"]

T = TypeVar("T")
K = TypeVar("K")
V = TypeVar("V")
MOST, MOST_EARLIER = 192, 32
"""Questions of one record whose answers are remembered, and such as of a moment that is past; those asked for longest
ago go first."""
OF_ENTRIES = frozenset({"entry", "withdrawal", "release"})
"""Kinds of revisions after which other entries may be current, or be seen."""
STATES = 3
"""Answers of a question that are kept: who began with an earlier state goes on with it."""


@dataclass(slots=True)
class _Slot:
    """The last answers of one question, each with what it is of; one thread at a time works out another."""

    answers: deque[tuple[Any, Any]] = field(default_factory=lambda: deque(maxlen=STATES))
    lock: threading.RLock = field(default_factory=threading.RLock)


_Slots = OrderedDict[tuple[Any, ...], _Slot]
_KEPT: "WeakKeyDictionary[Engine, tuple[_Slots, _Slots]]" = WeakKeyDictionary()
_LOCK = threading.Lock()


def remembered(read: Callable[..., T]) -> Callable[..., T]:
    """Return a reading of the record that is made once for each state of it; what it returns must not be changed."""
    return _remembered(read, lambda *_, **__: None)


def growing(grow: Callable[..., T | None]) -> Callable[[Callable[..., T]], Callable[..., T]]:
    """Let the last answer be brought forward: `grow` is given it, what changed since, and what `read` is asked with.

    It returns the last answer itself where nothing that was changed concerns it, and None where all is to be read
    anew. What it reads may be of a later state already; it must come out the same when it is read again.
    """
    return lambda read: _remembered(read, grow)


def remembered_entries(read: Callable[..., T]) -> Callable[..., T]:
    """Return a reading of entries alone that is made once until one of them changes; it must not be changed itself."""
    return _remembered(read, lambda last, changed, *_, **__: None if changed.kinds & OF_ENTRIES else last)


def brought_forward(last: dict[K, V], now: Mapping[K, V], changed: Iterable[K]) -> dict[K, V]:
    """Return the last answer with what is said now under the keys that were changed; itself, where that is the same."""
    others = [key for key in changed if last.get(key) != now.get(key) or (key in last) != (key in now)]
    if not others:
        return last
    made = dict(last)
    for key in others:
        made.pop(key, None)
        if key in now:
            made[key] = now[key]
    return made


def derived(record: Record, name: str, make: Callable[[], T], *inputs: object, known_on: Known = NOW) -> T:
    """Return what is worked out of inputs alone, once for as long as each of these is the same object."""
    return carried(record, name, lambda _: make(), *inputs, known_on=known_on)


def carried(record: Record, name: str, make: Callable[[T | None], T], *inputs: object, known_on: Known = NOW) -> T:
    """Return the same of what is worked out with the help of the last, which `make` is given, None where none is."""
    if record.state is None:
        return make(None)
    slot = _slot(record, (name, known_on))
    with slot.lock:
        for known, made in slot.answers:
            if len(known) == len(inputs) and all(a is b for a, b in zip(known, inputs, strict=True)):
                found: T = made
                return found
        new = make(slot.answers[0][1] if slot.answers else None)
        slot.answers.appendleft((inputs, new))
        return new


def _remembered(read: Callable[..., T], grow: Callable[..., T | None]) -> Callable[..., T]:
    @functools.wraps(read)
    def again(record: Record, *more: Any, **asked: Any) -> T:
        if record.state is None:
            return read(record, *more, **asked)
        state = record.state()
        slot = _slot(record, (read.__module__, read.__qualname__, more, tuple(sorted(asked.items()))))
        with slot.lock:
            for of, answer in slot.answers:
                if of == state:
                    found: T = answer
                    return found
            made = _grown(record, slot, state, grow, more, asked)
            if made is None:
                made = read(record, *more, **asked)
            slot.answers.appendleft((state, made))
            return made

    return again


def _grown(
    record: Record, slot: _Slot, state: str, grow: Callable[..., T | None], more: tuple[Any, ...], asked: dict[str, Any]
) -> T | None:
    """Return the last answer brought forward to a state; None where there is none, or it cannot be."""
    if not slot.answers or record.changes is None:
        return None
    before, last = slot.answers[0]
    changed = record.changes(before, state)
    return None if changed is None else grow(last, changed, record, *more, **asked)


def _slot(record: Record, key: tuple[Any, ...]) -> _Slot:
    is_past = any(isinstance(one, Known) and one.at is not None for one in _parts(key))
    with _LOCK:
        slots = _KEPT.setdefault(record.engine, (OrderedDict(), OrderedDict()))[is_past]
        slot = slots.setdefault(key, _Slot())
        slots.move_to_end(key)
        while len(slots) > (MOST_EARLIER if is_past else MOST):
            slots.popitem(last=False)
        return slot


def _parts(key: Iterable[Any]) -> Iterable[Any]:
    """Yield what a key is made of, however deep it stands."""
    for one in key:
        yield from _parts(one) if isinstance(one, tuple) else (one,)

"""Requests to a store that go out several at once and are answered in their order."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Final, TypeVar

__all__ = ["AT_ONCE", "ask_at_once"]

Question = TypeVar("Question")
Answer = TypeVar("Answer")

AT_ONCE: Final = 32
"""Requests to an object store under way together. Each takes tens of milliseconds, in which nothing is computed."""


def ask_at_once(
    ask: Callable[[Question], Answer], questions: Iterable[Question], *, at_once: int = AT_ONCE
) -> Iterator[Answer]:
    """Yield the answers in the order of the questions, of which no more than so many are under way or wait to be taken.

    Raises what `ask` raises, where that answer would have come. With one at once nothing is started.
    """
    if at_once == 1:
        yield from map(ask, questions)
        return
    waiting: deque[Future[Answer]] = deque()
    pool = ThreadPoolExecutor(at_once)
    try:
        for question in questions:
            waiting.append(pool.submit(ask, question))
            if len(waiting) == at_once:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    finally:
        pool.shutdown(cancel_futures=True)

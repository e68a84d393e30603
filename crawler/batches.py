"""Several things that are done at once, for those who wait for one each: a transaction for many pages, not each."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Generic, TypeVar

Item = TypeVar("Item")
Made = TypeVar("Made")


class Batches(Generic[Item, Made]):
    """What `put` is given is handed to `work` in lists: of `most`, or of what came in `seconds` since the first of
    them, or at once of so many that `are_all` says that no more can come meanwhile. A list is worked on after the one
    before it.

    `work` makes one thing of each, or an exception, which is raised where that one is waited for; one that `work`
    itself raises is raised for all of its list.
    """

    def __init__(
        self,
        work: Callable[[Sequence[Item]], Awaitable[Sequence[Made | Exception]]],
        *,
        most: int,
        seconds: float,
        are_all: Callable[[int], bool] = lambda _: False,
    ) -> None:
        self._work = work
        self._most = most
        self._seconds = seconds
        self._are_all = are_all
        self._waiting: list[tuple[Item, asyncio.Future[Made]]] = []
        self._timer: asyncio.TimerHandle | None = None
        self._worker: asyncio.Task[None] | None = None

    async def put(self, item: Item) -> Made:
        """What was made of an item, once it was."""
        loop = asyncio.get_running_loop()
        future: asyncio.Future[Made] = loop.create_future()
        self._waiting.append((item, future))
        if len(self._waiting) >= self._most or self._are_all(len(self._waiting)):
            self._begin()
        elif self._timer is None:
            self._timer = loop.call_later(self._seconds, self._begin)
        return await future

    def _begin(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if self._waiting and (self._worker is None or self._worker.done()):
            self._worker = asyncio.ensure_future(self._all())

    async def _all(self) -> None:
        while self._waiting:
            batch, self._waiting = self._waiting[: self._most], self._waiting[self._most :]
            try:
                made = await self._work([item for item, _ in batch])
            except Exception as error:
                made = [error] * len(batch)
            for (_, future), one in zip(batch, made, strict=True):
                if future.done():
                    continue
                if isinstance(one, Exception):
                    future.set_exception(one)
                else:
                    future.set_result(one)

"""Things done together for those who wait for one each."""

import asyncio
from collections.abc import Sequence

import pytest

from crawler.batches import Batches


class Worker:
    """Doubles numbers, and keeps the lists that it was given."""

    def __init__(self) -> None:
        self.lists: list[list[int]] = []
        self.free = asyncio.Event()
        self.free.set()

    async def __call__(self, items: Sequence[int]) -> list[int | Exception]:
        self.lists.append(list(items))
        await self.free.wait()
        if 13 in items:
            raise OSError("all of them")
        return [ValueError("this one") if item < 0 else 2 * item for item in items]


def test_what_comes_together_is_done_together() -> None:
    worker = Worker()

    async def scenario() -> None:
        batches = Batches(worker, most=4, seconds=0.01)
        assert await asyncio.gather(*map(batches.put, range(10))) == [2 * n for n in range(10)]
        assert await batches.put(10) == 20

    asyncio.run(scenario())
    assert worker.lists == [[0, 1, 2, 3], [4, 5, 6, 7], [8, 9], [10]]


def test_what_is_all_that_can_come_waits_for_nothing() -> None:
    worker = Worker()

    async def scenario() -> None:
        batches = Batches(worker, most=8, seconds=60, are_all=lambda waiting: waiting == 3)
        assert await asyncio.wait_for(asyncio.gather(*map(batches.put, range(3))), 30) == [0, 2, 4]

    asyncio.run(scenario())
    assert worker.lists == [[0, 1, 2]]


def test_one_that_fails_fails_alone_unless_all_do() -> None:
    async def scenario() -> None:
        batches = Batches(Worker(), most=3, seconds=0.01)
        found = await asyncio.gather(*map(batches.put, [1, -1, 2, 3, 13, 4]), return_exceptions=True)
        assert [type(one) for one in found] == [int, ValueError, int, OSError, OSError, OSError]

    asyncio.run(scenario())


def test_who_no_longer_waits_keeps_nobody() -> None:
    worker = Worker()

    async def scenario() -> None:
        batches = Batches(worker, most=8, seconds=0.01)
        worker.free.clear()
        tasks = [asyncio.ensure_future(batches.put(number)) for number in range(3)]
        await asyncio.sleep(0.05)
        late = [asyncio.ensure_future(batches.put(number)) for number in range(3, 5)]
        await asyncio.sleep(0.05)
        assert worker.lists == [[0, 1, 2]]
        tasks[1].cancel()
        worker.free.set()
        assert [await tasks[0], await tasks[2], *await asyncio.gather(*late)] == [0, 4, 6, 8]
        with pytest.raises(asyncio.CancelledError):
            await tasks[1]

    asyncio.run(scenario())
    assert worker.lists == [[0, 1, 2], [3, 4]]

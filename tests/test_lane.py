"""The turns of a site: each host at its own pace, and an end where nothing comes of it."""

import asyncio
from collections.abc import AsyncIterator, Callable

from crawler.frontier import Found
from crawler.items import Hints
from crawler.lane import (
    ASIDE,
    IN_VAIN,
    LOST_IN_A_ROW,
    TOO_LATE_IN_A_ROW,
    WAITING_PER_HOST,
    WAITING_PER_SITE,
    Asked,
    Lane,
)
from crawler.site import Site

SITE = Site(name="echo", url="https://echo.example/")


def page(lane: Lane, number: int, host: str = "echo.example") -> Asked:
    return Asked(lane, Found(f"https://{host}/{number}", Hints(found_in="feed"), True), None)


def walked(lane: Lane, pages: list[Asked], answer: Callable[[Asked], None]) -> list[str]:
    """The addresses in the order of their turns; `answer` is called with each page later, and gives its turn back."""

    async def batches() -> AsyncIterator[list[Asked]]:
        yield pages

    async def walk() -> list[str]:
        urls = []
        loop = asyncio.get_running_loop()
        async for asked in lane.in_turn(batches()):
            lane.ask(asked, 0)
            urls.append(asked.found.url)
            loop.call_later(0.001, answer, asked)
        return urls

    return asyncio.run(asyncio.wait_for(walk(), 30))


def test_each_page_has_its_turn_in_order_and_no_more_than_allowed_are_under_way() -> None:
    lane = Lane(SITE)
    under_way: list[int] = []

    def answer(asked: Asked) -> None:
        under_way.append(lane.host(asked.found.url).under_way)
        lane.leave(asked, "article")

    pages = [page(lane, number) for number in range(3 * ASIDE)]
    assert walked(lane, pages, answer) == [asked.found.url for asked in pages]
    assert max(under_way) == WAITING_PER_HOST
    assert lane.idle


def test_a_host_is_asked_on_while_its_pages_are_read_but_not_for_more_than_a_site_may_have_under_way() -> None:
    lane = Lane(SITE)
    under_way: list[int] = []
    here: list[int] = []
    reading = 0

    def answer(asked: Asked) -> None:
        nonlocal reading
        under_way.append(lane.host(asked.found.url).under_way)
        lane.arrived(asked)
        reading += 1
        here.append(reading + lane.host(asked.found.url).under_way)
        asyncio.get_running_loop().call_later(0.02, read, asked)

    def read(asked: Asked) -> None:
        nonlocal reading
        reading -= 1
        lane.leave(asked, "article")

    pages = [page(lane, number) for number in range(ASIDE)]
    assert len(walked(lane, pages, answer)) == ASIDE
    assert max(under_way) == WAITING_PER_HOST
    assert max(here) == WAITING_PER_SITE
    assert lane.idle
    assert lane.host(SITE.url).under_way == 0


def test_a_slow_host_keeps_no_other_from_its_turn() -> None:
    lane = Lane(SITE)
    held: list[Asked] = []
    done = 0

    def answer(asked: Asked) -> None:
        nonlocal done
        if "slow" in asked.found.url and done < 50:
            held.append(asked)
            return
        lane.leave(asked, "article")
        done += 1
        if done == 50:
            for one in held:
                lane.leave(one, "article")

    pages = [page(lane, number, host) for number in range(50) for host in ("slow.example", "echo.example")]
    assert len(walked(lane, pages, answer)) == 100
    assert len(held) == WAITING_PER_SITE - WAITING_PER_HOST


def test_a_page_that_is_put_back_waits_until_its_host_has_rested() -> None:
    lane = Lane(SITE)
    again: list[str] = []

    def answer(asked: Asked) -> None:
        if asked.found.url == "https://echo.example/0" and asked.tries == 1:
            lane.host(asked.found.url).rest(0.2)
            lane.again(Asked(lane, asked.found, None, tries=2))
            return
        if asked.tries == 2:
            assert not lane.host(asked.found.url).left
            again.append(asked.found.url)
        lane.leave(asked, "article")

    pages = [page(lane, number, host) for number in range(20) for host in ("echo.example", "other.example")]
    urls = walked(lane, pages, answer)
    assert again == ["https://echo.example/0"]
    second = len(urls) - urls[::-1].index("https://echo.example/0") - 1
    assert {url for url in urls[:second] if "other" in url} == {url for url in urls if "other" in url}
    assert len([url for url in urls[:second] if "echo" in url]) <= WAITING_PER_HOST


def test_a_host_that_asks_for_too_long_is_left_out_and_the_others_go_on() -> None:
    lane = Lane(SITE)

    def answer(asked: Asked) -> None:
        if "echo" in asked.found.url:
            lane.host(asked.found.url).rest(7200)
            lane.leave(asked, "blocked")
        else:
            lane.leave(asked, "article")

    pages = [page(lane, number, host) for number in range(60) for host in ("echo.example", "other.example")]
    urls = walked(lane, pages, answer)
    assert len([url for url in urls if "other" in url]) == 60
    assert len([url for url in urls if "echo" in url]) == WAITING_PER_HOST
    assert lane.left_alone == [
        "echo: echo.example asks to be left alone for 2 h 0 min; it was left alone, and 52 pages put off to the next "
        "crawl."
    ]
    assert not lane.given_up
    assert not lane.idle


def test_a_site_ends_where_nothing_comes_of_it() -> None:
    lane = Lane(SITE)
    one = page(lane, 1)
    for _ in range(IN_VAIN):
        lane.ask(one, 3)
    assert lane.in_vain is False
    lane.ask(one, 4)
    for _ in range(IN_VAIN):
        lane.ask(one, 4)
    assert lane.in_vain is False
    lane.ask(one, 4)
    assert lane.in_vain is True


def test_a_site_ends_where_nothing_comes_in_time() -> None:
    lane = Lane(SITE)
    one = page(lane, 1)
    lane.ask(one, 0)
    for _ in range(TOO_LATE_IN_A_ROW - 1):
        lane.leave(one, "failed", late=True)
    assert not lane.given_up
    lane.leave(one, "failed")  # its server answered, whatever that was
    assert not lane.host(one.found.url).late
    for _ in range(TOO_LATE_IN_A_ROW):
        lane.leave(one, "failed", late=True)
    assert lane.given_up
    assert lane.left_alone == ["echo: 5 requests in a row were not answered in time; it was left alone."]


def test_what_waits_for_a_server_that_is_silent_is_put_off() -> None:
    lane = Lane(SITE)
    pages = [*(page(lane, number) for number in range(30)), page(lane, 30, "sport.echo.example")]
    urls = walked(
        lane,
        pages,
        lambda asked: lane.silent(asked) if "//echo" in asked.found.url else lane.leave(asked, "article"),
    )
    assert len(urls) == WAITING_PER_HOST + 1
    assert lane.left_alone == [
        "echo: echo.example: 5 requests in a row were not answered in time; it was left alone, and 30 pages put off to "
        "the next crawl."
    ]
    assert not lane.idle


def test_a_site_ends_where_all_of_it_fails() -> None:
    lane = Lane(SITE)
    urls = walked(lane, [page(lane, number) for number in range(500)], lambda asked: lane.leave(asked, "failed"))
    assert LOST_IN_A_ROW <= len(urls) < LOST_IN_A_ROW + WAITING_PER_HOST
    lost, put_off = lane.host(SITE.url).lost, 500 - len(urls)
    assert lane.left_alone == [
        f"echo: {lost} pages in a row failed or were blocked; it was left alone, and {put_off} pages put off to the "
        "next crawl."
    ]


def test_what_is_dropped_is_not_asked_for() -> None:
    lane = Lane(SITE)
    pages = [page(lane, number) for number in range(20)]

    async def batches() -> AsyncIterator[list[Asked]]:
        yield pages

    async def walk(most: int) -> int:
        turns = 0
        async for asked in lane.in_turn(batches() if most < 20 else nothing()):
            turns += 1
            if turns > most:
                lane.drop(asked)
                break
            lane.leave(asked, "not an article")
        return turns

    async def nothing() -> AsyncIterator[list[Asked]]:
        for never in ():
            yield never

    assert asyncio.run(walk(5)) == 6
    assert asyncio.run(walk(20)) == 0

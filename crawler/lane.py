"""The turns of one site: what of it is asked for next, how much of it is under way, and which of its hosts rest."""

import asyncio
from collections import deque
from collections.abc import AsyncGenerator, AsyncIterable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from time import monotonic
from urllib.parse import urlsplit

from crawler.answer import AnswerOutcome
from crawler.frontier import Found
from crawler.patience import LONGEST_WAIT
from crawler.report import duration
from crawler.site import Site

WAITING_PER_HOST = 8
"""Requests of one host that may be under way or wait for their turn: enough to keep it busy at its pace, little to wait
for after Ctrl-C, and a site of a million pages needs no more memory than one of ten."""
WAITING_PER_SITE = 2 * WAITING_PER_HOST
"""The same of all hosts of a site, and the pages that are there and being read."""
ASIDE = 200
"""Pages of hosts that rest or have all their turns which are kept for later while the site's other hosts go on."""
IN_VAIN = 500
"""Pages of a site one after the other that bring no article (calendars, filters, endless lists), after which the rest
waits for the next crawl."""
TOO_LATE_IN_A_ROW = 5
"""Pages that did not answer in time after which a host is left alone: each takes as long as a crawl waits at all."""
LOST_IN_A_ROW = 20
"""Failed or blocked pages after which a host is left alone until the next crawl: it is down, or it does not want us."""
MANY_NOT_FOUND = 20
SHARE_NOT_FOUND = 0.1
"""More articles that were not found than both, this many and this share of what was asked for, are more likely a site
out of order than articles that are gone."""


class Host:
    """What one server of a site made of what it was asked, and how long it is to be left alone."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.waiting: deque[Asked] = deque()
        """Pages of which one is asked for when it has a turn."""
        self.asked = 0
        self.under_way = 0
        self.lost = 0
        """Failed or blocked pages in a row."""
        self.late = 0
        """Pages in a row that did not answer in time."""
        self.put_off = 0
        """Pages that had or waited for a turn when it was left alone; the next crawl asks for them."""
        self._stay_away = 0.0
        self._quiet_until = 0.0

    def rest(self, seconds: float) -> None:
        """Ask it for nothing for so long, or in this crawl no more, if that is longer than a crawl waits."""
        if seconds > LONGEST_WAIT:
            self._stay_away = seconds
        else:
            self._quiet_until = max(self._quiet_until, monotonic() + seconds)

    @property
    def left(self) -> float:
        """Seconds until it may be asked again."""
        return max(0.0, self._quiet_until - monotonic())

    @property
    def left_alone(self) -> str:
        """Why it is left alone until the next crawl, as the end of a sentence about it; empty if it is not."""
        if self._stay_away:
            why = f"asks to be left alone for {duration(self._stay_away)}"
        elif self.late >= TOO_LATE_IN_A_ROW:
            why = f"{self.late} requests in a row were not answered in time"
        elif self.lost >= LOST_IN_A_ROW:
            why = f"{self.lost} pages in a row failed or were blocked"
        else:
            return ""
        pages = f"{self.put_off} page{'s' * (self.put_off > 1)}"
        return f"{why}; it was left alone{f', and {pages} put off to the next crawl' if self.put_off else ''}."

    @property
    def has_turns(self) -> bool:
        return self.under_way < WAITING_PER_HOST and not self.left


class Lane:
    """Lets the pages of one site go, each when its host has a turn; one host that rests, or is slow, keeps the others
    from nothing."""

    def __init__(self, site: Site, going_on: Callable[[], bool] = lambda: True) -> None:
        self.site = site
        self.going_on = going_on
        """Whether the crawl still is; nothing waits for its end."""
        self.asked = 0
        self.broken = False
        """Whether a program error kept a page from having an outcome."""
        self.not_found: list[Asked] = []
        """Articles whose pages were not found."""
        self._hosts: dict[str, Host] = {}
        self._under_way = 0
        self._arrived: set[Asked] = set()
        """Those of them that are there, and being read."""
        self._turned = asyncio.Event()
        self._brought = 0
        self._in_vain = 0

    def host(self, url: str) -> Host:
        """The host that an address is of."""
        name = urlsplit(url).netloc.rpartition("@")[2].lower()
        return self._hosts.setdefault(name, Host(name))

    async def in_turn(self, batches: AsyncIterable[Sequence["Asked"]]) -> AsyncGenerator["Asked"]:
        """Each page when its host may be asked for it; `leave`, `again` or `drop` has to follow. Also those put back
        meanwhile. Of hosts that are left alone nothing is given; where all are, no more is taken."""
        async for batch in batches:
            for asked in batch:
                self.host(asked.waits_for).waiting.append(asked)
                while (ready := self._next()) or (self._waiting >= ASIDE and self.going_on()):
                    if ready:
                        yield ready
                    else:
                        await self._turn()
            if self.given_up or not self.going_on():
                break
        while self.going_on() and (self._waiting or self._under_way):
            if ready := self._next():
                yield ready
            else:
                await self._turn()

    @property
    def _waiting(self) -> int:
        return sum(len(host.waiting) for host in self._hosts.values())

    def _next(self) -> "Asked | None":
        """A page whose host may be asked for it, its turn taken."""
        for host in self._hosts.values():
            if host.waiting and host.left_alone:
                host.put_off += len(host.waiting)
                host.waiting.clear()
            if host.waiting and host.has_turns and self._under_way < WAITING_PER_SITE:
                asked = host.waiting.popleft()
                self._under_way += 1
                self.host(asked.found.url).under_way += 1
                return asked
        return None

    async def _turn(self) -> None:
        """Wait until a turn is given back, or a host may have rested."""
        self._turned.clear()
        rests = [left for host in self._hosts.values() if (left := host.left)]
        try:
            await asyncio.wait_for(self._turned.wait(), min([0.5, *rests]))
        except TimeoutError:
            return

    def arrived(self, asked: "Asked") -> None:
        """Let the host be asked for another page while this one is read; `leave` has to follow."""
        self._arrived.add(asked)
        self.host(asked.found.url).under_way -= 1
        self._turned.set()

    def drop(self, asked: "Asked") -> None:
        """Give a turn back that came to nothing, and forget what waits."""
        for host in self._hosts.values():
            host.waiting.clear()
        self._give_back(asked)

    def ask(self, asked: "Asked", brought: int) -> None:
        """One more page is asked for; `brought` counts those so far that were worth it."""
        self.asked += 1
        self.host(asked.found.url).asked += 1
        self._in_vain = 0 if brought != self._brought else self._in_vain + 1
        self._brought = brought

    @property
    def in_vain(self) -> bool:
        """Whether so many pages were asked for since one was worth it that no more should be."""
        return self._in_vain > IN_VAIN

    @property
    def left_alone(self) -> list[str]:
        """Why hosts are left alone until the next crawl, a sentence each."""
        several = len([host for host in self._hosts.values() if host.asked]) > 1
        sentences = []
        for host in self._hosts.values():
            if why := host.left_alone:
                who = host.name if several else "the server"
                who = f"{who} " if why.startswith("asks") else f"{host.name}: " if several else ""
                sentences.append(f"{self.site.name}: {who}{why}")
        return sentences

    @property
    def given_up(self) -> bool:
        """Whether all hosts of which pages were asked for are left alone until the next crawl."""
        asked = [host for host in self._hosts.values() if host.asked] or list(self._hosts.values())
        return bool(asked) and all(host.left_alone for host in asked)

    @property
    def idle(self) -> bool:
        """Whether everything that was asked for was answered, and no host is left alone."""
        return not self._under_way and not self._waiting and not self.left_alone and not self.broken

    async def rested(self, host: Host) -> None:
        """Wait until a host may be asked again."""
        while self.going_on() and not host.left_alone and (left := host.left):
            await asyncio.sleep(min(left, 0.5))

    @property
    def second_looks(self) -> list["Asked"]:
        """The articles that were not found and are to be looked for once more: none where so many vanished at once
        that the site is more likely to be out of order than they are to be gone."""
        many = len(self.not_found) > MANY_NOT_FOUND and len(self.not_found) > self.asked * SHARE_NOT_FOUND
        return [] if many else self.not_found

    def _give_back(self, asked: "Asked") -> None:
        """Give a turn back."""
        self._under_way -= 1
        if asked in self._arrived:
            self._arrived.remove(asked)
        else:
            self.host(asked.found.url).under_way -= 1
        self._turned.set()

    def again(self, asked: "Asked") -> None:
        """Give the turn of a page back; it is to be asked for once more, before what was not asked for yet."""
        self.host(asked.waits_for).waiting.appendleft(asked)
        self._give_back(asked)

    def silent(self, asked: "Asked") -> None:
        """Give the turn of a page back that was not asked for, as its server answers nothing in time."""
        host = self.host(asked.found.url)
        host.late = max(host.late, TOO_LATE_IN_A_ROW)
        host.put_off += 1
        self._give_back(asked)

    def leave(self, asked: "Asked", outcome: AnswerOutcome | None, *, late: bool = False) -> None:
        """Give a turn back. `outcome` is None where a program error kept the page from having one; `late` says that it
        did not answer in time."""
        host = self.host(asked.found.url)
        if late:
            host.late += 1
        elif outcome is not None:
            host.late = 0
        self.broken = self.broken or outcome is None
        if outcome in ("failed", "blocked"):
            host.lost += 1
        elif outcome is not None:
            host.lost = 0
        self._give_back(asked)


@dataclass(frozen=True, slots=True, eq=False)
class Asked:
    """What a request for a page was made from; it is the `tries`th."""

    lane: Lane
    found: Found
    was: str | None
    headers: Mapping[str, str] = field(default_factory=dict)
    tries: int = 1
    not_found: str = ""
    """The reason of an earlier answer in the same crawl, that the page, an article, is not there."""
    answered_by: str = ""
    """The address that asked to wait; another one where the page is moved to another host."""

    @property
    def waits_for(self) -> str:
        """The address whose host has to be rested."""
        return self.answered_by or self.found.url

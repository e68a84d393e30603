"""robots.txt as RFC 9309 has it. Protego reads the rules; what it takes more freely than the RFC is put straight first:
which groups are ours (2.2.1), how much is read (2.5), and what the text is (2.3)."""

import re
from typing import Self

from protego import Protego
from scrapy.crawler import Crawler
from scrapy.robotstxt import RobotParser

MAX_BYTES = 500 * 1024
"""Bytes that are read, as many as RFC 9309 (2.5) asks for."""
NOBODY = "~"
"""Stands for the name of every other crawler; no product token holds it."""

_USER_AGENT = re.compile(r"^([ \t]*user[- ]?agent[ \t]*:?[ \t]*)(.*)$", re.I | re.M)
_TOKEN = re.compile(r"[a-z_-]+", re.I)


class RobotsRules(RobotParser):
    """The rules of one robots.txt for one crawler, which `token` names ("news-archive")."""

    def __init__(self, text: str, token: str) -> None:
        self.rules = Protego.parse(ours_alone(text, token))
        self.token = token

    @classmethod
    def from_crawler(cls, crawler: Crawler, robotstxt_body: bytes) -> Self:
        return cls(readable(robotstxt_body), product_token(crawler.settings["USER_AGENT"]))

    def allowed(self, url: str | bytes, user_agent: str | bytes = "") -> bool:  # noqa: ARG002
        return self.rules.can_fetch(url if isinstance(url, str) else url.decode(), self.token)

    def crawl_delay(self, user_agent: str | bytes = "") -> float | None:  # noqa: ARG002
        return self.rules.crawl_delay(self.token)


def readable(body: bytes) -> str:
    """The text of a robots.txt: UTF-8 without byte order mark, other bytes replaced, no line that was cut in two, and
    each ended by a line feed."""
    if len(body) > MAX_BYTES:
        whole = body[:MAX_BYTES]
        body = whole[: max(whole.rfind(b"\n"), whole.rfind(b"\r")) + 1]
    text = body.decode("utf-8", "replace").removeprefix("\ufeff")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def product_token(user_agent: str) -> str:
    """The name by which a crawler is known in robots.txt: how its user agent begins, in lower case."""
    found = _TOKEN.match(user_agent.strip())
    return found[0].lower() if found else NOBODY


def ours_alone(text: str, token: str) -> str:
    """The text with every other crawler's name taken out: "news" and "archive" are others than "news-archive", while
    "News-Archive/2.0" is the same. Groups of one name are one group, wherever they stand."""

    def named(found: re.Match[str]) -> str:
        name = found[2].strip()
        own = _TOKEN.match(name)
        who = "*" if name.startswith("*") else token if own and own[0].lower() == token else NOBODY
        return f"{found[1]}{who}"

    return _USER_AGENT.sub(named, text)

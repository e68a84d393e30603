"""What a crawl sees of each source, counted so that runs can be compared. Pure."""

from archive import WATCHED_FIELDS, Observed
from crawler.answer import Answer

SAME_AS_BEFORE = {"blocked": "blocked", "failed": "failed", "gone": "gone", "not an article": "not_article"}
"""Outcomes that say nothing new of a page which was known as this."""
NOT_FOUND = ("missing", "gone")
COUNTERS = ("blocked", "failed", "gone")
READ = ("new", "changed", "not an article", "failed")


def observe(seen: Observed, answer: Answer, outcome: str) -> None:
    """Count one answer, which the store counts as `outcome`."""
    if answer.outcome in ("older", "newer", "forbidden"):
        return
    if answer.has is not None and answer.was == "article":
        if answer.outcome == "article" and outcome != "failed":
            seen.kept += 1
        else:
            seen.lost += 1
    if outcome in NOT_FOUND:
        if answer.was in NOT_FOUND:
            return
        outcome = "gone"
    if answer.was is not None and SAME_AS_BEFORE.get(outcome) == answer.was:
        return
    seen.pages += 1
    if answer.has is None:
        if outcome == "failed" and answer.http_status is not None and 200 <= answer.http_status < 300:
            seen.empty += 1
        elif outcome in COUNTERS:
            setattr(seen, outcome, getattr(seen, outcome) + 1)
    elif outcome in READ:
        seen.read += 1
        seen.headline += "headline" in answer.has
        seen.body += "body" in answer.has
        if outcome in ("new", "changed"):
            seen.articles += 1
            seen.new += outcome == "new"
            for name in WATCHED_FIELDS:
                setattr(seen, name, getattr(seen, name) + (name in answer.has))

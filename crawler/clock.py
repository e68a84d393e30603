"""The time of a crawl: today's, but where a recorded crawl is replayed, which has the hours that it was recorded at."""

from datetime import UTC, datetime

_standing: datetime | None = None


def now() -> datetime:
    """Aware, UTC."""
    return _standing or datetime.now(UTC)


def stand(at: datetime) -> None:
    """From now on in this process it is `at`, aware, and no later until it is said again."""
    global _standing
    _standing = at.astimezone(UTC)

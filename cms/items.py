"""One line of somebody's own page, and in which order the lines stand."""

from dataclasses import dataclass
from datetime import UTC, datetime


@dataclass(frozen=True)
class Item:
    """One thing that waits: what it is, what is to be done, by when, and where.

    title, language: the thing in its author's words. about: what is to be done or has been done.
    due: until when; since: from when, where nothing is due. act: what the button says, if there is one.
    """

    title: str
    about: str
    href: str
    language: str = ""
    due: datetime | None = None
    since: datetime | None = None
    zone: str = ""
    act: str = ""

    def is_late(self, at) -> bool:
        """Whether it should have been there by now."""
        return self.due is not None and self.due <= at


LAST = datetime.max.replace(tzinfo=UTC)


def by_date(items: list[Item]) -> list[Item]:
    """What is due first, by date; then what has no date, the longest waiting first."""
    return sorted(items, key=lambda item: (item.due is None, item.due or item.since or LAST))

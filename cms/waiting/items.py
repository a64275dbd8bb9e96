"""One thing that waits, and in which order things wait."""

from dataclasses import dataclass
from datetime import UTC, datetime

from community.record.models import Entry, type_of
from governance.boards import rules
from governance.voting.models import Vote


@dataclass(frozen=True)
class Item:
    """One thing that waits: what it is, what is to be done, by when, and where.

    title, language: the thing in its author's words. about: what is to be done or has been done.
    due: until when; since: from when, where nothing is due. act: what the button says, if there is one.
    kept_as: what a device calls the choices it keeps of it, where it is a ballot.
    """

    title: str
    about: str
    href: str
    language: str = ""
    due: datetime | None = None
    since: datetime | None = None
    zone: str = ""
    act: str = ""
    kept_as: str = ""

    def is_late(self, at) -> bool:
        """Whether it should have been there by now."""
        return self.due is not None and self.due <= at


LAST = datetime.max.replace(tzinfo=UTC)


def by_date(items: list[Item]) -> list[Item]:
    """What is due first, by date; then what has no date, the longest waiting first."""
    return sorted(items, key=lambda item: (item.due is None, item.due or item.since or LAST))


def moved_at(votes) -> dict:
    """When each vote was asked for, from the record."""
    entries = Entry.objects.filter(
        verb="vote.moved", subject_type=type_of(Vote), subject_id__in=[vote.pk for vote in votes]
    )
    return dict(entries.values_list("subject_id", "at"))


def hears_by(applications, at) -> dict:
    """By when each of these applicants hears, as their board's charter says."""
    days = {board: board.charter_at(at)["vacancy.days"] for board in {one.board for one in applications}}
    return {one.pk: rules.hears_by(closes=one.call.closes_at, days=days[one.board]) for one in applications}

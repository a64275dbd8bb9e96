"""What a clerk still owes a board's votes: times that can be set until the vote opens, and answers about results."""

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext_noop as _

from community.record.models import address_of
from governance.boards.duties import Duty
from governance.boards.models import BoardRole

from .models import Query, Vote

TIMES = _("A vote that was called and is not open yet")
QUERY = _("A question about a result that waits for an answer")


def of_a_clerk(role: BoardRole, at: datetime) -> Iterable[Duty]:
    """Votes whose times the clerk may set, and questions about results that wait for an answer."""
    if role.role != BoardRole.Role.CLERK:
        return
    called = Vote.objects.filter(board=role.board, state=Vote.State.CALLED).prefetch_related("movers__person")
    for vote in called:
        movers = tuple(mover.person for mover in vote.movers.all())
        yield Duty(f"vote:{vote.pk}", TIMES, vote.question, address_of(vote), vote.opens_at, movers)
    for query in Query.objects.unanswered().of(role.board).select_related("by", "vote__charter"):
        yield Duty(f"query:{query.pk}", QUERY, query.vote.question, address_of(query), query.due, (query.by,))

"""What an officer still owes a board: the fund's answers to its decisions."""

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext_noop as _

from community.record.models import address_of
from governance.boards.duties import Duty
from governance.boards.models import BoardRole

from .models import Answer

ANSWER = _("An answer the fund owes")


def of_an_officer(role: BoardRole, at: datetime) -> Iterable[Duty]:
    """The answers the fund owes this board, and who asked for the decisions."""
    if role.role != BoardRole.Role.OFFICER:
        return
    for answer in Answer.objects.owed().filter(vote__board=role.board).select_related("vote"):
        people = {mover.person for mover in answer.vote.movers.select_related("person")}
        if author := getattr(answer.vote.subject, "author", None):
            people.add(author)
        title = answer.vote.question
        yield Duty(f"answer:{answer.pk}", ANSWER, title, address_of(answer), answer.due_at, tuple(people))

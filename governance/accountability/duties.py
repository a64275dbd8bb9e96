"""What an officer still owes a board: the fund's answers to its decisions."""

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext_noop as _

from community.record.models import address_of, type_of
from governance.boards.duties import Duty
from governance.boards.models import BoardRole
from governance.proposals.models import Proposal

from .models import Answer

ANSWER = _("An answer the fund owes")


def of_an_officer(role: BoardRole, at: datetime) -> Iterable[Duty]:
    """The answers the fund owes this board, and who asked for the decisions."""
    if role.role != BoardRole.Role.OFFICER:
        return
    owed = Answer.objects.owed().filter(vote__board=role.board).select_related("vote", "option")
    owed = list(owed.prefetch_related("vote__movers__person"))
    about = {answer.pk: answer.option or answer.vote for answer in owed}
    passed = [one.subject_id for one in about.values() if one.subject_type == type_of(Proposal)]
    authors = {one.pk: one.author for one in Proposal.objects.filter(pk__in=passed).select_related("author")}
    for answer in owed:
        people = {mover.person for mover in answer.vote.movers.all()}
        if about[answer.pk].subject_type == type_of(Proposal):
            people.add(authors[about[answer.pk].subject_id])
        yield Duty(f"answer:{answer.pk}", ANSWER, answer.question, address_of(answer), answer.due_at, tuple(people))

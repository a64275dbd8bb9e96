"""Somebody without e-mail gets in: the clerk hands over a card."""

from django.db import transaction

from community.people import actions as people
from community.people.models import Card
from community.record import clock, locks
from community.record.verdict import all_of

from .. import rules
from ..models import BoardRole


def card_verdict(board, person, *, by, at):
    """Whether this person may give that one a card, by the board's rules and by the account's, and if not, why."""
    return all_of(_duty_verdict(board, person, by, at), people.card_verdict(person, by=by))


def _duty_verdict(board, person, by, at):
    """Whether it is the giver's duty, and the other one is a member or will be."""
    keepers = [BoardRole.Role.CLERK, BoardRole.Role.OFFICER]
    return rules.may_give_card(
        is_clerk=board.has_role(by, BoardRole.Role.CLERK, at),
        is_of_board=board.seated_or_chosen(at).filter(pk=person.pk).exists(),
        keeps_a_board=BoardRole.objects.at(at).filter(person=person, role__in=keepers).exists(),
    )


@transaction.atomic
def give_card(board, person, *, by, at=None) -> tuple[Card, str]:
    """Give a member without e-mail a card to sign in with. The code is told to the clerk once, to hand it over."""
    locks.hold(board)
    at = at or clock.now()
    return people.give_card(person, by=by, may=_duty_verdict(board, person, by, at), at=at)

"""A call is decided: everybody who applied hears at the same moment."""

from django.db import transaction

from community.record import clock, locks
from community.record.actions import enter

from .. import verbs
from ..models import Application


@transaction.atomic
def answer_all(call, *, by=None, at=None) -> None:
    """Answer every application that still waits, in the act that decided the call.

    While seats are left for them, those who were chosen stay chosen and are told so; the others were not
    chosen this time. What the letter says is read from the call when it is opened: boards/letters.py.
    """
    board = call.seat.board
    locks.hold(board)
    at = at or clock.now()
    has_places = bool(call.seats_at(at))
    for one in call.applications.undecided():
        if not (has_places and one.state == Application.State.CARRIED):
            one.state = Application.State.NOT_CHOSEN
            one.save(update_fields=["state"])
        enter(verbs.ANSWERED, one, by=by, about=[board], at=at)

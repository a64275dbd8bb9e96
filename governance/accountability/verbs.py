"""What the fund owes and gives, as the record keeps it."""

from django.utils.translation import gettext_noop as _

from community.record.verbs import Verb
from governance.boards.actions import room_of


def _officers(answer, entry):
    return answer.officers_at(entry.at)


def _everybody_concerned(answer, entry):
    movers = {mover.person for mover in answer.vote.movers.select_related("person")}
    author = getattr(answer.thing, "author", None)
    return (
        movers | {mark.person for mark in answer.vote.roll.select_related("person")} | ({author} if author else set())
    )


OWED = Verb(
    "answer.owed",
    _("asked the fund for an answer"),
    told=_officers,
    mailed=True,
    title=_("The fund owes an answer"),
    doer=_("The board"),
)
LATE = Verb(
    "answer.late",
    _("noted that the fund’s answer is late"),
    told=lambda answer, entry: {*_officers(answer, entry), *_everybody_concerned(answer, entry)},
    title=_("The fund’s answer is late"),
)
GIVEN = Verb(
    "answer.given",
    _("answered for the fund"),
    told=_everybody_concerned,
    mailed=True,
    title=_("The fund answered"),
)


def _all_who_wait(handover, entry):
    """Who takes over, everybody in the board's room, and whoever waits for something that was promised."""
    present = room_of(handover.role.board).members.present(entry.at).select_related("person")
    return {handover.to, *handover.waiting, *(place.person for place in present)}


HANDED_OVER = Verb(
    "role.handed_over",
    _("handed over a role"),
    told=_all_who_wait,
    mailed=True,
    title=_("Somebody else answers now"),
)

"""What happens to boards and seats that the record keeps, and who is told."""

from django.utils.translation import gettext_noop as _

from community.record.verbs import Verb


def _applicant(application, entry):
    return [application.person] if application.person else []


def _clerks(application, entry):
    return application.board.people_in("clerk", entry.at)


FOUNDED = Verb("board.founded", _("founded the board"), doer=_("The administrator"))
CHARTERED = Verb("charter.adopted", _("put a charter in force"), doer=_("The administrator"))
ROLE_GIVEN = Verb("role.given", _("gave a role"), doer=_("The administrator"))
CALL_OPENED = Verb("call.opened", _("opened a call for a seat"))
APPLIED = Verb(
    "application.sent",
    _("applied for a seat"),
    told=_clerks,
    is_public=False,
    title=_("Somebody applied for a seat"),
    doer=_("Somebody"),
)
WITHDRAWN = Verb(
    "application.withdrawn",
    _("took an application back"),
    told=_clerks,
    is_public=False,
    title=_("An application was taken back"),
    doer=_("Somebody"),
)
DEFERRED = Verb(
    "application.deferred",
    _("asked to be put off to the next draw"),
    told=_clerks,
    is_public=False,
    title=_("Somebody asked to be put off to the next draw"),
    doer=_("Somebody"),
)
REVIEWED = Verb("application.scored", _("scored an application"), is_public=False)
WRITTEN_DOWN = Verb("application.written_down", _("wrote down what an applicant said"), is_public=False)
CARRIED = Verb(
    "application.carried",
    _("chose a person for a seat"),
    told=_clerks,
    mailed=True,
    title=_("The board chose a person. Seat them now"),
    doer=_("The board"),
)
SEATED = Verb(
    "seat.filled",
    _("seated a person"),
    told=lambda term, entry: [term.person],
    mailed=True,
    title=_("You have a seat"),
    doer=_("The administrator"),
)
ANSWERED = Verb(
    "application.answered",
    _("answered an application"),
    told=_applicant,
    mailed=True,
    is_public=False,
    title=_("Your application was answered"),
)
TERM_ENDED = Verb(
    "term.ended",
    _("ended a term"),
    told=lambda term, entry: {term.person, *term.seat.board.members_at(entry.at)},
    mailed=True,
    title=_("A member’s term ends"),
)
STEP_TAKEN = Verb(
    "term.welcomed",
    _("ticked a first step of a member"),
    told=lambda term, entry: [term.person],
    is_public=False,
    title=_("The clerk noted that you had your orientation"),
)
PAY_CHOSEN = Verb("pay.chosen", _("chose how to be paid"), is_public=False)

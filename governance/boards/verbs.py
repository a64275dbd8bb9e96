"""What happens to boards and seats that the record keeps, and who is told."""

from django.utils.translation import gettext_noop as _

from community.record.verbs import Verb


def _applicant(application, entry):
    return [application.person] if application.person else []


def _clerks(application, entry):
    return application.board.people_in("clerk", entry.at)


FOUNDED = Verb("board.founded", _("founded the board"), doer=_("The administrator"))
CHARTERED = Verb("charter.adopted", _("put a charter in force"), doer=_("The administrator"))
AMENDMENT_PROPOSED = Verb(
    "amendment.proposed",
    _("proposed to change the charter"),
    told=lambda amendment, entry: amendment.board.members_at(entry.at),
    title=_("Somebody proposed to change the charter"),
)
AMENDED = Verb(
    "charter.amended",
    _("changed the charter"),
    told=lambda charter, entry: {*charter.board.members_at(entry.at), *charter.board.people_in("clerk", entry.at)},
    mailed=True,
    title=_("Your board’s charter was changed"),
    doer=_("The board"),
)
AMENDMENT_REJECTED = Verb("amendment.rejected", _("left the charter as it was"), doer=_("The board"))
AMENDMENT_OVERTAKEN = Verb(
    "amendment.overtaken",
    _("said yes to a change of the charter that could no longer come into force"),
    told=lambda amendment, entry: amendment.board.members_at(entry.at),
    title=_("A change of the charter came too late: nothing was changed"),
    doer=_("The board"),
)
ROLE_GIVEN = Verb("role.given", _("gave a role"), doer=_("The administrator"))
ROLE_ENDED = Verb("role.ended", _("left a role"))
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
TERM_ENDING = Verb(
    "term.ending",
    _("told a member that the term ends soon"),
    told=lambda term, entry: [term.person],
    mailed=True,
    is_public=False,
    title=_("Your term ends soon"),
)
REMOVAL_ASKED = Verb(
    "removal.asked",
    _("asked the board to end a term"),
    told=lambda removal, entry: removal.concerns,
    mailed=True,
    title=_("A member asks the board to end your term"),
)


def _concerned(lottery, entry):
    """Everybody in the pool who has an account, and those who committed."""
    pooled = [ticket.application.person for ticket in lottery.tickets.select_related("application__person")]
    return {*filter(None, pooled), *(one.person for one in lottery.commitments.select_related("person"))}


LOTTERY_PREPARED = Verb("lottery.prepared", _("prepared a lottery"))
COMMITTED = Verb("lottery.committed", _("committed to a secret for a lottery"))
SOURCE_NAMED = Verb("lottery.source_named", _("named a public source for a lottery"))
COMPUTING = Verb("lottery.begun", _("had the chances of a lottery worked out"))
PUBLISHED = Verb(
    "lottery.published",
    _("published the chances of a lottery"),
    told=_concerned,
    mailed=True,
    title=_("The chances of a lottery are published"),
    doer=_("The lottery"),
)
REVEALED = Verb("lottery.revealed", _("revealed a secret for a lottery"))
SOURCE_SAID = Verb("lottery.source_entered", _("entered what the public source said"))
DRAWN = Verb(
    "lottery.drawn",
    _("drew a panel"),
    told=_clerks,
    mailed=True,
    title=_("A panel is drawn. Seat the people now"),
    doer=_("The lottery"),
)
LOTTERY_FAILED = Verb(
    "lottery.failed",
    _("could not be drawn"),
    told=_clerks,
    mailed=True,
    title=_("A lottery could not be drawn. Look why"),
    doer=_("The lottery"),
)
GIVEN_UP = Verb(
    "lottery.given_up",
    _("declared that a secret was not revealed"),
    told=_concerned,
    title=_("A lottery starts again: a secret was not revealed"),
)
CANCELLED = Verb("lottery.cancelled", _("stopped a lottery"))
TERM_ENDED = Verb(
    "term.ended",
    _("ended a term"),
    told=lambda term, entry: {term.person, *term.seat.board.members_at(entry.at)},
    mailed=True,
    title=_("A member’s term ends"),
    doer=_("The board"),
)
STEP_TAKEN = Verb(
    "term.welcomed",
    _("ticked a first step of a member"),
    told=lambda term, entry: [term.person],
    is_public=False,
    title=_("The clerk noted that you had your orientation"),
)
PAY_CHOSEN = Verb("pay.chosen", _("chose how to be paid"), is_public=False)
# A tie concerns its person alone, until an item touches it.
TIE_DECLARED = Verb("tie.declared", _("declared a tie"), is_public=False)
TIE_ENDED = Verb("tie.ended", _("ended a tie"), is_public=False)
ALTERNATE_NAMED = Verb(
    "alternate.named",
    _("named an alternate"),
    told=lambda alternate, entry: [alternate.person],
    mailed=True,
    title=_("You are an alternate now"),
    doer=_("The board"),
)
NAMING_ASKED = Verb(
    "naming.asked",
    _("asked the board to name an alternate"),
    told=lambda naming, entry: [*naming.board.members_at(entry.at), naming.person],
    title=_("The board is asked to name an alternate"),
)
ALTERNATE_ENDED = Verb("alternate.ended", _("ended an alternate’s place"), told=lambda a, entry: [a.person])

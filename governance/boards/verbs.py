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
)
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
NOT_CHOSEN = Verb(
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
TERM_ENDED = Verb(
    "term.ended",
    _("ended a term"),
    told=lambda term, entry: {term.person, *term.seat.board.members_at(entry.at)},
    mailed=True,
    title=_("A member’s term ends"),
    doer=_("The board"),
)
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
ALTERNATE_ENDED = Verb("alternate.ended", _("ended an alternate’s place"), told=lambda a, entry: [a.person])

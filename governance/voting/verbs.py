"""What happens to votes that the record keeps. Casting a ballot is not among them: order would tell."""

from django.utils.translation import gettext_noop as _

from community.people.models import Person
from community.record.verbs import Verb


def _members(vote, entry):
    return vote.board.members_at(entry.at)


def _roll(vote, entry):
    return [mark.person for mark in vote.roll.select_related("person")]


def _voters(vote, entry):
    return [mark.person for mark in vote.roll.voters().select_related("person")]


def _the_person(thing, entry):
    return Person.objects.filter(public_id=entry.facts["facts"]["person"])


def _clerks(vote, entry):
    return vote.board.people_in("clerk", entry.at)


MOVED = Verb("vote.moved", _("asked for a vote"), told=_members, title=_("A member asked for a vote"))
SECONDED = Verb("vote.seconded", _("joined in asking for a vote"))
CALLED = Verb(
    "vote.called",
    _("called the vote"),
    told=lambda vote, entry: {*_members(vote, entry), *_clerks(vote, entry)},
    title=_("A vote was called"),
)
TIMED = Verb("vote.timed", _("set the times of the vote"), told=_members, title=_("The times of a vote were set"))
RECORDED = Verb(
    "vote.recorded",
    _("told people that a ballot was recorded for them"),
    told=lambda vote, entry: [mark.person for mark in vote.roll.untold().select_related("person")],
    mailed=True,
    title=_("A ballot was recorded for you"),
    is_public=False,  # it stands there for the mail, and says nothing of anybody
)
REMINDED = Verb(
    "vote.reminded",
    _("reminded people that the vote closes soon"),
    told=lambda vote, entry: [
        mark.person for mark in vote.roll.to_remind(entry.at, is_secret=vote.is_secret).select_related("person")
    ],
    mailed=True,
    title=_("A vote closes soon"),
    is_public=False,  # it stands there for the mail
)
OPENED = Verb(
    "vote.opened", _("opened the vote"), told=_voters, mailed=True, title=_("A vote is open: send your ballot")
)
TIME_ASKED = Verb(
    "vote.time_asked",
    _("asked for more time in the vote"),
    told=_voters,
    title=_("More time is asked for in an open vote: agree to it, or not"),
)
EXTENDED = Verb(
    "vote.extended", _("agreed to more time in the vote"), told=_voters, mailed=True, title=_("A vote closes later")
)
QUESTIONED = Verb(
    "vote.questioned",
    _("questioned the result"),
    told=_clerks,
    mailed=True,
    title=_("A result is questioned: answer it"),
)
QUERY_ANSWERED = Verb(
    "vote.query_answered",
    _("answered a question about the result"),
    told=lambda vote, entry: [query.by for query in vote.queries.filter(pk=entry.facts["facts"]["query"])],
    mailed=True,
    title=_("Your question about a result was answered"),
)
CLOSED = Verb("vote.closed", _("closed the vote"))
FOLLOWED = Verb(
    "vote.followed",
    _("did what the board recommended"),
    told=_members,
    title=_("The fund does what the board recommended"),
)
CERTIFIED = Verb("vote.certified", _("certified the result"), told=_roll, mailed=True, title=_("A vote was decided"))
PUBLISHED = Verb("vote.published", _("published the files to count this vote again"))
# How close somebody is concerns the item: a proposal, a motion.
DISCLOSED = Verb("item.disclosed", _("said how close they are to this"), told=_clerks)
STEPPED_BACK = Verb(
    "item.stepped_back",
    _("stepped back from this"),
    told=lambda thing, entry: {*_clerks(thing, entry), *_the_person(thing, entry)},
    title=_("A member stepped back from an item"),
    doer=_("A tie that was declared"),
)
ALTERNATE_CALLED = Verb(
    "alternate.called",
    _("called an alternate to vote"),
    told=_the_person,
    mailed=True,
    title=_("You are called to vote, because members stepped back"),
    doer=_("The charter"),
)


def takes_effect(verb, vote) -> bool:
    """Whether this act makes a vote count: it was counted, or the fund follows what it recommended.

    A yes that only recommends waits for the fund. A no needs nobody's answer.
    """
    return verb is FOLLOWED or (verb is CERTIFIED and (vote.binds or not vote.passed))

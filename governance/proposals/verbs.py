"""What happens to proposals that the record keeps."""

from django.utils.translation import gettext_noop as _

from community.record.verbs import Verb


def _members(proposal, entry):
    return proposal.board.members_at(entry.at)


def _author(proposal, entry):
    return [proposal.author]


STARTED = Verb("proposal.started", _("started a proposal"), is_public=False)
SENT = Verb("proposal.sent", _("sent a proposal"), told=_members, title=_("A new proposal"))
CHANGED = Verb("proposal.changed", _("changed the proposal"), told=_members, title=_("A proposal was changed"))
WITHDRAWN = Verb("proposal.withdrawn", _("took the proposal back"), told=_members)
PASSED = Verb(
    "proposal.passed",
    _("passed the proposal"),
    told=_author,
    mailed=True,
    title=_("The board said yes to your proposal"),
    doer=_("The board"),
)
NOT_CHOSEN = Verb(
    "proposal.not_chosen",
    _("gave the money to other proposals; this one can be put again"),
    told=_author,
    mailed=True,
    title=_("The money went to other proposals. Yours can be put again"),
    doer=_("The board"),
)
NOT_PASSED = Verb(
    "proposal.not_passed",
    _("did not pass the proposal"),
    told=_author,
    mailed=True,
    title=_("The board did not pass your proposal"),
    doer=_("The board"),
)

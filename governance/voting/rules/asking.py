"""Who may ask for a vote, and who may join in."""

from community.record.verdict import YES, Verdict, _, all_of

from .stages import MOVED


def may_move(*, is_member: bool, subject: Verdict, is_pending: bool, closeness: Verdict = YES) -> Verdict:
    """A member who has not left it asks for a vote on something that can be put to it and isn't already."""
    if not is_member:
        return Verdict(
            _("Only people who hold a seat on this board ask for a vote."),
            clause="vote.member",
            remedy=_("You can write in the discussion and ask a member to put it."),
        )
    if is_pending:
        return Verdict(_("A vote on this has been asked for already."), clause="vote.movers")
    return all_of(closeness, subject)


def may_second(*, state: str, is_member: bool, has_moved: bool, closeness: Verdict = YES) -> Verdict:
    """Another member joins in asking for the vote; when enough do, nobody can refuse it."""
    if state != MOVED:
        return Verdict(_("This vote has been called already."), clause="vote.movers")
    if not is_member:
        return Verdict(_("Only people who hold a seat on this board ask for a vote."), clause="vote.member")
    if has_moved:
        return Verdict(_("You have asked for this vote already. Another member has to join you."), clause="vote.movers")
    return closeness

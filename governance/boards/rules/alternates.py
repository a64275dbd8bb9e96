"""Alternates: who stands in when members step back from an item because they are close to it."""

from community.record.verdict import YES, Verdict, _, all_of

from .calls import may_keep_board

FOUNDING, MOTION = "founding", "motion"


def may_name_alternate(
    *,
    is_clerk: bool,
    is_founding: bool,
    chosen: str,
    holds_seat: bool,
    is_alternate: bool,
    works_for_fund: bool,
    is_own: bool,
    why: str,
) -> Verdict:
    """The board names alternates by a motion; while it is being founded, its clerk does, with a reason.

    An alternate holds no seat here and does not work for the fund. Nobody names themself.
    """
    if works_for_fund:
        return Verdict(_("People who work for the fund hold no voting seat."), clause="alternate.named")
    if holds_seat:
        return Verdict(_("This person holds a seat here already."), clause="alternate.named")
    if is_alternate:
        return Verdict(_("This person is an alternate here already."), clause="alternate.named")
    if chosen != FOUNDING:
        return YES
    if not is_founding:
        return Verdict(
            _("This board is no longer being founded, so a motion names its alternates."),
            clause="alternate.named",
            remedy=_("Ask the board to name this person. Two members put it to the vote."),
        )
    if is_own:
        return Verdict(_("Nobody names themself."), clause="alternate.named")
    named = YES if why.strip() else Verdict(_("Say in public why this person is chosen."), clause="alternate.named")
    return all_of(may_keep_board(is_clerk=is_clerk), named)


def may_ask_naming(*, is_clerk: bool, is_founding: bool, is_own: bool, why: str, named: Verdict) -> Verdict:
    """Once the board is founded, its clerk asks it to name an alternate, with a public reason. Members vote on it.

    Only the clerk knows who applied, so nobody else can ask without telling it. named: whether a motion may name them.
    """
    if is_founding:
        return Verdict(_("This board is being founded, so its clerk names alternates."), clause="alternate.named")
    if not named:
        return named
    if is_own:
        return Verdict(_("Nobody names themself."), clause="alternate.named")
    reason = YES if why.strip() else Verdict(_("Say in public why this person is chosen."), clause="alternate.named")
    return all_of(may_keep_board(is_clerk=is_clerk), reason)


def may_end_alternate(*, is_clerk: bool, is_own: bool, has_ended: bool, why: str) -> Verdict:
    """An alternate gives the place up; or the clerk enters, with a public reason, that it ended."""
    if has_ended:
        return Verdict(_("This person is no longer an alternate."), clause="alternate.named")
    if not (is_own or is_clerk):
        return Verdict(_("Only the alternate can give this place up."), clause="alternate.named")
    if not is_own and not why.strip():
        return Verdict(_("Say in public why this ended."), clause="alternate.named")
    return YES

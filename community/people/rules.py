"""People in rules: who gets in with a card, where an e-mail is missing."""

from community.record.verdict import YES, Verdict, _


def may_hold_card(*, works_for_fund: bool, has_email: bool, is_active: bool, is_own: bool) -> Verdict:
    """A card is for somebody without a confirmed e-mail, given by another person.

    Whoever works for the fund or runs the site holds more than a seat, so no card opens their account.
    """
    if is_own:
        return Verdict(_("Nobody gives a card to themself."), clause="card.once")
    if works_for_fund:
        return Verdict(_("People who work for the fund sign in with an e-mail, never with a card."), clause="card.once")
    if has_email:
        return Verdict(
            _("This person has a confirmed e-mail, so they need no card."),
            clause="card.once",
            remedy=_("They sign in with a code that comes by e-mail."),
        )
    if not is_active:
        return Verdict(_("This account is closed."), clause="card.once")
    return YES


def may_use_card(*, opens: bool) -> Verdict:
    """A card lets its holder in once. A code that opens nothing gets the same answer, whatever is wrong with it."""
    if opens:
        return YES
    return Verdict(
        _("This code opens nothing. It may be mistyped, used already, too old, or replaced by a newer card."),
        clause="card.once",
        remedy=_("Type it again, or ask the clerk for a new card."),
    )

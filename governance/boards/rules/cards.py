"""Who hands the card to somebody without e-mail."""

from community.record.verdict import YES, Verdict, _, all_of

from .calls import may_keep_board


def may_give_card(*, is_clerk: bool, is_of_board: bool, keeps_a_board: bool) -> Verdict:
    """The clerk gives a card to whoever holds a seat on the board or was chosen for one.

    Whoever keeps a board or answers for the fund acts for others, so no clerk opens their account.
    """
    return all_of(may_keep_board(is_clerk=is_clerk), _is_for(is_of_board, keeps_a_board))


def _is_for(is_of_board, keeps_a_board) -> Verdict:
    if not is_of_board:
        return Verdict(
            _("A card is for people who hold a seat on this board or were chosen for one."), clause="card.once"
        )
    if keeps_a_board:
        return Verdict(_("Clerks and program officers sign in with an e-mail, never with a card."), clause="card.once")
    return YES

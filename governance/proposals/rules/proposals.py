"""Proposals in rules: to which priority, for how much, and when the board may vote on them."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from community.record.verdict import YES, Verdict, _

DRAFT, SENT, PASSED, NOT_PASSED, WITHDRAWN = "draft", "sent", "passed", "not_passed", "withdrawn"
MOVES = {
    DRAFT: {SENT},
    SENT: {PASSED, NOT_PASSED, WITHDRAWN},
    PASSED: set(),
    NOT_PASSED: set(),
    WITHDRAWN: set(),
}


def may_ask(*, amount: int, priority_amount: int | None) -> Verdict:
    """A proposal asks for something, and for no more than the sum the board adopted. Cents."""
    if amount <= 0:
        return Verdict(_("Say how much the proposal asks for."), clause="proposal.sum")
    if priority_amount is not None and amount > priority_amount:
        return Verdict(
            _("A proposal asks for no more than the sum of its priority."),
            clause="proposal.sum",
            remedy=_("Ask for less, or for a part of the work."),
        )
    return YES


def may_change(*, state: str, is_author: bool) -> Verdict:
    """The author changes a proposal until it is decided; each change is a new version."""
    if not is_author:
        return Verdict(_("Only the author changes a proposal."), clause="room.open")
    if state not in (DRAFT, SENT):
        return Verdict(_("This proposal has been decided already."), clause="proposal.sum")
    return YES


def may_send(*, state: str, is_author: bool, receives: Verdict, asks: Verdict) -> Verdict:
    """The author sends a draft to a priority that takes proposals, within its sum."""
    if not is_author:
        return Verdict(_("Only the author sends a proposal."), clause="room.open")
    if state != DRAFT:
        return Verdict(_("This proposal has been sent already."), clause="priority.window")
    return receives if not receives else asks


def may_withdraw(*, state: str, is_author: bool, is_on_vote: bool) -> Verdict:
    """The author takes a sent proposal back, unless a vote on it was asked for."""
    if not is_author:
        return Verdict(_("Only the author takes a proposal back."), clause="room.open")
    if state == DRAFT:
        return Verdict(_("This proposal is a draft that only you see. There is nothing to take back."))
    if is_on_vote:
        return Verdict(_("The board has been asked to vote on this proposal, so it stays."), clause="vote.movers")
    return may_decide(state=state, then=WITHDRAWN)


def may_draw(*, is_same_money: bool) -> Verdict:
    """A proposal asks in the money its priority was adopted in."""
    if is_same_money:
        return YES
    return Verdict(
        _("The board has adopted this priority in another currency since."),
        clause="proposal.sum",
        remedy=_("Write the proposal again under the new sum."),
    )


def may_put(
    *, state: str, amount: int, left: int | None, is_same_money: bool, is_planned: bool = True, is_in_pot: bool = False
) -> Verdict:
    """A sent proposal is put to the vote while the priority's sum, in the same money, still covers it. Cents.

    left: what the board has neither given nor is voting on. is_planned: not where a plan is in force that does not
    name the priority. is_in_pot: it is voted on together with others now.
    """
    if state != SENT:
        return Verdict(
            _("Only a proposal that was sent, and is not decided, is put to the vote."), clause="proposal.sum"
        )
    if not (same := may_draw(is_same_money=is_same_money)):
        return same
    if is_in_pot:
        return Verdict(_("The board votes on this proposal together with others now."), clause="pot.asked")
    if not is_planned:
        return Verdict(
            _("The plan in force gives this priority no money."),
            clause="plan.kept",
            remedy=_("The board can make another plan."),
        )
    if left is not None and amount > left:
        return Verdict(
            _("What is left of the priority’s sum does not cover this proposal."),
            clause="proposal.sum",
            remedy=_("The author can ask for less, or the board can wait for a vote that is open now."),
        )
    return YES


def may_decide(*, state: str, then: str) -> Verdict:
    """A sent proposal passes or does not pass; what is decided stays decided."""
    if then in MOVES[state]:
        return YES
    return Verdict(_("This proposal has been decided already."), clause="proposal.sum")


def may_pass(*, amount: int, left: int | None) -> Verdict:
    """What the board only recommended passes when the fund follows, while the money is still there. Cents."""
    if left is None or amount <= left:
        return YES
    return Verdict(
        _("The board has given this money to other proposals since, so it cannot be carried out in full."),
        clause="proposal.sum",
        remedy=_("Answer that it is carried out in part, or not."),
    )


def changes(old: str, new: str) -> Iterator[tuple[str, str]]:
    """What changed between two texts, word by word: pairs of "same", "gone" or "new" and the words."""
    before, after = re.findall(r"\S+|\s+", old), re.findall(r"\S+|\s+", new)
    for kind, i, j, k, m in SequenceMatcher(None, before, after).get_opcodes():
        if kind == "equal":
            yield "same", "".join(before[i:j])
            continue
        if i < j:
            yield "gone", "".join(before[i:j])
        if k < m:
            yield "new", "".join(after[k:m])

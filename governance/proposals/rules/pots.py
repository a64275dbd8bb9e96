"""Pots in rules: many proposals under one sum, put to the vote together, and how they are counted."""

from collections.abc import Iterable, Mapping

from community.record.verdict import YES, Verdict, _

from .proposals import SENT

# How a pot is counted, and the switches of equal shares: what a proposal is worth to who named it, and what happens
# with the money left over.
RULES = ("equal-shares", "greedy")
UTILITIES = ("cost", "cardinality")
COMPLETIONS = ("increment-greedy", "increment", "greedy", "none")


def may_ask_for_pot(
    *, is_member: bool, is_planned: bool, eligible: int, rule: str = RULES[0], utility: str = UTILITIES[0],
    completion: str = COMPLETIONS[0],
) -> Verdict:  # fmt: skip
    """A member puts all proposals that can get a priority's money to one vote, and says how it is counted.

    is_planned: the priority has a part in the plan in force. eligible: sent proposals that no other vote is about and
    that the money left covers one by one, at most as many as a ballot takes, those sent first. Who asks chooses none
    of them and types no sum.
    """
    if not is_member:
        return Verdict(
            _("Only people who hold a seat on this board ask for a vote."),
            clause="vote.member",
            remedy=_("You can write in the discussion and ask a member to put it."),
        )
    if not is_planned:
        return Verdict(
            _("The board has no plan that gives this priority money, so there is no sum to share out."),
            clause="plan.kept",
            remedy=_("Each proposal can be put to the vote by itself, or the board can make a plan."),
        )
    if rule not in RULES or utility not in UTILITIES or completion not in COMPLETIONS:
        return Verdict(_("A pot is not counted in this way. Choose another one."), clause="pot.asked")
    if not eligible:
        return Verdict(
            _("No proposal waits here that the money left would pay for, or each is in another vote."),
            clause="pot.asked",
        )
    return YES


def may_put_pot(*, states: Iterable[str], is_elsewhere: bool, amount: int, left: int, is_same_plan: bool) -> Verdict:
    """A pot is put to the vote while its proposals wait, no other vote is about them, and its money is there. Cents.

    left: what the plan still has for the priority beside what the board has given or votes on.
    """
    if not is_same_plan:
        return Verdict(_("Another plan is in force than the one this pot rests on."), clause="plan.kept", remedy=_AGAIN)
    if any(state != SENT for state in states):
        return Verdict(
            _("A proposal of this pot was decided or taken back meanwhile."), clause="pot.asked", remedy=_AGAIN
        )
    if is_elsewhere:
        return Verdict(_("Another vote is about a proposal of this pot."), clause="pot.asked", remedy=_AGAIN)
    if amount > left:
        return Verdict(
            _("What is left of the priority’s sum does not cover this pot any more."), clause="plan.kept", remedy=_AGAIN
        )
    return YES


_AGAIN = _("Ask for a new vote on what there is now.")


def sample(costs: Mapping[str, int]) -> list[list[str]]:
    """Invented ballots to show how rules differ: of 100 people 51 name one half of the proposals, 49 the other half.

    The halves are by turns, from the dearest proposal to the cheapest.
    """
    order = sorted(costs, key=lambda key: (-costs[key], key))
    return [order[0::2]] * 51 + [order[1::2]] * 49

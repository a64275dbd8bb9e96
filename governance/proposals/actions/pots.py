"""Many proposals are put to one vote, and those that do not get the money are passed over."""

from django.db import transaction

from community.record import clock, locks
from community.record.actions import enter
from community.record.verdict import insist
from governance.voting import actions as voting
from governance.voting.models import Vote

from .. import rules, verbs
from ..models import Pot, Proposal, eligible


def pot_verdict(priority, person, at, *, found=None, **how):
    """Whether this person may put all proposals to a priority to one vote now, and if not, why.

    found: what a pot would hold, where it was read already. how: rule, utility, completion.
    """
    proposals, _amount, plan = found or eligible(priority, at)
    is_member = priority.board.seats_person(person, at)
    return rules.may_ask_for_pot(is_member=is_member, is_planned=plan is not None, eligible=len(proposals), **how)


@transaction.atomic
def put_pot(
    priority, *, by, rule="equal-shares", utility="cost", completion="increment-greedy", at=None, **how
) -> Vote:
    """A member asks for one vote on all proposals that a priority's money could pay for.

    The sum is what the plan has left for the priority. Nobody types it, and nobody picks among the proposals: where
    more wait than a ballot takes, `eligible` takes those that were sent first.
    how: as `voting.move` takes it.
    """
    locks.hold(priority.board)
    locks.hold(priority)
    at = at or clock.now()
    chosen = {"rule": rule, "utility": utility, "completion": completion}
    found = proposals, amount, plan = eligible(priority, at)
    insist(pot_verdict(priority, by, at, found=found, **chosen))
    for proposal in proposals:
        locks.hold(proposal)
    pot = Pot.objects.create(priority=priority, plan=plan, amount=amount, by=by, at=at, **chosen)
    pot.proposals.set(proposals)
    return voting.move(priority.board, pot, by=by, at=at, **how)


@transaction.atomic
def pass_over(proposal, *, vote, option, at=None) -> Proposal:
    """Say that a proposal did not get the money of a pot. The board did not say no to it: it can be put again."""
    proposal = locks.fresh(proposal)
    at = at or clock.now()
    about = [proposal.priority, vote, vote.board]
    enter(verbs.NOT_CHOSEN, proposal, about=about, at=at, vote=vote.pk, text=option.hash)
    return proposal

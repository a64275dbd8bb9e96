"""How a vote goes on from one stage to the next."""

from community.record.verdict import insist

from .. import rules


def become(vote, state) -> None:
    """Take the next step, if it is a legal one."""
    insist(rules.may_become(now=vote.state, then=state))
    vote.state = state

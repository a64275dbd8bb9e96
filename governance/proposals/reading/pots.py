"""A pot as it is read: its proposals, and what each way of counting would do with the same ballots."""

from collections import Counter

from community.record.sums import coins
from governance.voting import rules as voting
from governance.voting.models import Vote
from governance.voting.rules.methods import POT

from .. import rules
from ..models import Pot, key_of

SHOWN = 20  # proposals in a table of both counts


def on_sample(proposals, amount, plan, *, utility, completion) -> dict | None:
    """Both counts on invented ballots: of 100 people 51 name one half of the proposals, 49 the other half."""
    if not proposals:
        return None
    costs = {key_of(proposal): proposal.amount for proposal in proposals}
    parameters = {"sum": amount, "unit": coins(plan.currency), "utility": utility, "completion": completion}
    paper = voting.Paper(POT, {key_of(one): one.title for one in proposals}, costs, parameters)
    languages = {key_of(one): one.language for one in proposals}
    return compared(paper, rules.sample(costs), languages) | {"currency": plan.currency}


def on_last_round(board) -> dict | None:
    """Both counts on the ballots of the board's last pot, by the switches that it had."""
    vote = Pot.objects.newest_decided(board)
    answers = [one.facts["choice"] for one in vote.counted.all()] if vote else []
    if not any(answers):
        return None
    languages = dict(vote.options.values_list("key", "language"))
    return compared(vote.paper, answers, languages) | {"vote": vote, "currency": vote.pinned["currency"]}


def compared(paper, answers, languages) -> dict:
    """The same ballots counted by each rule: for the first proposals whether they get it, and how much all get."""
    counts = voting.side_by_side(paper, answers)
    named = Counter(key for answer in answers for key in answer)
    lines = [
        {
            "title": title,
            "language": languages[key],
            "cost": paper.costs[key],
            "named": named[key],
            **{rule.replace("-", "_"): key in found.winners for rule, found in counts.items()},
        }
        for key, title in list(paper.options.items())[:SHOWN]
    ]
    return {
        "lines": lines,
        "all": len(paper.options),
        "people": len(answers),
        "sum": paper.parameters["sum"],
        "spent": {
            rule.replace("-", "_"): sum(paper.costs[key] for key in found.winners) for rule, found in counts.items()
        },
        "is_same": len({frozenset(found.winners) for found in counts.values()}) == 1,
    }


def won_in(proposal, votes) -> Vote | None:
    """The last vote that was counted on a proposal, alone or among others, if the board said yes to it there.

    votes: all on it, the newest first.
    """
    vote = next((vote for vote in votes if vote.state == Vote.State.CERTIFIED), None)
    if vote is None or not vote.passed or vote.method != POT:
        return vote if vote and vote.passed else None
    return vote if any(option.subject_id == proposal.pk for option in vote.winners) else None


def of_pot(pot, vote) -> list[dict]:
    """The proposals of a pot as they were put, with whether they got the money once it is decided."""
    if vote is None:
        return []
    proposals = {one.pk: one for one in pot.consists_of().select_related("author")}
    is_decided = vote.state == Vote.State.CERTIFIED
    won = {option.pk for option in vote.winners} if is_decided else set()
    return [
        {
            "option": option,
            "proposal": proposals[option.subject_id],
            "won": option.pk in won if is_decided else None,
        }
        for option in vote.options.all()
    ]

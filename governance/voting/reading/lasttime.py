"""What each way to choose would have chosen with last time's ballots."""

from .. import rules
from ..models import Vote
from .ways import chosen_by


def last_time(board) -> dict | None:
    """The board's newest decided choice among several, and what each way would have chosen with its ballots.

    Nothing where there was none, or where its ballots are too few to be told one by one.
    """
    decided = Vote.objects.filter(board=board, state=Vote.State.CERTIFIED, method__in=rules.PICKS)
    vote = decided.select_related("charter", "tally").order_by("-tally__certified_at").first()
    if vote is None:
        return None
    answers, k_min = [one.facts["choice"] for one in vote.counted.all()], vote.charter["k_min.ballots"]
    if not answers or not rules.lists_ballots(is_secret=vote.is_secret, ballots=len(answers), k_min=k_min):
        return None
    paper = vote.paper
    rows = [
        {
            "name": chosen_by(method),
            "winners": [paper.options[key] for key in winners],
            "is_used": method == vote.method,
            "keys": set(winners),
        }
        for method, winners in rules.replayed(paper, answers).items()
    ]
    return {"vote": vote, "rows": rows, "is_different": any(row["keys"] != rows[0]["keys"] for row in rows)}

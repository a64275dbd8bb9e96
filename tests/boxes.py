"""Votes in the middle of something: more time is asked for, a result is questioned, a mind is changed."""

from community.record.models import canonical, digest_of
from governance.voting import actions as voting
from governance.voting.models import Option, Question, Vote
from tests import make

# A pot of $1,000 and one of $10,000 to divide, as a plan asks for them.
COSTS = {"a": 70_000, "b": 60_000, "c": 50_000}
SWITCHES = {
    "pot": {"sum": 100_000, "unit": 100, "currency": "USD"},
    "ranking": {},
    "division": {"pot": 10_000, "bounds": {"a": [1000, 8000], "b": [0, 8000], "c": [0, 5000]}},
}


def more_time(t):
    """One member asked for a day more; another one agrees."""
    vote = t.east.things.open
    asked = voting.ask_for_time(vote, by=t.member, until=vote.closes_at + make.DAY, why="Snow.")
    return lambda: voting.agree_to_time(asked, by=t.east.members[1])


def queried(t):
    """Somebody questioned a result; the clerk answers."""
    asked = voting.question(t.east.things.certified, by=t.resident, text="Why so few?")
    return lambda: voting.answer_query(asked, by=t.clerk, answer="Two were ill.")


def changed_their_mind(t):
    """A member puts another ballot in the place of theirs."""
    voting.cast(t.east.things.open, by=t.member, choice="yes")
    voting.replace(t.east.things.open, by=t.member, choice="no", version=1)


def about_money(board, method, *, by, mode="open", at=None, **_how):
    """An open vote by one of the methods that things of other rooms bring: a pot, a ranking, a division."""
    at = at or make.now()
    asked = Question.objects.create(board=board, text="What is paid for?", method=method, choices=[], by=by, at=at)
    text = canonical({"question": asked.text})
    vote = Vote.objects.create(
        board=board,
        question=asked.text,
        subject_type=asked._meta.label_lower,
        subject_id=asked.pk,
        subject_text=text,
        subject_hash=digest_of(text),
        mode=mode,
        method=method,
        parameters=canonical(SWITCHES[method]),
        state=Vote.State.CALLED,
        called_at=at,
        opens_at=at,
        closes_at=at + 3 * make.DAY,
    )
    for place, (key, title) in enumerate({"a": "ada", "b": "bo", "c": "cy"}.items()):
        said = canonical({"title": title})
        cost = COSTS[key] if method == "pot" else None
        Option.objects.create(vote=vote, key=key, place=place, title=title, text=said, hash=digest_of(said), cost=cost)
    return voting.open_vote(vote, at=at)

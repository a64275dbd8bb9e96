"""Votes by every method on a board of ten, with the ballots of all of them: for tests that count again."""

from community.record.actions import enter
from community.record.models import canonical, digest_of
from governance.voting import actions as voting
from governance.voting import verbs
from governance.voting.models import Motion, Mover, Option, Vote
from governance.voting.rules import commitment
from tests import make

OPTIONS = {"a": "The bus shelter", "b": "Benches, and a lamp", "c": "A crossing"}
COSTS = {"a": 600, "b": 300, "c": 400}
PARAMETERS = {
    "approval": {"seats": 2},
    "score": {"seats": 1},
    "stv": {"seats": 2},
    "pot": {"sum": 1000, "rule": "equal-shares"},
    "division": {"pot": 20, "bounds": {"a": [2, 20], "b": [0, 12], "c": [1, 20]}},
}
RANKED = (["a", "b"], ["a", "b"], ["b", "a", "c"], ["c"], ["b"], ["a", "c"], ["c", "b"], ["a"], [], ["b", "c", "a"])
NAMED = (["a"], ["a", "b"], ["b"], ["c"], ["b", "c"], ["a", "c"], ["c"], ["a"], [], ["a", "b", "c"])
ANSWERS = {
    "motion": ("yes", "yes", "no", "yes", "abstain", "yes", "no", "yes", "yes", "no"),
    "consent": [{"answer": "consent"}] * 7
    + [{"answer": "aside"}, {"answer": "concern", "words": "Who sweeps?"}, {"answer": "consent"}],
    "gradients": ("endorse",) * 6 + ("agree_with_reservations",) * 4,
    "approval": NAMED,
    "pot": NAMED,
    "score": ({"a": 3}, {"a": 5, "b": 1}, {"c": 9}, {}, {"b": 2}, {"a": 1}, {"c": 4}, {"b": 7}, {"a": 2}, {"c": 1}),
    "irv": RANKED,
    "stv": RANKED,
    "ranking": RANKED,
    "division": [{"a": 10, "b": 5, "c": 5}, {"a": 2, "c": 18}, {}, {"a": 7, "b": 12, "c": 1}, {"a": 19, "c": 1}] * 2,
}
FIXED = ("motion", "consent", "gradients")


def hall(**clauses):
    """A board of ten: eight residents and two partners. In secret, ten ballots are enough to be listed."""
    people = make.people(" ".join(f"hall{n}" for n in range(10)))
    board = make.board("Hall", seated=people[:8], partners=people[8:], clauses={"k_min.ballots": 5} | clauses)
    return board, people


def put(board, people, method, *, mode="open", parameters=None, titles=OPTIONS) -> Vote:
    """A question that two members put by this method, opened; whatever kind of thing is put so in the house."""
    at = make.now() - board.charter_at(make.now())["vote.notice_days"] * make.DAY
    motion = Motion.objects.create(board=board, by=people[0], at=at, text="What comes first?")
    text = canonical(motion.ballot_text())
    vote = Vote.objects.create(
        board=board, question=motion.text, subject_type="voting.motion", subject_id=motion.pk, subject_text=text,
        subject_hash=digest_of(text), mode=mode, method=method,
        parameters=canonical(parameters or PARAMETERS.get(method, {})),
    )  # fmt: skip
    for place, (key, title) in enumerate(titles.items() if method not in FIXED else ()):
        cost = COSTS[key] if method == "pot" else None
        Option.objects.create(vote=vote, key=key, place=place, title=title, text="{}", hash=digest_of("{}"), cost=cost)
    Mover.objects.create(vote=vote, person=people[0])
    bound = commitment(vote.seed)
    enter(verbs.MOVED, vote, by=people[0], about=[board], at=at, text=vote.subject_hash, seed=bound)
    vote = voting.second(vote, by=people[1], at=at)
    return voting.open_vote(vote, at=vote.opens_at)


def decided(vote, people) -> Vote:
    """The vote with a ballot of each of these people, counted at its closing time."""
    for person, answer in zip(people, ANSWERS[vote.method], strict=False):
        voting.cast(vote, by=person, choice=answer, at=vote.opens_at)
    voting.finish(vote, at=vote.closes_at)
    vote.refresh_from_db()
    return vote

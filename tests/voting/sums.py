"""A motion counted in one line, from ballots whose kinds of seat are known."""

from collections import Counter

from governance.voting import rules

OF_THE_MOTION = ("majority", "majority_clause", "residents_too")


def count(ballots, **facts):
    """Count these pairs of (seat kind, choice); the marks on the roll are theirs."""
    motion = {name: facts.pop(name) for name in OF_THE_MOTION if name in facts}
    setting = rules.Setting(marks=Counter(kind for kind, _choice in ballots), **facts)
    return rules.count(setting, ballots, **motion)

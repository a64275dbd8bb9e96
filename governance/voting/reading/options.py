"""The options of a vote, as its pages name them."""

from string import ascii_uppercase

from django.conf import settings

from community.record.sums import WHOLE

from ..rules.methods import METHODS

COINS = 1 if settings.CURRENCY in WHOLE else 100  # of the smallest coin in one unit of money


def letter(place: int) -> str:
    """A to Z, then numbers: what stands for an option where its title has no room."""
    return ascii_uppercase[place] if place < len(ascii_uppercase) else str(place + 1)


def _named(pairs) -> dict[str, dict]:
    return {
        key: {"key": key, "title": title, "language": language, "cost": cost} for key, title, language, cost in pairs
    }


def has_options(vote) -> bool:
    """Whether there is something to choose from, rather than answers that are always the same."""
    return METHODS[vote.method].options > 0


def named(vote) -> dict[str, dict]:
    """A vote's options by key, each with its title, language and cost."""
    return _named((one.key, one.title, one.language, one.cost) for one in vote.options.all())


def options_of(paper) -> dict[str, dict]:
    """The same from a ballot paper alone, for counts that are no vote: of examples, or of last time's ballots."""
    return _named((key, title, "", paper.costs.get(key)) for key, title in paper.options.items())


def ties_of(result, options) -> list[dict]:
    """Where options stood exactly equal, which one went first, and by what it was decided."""
    return [
        tie
        | {
            "among": [options[key] for key in tie["among"]],
            "first": options[tie["first"]],
            "why": tie.get("why", ""),
            "stage": tie.get("stage", 0),
        }
        for tie in result.get("ties", ())
    ]

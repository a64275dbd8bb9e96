"""The ballot paper: what is asked, by which method, with which options and switches, frozen when a vote opens."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from community.record.verdict import YES, Refused, Verdict, _

from ..counting.consent import ANSWERS, CONCERN, OBJECT
from ..counting.gradients import STEPS
from .casting import CHOICES
from .methods import APPROVAL, CONSENT, DIVISION, GRADIENTS, IRV, METHODS, MOTION, PICKS, POT, RANKING, SCORE, STV

FIXED = {MOTION: CHOICES, CONSENT: ANSWERS, GRADIENTS: STEPS}
MOST_OPTIONS = 200
MOST_POINTS = 10  # points from 0 to this, where nothing else is set
LONGEST_WORDS = 1000


@dataclass(frozen=True)
class Paper:
    """What can be answered in one vote.

    options: key → title, in the order they were put; empty where the method's answers are fixed.
    costs: key → whole minor units, for pots. parameters: the switches of the method.
    order: every key, in the order that breaks ties.
    """

    method: str
    options: Mapping[str, str] = field(default_factory=dict)
    costs: Mapping[str, int] = field(default_factory=dict)
    parameters: Mapping = field(default_factory=dict)
    order: tuple[str, ...] = ()

    @property
    def seats(self) -> int:
        """How many options win."""
        return self.parameters.get("seats", 1)

    @property
    def most_points(self) -> int:
        """The most points that an option can be given."""
        return self.parameters.get("points", MOST_POINTS)


def may_ask_by(
    *, method: str, keys: Iterable[str], costs: Mapping[str, int], parameters: Mapping, allowed: Iterable[str]
) -> Verdict:
    """A question fits its method: enough options, none twice, seats for fewer than all, sums that can be shared.

    allowed: the methods that this kind of thing can be put by.
    """
    keys = list(keys)
    kind = METHODS.get(method)
    if kind is None or method not in allowed:
        return Verdict(_("This cannot be asked in this way. Choose another one."), clause="vote.method")
    if kind.options and not kind.options <= len(keys) <= MOST_OPTIONS:
        return Verdict(
            _("This way to ask takes between %(least)s and %(most)s options."),
            clause="vote.method",
            params={"least": kind.options, "most": MOST_OPTIONS},
        )
    if len(set(keys)) < len(keys):
        return Verdict(_("Each option stands on the ballot once."), clause="vote.method")
    if kind.seats and not 1 <= parameters.get("seats", 1) < max(2, len(keys)):
        return Verdict(_("Fewer options can win than there are to choose from."), clause="vote.method")
    if kind.costs and not (parameters.get("sum", 0) > 0 and all(costs.get(key, 0) > 0 for key in keys)):
        return Verdict(_("A pot has a sum, and everything it may pay for has a cost."), clause="vote.method")
    return YES


def may_offer(*, method: str, titles: Iterable[str], seats: int = 1) -> Verdict:
    """A question offers enough to choose from, nothing twice, and places for fewer than all of it."""
    names = [" ".join(title.split()).casefold() for title in titles]
    return may_ask_by(method=method, keys=names, costs={}, parameters={"seats": seats}, allowed=PICKS)


def fixed_answers(method: str) -> tuple[str, ...]:
    """The answers that a method always has; none where one chooses among options."""
    return tuple(FIXED.get(method, ()))


def read(paper: Paper, sent) -> str | list | dict:
    """What a ballot says, in the one way it is kept. What the paper doesn't offer is refused.

    Shapes: motion and gradients, a text; consent, {"answer", "words"}; approval and pot, the keys named, sorted;
    score, key → points; irv, stv and ranking, the keys from the first to the last; division, key → whole units.
    Empty is an abstention where the method has one.
    """
    return READERS[paper.method](paper, sent)


def refused(message: str, **params) -> Refused:
    """A ballot that cannot be taken as it is."""
    return Refused(Verdict(message, clause="vote.paper", params=params))


def _one_of(paper, sent) -> str:
    if sent not in FIXED[paper.method]:
        raise refused(_("Choose yes, no or abstain.") if paper.method == MOTION else _("Choose one of the answers."))
    return sent


def _stance(paper, sent) -> dict:
    if isinstance(sent, str):
        sent = {"answer": sent}
    answer, words = sent.get("answer"), " ".join(str(sent.get("words", "")).split())
    if answer not in ANSWERS:
        raise refused(_("Choose one of the answers."))
    if answer == OBJECT and not words:
        raise refused(_("Say which harm you see. An objection without it does not count."))
    if len(words) > LONGEST_WORDS:
        raise refused(_("Say it in %(most)s characters or fewer."), most=LONGEST_WORDS)
    return {"answer": answer, "words": words if answer in (OBJECT, CONCERN) else ""}


def _known(paper, keys) -> list[str]:
    keys = list(keys)
    if any(key not in paper.options for key in keys):
        raise refused(_("Your ballot names something that does not stand on it."))
    if len(set(keys)) < len(keys):
        raise refused(_("Your ballot names the same option twice."))
    return keys


def _named(paper, sent) -> list[str]:
    return sorted(_known(paper, sent))


def _ranked(paper, sent) -> list[str]:
    return _known(paper, sent)


def _scored(paper, sent) -> dict[str, int]:
    _known(paper, sent)
    if any(not isinstance(points, int) or not 0 <= points <= paper.most_points for points in sent.values()):
        raise refused(_("Points go from 0 to %(most)s."), most=paper.most_points)
    return {key: sent[key] for key in sorted(sent) if sent[key]}


def _divided(paper, sent) -> dict[str, int]:
    _known(paper, sent)
    if not any(sent.values()):
        return {}
    bounds, pot = paper.parameters["bounds"], paper.parameters["pot"]
    amounts = {key: sent.get(key, 0) for key in paper.options}
    for key, amount in amounts.items():
        floor, ceiling = bounds[key]
        if not isinstance(amount, int) or not floor <= amount <= ceiling:
            raise refused(
                _("%(option)s may get between %(floor)s and %(ceiling)s."),
                option=paper.options[key], floor=floor, ceiling=ceiling,
            )  # fmt: skip
    if sum(amounts.values()) != pot:
        raise refused(_("These sums come to %(sum)s, and the pot holds %(pot)s."), sum=sum(amounts.values()), pot=pot)
    return {key: amounts[key] for key in sorted(amounts) if amounts[key]}


READERS = {
    MOTION: _one_of,
    GRADIENTS: _one_of,
    CONSENT: _stance,
    APPROVAL: _named,
    POT: _named,
    SCORE: _scored,
    IRV: _ranked,
    STV: _ranked,
    RANKING: _ranked,
    DIVISION: _divided,
}


def shuffled(keys: Iterable[str], seed: str) -> tuple[str, ...]:
    """Keys in an order that favors none: by the SHA-256 of the seed with each key. The same seed, the same order."""
    return tuple(sorted(keys, key=lambda key: hashlib.sha256(f"{seed}:{key}".encode()).hexdigest()))


def tie_order(keys: Iterable[str], seed: str, head: str) -> tuple[str, ...]:
    """The order that breaks ties: shuffled by a seed and by what the record said last when the vote opened.

    Nobody can choose it: the house is bound to the seed since the vote was asked for (see `commitment`), before it can
    know that entry of the record; and whoever writes in the record doesn't know the seed. Made before anybody votes.
    """
    return shuffled(keys, f"{seed}:{head}")


def commitment(seed: str) -> str:
    """What is published of a seed before it is told: its SHA-256. It binds to the seed and gives nothing of it away."""
    return hashlib.sha256(seed.encode()).hexdigest()

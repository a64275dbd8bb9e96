"""What can happen in the demo city with money: cycles, purses, plans, and votes on many proposals at once.

Like the acts beside it: each function answers with steps, a moment and the act to do then.
"""

from collections.abc import Iterator

from django.utils import timezone

from governance.priorities import actions as priorities
from governance.proposals import actions as proposals
from governance.voting import actions as voting

from .acts import CENTS, prose, vote
from .town import Step, Town
from .ways import answered


def cycle(town: Town, it: dict) -> Iterator[Step]:
    """The fund names a period in which it gives money."""

    def name():
        first, last = (timezone.localtime(town.moment(it[end])).date() for end in ("starts", "ends"))
        by = town[it["by"]]
        town[it["name"]] = priorities.name_cycle(by=by, name=it["title"], starts_on=first, ends_on=last, at=town.at)

    yield it["when"], name


def purse(town: Town, it: dict) -> Iterator[Step]:
    """The fund says what a board has, who decided it and why."""

    def say():
        priorities.set_purse(
            town[it["board"]],
            town[it["cycle"]],
            by=town[it["by"]],
            amount=it["amount"] * CENTS,
            currency="USD",
            decided_by=it["decided_by"],
            why=prose(it["why"]),
            at=town.at,
        )

    yield it["when"], say


def plan(town: Town, it: dict) -> Iterator[Step]:
    """A member begins a plan; the board ranks its priorities, divides the money, and votes on what comes of it."""

    def begin():
        board, period = town[it["board"]], town[it["cycle"]]
        town[it["name"]] = priorities.begin_plan(board, period, by=town[it["by"]], at=town.at)

    def key(name):
        return f"p{town[name].pk}"

    def ranked(answer):
        return [key(name) for name in answer.split()]

    def divided(answer):
        return dict(zip(ranked(it["division"]["of"]), answer, strict=False))

    def ask(step):
        def move(by):
            made = town[it["name"]]
            return voting.move(made.board, getattr(made, step), by=by, at=town.at)

        return move

    yield it["when"], begin
    yield from answered(town, it["order"], ask("ranking"), ranked)
    yield from answered(town, it["division"], ask("division"), divided)
    yield from vote(town, it["vote"], on=it["name"])


def pot(town: Town, it: dict) -> Iterator[Step]:
    """A member puts all proposals to a priority to one vote; members name those the money should pay for."""

    def ask(by):
        return proposals.put_pot(town[it["to"]], by=by, rule=it["rule"], at=town.at)

    yield from answered(town, it, ask, lambda answer: [f"p{town[name].pk}" for name in answer.split()])


KINDS = {kind.__name__: kind for kind in (cycle, purse, plan, pot)}

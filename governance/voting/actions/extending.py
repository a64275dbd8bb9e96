"""An open vote gets more time, when two people want it; how many have voted in a secret one is told in steps."""

from django.db import transaction

from community.people.words import clean
from community.record import clock, locks
from community.record.actions import enter
from community.record.verdict import insist
from governance.boards.models import BoardRole

from .. import rules, verbs
from ..models import Extension, TurnoutSample, Vote


def _on_roll(vote, person) -> bool:
    """Whether this person votes in it."""
    return person.is_authenticated and vote.roll.voters().filter(person=person).exists()


def extension_verdict(vote, person, at, *, until=None, asked=None, on_roll=None):
    """Whether this person may ask for more time, or agree to what somebody else asked for, and if not, why.

    until: when it would close; nothing asks whether any later moment is possible. asked: the extension agreed to.
    on_roll: whether they vote in it, where that is known.
    """
    on_roll = _on_roll(vote, person) if on_roll is None else on_roll
    charter = vote.charter or vote.board.charter_at(at)
    return rules.may_extend(
        state=vote.state,
        asks=bool(asked) or on_roll or vote.board.has_role(person, BoardRole.Role.CLERK, at),
        agrees=on_roll and asked.asked_by_id != person.pk if asked else None,
        at=at,
        opens=vote.opens_at,
        closes=vote.closes_at,
        until=asked.closes_at if asked else until or vote.closes_at + rules.PAUSE,
        max_days=charter["vote.max_days"],
    )


@transaction.atomic
def ask_for_time(vote, *, by, until, why, at=None) -> Extension:
    """Somebody asks for more time in an open vote. Nothing moves until somebody else on the roll agrees."""
    vote = locks.fresh(vote)
    at = at or clock.now()
    insist(extension_verdict(vote, by, at, until=until))
    asked = Extension.objects.create(vote=vote, closes_at=until, why=clean(why), asked_by=by, at=at)
    enter(verbs.TIME_ASKED, vote, by=by, why=why, about=[vote.board], at=at, closes=until.isoformat())
    return asked


@transaction.atomic
def agree_to_time(asked, *, by, at=None) -> Vote:
    """Somebody else on the roll agrees: the vote closes later. Everybody on the roll is told."""
    vote = locks.fresh(asked.vote)
    asked = Extension.objects.select_related("vote").get(pk=asked.pk)
    at = at or clock.now()
    insist(extension_verdict(vote, by, at, asked=asked))
    asked.agreed_by = by
    asked.save(update_fields=["agreed_by"])
    before, vote.closes_at = vote.closes_at, asked.closes_at
    vote.save(update_fields=["closes_at"])
    enter(
        verbs.EXTENDED, vote, by=by, why=asked.why, about=[vote.board, vote.subject, asked.asked_by], at=at,
        closed=before.isoformat(), closes=vote.closes_at.isoformat(),
    )  # fmt: skip
    return vote


@transaction.atomic
def tell_turnout(vote, *, at=None) -> TurnoutSample | None:
    """Tell how many have voted in a secret vote, in steps and not often; nothing where there is nothing new."""
    # Not the vote's own lock: nobody who votes waits for this. One of two at once tells it.
    locks.hold(f"turnout:{vote.pk}")
    at = at or clock.now()
    last = vote.turnout.first()
    step = rules.turnout_step(voted=vote.roll.filter(voted=True).count(), k_min=vote.charter["k_min.ballots"])
    if not rules.tells_turnout(last=last and last.at, at=at, told=last.ballots if last else 0, step=step):
        return None
    return TurnoutSample.objects.create(vote=vote, at=at, ballots=step)

"""Ballots in words."""

from django.conf import settings

from community.record.sums import money

from ..models import Agreement, Choice, Stance
from ..rules.methods import CONSENT, DIVISION, GRADIENTS, MOTION
from .options import COINS, has_options

STANCES, STEPS = dict(Stance.choices), dict(Agreement.choices)
IN_ORDER = ("irv", "stv", "ranking")


def in_words(vote, answer, paper=None) -> str:
    """What a ballot says, in the reader's language: its answer, or the options it names. paper: where it is known."""
    if vote.method == MOTION:
        return str(Choice(answer).label)
    if vote.method == GRADIENTS:
        return str(STEPS[answer])
    if vote.method == CONSENT:
        stance = str(STANCES[answer["answer"]])
        return f"{stance}. “{answer['words']}”" if answer["words"] else stance
    if not answer:
        return str(Choice.ABSTAIN.label)
    titles = (paper or vote.paper).options
    if vote.method in IN_ORDER:
        return ", ".join(f"{place}. {titles[key]}" for place, key in enumerate(answer, 1))
    if isinstance(answer, list):
        return ", ".join(titles[key] for key in answer)
    points = sorted(answer.items(), key=lambda pair: -pair[1])
    if vote.method == DIVISION:
        return ", ".join(f"{titles[key]}: {money(units * COINS, settings.CURRENCY)}" for key, units in points)
    return ", ".join(f"{titles[key]}: {given}" for key, given in points)


def with_answers(vote, marks) -> list:
    """The marks on the roll of an open vote with, as `said`, what each person's newest ballot says; else nothing."""
    marks, told = list(marks), {}
    if not vote.is_secret:
        paper = vote.paper if has_options(vote) else None
        told = {one.roll_id: in_words(vote, one.answer, paper) for one in vote.box}
    for mark in marks:
        mark.said = told.get(mark.pk, "")
    return marks

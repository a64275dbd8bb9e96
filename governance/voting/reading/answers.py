"""Ballots in words."""

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from community.record.sums import money

from ..models import Choice
from ..rules.methods import CONSENT, DIVISION, GRADIENTS, MOTION
from .options import COINS, has_options

STANCES = {
    "consent": pgettext_lazy("consent", "I consent"),
    "concern": pgettext_lazy("consent", "I consent, with a concern"),
    "object": pgettext_lazy("consent", "I object: I see harm in it"),
    "aside": pgettext_lazy("consent", "I stand aside"),
}
STEPS = {
    "endorse": pgettext_lazy("gradients", "I am fully for it"),
    "endorse_with_a_point": pgettext_lazy("gradients", "I am for it, with a small point"),
    "agree_with_reservations": pgettext_lazy("gradients", "I can live with it"),
    "abstain": pgettext_lazy("gradients", "I have no opinion"),
    "stand_aside": pgettext_lazy("gradients", "I do not like it, and do not hold it up"),
    "disagree_and_go_along": pgettext_lazy("gradients", "I am against it, and go along"),
    "disagree_and_stay_out": pgettext_lazy("gradients", "I am against it, and take no part in it"),
    "block": pgettext_lazy("gradients", "I block it"),
}
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
        return _("Abstained")
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

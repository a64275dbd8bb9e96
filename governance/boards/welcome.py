"""What is still to be done by a new member, each thing with where and by whom. What is said there is not told."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from community.people.doors import with_own_key

from .models import FirstStep, PayChoice, Term

Step = FirstStep.Step
NEW = timedelta(days=90)  # how long a member's open steps stand on other pages
PAY, KEY = "pay", "key"  # these two are done on pages of their own


@dataclass(frozen=True)
class Thing:
    """One first step: its key, its name, what it is, the page on which it is done, and whether it is done."""

    key: str
    name: str
    about: str
    href: str
    is_done: bool

    @property
    def is_ticked(self) -> bool:
        """Whether somebody says that it is done, rather than the thing itself."""
        return self.key in Step.values


@dataclass(frozen=True)
class Welcome:
    """The first steps of one term."""

    term: Term
    things: list[Thing]

    @property
    def open(self) -> int:
        """How many are still to be taken."""
        return sum(not thing.is_done for thing in self.things)

    @property
    def done(self) -> int:
        """How many are taken."""
        return len(self.things) - self.open


def welcomes(terms) -> list[Welcome]:
    """The first steps of several terms, in three queries however many they are."""
    terms, ticked = list(terms), defaultdict(set)
    people = {term.person_id for term in terms}
    for term, step in FirstStep.objects.filter(term__in=terms).values_list("term", "step"):
        ticked[term].add(step)
    paid = set(PayChoice.objects.filter(person__in=people).values_list("person", "board"))
    keyed = with_own_key(people)
    return [
        Welcome(
            term, _things(term, ticked[term.pk], (term.person_id, term.seat.board_id) in paid, term.person_id in keyed)
        )
        for term in terms
    ]


def newcomers(terms, at) -> list[Welcome]:
    """Of these terms, those that are new and have first steps to take."""
    return [one for one in welcomes(term for term in terms if term.since > at - NEW) if one.open]


def _things(term, ticked, has_paid, has_key) -> list[Thing]:
    slug = term.seat.board.slug
    return [
        Thing(
            Step.MEET,
            _("Meet a member"),
            _("Somebody who sits here tells you how an evening goes."),
            "",
            Step.MEET in ticked,
        ),
        Thing(
            Step.ORIENTATION,
            _("Your orientation"),
            _("What the board decides, where the money comes from, how to say no. The clerk ticks it afterwards."),
            "",
            Step.ORIENTATION in ticked,
        ),
        Thing(
            Step.NEEDS,
            _("What you need to take part"),
            _("An interpreter, childcare, a ride, captions. Tell the clerk; it is paid for on top of your pay."),
            "",
            Step.NEEDS in ticked,
        ),
        Thing(
            PAY,
            _("Choose how you are paid"),
            _("You can also choose no pay."),
            reverse("board_pay", args=[slug]),
            has_paid,
        ),
        Thing(
            Step.TIES,
            _("What you are tied to"),
            _("Organizations you work for or belong to. You are asked again only where a vote touches one of them."),
            _page("ties"),
            Step.TIES in ticked,
        ),
        Thing(KEY, _("Choose how you sign in"), _("With a passkey, or with an e-mail."), reverse("my_way_in"), has_key),
    ]


def _page(name: str) -> str:
    """The address of a page, or nothing in an installation that does not have it."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""

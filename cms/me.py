"""A person's own page, and the page on which others read what a person did in public."""

from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, OuterRef, Q
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from community.notifications.models import Notification
from community.people.models import Person
from community.record import clock
from community.record.models import Entry, EntryAbout, type_of
from community.rooms.models import Message
from governance.boards.models import BoardRole, Term
from governance.boards.welcome import newcomers
from governance.priorities.models import Suggestion
from governance.proposals.models import Proposal
from governance.voting import reading as votes
from governance.voting.models import Ballot, Vote

from .waiting import owed_to, waits_for

VISITOR = AnonymousUser()  # a public page shows everybody what it shows a visitor
SHOWN = 20  # of each kind on a person's public page
NEWS = 8  # of what I was told, on my page


@require_safe
@login_required
def me(request):
    """What waits for me, what others owe me, what I was told, and what I told about myself."""
    at, person = clock.now(), request.user
    news = Notification.objects.told_to(person)
    waits = waits_for(person, at)
    context = {
        "me": person,
        "now": at,
        "waits": waits,
        "waiting_ballots": " ".join(item.kept_as for item in waits if item.kept_as),
        "owed": owed_to(person, at),
        "news": news[:NEWS],
        "unread": news.filter(read_at=None).count(),
        "newcomer": newcomers(Term.objects.at(at).filter(person=person).select_related("seat__board"), at),
        "home": person.residencies.filter(until=None).select_related("place").first(),
    }
    return render(request, "me/me.html", context)


def known_to(viewer):
    """People with a public page: whoever has acted in public. Of the others nobody learns that they are here.

    Everybody has a page of their own, to see what others would see.
    """
    acted = Entry.objects.visible_to(VISITOR).filter(by=OuterRef("pk"))
    named = EntryAbout.objects.filter(thing_type=type_of(Person), thing_id=OuterRef("pk"), entry__is_public=True)
    spoken = Message.objects.visible_to(VISITOR).filter(by=OuterRef("pk"))
    public = Q(Exists(acted)) | Q(Exists(named)) | Q(Exists(spoken))
    return Person.objects.filter(public | Q(pk=viewer.pk) if viewer.is_authenticated else public)


def in_words(cast) -> list:
    """The newest ballots of somebody, each with what it says."""
    ballots = cast.newest().select_related("vote__board", "vote__tally").prefetch_related("vote__options")
    ballots = list(ballots.order_by("-vote__pk", "-pk")[:SHOWN])
    for ballot in ballots:
        ballot.said = votes.in_words(ballot.vote, ballot.answer)
        ballot.names_options = isinstance(ballot.answer, list | dict) and bool(ballot.answer)
    return ballots


@require_safe
def person(request, public_id):
    """What somebody did in public: their seats, their votes, what they suggested and proposed. Never an e-mail."""
    found = get_object_or_404(known_to(request.user), public_id=public_id)
    at = clock.now()
    cast = Ballot.objects.filter(roll__person=found, vote__state=Vote.State.CERTIFIED, vote__mode=Vote.Mode.OPEN)
    context = {
        "person": found,
        "now": at,
        "is_me": found == request.user,
        "terms": Term.objects.filter(person=found).select_related("seat__board").order_by("-since", "-pk"),
        "roles": BoardRole.objects.filter(person=found).select_related("board").order_by("-since", "-pk"),
        "ballots": in_words(cast),
        "proposals": Proposal.objects.visible_to(VISITOR).filter(author=found)[:SHOWN],
        "suggestions": Suggestion.objects.visible_to(VISITOR).filter(by=found)[:SHOWN],
    }
    return render(request, "people/person.html", context)

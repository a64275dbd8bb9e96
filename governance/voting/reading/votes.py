"""Votes as they are read: which things can be voted on, the list of votes, the way of a vote with its days."""

from itertools import groupby
from zoneinfo import ZoneInfo

from django.apps import apps
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from community.record.models import Entry, type_of

from .. import verbs
from ..models import Vote

GROUPS = {
    Vote.State.OPENED: gettext_lazy("Open now"),
    Vote.State.CLOSED: gettext_lazy("Open now"),
    Vote.State.CALLED: gettext_lazy("Called"),
    Vote.State.MOVED: gettext_lazy("Asked for"),
    Vote.State.CERTIFIED: gettext_lazy("Decided"),
}


def votable_kind(kind: str):
    """The model of what can be put to the vote, by its kind, if it is one."""
    try:
        model = apps.get_model(kind)
    except (LookupError, ValueError):
        return None
    return model if hasattr(model, "ballot_text") else None


def votable(kind: str, pk, person):
    """A thing with a board that can be put to the vote, by its kind and number, if this person may see it."""
    model = votable_kind(kind)
    thing = model._default_manager.visible_to(person).filter(pk=pk).first() if model else None
    return thing if thing and thing.board else None


def with_stages(votes, person, at) -> list:
    """Votes with their stage now and whether this person's ballot is missing, in two queries."""
    votes = list(votes)
    keys = [vote.pk for vote in votes]
    awaiting = Vote.objects.filter(pk__in=keys).awaiting(person, at) if person.is_authenticated else Vote.objects.none()
    missing = set(awaiting.values_list("pk", flat=True))
    for vote in votes:
        vote.stage_now, vote.awaits_me = vote.stage(at), vote.pk in missing
    return votes


def grouped(votes, person, at) -> list:
    """Votes that are in order, under the headings of the list."""
    found = groupby(with_stages(votes, person, at), key=lambda vote: str(GROUPS[vote.state]))
    return [{"heading": heading, "votes": list(group)} for heading, group in found]


def missing_movers(vote, at) -> int:
    """How many more members must ask for a vote before it is called."""
    if vote.state != Vote.State.MOVED:
        return 0
    return vote.board.charter_at(at)["vote.movers"] - vote.movers.count()


def steps(vote, at) -> list:
    """The way of a vote: asked for, called, opened, closed, decided, each with its day in the board's zone."""
    entries = Entry.objects.filter(subject_type=type_of(vote), subject_id=vote.pk)
    done = {entry.verb: entry.at for entry in entries.filter(verb__startswith="vote.").only("verb", "at")}
    zone, reached = ZoneInfo(vote.board.zone), False

    def step(verb, before, after, planned=None):
        nonlocal reached
        moment = done.get(verb.key)
        is_next = moment is None and not reached
        reached = reached or is_next
        shown = moment or planned
        return {
            "text": after if moment else before,
            "state": "done" if moment else "now" if is_next else "",
            "when": shown.astimezone(zone).date() if shown else None,
        }

    found = [
        step(verbs.MOVED, _("A member asks for it"), _("A member asked for it")),
        step(verbs.CALLED, _("It is called, its notice begins"), _("It was called")),
        step(verbs.OPENED, _("It opens"), _("It opened"), vote.opens_at),
        step(verbs.CLOSED, _("It closes"), _("It closed"), vote.closes_at),
        step(verbs.CERTIFIED, _("It is counted and decided"), _("It was counted and decided")),
    ]
    lacking = missing_movers(vote, at)
    if lacking:
        found[1]["note"] = ngettext("%(n)s more member must ask", "%(n)s more members must ask", lacking) % {
            "n": lacking
        }
    return found

"""What others owe a person: answers, decisions, a hand. Each list is a few queries, however long."""

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from community.record.models import type_of
from governance.accountability.models import Answer
from governance.proposals.models import Proposal
from governance.voting.models import Mover, RollEntry, Vote

from .items import Item, by_date, hears_by, moved_at


def owed_to(me, at) -> list[Item]:
    """What this person waits for: the fund's answers, the board's decisions, other members."""
    return by_date(
        [
            *answers_owed(me),
            *query_answers_owed(me),
            *my_applications(me, at),
            *my_proposals(me),
            *my_suggestions(me),
            *my_motions(me),
        ]
    )


def answers_owed(me) -> list[Item]:
    """Answers of the fund to what this person asked for, voted on or proposed."""
    mine = {"subject_type": type_of(Proposal), "subject_id__in": me.proposals.values("pk")}
    proposed = Q(**{f"vote__{name}": value for name, value in mine.items()})
    proposed |= Q(**{f"option__{name}": value for name, value in mine.items()})
    # One list of votes each: joined, every mover would be paired with everybody on the roll.
    moved, on_roll = (rows.filter(person=me).values("vote") for rows in (Mover.objects, RollEntry.objects))
    owed = Answer.objects.owed().filter(Q(vote__in=moved) | Q(vote__in=on_roll) | proposed)
    return [
        Item(
            title=answer.question,
            language=answer.asked_in,
            about=_("%(board)s decided this. The fund owes an answer.") % {"board": answer.vote.board},
            href=answer.get_absolute_url(),
            due=answer.due_at,
            zone=answer.vote.board.zone,
        )
        for answer in owed.select_related("vote__board", "option")
    ]


def query_answers_owed(me) -> list[Item]:
    """Answers of clerks to what this person asked about a result."""
    return [
        Item(
            title=one.vote.question,
            language=one.vote.language,
            about=_("You questioned this result. The clerk of %(board)s owes an answer.") % {"board": one.vote.board},
            href=one.get_absolute_url(),
            due=one.due,
            zone=one.vote.board.zone,
        )
        for one in me.queries.unanswered().select_related("vote__board", "vote__charter")
    ]


def my_applications(me, at) -> list[Item]:
    """Applications this person waits to hear about."""
    sent = list(me.applications.undecided().select_related("call__seat__board"))
    due = hears_by(sent, at)
    return [
        Item(
            title=str(one.board),
            language=one.board.language,
            about=_("You applied for a seat. %(state)s.") % {"state": one.get_state_display()},
            href=one.get_absolute_url(),
            due=due[one.pk],
            zone=one.board.zone,
        )
        for one in sent
    ]


def my_proposals(me) -> list[Item]:
    """Proposals of this person that the board has not decided."""
    return [
        Item(
            title=one.title,
            language=one.language,
            about=_("Your proposal. %(board)s has not decided yet.") % {"board": one.board},
            href=one.get_absolute_url(),
            since=one.sent_at,
            zone=one.board.zone,
        )
        for one in me.proposals.filter(state=Proposal.State.SENT).select_related("priority__board")
    ]


def my_suggestions(me) -> list[Item]:
    """Suggestions of this person that wait for members to put them on the table."""
    waiting = me.suggestions.filter(tabled_at=None).select_related("board")
    waiting = waiting.annotate(members=Count("backings")).order_by("-at", "-pk")
    return [
        Item(
            title=str(one),
            language=one.language,
            about=ngettext(
                "Your suggestion. %(n)s member has put it forward so far.",
                "Your suggestion. %(n)s members have put it forward so far.",
                one.members,
            )
            % {"n": one.members},
            href=one.get_absolute_url(),
            since=one.at,
            zone=one.board.zone,
        )
        for one in waiting
    ]


def my_motions(me) -> list[Item]:
    """Votes this person asked for and that another member has to join."""
    asked = list(Vote.objects.filter(state=Vote.State.MOVED, movers__person=me).select_related("board"))
    since = moved_at(asked)
    return [
        Item(
            title=vote.question,
            language=vote.language,
            about=_("You asked for a vote. Another member of %(board)s has to join you.") % {"board": vote.board},
            href=vote.get_absolute_url(),
            since=since.get(vote.pk),
            zone=vote.board.zone,
        )
        for vote in asked
    ]

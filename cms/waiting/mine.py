"""What waits for a person: what they can do now that others wait for. Each list is a few queries, however long."""

from collections import Counter

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from governance.accountability.models import Answer
from governance.boards.models import Application, Board, BoardRole, Call, Term
from governance.priorities.models import Suggestion
from governance.proposals.models import Proposal
from governance.voting import closeness
from governance.voting.models import Query, Vote

from .items import Item, by_date, hears_by, moved_at


def waits_for(me, at) -> list[Item]:
    """What this person can do now that others wait for."""
    seated = list(Board.objects.filter(seats__terms__in=Term.objects.at(at).filter(person=me)).distinct())
    kept = list(Board.objects.kept_by(me, at))
    return by_date(
        [
            *ballots(me, at),
            *votes_to_second(me, seated),
            *votes_to_time(kept, at),
            *queries_to_answer(kept),
            *applicants(me, seated, kept, at),
            *answers_to_give(me, at),
            *suggestions_to_back(me, seated),
            *suggestions_to_draft(me),
            *unsent_proposals(me),
        ]
    )


def ballots(me, at) -> list[Item]:
    """Open votes without this person's ballot."""
    return [
        Item(
            title=vote.question,
            language=vote.language,
            about=_("%(board)s votes. You have not voted yet.") % {"board": vote.board},
            href=reverse("ballot", args=[vote.pk]),
            due=vote.closes_at,
            zone=vote.board.zone,
            act=_("Vote"),
            kept_as=vote.kept_as(me),
        )
        for vote in Vote.objects.awaiting(me, at).select_related("board")
    ]


def votes_to_second(me, seated) -> list[Item]:
    """Votes that another member asked for, and that need one more member."""
    asked = Vote.objects.filter(state=Vote.State.MOVED, board__in=seated).exclude(movers__person=me)
    asked = list(asked.select_related("board"))
    gone = closeness.left(me, asked)
    asked = [vote for vote in asked if vote.pk not in gone]
    since = moved_at(asked)
    return [
        Item(
            title=vote.question,
            language=vote.language,
            about=_("A member of %(board)s asks for a vote on this. You can join in.") % {"board": vote.board},
            href=vote.get_absolute_url(),
            since=since.get(vote.pk),
            zone=vote.board.zone,
            act=_("Read and join in"),
        )
        for vote in asked
    ]


def votes_to_time(kept, at) -> list[Item]:
    """Called votes whose times a clerk may still change."""
    called = Vote.objects.filter(state=Vote.State.CALLED, board__in=kept, opens_at__gt=at).select_related("board")
    return [
        Item(
            title=vote.question,
            language=vote.language,
            about=_("The vote opens by itself at this time. As the clerk you can set another."),
            href=vote.get_absolute_url(),
            due=vote.opens_at,
            zone=vote.board.zone,
            act=_("See the times"),
        )
        for vote in called
    ]


def queries_to_answer(kept) -> list[Item]:
    """Questions about results that wait for their clerk's answer."""
    asked = Query.objects.unanswered().filter(vote__board__in=kept).select_related("vote__board", "vote__charter")
    return [
        Item(
            title=one.vote.question,
            language=one.vote.language,
            about=_("Somebody questions this result of %(board)s. Answer in public.") % {"board": one.vote.board},
            href=one.get_absolute_url(),
            due=one.due,
            zone=one.vote.board.zone,
            act=_("Answer"),
        )
        for one in asked
    ]


def applicants(me, seated, kept, at) -> list[Item]:
    """People the board chose and the clerk has to seat; and boards with applications that wait for a vote."""
    waiting = Application.objects.undecided().filter(call__seat__board__in=[*seated, *kept]).exclude(person=me)
    waiting = list(waiting.select_related("call__seat__board"))
    due = hears_by(waiting, at)
    chosen = [
        Item(
            title=one.name,
            about=_("%(board)s chose this person. Give them the seat.") % {"board": one.board},
            href=one.get_absolute_url(),
            due=due[one.pk],
            zone=one.board.zone,
            act=_("Give the seat"),
        )
        for one in waiting
        if one.state == Application.State.CARRIED and one.board in kept
    ]
    voted_on = [one for one in waiting if one.state == Application.State.WAITING and one.call.way == Call.Way.MOTION]
    counts = Counter(one.board for one in voted_on)
    soonest = {board: min(due[one.pk] for one in voted_on if one.board == board) for board in counts}
    to_read = [
        Item(
            title=_("Applications for a seat"),
            about=ngettext(
                "%(n)s application waits for %(board)s to vote on it.",
                "%(n)s applications wait for %(board)s to vote on them.",
                n,
            )
            % {"n": n, "board": board},
            href=reverse("board_applications", args=[board.slug]),
            due=soonest[board],
            zone=board.zone,
            act=_("Read"),
        )
        for board, n in counts.items()
    ]
    return chosen + to_read


def answers_to_give(me, at) -> list[Item]:
    """Answers the fund owes, for the officer of the board; where a board has none, for everybody of the fund."""
    officers = BoardRole.objects.at(at).filter(board=OuterRef("vote__board"), role=BoardRole.Role.OFFICER)
    mine = Q(Exists(officers.filter(person=me)))
    if me.is_staff:
        mine |= ~Exists(officers)
    return [
        Item(
            title=answer.question,
            language=answer.asked_in,
            about=_("%(board)s decided this. The fund owes an answer.") % {"board": answer.vote.board},
            href=answer.get_form_url(),
            due=answer.due_at,
            zone=answer.vote.board.zone,
            act=_("Answer"),
        )
        for answer in Answer.objects.owed().filter(mine).select_related("vote__board", "option")
    ]


def suggestions_to_back(me, seated) -> list[Item]:
    """Boards with suggestions that are not on the table yet and that this member has not put forward."""
    open_to_me = Suggestion.objects.filter(board__in=seated, tabled_at=None).exclude(backings__person=me)
    counts = Counter(open_to_me.values_list("board", flat=True))
    return [
        Item(
            title=_("Suggestions"),
            about=ngettext(
                "%(n)s suggestion to %(board)s needs members who put it on the table.",
                "%(n)s suggestions to %(board)s need members who put them on the table.",
                counts[board.pk],
            )
            % {"n": counts[board.pk], "board": board},
            href=f"{reverse('suggestions')}?board={board.slug}",
            act=_("Read"),
        )
        for board in seated
        if counts[board.pk]
    ]


def suggestions_to_draft(me) -> list[Item]:
    """For those who work for the fund: suggestions on a board's table that are no priority yet."""
    if not me.is_staff:
        return []
    tabled = Suggestion.objects.filter(tabled_at__isnull=False, priorities=None).select_related("board")
    return [
        Item(
            title=str(suggestion),
            language=suggestion.language,
            about=_("Members of %(board)s put this on the table. Draft a priority from it.")
            % {"board": suggestion.board},
            href=suggestion.get_absolute_url(),
            since=suggestion.tabled_at,
            zone=suggestion.board.zone,
            act=_("Read"),
        )
        for suggestion in tabled.order_by("tabled_at", "pk")[:20]
    ]


def unsent_proposals(me) -> list[Item]:
    """Proposals this person began and has not sent."""
    return [
        Item(
            title=proposal.title,
            language=proposal.language,
            about=_("Your proposal is not sent yet. Nobody else sees it."),
            href=proposal.get_absolute_url(),
            since=proposal.made_at,
            act=_("Go on"),
        )
        for proposal in me.proposals.filter(state=Proposal.State.DRAFT)
    ]

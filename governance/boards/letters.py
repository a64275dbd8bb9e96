"""The letter that answers an application: what came of it, why, what happens to it now, and other ways in.

It is read from the application, its call and its vote when it is opened, so page and mail say the same in
the reader's language. It names nobody else who applied.
"""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from community.record import clock
from community.record.models import Entry, type_of

from .forms import said, seat_name
from .models import Application, Call, Lottery, Term

State, Way = Application.State, Call.Way
CALLS_SHOWN = 3  # other open calls in one letter


@dataclass(frozen=True)
class Link:
    """A sentence that leads somewhere."""

    text: str
    href: str

    @property
    def address(self) -> str:
        """Where it leads, for a mail."""
        return settings.SITE_URL + self.href


@dataclass(frozen=True)
class Letter:
    """An answer to somebody who applied, as sentences.

    lines: what came of it, and out of how many. why: the public reason in somebody's own words, if it is
    about the reader. read: where one reads how it was decided. following: what happens to the application
    now. ways: what else one can do.
    """

    application: Application
    title: str
    lines: list[str]
    why: str
    read: Link
    following: list[str]
    ways: list[Link]


def letter_of(application: Application, at=None) -> Letter | None:
    """The letter to an applicant, in the page's language; none while the application waits."""
    at = at or clock.now()
    if application.state not in (State.CARRIED, State.SEATED, State.NOT_CHOSEN):
        return None
    term = _term_of(application)
    title, lines, following = {
        State.SEATED: _seated,
        State.CARRIED: _chosen,
        State.NOT_CHOSEN: _not_chosen,
    }[application.state](application, term)
    return Letter(
        application=application,
        title=title,
        lines=lines,
        why=term.why if term else "",
        read=_where_to_read(application),
        following=following,
        ways=_other_ways(application, at),
    )


def _term_of(application) -> Term | None:
    """The term this application led to."""
    if application.state != State.SEATED or application.person is None:
        return None
    terms = Term.objects.filter(person=application.person, seat__board=application.board)
    return terms.select_related("seat").order_by("-pk").first()


def _day(moment, board) -> str:
    return said(moment.astimezone(ZoneInfo(board.zone)).date())


def _seated(application, term):
    """You have the seat, from when until when, and by whose choice."""
    board = application.board
    place = {"seat": seat_name(term.seat), "board": board.name}
    time = {"since": _day(term.since, board), "until": _day(term.until, board)}
    lines = [
        _("You have a seat on %(board)s. It is %(seat)s.") % place,
        _("It is yours from %(since)s until %(until)s.") % time,
        _how_many(application.call),
        _how_chosen(application),
    ]
    following = [_("The clerk calls you about your first evening. Your first steps stand on your page.")]
    if not application.person.email:
        following.append(_("To sign in without e-mail you get a card from the clerk, with a code on it."))
    return _("You have a seat"), lines, following


def _chosen(application, term):
    """You were chosen, and are seated next."""
    place = {"seat": seat_name(application.call.seat), "board": application.board.name}
    lines = [
        _("You were chosen for %(board)s: %(seat)s.") % place,
        _how_many(application.call),
        _how_chosen(application),
    ]
    return _("You were chosen"), lines, [_("The clerk gives you the seat now, and calls you. You need to do nothing.")]


def _how_chosen(application) -> str:
    """By whose choice somebody has the seat."""
    if application.call.way == Way.LOTTERY:
        return _("You were drawn by lot. Nobody picked you, and nobody judged the others.")
    if application.carried_by:
        return _("The members of the board chose you by a vote.")
    return _("You were chosen for a reason that everybody can read:")


def _not_chosen(application, term):
    """Another person has the seat: why, and what one's application is still good for."""
    call, board = application.call, application.board
    lines = [
        _("You applied for a seat on %(board)s. This time the answer is no.") % {"board": board.name},
        _how_many(call),
    ]
    if call.way == Way.LOTTERY:
        lines.append(_("The seats were drawn by lot. Nobody judged you or your words."))
        following = _in_the_pool(application)
    elif call.applications.filter(carried_by__isnull=False).exists():
        lines.append(_("The members of the board chose by a vote. It was a choice for somebody, not against you."))
        following = [_again()]
    else:
        lines.append(_("The choice was made with a reason that everybody can read on the board’s page."))
        following = [_again()]
    return _("Not chosen this time"), lines, following


def _again() -> str:
    return _("No list is kept. When a seat is empty, a new call is opened, and you can apply again.")


def _in_the_pool(application) -> list[str]:
    """Who was not drawn stays for replacements, as long as the terms of those who were."""
    chosen = application.call.applications.filter(state=State.SEATED).values("person")
    terms = Term.objects.filter(person__in=chosen, seat__board=application.board)
    last = max((term.until for term in terms), default=None)
    if application.is_deferred:
        return [_("You asked to be put off to the next draw. Your application is kept for it.")]
    if last is None:
        return [_("You stay in the pool. If a seat falls empty, the next person is drawn from it by the same rules.")]
    until = {"until": _day(last, application.board)}
    return [
        _(
            "You stay in the pool until %(until)s. If a seat falls empty before that, the next person is drawn"
            " from it by the same rules."
        )
        % until
    ]


def _how_many(call) -> str:
    """Out of how many, for how many seats."""
    applied, places = call.applications.sent().count(), call.places
    people = ngettext("%(n)s person applied", "%(n)s people applied", applied) % {"n": applied}
    seats = ngettext("%(n)s seat", "%(n)s seats", places) % {"n": places}
    return _("%(people)s for %(seats)s.") % {"people": people, "seats": seats}


def _where_to_read(application) -> Link:
    """The lottery that drew, the vote that decided, or the board's page with the public reasons."""
    drawn = Lottery.objects.filter(call=application.call, state=Lottery.State.DRAWN).order_by("pk").last()
    if drawn:
        return Link(_("See how the seats were drawn, and repeat it"), drawn.get_absolute_url())
    voted = application.call.applications.filter(carried_by__isnull=False)
    votes = list(voted.values_list("carried_by", flat=True))
    if application.carried_by or votes:
        return Link(_("Read how the board decided"), reverse("result", args=[application.carried_by or votes[0]]))
    return Link(_("Read the public reasons on the board’s page"), application.board.get_absolute_url())


def _other_ways(application, at) -> list[Link]:
    """What one can do without this seat, or beside it."""
    board = application.board
    tried = Application.objects.filter(pk=application.pk)
    if application.person:
        tried |= Application.objects.filter(person=application.person)
    calls = Call.objects.open_at(at).exclude(applications__in=tried).select_related("seat__board")
    if application.state != State.NOT_CHOSEN:
        calls = calls.none()
    return [
        *(
            Link(
                _("Apply for another seat, on %(board)s, until %(day)s")
                % {"board": call.seat.board.name, "day": _day(call.closes_at, call.seat.board)},
                reverse("board_applying", args=[call.seat.board.slug]),
            )
            for call in calls[:CALLS_SHOWN]
        ),
        Link(_("Read along and listen: what the board does is public"), board.get_absolute_url()),
        Link(_("Suggest what money should go to"), f"{reverse('suggesting')}?board={board.slug}"),
        Link(_("Send a proposal: you need no seat for that"), reverse("priorities")),
    ]


# --- By mail ----------------------------------------------------------------------------------------


def mailed(entry: Entry, person) -> str:
    """The letter as the text of a mail; nothing where an entry answers no application."""
    if entry.subject_type == type_of(Application):
        application = Application.objects.filter(pk=entry.subject_id).first()
    else:
        application = _seated_by(entry)
    letter = application and letter_of(application)
    return render_to_string("boards/letter.txt", {"letter": letter}) if letter else ""


def _seated_by(entry) -> Application | None:
    """The application that led to the term an entry is about. Founders have none."""
    term = Term.objects.select_related("seat").get(pk=entry.subject_id)
    seated = Application.objects.filter(person=term.person, call__seat__board=term.seat.board, state=State.SEATED)
    return seated.order_by("-pk").first()

"""What an applicant is asked, who may apply, and what may happen to an application afterwards."""

from datetime import datetime, timedelta

from community.record.verdict import YES, Verdict, _

UNSENT_DAYS = 30  # an application that was begun and never sent is dropped after so many days
TOP_SCORE = 4


def questions(*, asks_about: bool) -> tuple[str, ...]:
    """What is asked, in order: the same for every kind of seat, at most six things.

    Nothing is asked of residents that is not asked of everybody. About oneself one is asked only what
    the quotas of a lottery need.
    """
    about = ("about",) if asks_about else ()
    return ("place", *about, "why", "needs", "pay", "name")


def hears_by(*, closes: datetime, days: int) -> datetime:
    """By when everybody who applied hears: an empty seat is filled within the charter's days."""
    return closes + timedelta(days=days)


def may_apply(
    *,
    opens: datetime,
    closes: datetime,
    at: datetime,
    seat_is_vacant: bool,
    has_applied: bool,
    holds_seat: bool,
    works_for_fund: bool,
) -> Verdict:
    """Anyone may apply once while the call is open and the seat empty, unless they sit here or work for the fund.

    Nobody needs an account, an e-mail or a paper for it.
    """
    if at < opens:
        return Verdict(_("This call is not open yet."), clause="call.open")
    if at >= closes:
        return Verdict(
            _("This call is closed. Applications were taken until its closing time."),
            clause="call.open",
            remedy=_("Look at the board’s page: when a seat is empty, a new call is opened there."),
        )
    if holds_seat:
        return Verdict(_("You hold a seat on this board already."), clause="seat.vacant")
    if not seat_is_vacant:
        return Verdict(_("This seat is taken. A call is opened for a vacant seat."), clause="seat.vacant")
    if works_for_fund:
        return Verdict(_("People who work for the fund hold no voting seat."), clause="seat.motion")
    if has_applied:
        return Verdict(
            _("You have applied for this seat already."),
            clause="call.open",
            remedy=_("One application a person is enough. Your code leads to it."),
        )
    return YES


def may_answer(*, is_started: bool) -> Verdict:
    """What is written in an application can be changed until it is sent, also when the call has closed."""
    if is_started:
        return YES
    return Verdict(
        _("You have sent this application already."),
        clause="call.open",
        remedy=_("Look at its own page to see where it stands."),
    )


def may_send(*, is_started: bool, has_name: bool, has_words: bool, wants_call: bool, has_contact: bool) -> Verdict:
    """An application is sent once, with a name, and with a reason or the wish to say it on the phone."""
    if not is_started:
        return may_answer(is_started=False)
    if not has_name:
        return Verdict(_("Tell the board your name."), clause="call.open")
    if not (has_words or wants_call):
        return Verdict(_("Tell the board why you want this seat, or ask for a call."), clause="call.open")
    if wants_call and not has_words and not has_contact:
        return Verdict(_("You asked for a call. Say how the clerk reaches you."), clause="call.open")
    return YES


def may_withdraw(*, is_undecided: bool) -> Verdict:
    """Who applied may take it back as long as nothing is decided, or while it stays in the pool of a lottery."""
    if is_undecided:
        return YES
    return Verdict(_("This application has been decided already."), clause="call.open")


def may_defer(*, is_waiting: bool, is_lottery: bool, is_deferred: bool) -> Verdict:
    """Who applied for a seat that is drawn by lot may ask to be put off to the next draw, once."""
    if not is_lottery:
        return Verdict(_("This seat is not drawn by lot, so there is no next draw."), clause="call.open")
    if not is_waiting:
        return Verdict(_("This application has been decided already."), clause="call.open")
    if is_deferred:
        return Verdict(_("You are put off to the next draw already."), clause="call.open")
    return YES


def may_review(
    *, is_member: bool, is_own: bool, is_waiting: bool, has_scored: bool, way: str, score: int, words: str
) -> Verdict:
    """A member scores an application once, from 0 to 4 with a sentence, before they know whose it is."""
    if not is_member:
        return Verdict(_("Members of this board read and score applications."), clause="vote.member")
    if is_own:
        return Verdict(_("Nobody scores their own application."), clause="vote.member")
    if way == "lottery":
        return Verdict(_("A draw fills this seat, so nobody scores for it."), clause="vote.member")
    if not is_waiting:
        return Verdict(_("This application has been decided already."), clause="seat.motion")
    if has_scored:
        return Verdict(_("You have scored this application already. A score stays as it is."), clause="vote.member")
    if not 0 <= score <= TOP_SCORE:
        return Verdict(_("Choose a number from 0 to 4."), clause="vote.member")
    if not words.strip():
        return Verdict(_("Give your reason in a sentence."), clause="vote.member")
    return YES


def knows_whose(*, is_own: bool, is_clerk: bool, is_member: bool, has_scored: bool, is_waiting: bool) -> bool:
    """Who is told whose application it is: its author, the clerk who calls people, and members once they scored.

    When the board has decided, its members know.
    """
    return is_own or is_clerk or (is_member and (has_scored or not is_waiting))


def may_write_down(*, is_clerk: bool, wants_call: bool, is_waiting: bool, has_words: bool) -> Verdict:
    """The clerk writes down what somebody said on the phone who asked for a call, and changes nobody's own words."""
    if not is_clerk:
        return Verdict(_("Only this board’s clerk can do this."), clause="clerk.role")
    if not wants_call or has_words or not is_waiting:
        return Verdict(_("This person has said in their own words what they want to say."), clause="clerk.role")
    return YES

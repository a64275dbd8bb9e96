"""Builders for tests: a small world in one line. Say only what the test is about.

Times are passed in. `at` defaults to the database's present moment, because pages always use it.
"""

from datetime import timedelta

from django.contrib.auth.models import AnonymousUser, Group
from wagtail.models import Locale

from community.people.models import Community, Person
from community.record import clock
from governance.boards import actions as boards
from governance.boards.models import BoardRole
from governance.priorities import actions as priorities
from governance.priorities.models import Cycle, Priority
from governance.proposals import actions as proposals
from governance.voting import actions as voting

VISITOR = AnonymousUser()
DAY = timedelta(days=1)
HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)


def now():
    """The database's present moment."""
    return clock.now()


def person(name="ada", *, email=None, **fields):
    """Somebody with an account. The e-mail comes from the name, so a name is unique in a test."""
    email = email or f"{name.lower().replace(' ', '.')}@example.org"
    return Person.objects.create_user(email, name=name.title() if name.islower() else name, **fields)


def people(names):
    """Several people: make.people("ada bo cy")."""
    return [person(name) for name in names.split()]


def staff(name="stella", **fields):
    """Somebody who works for the fund."""
    return person(name, is_staff=True, **fields)


def author(name="stella", **fields):
    """Somebody of the fund who drafts priorities at the staff's desk."""
    return _in_group(staff(name, **fields), "Authors")


def reviewer(name="andre", **fields):
    """Somebody of the fund who reviews and publishes them."""
    return _in_group(staff(name, **fields), "Reviewers")


def _in_group(who, group):
    who.groups.add(Group.objects.get(name=group))
    return who


def administrator(name="root"):
    """The administrator of the installation."""
    return Person.objects.create_superuser(f"{name}@example.org", name=name.title())


def board(name="Eastbank", *, seated=(), partners=(), clerk=None, officer=None, at=None, clauses=None, template=None):
    """A founded board. `seated` people hold resident seats, `partners` hold partner seats."""
    at = at or now() - 30 * DAY
    made = boards.found(
        name=name,
        slug=name.lower().replace(" ", "-"),
        purpose="Decides what the money is for.",
        template=template or "resident-majority",
        clauses=clauses,
        at=at,
    )
    if clerk:
        boards.give_role(made, clerk, BoardRole.Role.CLERK, at=at)
    if officer:
        boards.give_role(made, officer, BoardRole.Role.OFFICER, at=at)
    for kind, sitting in (("resident", seated), ("partner", partners)):
        for seat, who in zip(made.seats.filter(kind=kind), sitting, strict=False):
            boards.seat_founder(seat, who, by=None, why="A founding member.", at=at)
    return made


def call(board, *, clerk, kind="resident", at=None, **fields):
    """An open call for the first vacant seat of a kind."""
    at = at or now()
    seat = next(s for s in board.seats.filter(kind=kind) if s.holder_at(at) is None)
    return boards.open_call(seat, by=clerk, words=fields.pop("words", "One evening a month."), at=at, **fields)


def vote(
    board,
    *,
    by,
    seconded_by,
    subject=None,
    text="Meet on Tuesdays",
    at=None,
    opened=True,
    **how,
):
    """A vote asked for by two members; opened at once, a notice after `at`, unless told otherwise.

    how: as moving takes it: mode, ends_when_all_voted; method, where it is on a motion.
    """
    at = at or now() - board.charter_at(now())["vote.notice_days"] * DAY
    if subject is None:
        made = voting.propose_motion(board, by=by, text=text, at=at, **how)
    else:
        made = voting.move(board, subject, by=by, at=at, **how)
    made = voting.second(made, by=seconded_by, at=at)
    return voting.open_vote(made, at=made.opens_at) if opened else made


def question(board, *, by, seconded_by, choices="ada bo cy", method="approval", at=None, seats=1, **how):
    """A question to choose from, put to the vote by two members and opened."""
    at = at or now() - board.charter_at(now())["vote.notice_days"] * DAY
    words = {"text": "Which of these?", "choices": choices.split() if isinstance(choices, str) else choices}
    made = voting.propose_question(board, by=by, method=method, seats=seats, at=at, **words, **how)
    made = voting.second(made, by=seconded_by, at=at)
    return voting.open_vote(made, at=made.opens_at)


def decided(vote, *, yes=(), no=(), abstain=(), at=None):
    """The vote with these ballots, closed and certified at its closing time."""
    for choice, voters in (("yes", yes), ("no", no), ("abstain", abstain)):
        for voter in voters:
            voting.cast(vote, by=voter, choice=choice, at=vote.opens_at)
    voting.finish(vote, at=at or vote.closes_at)
    vote.refresh_from_db()
    return vote


def community(name="Renters"):
    """A community of focus."""
    return Community.objects.get_or_create(name=name)[0]


def suggestion(board, *, by, need="Rents rise faster than wages.", at=None, **fields):
    """A suggestion in three plain fields."""
    words = {"who": "People who rent.", "what": "Legal help and emergency rent."} | fields
    return priorities.suggest(board, by=by, need=need, at=at, **words)


def priority(board, *, by=None, title="Stay-put housing", published=True, amount=30_000_000, **fields):
    """A priority with every answer given; published as a draft for the board unless told otherwise."""
    words = {
        "need": "One in ten renter homes had an eviction filing in a year.",
        "burdened": "People who rent in Eastbank.",
        "benefits": "Families who can stay.",
        "history": "The 1968 expressway took 412 homes here.",
        "success": "Filings halved in five years.",
        "area": "housing",
    }
    made = Priority(title=title, board=board, amount=amount, **words | fields)
    made.live = False
    made.full_clean(exclude=["locale"])
    made.save()
    revision = made.save_revision(user=by)
    if published:
        made.publish(revision, user=by, skip_permission_checks=True)
        made.refresh_from_db()
    return made


def translated(priority, *, to="es", published=False, **words):
    """The row that lends a priority its words in another language, as the desk's Translate button makes it."""
    locale = Locale.objects.get_or_create(language_code=to)[0]
    row = Priority.objects.get(pk=priority.pk).copy_for_translation(locale)
    for field, text in words.items():
        setattr(row, field, text)
    row.save()
    revision = row.save_revision()
    if published:
        revision.publish()
        row.refresh_from_db()
    return row


def adopted(board, *, members, title="Stay-put housing", **fields):
    """A priority that its board has adopted by everybody's yes."""
    made = priority(board, title=title, **fields)
    first, second, *_rest = members
    put = vote(board, by=first, seconded_by=second, subject=made, ends_when_all_voted=True)
    decided(put, yes=members, at=now())
    made.refresh_from_db()
    return made


def proposal(priority, *, by, title="Interpreter Corps", amount=7_200_000, sent=True, at=None, **fields):
    """A proposal to an adopted priority, sent unless told otherwise."""
    words = {
        "what": "Train and pay 20 neighbours.",
        "why": "Our mothers sign papers they cannot read.",
    } | fields
    made = proposals.start(priority, by=by, title=title, amount=amount, at=at, **words)
    return proposals.send(made, by=by, at=at) if sent else made


def cycle(*, by=None, name="The first cycle", starts=-10, days=365):
    """A cycle of the fund that began ten days ago, unless told otherwise. The same days twice are one cycle."""
    first = (now() + starts * DAY).date()
    made = Cycle.objects.filter(starts_on=first).first()
    last = first + days * DAY
    return made or priorities.name_cycle(by=by or staff(f"{name} staff"), name=name, starts_on=first, ends_on=last)


def purse(board, *, by=None, amount=30_000_000, currency="USD", at=None, **of_cycle):
    """What the fund says a board has."""
    by = by or staff(f"{board} staff {Person.objects.count()}")
    words = {"decided_by": "The trustees, on Monday.", "why": "A third of what there is."}
    return priorities.set_purse(
        board, cycle(by=by, **of_cycle), by=by, amount=amount, currency=currency, at=at, **words
    )


def plan(purse, *, members, division=None, order=None, adopted=True):
    """A plan that everybody divides alike, in whole units by key; adopted by everybody's yes unless told otherwise."""
    board, (first, second, *_rest) = purse.board, members
    made = priorities.begin_plan(board, purse.cycle, by=first)
    keys = [part.key for part in made.parts.all()]
    even = {key: purse.pot // len(keys) + (n < purse.pot % len(keys)) for n, key in enumerate(keys)}
    for step, answer in ((made.ranking, order or keys), (made.division, division or even)):
        put = vote(board, by=first, seconded_by=second, subject=step)
        for member in members:
            voting.cast(put, by=member, choice=answer)
        voting.finish(put, at=put.closes_at)
    made.refresh_from_db()
    if adopted:
        decided(vote(board, by=first, seconded_by=second, subject=made), yes=members)
        made.refresh_from_db()
    return made


def planned(board, *, members, titles=("Homes",), amount=30_000_000, division=None):
    """Adopted priorities with a plan in force that shares the money out evenly, unless told otherwise."""
    made = [adopted(board, members=members, title=title) for title in titles]
    keys = {f"p{one.pk}": one for one in made}
    wishes = dict(zip(keys, division, strict=True)) if division else None
    plan(purse(board, amount=amount), members=members, division=wishes)
    return made


def pot(priority, *, by, seconded_by, opened=True, at=None, **how):
    """A vote on all proposals to a priority at once, asked for by two members and opened."""
    at = at or now() - priority.board.charter_at(now())["vote.notice_days"] * DAY
    made = voting.second(proposals.put_pot(priority, by=by, at=at, **how), by=seconded_by, at=at)
    return voting.open_vote(made, at=made.opens_at) if opened else made

"""A whole small town, for tests that look at everything: two boards, and one of each thing at each stage.

Built by the actions, so what is here could have happened.
"""

import re
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import SimpleNamespace

from django.contrib.auth.models import Group
from django.db import connection, transaction

from community.people import actions as people
from community.people.models import Place
from community.record.models import Entry
from community.rooms import actions as rooms
from governance.accountability import actions as accountability
from governance.accountability.models import Answer
from governance.boards import actions as boards
from governance.boards.models import BoardRole, Naming, Portrait
from governance.priorities import actions as priorities
from governance.voting import actions as voting

from . import make
from .raffles import PORTRAIT, STREET, raffles, worked_on

# What somebody said about themself. It may be on no page, whoever asks for it.
CANARY = "canary-of-a-private-life"
# How an applicant is reached. Only the board's clerk may see it.
CONTACT = "canary-of-a-phone"


@dataclass
class Side:
    """A board with its people and one of each of its things."""

    name: str
    members: list
    clerk: object
    officer: object
    applicant: object
    author: object
    board: object = None
    things: SimpleNamespace = field(default_factory=SimpleNamespace)


@contextmanager
def standing(blocker):
    """The town for all tests of one module: built once, in a transaction that is never committed."""
    with blocker.unblock(), transaction.atomic():
        yield build()
        transaction.set_rollback(True)


@contextmanager
def taken_back():
    """What is done in here is undone."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def build() -> SimpleNamespace:
    """The town, on the day on which something of everything is going on."""
    resident, applicant = make.people("yesenia ana")
    author, reviewer = make.staff("stella"), make.staff("andre")
    author.groups.set(Group.objects.filter(name="Authors"))
    reviewer.groups.set(Group.objects.filter(name="Reviewers"))
    place = Place.objects.create(name="Mill Street")
    people.declare_residency(resident, place=place)
    people.describe(resident, communities=[make.community()], words=CANARY)
    people.keep_draft(resident, form="proposal", fields={"title": "Half a sentence"})
    silent = make.person("nobody")  # who has an account, and has done nothing
    east = side("Eastbank", "rosa darnell noi earl", "sam", reviewer, applicant, resident)
    west = side("Westside", "omar wen", "carl", reviewer, *make.people("abel petra"))
    tie = boards.declare_tie(east.members[0], kind="user", organization="Canary Clinic")
    worked_on(east)
    return SimpleNamespace(
        tie=tie,
        resident=resident,
        applicant=applicant,
        silent=silent,
        member=east.members[0],
        neighbour=west.members[0],
        clerk=east.clerk,
        staff=author,
        reviewer=reviewer,
        administrator=make.administrator(),
        place=place,
        entry=Entry.objects.filter(is_public=True).first(),
        lottery=SimpleNamespace(pk=east.things.silent.pk),
        private_entry=Entry.objects.filter(is_public=False).first(),
        east=east,
        west=west,
    )


def side(name, members, clerk, officer, applicant, author) -> Side:
    """A board's whole life so far."""
    made = Side(name, make.people(members), make.person(clerk), officer, applicant, author)
    now, rosa, noi = make.now(), made.members[0], made.members[-1]
    clauses = {"suggestion.members": 2, "call.days": 3}
    board = made.board = make.board(name, seated=made.members, clerk=made.clerk, officer=officer, clauses=clauses)
    things = made.things
    things.room = boards.room_of(board)
    things.seat = next(s for s in board.seats.all() if s.holder_at(now) is None)
    things.term, things.own = (board.terms_at(now).get(person=one) for one in (noi, rosa))
    things.seated = (board.slug, noi.public_id)

    # Words: a suggestion, one on the table, one priority of each stage.
    things.suggestion = make.suggestion(board, by=author)
    things.tabled = make.suggestion(board, by=author, need="A bench at the stop.")
    for member in (rosa, noi):
        things.tabled = priorities.back(things.tabled, by=member)
    words = {"by": officer, "history": f"What happened in {name}."}
    things.draft = make.priority(board, title=f"{name} draft", published=False, **words)
    things.waiting = make.priority(board, title=f"{name} waiting", **words)
    things.adopted = make.adopted(board, members=made.members, title=f"{name} homes", **words)

    # Proposals: one that only its author sees, one sent, one decided and not answered, one answered.
    things.written = make.proposal(things.adopted, by=author, title="Written", amount=1_00, sent=False)
    things.sent = make.proposal(things.adopted, by=author, title="Sent", amount=2_00)
    things.passed = make.proposal(things.adopted, by=author, title="Passed", amount=3_00)
    decision = make.vote(board, by=rosa, seconded_by=noi, subject=things.passed, ends_when_all_voted=True)
    things.certified = make.decided(decision, yes=made.members, at=now)
    voting.publish(things.certified)
    # So few voted in it in secret that its ballots are for two people only.
    hushed = make.vote(board, by=rosa, seconded_by=noi, text="Thank the caretaker", mode="secret")
    things.hushed = make.decided(hushed, yes=made.members)
    things.count_file = (things.certified.pk, "tally.json")
    things.owed = Answer.objects.get(vote=things.certified)
    given = Answer.objects.get(vote=things.adopted.votes.get())
    things.given = accountability.give(given, by=officer, kind="partly", reason="The rest follows in May.")

    # A seat: its call and an application to it.
    things.call = make.call(board, clerk=made.clerk)
    things.application = boards.apply(things.call, by=applicant, why="I rent here.", contact=CONTACT)
    boards.review(things.application, by=noi, score=3, words="She knows the street.")
    things.phoned = boards.apply(things.call, why="", call_me=True, name="Lupe Ortiz", contact="555-0100")
    typed = {"why": "I pay rent.", "name": author.name, "contact": "555-0101"}
    things.begun = boards.begin(things.call, by=author, **typed)

    # A seat that is drawn by lot: what somebody said about themself for it, and where they live, is nobody's.
    others = [s for s in board.seats.filter(kind="resident") if s.holder_at(now) is None and s != things.call.seat]
    quotas = [{"category": "age", "value": "14-24", "least": 1, "most": 1}]
    things.draw = boards.open_call(others[0], by=made.clerk, words="Drawn.", way="lottery", quotas=quotas)
    things.pooled = boards.apply(things.draw, by=applicant, why="Draw me.", street=STREET, about={"age": "14-24"})
    Portrait.objects.filter(application=things.pooled).update(answers={"age": PORTRAIT, "home": PORTRAIT})

    # A role that went from one to another.
    chair = boards.give_role(board, rosa, BoardRole.Role.CHAIR)
    things.handed = accountability.hand_over(chair, to=noi, notes={}, by=rosa)
    # Somebody who stands in when members step back.
    things.alternate = boards.name_alternate(board, make.person(f"{name} alternate"), kind="resident", chosen="motion")

    # Somebody the board is asked to name, from the days after its founding.
    things.naming = Naming.objects.create(
        board=board, person=make.person(f"{name} reserve"), kind="partner", why="Next.", by=made.clerk, at=now
    )

    # The charter, and a change of it that waits for a vote.
    things.charter = board.charters.get()
    changes = {"answer.days": 30}
    things.amendment = boards.propose_amendment(board, by=rosa, changes=changes, why="They ask for more time.")
    raffles(made, others[-1])

    # A room that only members of the board may read.
    things.closed = rooms.open_for(things.seat, f"{name}, among members", "members", "members")
    rooms.join(things.closed, rosa, since=now)

    # Money: what the fund said, a plan in force, one that is made, and what it takes to put all to one vote.
    things.purse = make.purse(board, by=officer, amount=40_000_000, name=f"{name} cycle")
    things.plan = make.plan(things.purse, members=made.members)
    things.later = make.purse(board, by=officer, name=f"{name} next year", starts=800)
    things.making = priorities.begin_plan(board, things.later.cycle, by=rosa)
    potted = make.proposal(things.adopted, by=author, title="In a pot", amount=4_00)
    vote = make.pot(things.adopted, by=rosa, seconded_by=noi, ends_when_all_voted=True)
    for member in made.members:
        voting.cast(vote, by=member, choice=[f"p{potted.pk}"])
    voting.finish(vote, at=now)
    vote.refresh_from_db()
    things.shared, things.pot, things.won = vote, vote.subject, (vote.pk, vote.winners[0].key)

    # Votes: asked for, called, open.
    things.moved = voting.propose_motion(board, by=noi, text="Ask for a bus shelter")
    things.called = voting.second(voting.propose_motion(board, by=rosa, text="Meet in the library"), by=noi)
    things.open = make.vote(board, by=rosa, seconded_by=noi, text="Meet at seven")
    voting.cast(things.open, by=noi, choice="abstain")
    more = voting.ask_for_time(things.open, by=noi, until=things.open.closes_at + make.DAY, why="The bridge is closed.")
    things.more_time = (things.open.pk, more.pk)
    things.secret = make.question(board, by=rosa, seconded_by=noi, method="irv", mode="secret")
    voting.cast(things.secret, by=noi, choice=["b", "a"])
    asked = voting.question(things.certified, by=author, text="Was my neighbor counted?")
    things.query = (things.certified.pk, asked.pk)

    # Talk: among members, a message that stands and one that was hidden; in public, one more.
    things.message = rooms.say(things.room, by=rosa, text="Good evening.")
    things.hidden = rooms.say(things.room, by=noi, text="A phone number.")
    rooms.hide(things.hidden, by=made.clerk, why="It is private.", moderates=True)
    things.talk = rooms.room_for(things.sent)
    things.said = rooms.say(things.talk, by=author, text="Ask me anything.")
    return made


# Statements by their first words: what writes names its table, what reads is let through.
WRITING = re.compile(r'\s*(?:INSERT(?: OR \w+)? INTO|UPDATE|DELETE FROM)\s+"?(\w+)', re.I)
READING = re.compile(r"\s*(?:SELECT|SAVEPOINT|RELEASE|ROLLBACK|SET|PRAGMA|WITH(?!.*\bINTO\b))\b", re.I | re.S)


@contextmanager
def watched():
    """The tables that statements write to in here, filled while they do: to most, a refused act sends none."""
    written = set()

    def notice(execute, statement, *rest):
        if found := WRITING.match(statement):
            written.add(found[1])
        else:
            assert READING.match(statement), f"neither reads nor writes: {statement}"
        return execute(statement, *rest)

    with connection.execute_wrapper(notice):
        yield written


def rows(*tables) -> dict:
    """Every row of these tables; of every table, ours or not, where none is named."""
    with connection.cursor() as cursor:
        found = {}
        for table in tables or connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            found[table] = sorted(map(repr, cursor.fetchall()))
        return found


def changed(before: dict, written: set | None = None) -> list:
    """The tables that do not hold what they held. Only those that were `written` to are read, where that is known."""
    now = {} if written == set() else rows(*sorted(written or ()))
    return [table for table in now if now[table] != before[table]]

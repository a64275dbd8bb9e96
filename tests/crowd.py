"""Many of everything in the town of tests/town.py, copied row by row: to see what grows with them.

Only the numbers matter here, so nothing is enacted and the record's chain is not kept.
"""

import uuid
from contextlib import contextmanager
from copy import copy
from itertools import count

from django.db import connection

from community.notifications.models import Notification
from community.people.models import Person
from community.record import guards
from community.record.models import Entry, EntryAbout
from governance.priorities.models import Backing

from . import make

NUMBERS = count(1)
FEW = 20


def copies(row, many, **changes) -> list:
    """So many copies of a row, each with changes of its own; a change may be a function of its place."""
    made = []
    for place in range(many):
        one = copy(row)
        one.pk = uuid.uuid4() if isinstance(row.pk, uuid.UUID) else None
        one._state = copy(row._state)
        one._state.adding = True
        for name, value in changes.items():
            setattr(one, name, value(place) if callable(value) else value)
        made.append(one)
    return type(row)._base_manager.bulk_create(made)


def grow(town, many: int) -> None:
    """So many more of everything that can become many; and a few more of what a charter or a day keeps few."""
    things, people, few = town.east.things, neighbors(many), min(many, FEW)
    proposals = copies(things.sent, many)
    copies(things.sent.version, many, proposal=lambda place: proposals[place])
    copies(things.sent.version, few, number=lambda _place: 1 + next(NUMBERS))
    suggestions = copies(things.tabled, many)
    Backing.objects.bulk_create(Backing(suggestion=one, person=town.member) for one in suggestions)
    Backing.objects.bulk_create(Backing(suggestion=things.suggestion, person=one) for one in people[:few])
    priorities = copies(
        things.waiting,
        many,
        slug=lambda _place: f"priority-{next(NUMBERS)}",
        translation_key=lambda _place: uuid.uuid4(),
        suggestion=lambda place: suggestions[place],
    )
    copies(things.application, many, person=lambda place: people[place], code=lambda _place: f"C-{next(NUMBERS)}")
    money(town, many, few)
    going_on(town, few)
    decided = votes(town, many)
    copies(things.adopted.in_force, many, priority=lambda place: priorities[place], vote=lambda place: decided[place])
    for room, message in ((things.room, things.message), (things.talk, things.said)):
        talk(room, message, people)
    boards(town.east.board, people[:few])
    record(town, many)


@contextmanager
def past_the_clock():
    """Rows of decided votes are copied as they are: the guards that ask whether a vote is open stand aside."""
    aside = [
        guard
        for guard in guards.GUARDS.values()
        if guard.table.startswith("voting_") and isinstance(guard, guards.LookingGuard)
    ]
    with connection.cursor() as cursor:
        for guard in aside:
            for statement in guard.remove(connection):
                cursor.execute(statement)
        yield
        for guard in aside:
            for statement in guard.install(connection):
                cursor.execute(statement)


def neighbors(many: int) -> list:
    """People who have done nothing yet."""
    names = [f"Neighbor {next(NUMBERS)}" for _n in range(many)]
    return Person.objects.bulk_create(
        Person(name=name, email=f"{name.replace(' ', '')}@example.net", password="!") for name in names
    )


def money(town, many: int, few: int) -> None:
    """What the fund said again and again, plans that were begun, and votes on many proposals at once."""
    things = town.east.things
    copies(things.purse, many)
    plans = copies(things.making, few)
    for step in (things.making.ranking, things.making.division):
        copies(step, few, plan=lambda place: plans[place])
    copies(things.making.parts.first(), few, plan=lambda place: plans[place])
    pots = copies(things.pot, few)
    votes = copies(things.shared, few, uuid=lambda _place: uuid.uuid4(), subject_id=lambda place: pots[place].pk)
    with past_the_clock():
        copies(things.shared.tally, few, vote=lambda place: votes[place])
    for option in things.shared.options.all():
        copies(option, few, vote=lambda place: votes[place])
    for entered in things.pot.proposals.through.objects.filter(pot=things.pot):
        copies(entered, few, pot=lambda place: pots[place])


def going_on(town, many: int) -> None:
    """Votes that are asked for, called and open, which the member has not voted in; and what is asked about them."""
    things = town.east.things
    for vote in (things.moved, things.called, things.open):
        motions = iter(copies(things.open.subject, many))
        made = copies(
            vote, many, uuid=lambda _place: uuid.uuid4(), subject_id=lambda _place, rest=motions: next(rest).pk
        )
    with past_the_clock():
        copies(things.open.roll.get(person=town.member), many, vote=lambda place: made[place])
    copies(things.open.extensions.get(pk=things.more_time[1]), many)
    copies(things.certified.queries.get(pk=things.query[1]), many)
    last = things.secret.options.last()
    copies(last, many, key=lambda _place: f"o{next(NUMBERS)}", place=lambda _place: 100 + next(NUMBERS))


def votes(town, many: int) -> list:
    """Decided votes on motions, with roll, ballots, tally and the answer that is owed."""
    things = town.east.things
    motions = copies(things.open.subject, many)
    decided = copies(
        things.certified,
        many,
        uuid=lambda _place: uuid.uuid4(),
        subject_type=things.open.subject_type,
        subject_id=lambda place: motions[place].pk,
    )
    with past_the_clock():
        for mark in things.certified.roll.all():
            copies(mark, many, vote=lambda place: decided[place])
        for line in things.certified.counted.all():
            copies(line, many, vote=lambda place: decided[place])
        copies(things.certified.tally, many, vote=lambda place: decided[place])
    copies(things.owed, many, vote=lambda place: decided[place])
    return decided


def talk(room, message, people) -> None:
    """One more message from each of these people."""
    last = room.messages.latest("seq").seq
    copies(
        message,
        len(people),
        seq=lambda place: last + 1 + place,
        by=lambda place: people[place],
        key=lambda _place: uuid.uuid4(),
    )
    type(room).objects.filter(pk=room.pk).update(last_seq=last + len(people))


def boards(board, people) -> None:
    """Another board for each of these people, who sits there."""
    made = copies(board, len(people), slug=lambda _place: f"board-{next(NUMBERS)}")
    copies(board.charter_at(make.now()), len(made), board=lambda place: made[place])
    term = board.terms_at(make.now()).first()
    seats = copies(term.seat, len(made), board=lambda place: made[place])
    copies(term, len(made), seat=lambda place: seats[place], person=lambda place: people[place])


def record(town, many: int) -> None:
    """Entries about a board, one of its members and one of its proposals, of which the member is told."""
    last = Entry.objects.latest("seq").seq
    entry = Entry.objects.filter(verb="proposal.sent").first()
    made = copies(
        entry,
        many,
        seq=lambda place: last + 1 + place,
        hash=lambda place: f"{last + 1 + place:064x}",
    )
    copies(entry.detail, many, entry=lambda place: made[place])
    for thing in (town.east.board, town.member, town.east.things.sent):
        EntryAbout.objects.bulk_create(
            EntryAbout(entry=one, thing_type=thing._meta.label_lower, thing_id=thing.pk) for one in made
        )
    Notification.objects.bulk_create(Notification(person=town.member, entry=one) for one in made)

"""What is done to the town, act by act: one case for every action of the house."""

from datetime import timedelta

from community.notifications import actions as notifications
from community.notifications.models import Notification
from community.people import actions as people
from community.record import actions as record
from community.record.models import Entry
from community.record.verdict import YES
from community.rooms import actions as rooms
from governance.accountability import actions as accountability
from governance.boards import actions as boards
from governance.boards.duties import duties_of
from governance.boards.models import BoardRole
from governance.priorities import actions as priorities
from governance.proposals import actions as proposals
from governance.voting import actions as voting
from tests import make, raffles
from tests.boxes import changed_their_mind, more_time, queried

# What is done to the town. Each gives a function that does the one act; what must have happened
# before it has happened when it is given.
CASES = {
    "people.declare_residency": lambda t: lambda: people.declare_residency(t.applicant, place=t.place),
    "people.introduce": lambda t: lambda: people.introduce(t.resident, name="Yesi", language="es"),
    "people.enrol": lambda t: lambda: people.enrol(name="Yesenia Morales", language="es", by=t.clerk),
    "people.give_card": lambda t: another_card(t),
    "people.use_card": lambda t: one_card(t),
    "rooms.open_for": lambda t: lambda: rooms.open_for(t.east.things.call, "A call"),
    "rooms.close": lambda t: lambda: rooms.close(t.east.things.room, by=t.clerk, why="All is said."),
    "rooms.join": lambda t: lambda: rooms.join(t.east.things.room, t.resident, since=make.now()),
    "rooms.leave": lambda t: lambda: rooms.leave(t.east.things.room, t.member),
    "rooms.hide": lambda t: lambda: rooms.hide(t.east.things.message, by=t.clerk, why="A name.", moderates=True),
    "boards.found": lambda t: lambda: make.board("Northside"),
    "boards.give_role": lambda t: lambda: boards.give_role(t.east.board, t.resident, BoardRole.Role.CHAIR),
    "boards.open_call": lambda t: lambda: make.call(t.east.board, clerk=t.clerk, kind="partner"),
    "boards.apply": lambda t: lambda: boards.apply(t.west.things.call, by=t.resident, why="I live here."),
    "boards.answer_all": lambda t: lambda: boards.answer_all(t.east.things.call),
    "boards.send": lambda t: lambda: boards.send(t.east.things.begun, by=t.resident),
    "boards.withdraw": lambda t: lambda: boards.withdraw(t.east.things.application),
    "boards.defer": lambda t: lambda: boards.defer(t.east.things.pooled),
    "boards.review": lambda t: lambda: boards.review(t.east.things.phoned, by=t.member, score=3, words="Clear."),
    "boards.write_down": lambda t: lambda: boards.write_down(t.east.things.phoned, by=t.clerk, why="I rent here."),
    "boards.carry": lambda t: lambda: boards.carry(t.east.things.application, vote_id=1),
    "boards.seat": lambda t: two_apply(t),
    "boards.tick": lambda t: lambda: boards.tick(t.east.things.own, "meet", by=t.member),
    "boards.choose_pay": lambda t: lambda: boards.choose_pay(t.east.board, "donate", by=t.member),
    "boards.give_card": lambda t: lambda: boards.give_card(t.east.board, t.east.members[1], by=t.clerk),
    "boards.seat_founder": lambda t: (
        lambda: boards.seat_founder(t.east.things.seat, t.resident, by=None, why="A founding member.")
    ),
    "boards.tighten": lambda t: (
        lambda: boards.tighten(t.east.board, by=t.clerk, changes={"answer.days": 10}, why="We are faster.")
    ),
    "boards.propose_amendment": lambda t: lambda: proposed(t),
    "boards.decide_amendment": lambda t: passed(proposed(t)),
    "boards.prepare_lottery": lambda t: lambda: boards.prepare_lottery(t.east.things.raffle, by=t.clerk),
    "boards.replace_drawn": raffles.said_no,
    "boards.commit": lambda t: lambda: boards.commit(t.east.things.drafted, by=t.member, digest="a" * 64),
    "boards.name_source": lambda t: (
        lambda: boards.name_source(t.east.things.drafted, by=t.clerk, words="Pick 4", speaks=make.now() + make.DAY)
    ),
    "boards.compute": lambda t: lambda: boards.compute(t.east.things.settled, by=t.clerk),
    "boards.publish_lottery": raffles.work_done,
    "boards.fail_lottery": raffles.failing,
    "boards.reveal": raffles.last_secret,
    "boards.enter_source": lambda t: lambda: boards.enter_source(t.east.things.sourced, by=t.clerk, words="1 2 3 4"),
    "boards.give_up": lambda t: lambda: boards.give_up(t.east.things.silent, by=t.clerk, why="Somebody is ill."),
    "boards.cancel": lambda t: lambda: boards.cancel(t.east.things.settled, by=t.clerk, why="The wrong call."),
    "boards.end_term": lambda t: lambda: boards.end_term(t.east.things.term, by=t.clerk, why="Moved away."),
    "boards.remind": lambda t: lambda: boards.remind(t.east.things.term, at=t.east.things.term.until - make.DAY),
    "boards.ask_removal": lambda t: lambda: boards.ask_removal(t.east.things.term, by=t.member, why="Absent."),
    "boards.remove": lambda t: asked_to_remove(t),
    "voting.propose_removal": lambda t: lambda: voting.propose_removal(t.east.things.term, by=t.member, why="Absent."),
    "boards.end_role": lambda t: nothing_open(t),
    "accountability.hand_over": lambda t: handing_over(t),
    "boards.declare_tie": lambda t: (
        lambda: boards.declare_tie(t.member, kind="employer", organization="Puente Community Health")
    ),
    "boards.end_tie": lambda t: lambda: boards.end_tie(t.tie, by=t.member, until=make.now().date()),
    "boards.name_alternate": lambda t: (
        lambda: boards.name_alternate(t.east.board, t.resident, kind="resident", by=t.clerk, why="The next.")
    ),
    "boards.ask_naming": lambda t: asking_to_name(t),
    "boards.name_chosen": lambda t: lambda: boards.name_chosen(t.east.things.naming),
    "boards.end_alternate": lambda t: lambda: boards.end_alternate(t.east.things.alternate, by=t.clerk, why="Moved."),
    "voting.disclose": lambda t: lambda: voting.disclose(t.east.things.sent, by=t.member, grade=3, why="My sister."),
    "voting.propose_motion": lambda t: lambda: voting.propose_motion(t.east.board, by=t.member, text="Paint the hall"),
    "voting.propose_question": lambda t: (
        lambda: voting.propose_question(
            t.east.board, by=t.member, text="Where do we meet?", choices=["Hall", "School"], method="approval"
        )
    ),
    "voting.ask_for_time": lambda t: (
        lambda: voting.ask_for_time(
            t.east.things.open, by=t.member, until=t.east.things.open.closes_at + make.DAY, why="Snow."
        )
    ),
    "voting.agree_to_time": lambda t: more_time(t),
    "voting.question": lambda t: lambda: voting.question(t.east.things.certified, by=t.resident, text="Why so few?"),
    "voting.answer_query": lambda t: queried(t),
    "voting.move": lambda t: lambda: voting.move(t.east.board, t.east.things.tabled, by=t.member),
    "voting.second": lambda t: lambda: voting.second(t.east.things.moved, by=t.east.members[1]),
    "voting.set_times": lambda t: lambda: later(t.east.things.called, by=t.clerk),
    "voting.renew": lambda t: lambda: voting.renew(t.east.things.called, at=t.east.things.called.closes_at + make.DAY),
    "voting.open_vote": lambda t: lambda: voting.open_vote(t.east.things.called, at=t.east.things.called.opens_at),
    "voting.close": lambda t: lambda: voting.close(t.east.things.open, at=t.east.things.open.closes_at),
    "voting.publish": lambda t: lambda: voting.publish(t.east.things.hushed),
    "voting.certify": lambda t: closed(t, t.east.things.sent),
    "voting.follow": lambda t: recommended(t),
    "priorities.suggest": lambda t: lambda: make.suggestion(t.east.board, by=t.resident),
    "priorities.back": lambda t: backed_once(t),
    "priorities.decide": lambda t: closed(t, t.east.things.waiting),
    "priorities.name_cycle": lambda t: lambda: make.cycle(by=t.staff, name="Much later", starts=2000),
    "priorities.set_purse": lambda t: lambda: make.purse(t.east.board, by=t.staff, amount=50_000_000),
    "priorities.begin_plan": lambda t: (
        lambda: priorities.begin_plan(t.east.board, t.east.things.later.cycle, by=t.clerk)
    ),
    "priorities.order_plan": lambda t: closed(t, t.east.things.making.ranking, in_order(t)),
    "priorities.divide_plan": lambda t: closed(t, t.east.things.making.division, in_sums(t)),
    "priorities.decide_plan": lambda t: planned(t),
    "priorities.Priority.publish": lambda t: (
        lambda: t.east.things.draft.publish(
            t.east.things.draft.latest_revision, user=t.staff, skip_permission_checks=True
        )
    ),
    "priorities.Priority.unpublish": lambda t: lambda: t.east.things.waiting.unpublish(user=t.administrator),
    "proposals.start": lambda t: lambda: make.proposal(t.east.things.adopted, by=t.applicant, sent=False),
    "proposals.change": lambda t: lambda: proposals.change(t.east.things.sent, by=t.resident, title="Sent again"),
    "proposals.send": lambda t: lambda: proposals.send(t.east.things.written, by=t.resident),
    "proposals.withdraw": lambda t: lambda: proposals.withdraw(t.east.things.sent, by=t.resident),
    "proposals.put_pot": lambda t: lambda: proposals.put_pot(t.east.things.adopted, by=t.member),
    "proposals.pass_over": lambda t: (
        lambda: proposals.pass_over(
            t.east.things.sent, vote=t.east.things.shared, option=t.east.things.shared.options.first()
        )
    ),
    "proposals.decide": lambda t: lambda: proposals.decide(t.east.things.sent, vote=t.east.things.certified),
    "accountability.ask": lambda t: lambda: accountability.ask(t.east.things.open),
    "accountability.give": lambda t: (
        lambda: accountability.give(t.east.things.owed, by=t.reviewer, kind="not", reason="The money is spent.")
    ),
    "accountability.note_late": lambda t: (
        lambda: accountability.note_late(t.east.things.owed, at=t.east.things.owed.due_at)
    ),
}

# These change rows and enter nothing, each for its reason. There are no others.
WITHOUT_ENTRY = {
    # Order and time of the entries would tell who chose what, and voters would queue for the record.
    "voting.cast": lambda t: voting.cast(t.east.things.open, by=t.member, choice="yes"),
    "voting.replace": lambda t: changed_their_mind(t),
    # A room is its own numbered, append-only log; talk must not queue for the record either.
    "rooms.say": lambda t: rooms.say(t.east.things.room, by=t.member, text="I agree."),
    # Private: no entry may even tell that somebody said something about themself.
    "people.describe": lambda t: people.describe(t.applicant, communities=[], words="A renter."),
    # Not sent yet, so nothing was done.
    "people.keep_draft": lambda t: people.keep_draft(t.resident, form="suggestion", fields={"need": "A bench"}),
    "people.drop_draft": lambda t: people.drop_draft(t.resident, form="proposal"),
    # Not sent either; and what nobody sent is not kept for ever.
    "boards.begin": lambda t: boards.begin(t.east.things.call, why="I live here."),
    "boards.answer": lambda t: boards.answer(t.east.things.begun, why="I have lived here for long."),
    "boards.drop_unsent": lambda t: boards.drop_unsent(at=make.now() + 31 * make.DAY),
    # How far a job is, every second; what it comes to is entered.
    "boards.claim_lottery": lambda t: boards.claim_lottery(),
    "boards.note_progress": lambda t: boards.note_progress(
        t.east.things.worked, claim=t.east.things.worked.claim, stage="panels", done=1, total=2
    ),
    # What somebody has read concerns nobody else.
    "notifications.read": lambda t: notifications.read(
        t.member, up_to=Notification.objects.filter(person=t.member).latest("pk").pk
    ),
    # It takes the words out of an entry and leaves the entry.
    "record.erase": lambda t: record.erase(Entry.objects.get(seq=1)),
}

# They only read, or do nothing but call acts that are tried one by one.
OTHERS = {
    "record.enter",  # the entry itself: tests/record
    "record.head",
    "rooms.announce",
    "rooms.may_write",
    "rooms.step_out",  # a part of stepping back; it leaves the room by rooms.leave
    "rooms.room_for",
    "boards.moderates",
    "boards.room_of",
    "voting.count",
    "voting.is_listed",
    "voting.scrutineers",
    "voting.write_files",  # into a folder for whoever asked; what is kept and entered is voting.publish
    "voting.tell_turnout",  # a figure in steps, told now and then: tests/voting/test_methods.py
    "voting.tell_recorded",  # with the full hour: tests/voting/test_recorded_mail.py
    "voting.remind",  # before a vote closes: tests/voting/test_reminders.py
    "voting.sweep",  # it rewrites the pages where secret ballots lay: tests/voting/test_ballot_traces.py
    "voting.finish",  # close, then certify, each in a transaction of its own
}


def one_card(t):
    """Somebody without a confirmed e-mail comes in with a card."""
    _card, code = people.give_card(t.silent, by=t.clerk, may=YES)
    return lambda: people.use_card(code)


def another_card(t):
    """The second card makes the first one worthless in the same act."""
    people.give_card(t.silent, by=t.clerk, may=YES)
    return lambda: people.give_card(t.silent, by=t.clerk, may=YES)


def two_apply(t):
    """The clerk seats one of two applicants; the other one is answered in the same act."""
    boards.apply(t.east.things.call, by=t.resident, why="I live here.")
    return lambda: boards.seat(t.east.things.application, by=t.clerk, why="The first to apply.")


def proposed(t):
    """A change that is looser, with a seat more for good measure."""
    changes = {"answer.days": 30, "seats.public": 2}
    return boards.propose_amendment(t.east.board, by=t.member, changes=changes, why="They ask for it.")


def asking_to_name(t):
    """A board that is no longer being founded."""
    settled = make.board("Settled", clerk=t.clerk)
    settled.founding_until = make.now() - make.DAY
    settled.save()
    return lambda: boards.ask_naming(settled, t.resident, kind="resident", by=t.clerk, why="The next.")


def passed(amendment):
    return lambda: boards.decide_amendment(amendment, passed=True)


def nothing_open(t):
    """A clerk with nothing left to hand over."""
    quiet = make.board("Quiet", clerk=t.resident)
    return lambda: boards.end_role(quiet.roles.get(), by=t.resident)


def handing_over(t):
    """Everything that is open for the clerk goes to somebody else, with a note for each."""
    role = t.east.board.roles.get(person=t.clerk)
    notes = {duty.key: "Call them on Monday." for duty in duties_of(t.clerk, t.east.board)}
    return lambda: accountability.hand_over(role, to=t.staff, notes=notes, by=t.clerk)


def asked_to_remove(t):
    """The board was asked to end a term, and said yes."""
    removal = boards.ask_removal(t.east.things.term, by=t.member, why="Never at a meeting.")
    return lambda: boards.remove(removal, vote_id=1)


def later(vote, *, by):
    hour = timedelta(hours=1)
    return voting.set_times(vote, by=by, opens_at=vote.opens_at + hour, closes_at=vote.closes_at + hour)


def recommended(t):
    """A counted vote of a board that may only recommend."""
    members = make.people("ulla vic")
    board = make.board("Advisers", seated=members, clauses={"right.motions": "recommends"})
    vote = make.vote(board, by=members[0], seconded_by=members[1])
    vote = make.decided(vote, yes=members)
    return lambda: voting.follow(vote, by=t.reviewer)


def in_order(t):
    """The priorities of the plan that is made, as they stand."""
    return [part.key for part in t.east.things.making.parts.all()]


def in_sums(t):
    """All the money of that plan for its first priority."""
    return {in_order(t)[0]: t.east.things.later.pot}


def planned(t):
    """A plan of which order and sums are counted is put to the vote."""
    closed(t, t.east.things.making.ranking, in_order(t))()
    closed(t, t.east.things.making.division, in_sums(t))()
    return closed(t, t.east.things.making)


def closed(t, subject, choice="yes"):
    """A vote that everybody said yes to: its certification decides on the subject, asks the fund and tells."""
    board, members = t.east.board, t.east.members
    vote = make.vote(board, by=members[0], seconded_by=members[1], subject=subject)
    for member in members:
        voting.cast(vote, by=member, choice=choice)
    voting.close(vote, at=vote.closes_at)
    return lambda: voting.certify(vote, at=vote.closes_at)


def backed_once(t):
    """The second member to put a suggestion forward also puts it on the table."""
    priorities.back(t.east.things.suggestion, by=t.east.members[0])
    return lambda: priorities.back(t.east.things.suggestion, by=t.east.members[1])

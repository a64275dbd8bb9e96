"""Every act enters the record in its own transaction: where the entry fails, nothing at all has happened.

The tests walk every `actions.py` of the house. An action without a case here fails them.
"""

import ast
import importlib.util
import inspect
import sys
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings

from community.record import actions as record
from community.record import chain
from community.record.models import Entry
from governance.voting import actions as voting
from tests import town
from tests.acts import CASES, OTHERS, WITHOUT_ENTRY
from community.record.verdict import YES
from community.rooms import actions as rooms
from governance.accountability import actions as accountability
from governance.boards import actions as boards
from governance.boards.models import BoardRole
from governance.priorities import actions as priorities
from governance.proposals import actions as proposals
from governance.voting import actions as voting
from tests import make, raffles, town

ROOT = Path(settings.BASE_DIR)

# What is done to the town. Each gives a function that does the one act; what must have happened
# before it has happened when it is given.
CASES = {
    "people.declare_residency": lambda t: lambda: people.declare_residency(t.applicant, place=t.place),
    "people.introduce": lambda t: lambda: people.introduce(t.resident, name="Yesi", language="es"),
    "rooms.open_for": lambda t: lambda: rooms.open_for(t.east.things.call, "A call"),
    "rooms.close": lambda t: lambda: rooms.close(t.east.things.room, by=t.clerk, why="All is said."),
    "rooms.join": lambda t: lambda: rooms.join(t.east.things.room, t.resident, since=make.now()),
    "rooms.leave": lambda t: lambda: rooms.leave(t.east.things.room, t.member),
    "rooms.hide": lambda t: lambda: rooms.hide(t.east.things.message, by=t.clerk, why="A name.", moderates=True),
    "boards.found": lambda t: lambda: make.board("Northside"),
    "boards.give_role": lambda t: lambda: boards.give_role(t.east.board, t.resident, BoardRole.Role.CHAIR),
    "boards.open_call": lambda t: lambda: make.call(t.east.board, clerk=t.clerk, kind="partner"),
    "boards.apply": lambda t: lambda: boards.apply(t.west.things.call, by=t.resident, why="I live here."),
    "boards.carry": lambda t: lambda: boards.carry(t.east.things.application, vote_id=1),
    "boards.seat": lambda t: two_apply(t),
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
    "boards.end_alternate": lambda t: lambda: boards.end_alternate(t.east.things.alternate, by=t.clerk, why="Moved."),
    "voting.disclose": lambda t: lambda: voting.disclose(t.east.things.sent, by=t.member, grade=3, why="My sister."),
    "voting.propose_motion": lambda t: lambda: voting.propose_motion(t.east.board, by=t.member, text="Paint the hall"),
    "voting.move": lambda t: lambda: voting.move(t.east.board, t.east.things.tabled, by=t.member),
    "voting.second": lambda t: lambda: voting.second(t.east.things.moved, by=t.east.members[1]),
    "voting.set_times": lambda t: lambda: later(t.east.things.called, by=t.clerk),
    "voting.renew": lambda t: lambda: voting.renew(t.east.things.called, at=t.east.things.called.closes_at + make.DAY),
    "voting.open_vote": lambda t: lambda: voting.open_vote(t.east.things.called, at=t.east.things.called.opens_at),
    "voting.close": lambda t: lambda: voting.close(t.east.things.open, at=t.east.things.open.closes_at),
    "voting.certify": lambda t: closed(t, t.east.things.sent),
    "voting.follow": lambda t: recommended(t),
    "priorities.suggest": lambda t: lambda: make.suggestion(t.east.board, by=t.resident),
    "priorities.back": lambda t: backed_once(t),
    "priorities.decide": lambda t: closed(t, t.east.things.waiting),
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
    # A room is its own numbered, append-only log; talk must not queue for the record either.
    "rooms.say": lambda t: rooms.say(t.east.things.room, by=t.member, text="I agree."),
    # Private: no entry may even tell that somebody said something about themself.
    "people.describe": lambda t: people.describe(t.applicant, communities=[], words="A renter."),
    # Not sent yet, so nothing was done.
    "people.keep_draft": lambda t: people.keep_draft(t.resident, form="suggestion", fields={"need": "A bench"}),
    "people.drop_draft": lambda t: people.drop_draft(t.resident, form="proposal"),
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
    "voting.finish",  # close, then certify, each in a transaction of its own
}


def two_apply(t):
    """The clerk seats one of two applicants; the other one is answered in the same act."""
    boards.apply(t.east.things.call, by=t.resident, why="I live here.")
    return lambda: boards.seat(t.east.things.application, by=t.clerk, why="The first to apply.")


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


def proposed(t):
    """A change that is looser, with a seat more for good measure."""
    changes = {"answer.days": 30, "seats.public": 2}
    return boards.propose_amendment(t.east.board, by=t.member, changes=changes, why="They ask for it.")


def passed(amendment):
    return lambda: boards.decide_amendment(amendment, passed=True)


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


def closed(t, subject):
    """A vote that everybody said yes to: its certification decides on the subject, asks the fund and tells."""
    board, members = t.east.board, t.east.members
    vote = make.vote(board, by=members[0], seconded_by=members[1], subject=subject)
    for member in members:
        voting.cast(vote, by=member, choice="yes")
    voting.close(vote, at=vote.closes_at)
    return lambda: voting.certify(vote, at=vote.closes_at)


def backed_once(t):
    """The second member to put a suggestion forward also puts it on the table."""
    priorities.back(t.east.things.suggestion, by=t.east.members[0])
    return lambda: priorities.back(t.east.things.suggestion, by=t.east.members[1])


@pytest.fixture(scope="module")
def standing(django_db_setup, django_db_blocker):
    with town.standing(django_db_blocker) as built:
        yield built


@pytest.fixture
def the_town(standing):
    with town.taken_back():
        yield standing


class FailsAt:
    """Stands in for `record.enter` in every module that uses it, and fails at the given call."""

    def __init__(self, monkeypatch, number=None):
        self.number, self.calls = number, 0
        for name, module in list(sys.modules.items()):
            ours = name.startswith(("community.", "governance.", "cms.", "config.")) and module is not record
            if ours and getattr(module, "enter", None) is record.enter:
                monkeypatch.setattr(module, "enter", self)

    def __call__(self, *args, **kwargs):
        self.calls += 1
        if self.calls == self.number:
            raise ArithmeticError("the record cannot be written")
        return record.enter(*args, **kwargs)


@pytest.mark.parametrize("name", CASES)
def test_where_an_entry_fails_no_row_has_changed(name, the_town, monkeypatch):
    """Also where it is the third entry of the act, and others were made before it."""
    with town.taken_back():
        act = CASES[name](the_town)
        before, entries = town.rows(), Entry.objects.count()
        with monkeypatch.context() as patched:
            entering = FailsAt(patched)
            act()
        made = Entry.objects.count() - entries
        assert made == entering.calls >= 1, "an entry was made past the patched name, or none"
        assert town.changed(before)
        assert chain.verify() is None
    for number in range(1, made + 1):
        with town.taken_back():
            act = CASES[name](the_town)
            before = town.rows()
            with monkeypatch.context() as patched, pytest.raises(ArithmeticError):
                FailsAt(patched, number)
                act()
            assert town.changed(before) == []


@pytest.mark.parametrize("name", CASES)
def test_where_a_receiver_fails_no_row_has_changed(name, the_town):
    """A room above that cannot do its part takes the whole act back."""
    act = CASES[name](the_town)
    before = town.rows()

    def broken(**kwargs):
        raise ArithmeticError("somebody above cannot follow")

    record.entered.connect(broken)
    try:
        with pytest.raises(ArithmeticError):
            act()
    finally:
        record.entered.disconnect(broken)

    assert town.changed(before) == []


@pytest.mark.parametrize("name", WITHOUT_ENTRY)
def test_the_few_acts_without_an_entry_make_none(name, the_town):
    before, entries = town.rows(), Entry.objects.count()

    WITHOUT_ENTRY[name](the_town)

    assert Entry.objects.count() == entries
    assert town.changed(before)


def test_a_ballot_is_tied_to_no_moment(the_town):
    """No time beside it, no number that tells the order, and nothing else is written when it is cast."""
    before = town.rows()

    voting.cast(the_town.east.things.open, by=the_town.member, choice="yes")

    assert town.changed(before) == ["voting_ballot", "voting_rollentry"]
    columns = {f.name: f.get_internal_type() for f in the_town.east.things.open.ballots.model._meta.fields}
    assert "DateTimeField" not in columns.values()
    assert columns["id"] == "UUIDField"
    roll = {f.get_internal_type() for f in the_town.east.things.open.roll.model._meta.fields}
    assert "DateTimeField" not in roll


# --- No action is forgotten ------------------------------------------------------------------------


def actions() -> dict:
    """What every room's actions offer, by room and name."""
    found = {}
    for app in apps.get_app_configs():
        if Path(app.path).parent.parent != ROOT or importlib.util.find_spec(f"{app.name}.actions") is None:
            continue
        module = importlib.import_module(f"{app.name}.actions")
        for name, function in inspect.getmembers(module, inspect.isfunction):
            function = inspect.unwrap(function)
            if function.__module__.startswith(module.__name__) and not name.startswith("_"):
                found[f"{app.label}.{name}"] = function
    return found


def test_every_action_of_the_house_has_a_case():
    known = {*CASES, *WITHOUT_ENTRY, *OTHERS}
    forgotten = [name for name in actions() if name not in known and not name.endswith("_verdict")]

    assert forgotten == [], "give each a case above"


def test_no_case_is_about_an_action_that_is_gone():
    gone = [name for name in (*CASES, *WITHOUT_ENTRY, *OTHERS) if name not in actions() and ".Priority." not in name]

    assert gone == []


def test_entries_are_made_by_actions_and_by_publication_only():
    """A view, a command or a form that entered an act by itself would go around its rule."""
    makers = set()
    for wing in ("community", "governance", "cms", "config"):
        for path in (ROOT / wing).rglob("*.py"):
            if "migrations" in path.parts:
                continue
            for node in ast.walk(ast.parse(path.read_text())):
                if isinstance(node, ast.Call) and ast.unparse(node.func) in ("enter", "record.enter", "actions.enter"):
                    makers.add(str(path.relative_to(ROOT)))

    others = {maker for maker in makers if Path(maker).stem != "actions" and "actions" not in Path(maker).parts}
    assert others == {"governance/priorities/models/priorities.py"}


def test_every_case_runs_in_a_transaction_of_its_own():
    """Without one, what was written before a failure would stay."""
    bare = []
    for name in (*CASES, *WITHOUT_ENTRY):
        function = actions().get(name)
        if function is None or name in {"people.drop_draft"}:  # a single statement
            continue
        tree = ast.parse(Path(inspect.getsourcefile(function)).read_text())
        definition = next(n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef) and n.name == function.__name__)
        if not any(ast.unparse(decorator) == "transaction.atomic" for decorator in definition.decorator_list):
            bare.append(name)

    assert bare == []

"""A civic lottery act by act, for the tests of its parts. Say only what the test is about."""

from django.core.management import call_command

from governance.boards import actions as boards
from governance.boards.lottery import redraw
from governance.boards.models import Call, Lottery
from tests import make

SECRETS = {"rosa": "the river was high that spring", "sam": "seven clerks and no umbrella"}
YOUNG = {"category": "age", "value": "14-24", "least": 1, "most": 2}
RENTS = {"category": "home", "value": "rents", "least": 2, "most": 4}
MONTH = 30 * make.DAY


def table(seats=4, people=24, quotas=(YOUNG, RENTS), clauses=None):
    """A board with three members, a clerk, and a call for drawn seats that has closed: the call."""
    sam = make.person("sam")
    board = make.board(seated=make.people("rosa darnell noi"), clerk=sam, clauses=clauses)
    at = make.now() - 25 * make.DAY
    made = make.call(board, clerk=sam, way=Call.Way.LOTTERY, places=seats, quotas=list(quotas), at=at)
    for n in range(people):
        applied(made, n, at=at)
    return made


def applied(call, n, at, **fields):
    """The nth applicant: every third one is young, every second one rents, and two share each tenth home."""
    about = {"age": "14-24" if n % 3 == 0 else "40-59", "home": "rents" if n % 2 == 0 else "owns"}
    typed = {"why": "Here.", "name": f"Applicant {n}", "contact": f"555-{n:04}", "about": about}
    return boards.apply(call, street=f"{n // 2} Canal Street", at=at, **typed | fields)


def clerk(call):
    return call.seat.board.people_in("clerk", make.now())[0]


def member(call, name="Rosa"):
    return next(one for one in call.seat.board.members_at(make.now()) if one.name == name)


def prepared(call, **fields):
    return boards.prepare_lottery(call, by=clerk(call), **fields)


def committed(call, lottery=None):
    """A lottery to which a member and the clerk have committed."""
    lottery = lottery or prepared(call)
    for who, name in ((member(call), "rosa"), (clerk(call), "sam")):
        boards.commit(lottery, by=who, digest=redraw.commitment(SECRETS[name]))
    return lottery


def computing(call, lottery=None):
    return boards.compute(committed(call, lottery), by=clerk(call))


def work(lottery, at=None):
    """Do the job in this process, as due work would in one of its own; the lottery afterwards."""
    claimed = boards.claim_lottery(at=at)
    assert claimed == lottery
    call_command("compute_lottery", claimed.pk, claimed.claim)
    return Lottery.objects.get(pk=lottery.pk)


def published(call, lottery=None):
    return work(computing(call, lottery))


def drawn(call, lottery=None):
    """A lottery whose two secrets are revealed, and so whose panel is drawn."""
    lottery = published(call, lottery)
    assert lottery.state == "published", (lottery.fault, lottery.fault_facts)
    boards.reveal(lottery, by=member(call), secret=SECRETS["rosa"])
    return boards.reveal(lottery, by=clerk(call), secret=SECRETS["sam"])

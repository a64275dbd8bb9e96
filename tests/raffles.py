"""Lotteries at every stage, for the town, and the acts on them that need something done before."""

from governance.boards import actions as boards
from governance.boards.lottery import redraw
from governance.boards.management.commands import compute_lottery
from governance.boards.models import Lottery, Portrait

from . import make

# What somebody committed to and has not revealed. It is kept nowhere.
SECRET = "canary-of-a-secret: the river was high"
# What an applicant said about themself for a draw, and the street they live in. Nobody sees either, ever.
PORTRAIT = "canary-of-a-portrait"
STREET = "9 canary-street"


def raffles(side, seat) -> None:
    """Calls that have closed and their lotteries, one at each stage: all for one empty seat, one after the other."""
    things, now = side.things, make.now()
    for place, name in enumerate(["raffle", "drafted", "settled", "silent", "sourced"]):
        at = now - (29 - 3 * place) * make.DAY
        call = raffle(side, seat, at)
        if name == "raffle":
            things.raffle = call
            continue
        lottery = boards.prepare_lottery(call, by=side.clerk, at=at + 3 * make.DAY)
        if name == "sourced":
            speaks = now - make.HOUR
            boards.name_source(lottery, by=side.clerk, words="Pick 4", speaks=speaks, at=at + 3 * make.DAY)
        elif name != "drafted":
            boards.commit(lottery, by=side.members[0], digest=redraw.commitment(f"{SECRET} 1"))
            boards.commit(lottery, by=side.clerk, digest=redraw.commitment(f"{SECRET} 2"))
        if name in ("silent", "sourced"):
            lottery = worked_out(boards.compute(lottery, by=side.clerk, at=at + 3 * make.DAY), at + 3 * make.DAY)
        setattr(things, name, lottery)


def raffle(side, seat, at):
    """A call that was open for three days, with three people in its pool."""
    quotas = [{"category": "age", "value": "14-24", "least": 0, "most": 1}]
    call = boards.open_call(seat, by=side.clerk, words="Drawn.", way="lottery", quotas=quotas, at=at)
    boards.apply(call, by=side.applicant, why="Draw me.", street=STREET, about={"age": "14-24"}, at=at)
    for name in ("Cy", "Dee"):
        boards.apply(call, name=name, contact="555-0102", why="Me too.", at=at)
    pooled = Portrait.objects.filter(application__call=call)
    pooled.update(answers={"age": PORTRAIT, "home": PORTRAIT})
    return call


def worked_out(lottery, at):
    """The lottery with its chances published at a moment."""
    claimed = boards.claim_lottery(at=at)
    made = compute_lottery.work_out(claimed, lambda *_said: None)
    assert boards.publish_lottery(claimed, claim=claimed.claim, made=made, at=at)
    return Lottery.objects.get(pk=lottery.pk)


def worked_on(side) -> None:
    """A lottery whose job was last heard of long ago."""
    at = make.now() - 14 * make.DAY
    lottery = boards.prepare_lottery(raffle(side, side.things.drafted.call.seat, at), by=side.clerk)
    boards.name_source(lottery, by=side.clerk, words="Pick 4", speaks=make.now() + make.DAY)
    boards.compute(lottery, by=side.clerk)
    side.things.worked = boards.claim_lottery(at=at)


def claimed(t):
    """A lottery whose chances a job has begun to work out."""
    boards.compute(t.east.things.settled, by=t.clerk)
    return boards.claim_lottery()


def work_done(t):
    """The job is done: the file, the hash and the tickets are published in one act."""
    lottery = claimed(t)
    made = compute_lottery.work_out(lottery, lambda *_said: None)
    return lambda: boards.publish_lottery(lottery, claim=lottery.claim, made=made)


def failing(t):
    lottery = claimed(t)
    return lambda: boards.fail_lottery(lottery, claim=lottery.claim, fault="impossible")


def last_secret(t):
    """With the last secret the panel is drawn and everybody is answered, in the same act."""
    boards.reveal(t.east.things.silent, by=t.member, secret=f"{SECRET} 1")
    return lambda: boards.reveal(t.east.things.silent, by=t.clerk, secret=f"{SECRET} 2")


def said_no(t):
    """Whoever was drawn takes it back, and is replaced."""
    lottery = boards.enter_source(t.east.things.sourced, by=t.clerk, words="1 2 3 4")
    boards.withdraw(lottery.tickets.get(is_drawn=True).application)
    return lambda: boards.replace_drawn(lottery.call, by=t.clerk)

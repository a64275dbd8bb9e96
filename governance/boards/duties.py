"""What somebody in a role still owes: each room says what is open there, so that nothing is left behind.

A room adds its reader to READERS when it starts. It is asked with a role and a moment.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.translation import gettext_noop as _

from community.people.models import Person
from community.record import clock
from community.record.models import address_of, localized

from .models import Application, Board, BoardRole, Call, Lottery

APPLICATIONS, CALL = _("Applications that wait for an answer"), _("A call that is open")
LOTTERY = _("A lottery that is not drawn yet")


@dataclass(frozen=True)
class Duty:
    """One thing that is open: its kind, what it is about in its own words, until when, and who waits for it.

    key: stable, such as "answer:12". path: the language-free address of its page. title names nobody.
    """

    key: str
    kind: str
    title: str
    path: str
    due: datetime | None = None
    people: tuple[Person, ...] = field(default=(), compare=False)

    @property
    def address(self) -> str:
        """The address of its page, in the page's language."""
        return localized(self.path)


READERS: list[Callable[[BoardRole, datetime], Iterable[Duty]]] = []


def duties_of_role(role: BoardRole, at: datetime) -> list[Duty]:
    """What is open for a role, what is due first before the rest."""
    found = [duty for read in READERS for duty in read(role, at)]
    return sorted(found, key=lambda duty: (duty.due is None, duty.due or at, duty.key))


def duties_of(person: Person, board: Board, at: datetime | None = None) -> list[Duty]:
    """What is open for a person on a board, by all their roles there."""
    at = at or clock.now()
    roles = board.roles.at(at).filter(person=person)
    return list({duty.key: duty for role in roles for duty in duties_of_role(role, at)}.values())


def of_a_clerk(role: BoardRole, at: datetime) -> Iterable[Duty]:
    """A clerk keeps the open calls and the lotteries, and owes everybody who applied an answer."""
    if role.role != BoardRole.Role.CLERK:
        return
    for call in Call.objects.open_at(at).of(role.board):
        yield Duty(f"call:{call.pk}", CALL, str(call.seat), address_of(call), call.closes_at)
    running = Lottery.objects.running().filter(call__seat__board=role.board).select_related("call__seat__board")
    for lottery in running:
        yield Duty(f"lottery:{lottery.pk}", LOTTERY, str(lottery), address_of(lottery), lottery.reveal_by)
    waiting = Application.objects.undecided().filter(call__seat__board=role.board)
    calls = {}
    for one in waiting.select_related("person", "call__seat__board").order_by("sent_at", "pk"):
        calls.setdefault(one.call, []).append(one.person)
    for call, people in calls.items():
        who = tuple(person for person in people if person)
        yield Duty(f"applications:{call.pk}", APPLICATIONS, str(call.seat), address_of(call), people=who)


READERS.append(of_a_clerk)


def held_by(person: Person) -> list[str]:
    """The roles this person cannot leave yet, each with its board: something is still open there."""
    at = clock.now()
    roles = BoardRole.objects.at(at).filter(person=person).select_related("board")
    return [f"{role.get_role_display()}, {role.board}" for role in roles if duties_of_role(role, at)]

"""The demo city coming to be: its acts in the order of time, and between them what the clock makes due."""

import re
from collections.abc import Callable, Iterator
from datetime import datetime, time, timedelta

from django.utils import timezone

from community.record import clock
from governance.accountability.models import Answer
from governance.accountability.tasks import note_late_answers
from governance.voting.models import Vote
from governance.voting.tasks import finish_due, open_due

WHEN = re.compile(r"(?P<count>[+-]\d+)(?P<unit>[dhm])(?: (?P<hour>\d\d:\d\d))?")
UNITS = {"d": "days", "h": "hours", "m": "minutes"}
DUE = [open_due, finish_due, note_late_answers]

Step = tuple[str, Callable[[], object]]


class Town:
    """The things of the city by name, and the moment its story has come to."""

    def __init__(self):
        self.now = self.at = clock.now()
        self.things = {}

    def __setitem__(self, name: str, thing):
        if name in self.things:
            raise ValueError(f"Two things are called {name}.")
        self.things[name] = thing

    def __getitem__(self, name: str):
        """The thing of this name, as it is by now."""
        thing = self.things[name]
        return type(thing)._default_manager.get(pk=thing.pk)

    def people(self, names: str) -> list:
        """Several people: "rosa noi"."""
        return [self[name] for name in names.split()]

    def moment(self, when: str) -> datetime:
        """ "-3d 18:05" is three days ago at five past six in the evening; "-2h" two hours ago."""
        said = WHEN.fullmatch(when)
        moment = self.now + timedelta(**{UNITS[said["unit"]]: int(said["count"])})
        if not said["hour"]:
            return moment
        local = timezone.localtime(moment).date()
        return timezone.make_aware(datetime.combine(local, time.fromisoformat(said["hour"])))

    def live(self, steps: Iterator[Step]) -> None:
        """Do each act at its moment, in the order of time. Votes open and close, answers fall late between them."""
        planned = sorted(((self.moment(when), act) for when, act in steps), key=lambda step: step[0])
        self.at = planned[0][0]
        for moment, act in planned:
            self.wait_until(moment)
            act()
        self.wait_until(self.now)

    def wait_until(self, moment: datetime) -> None:
        """Let time pass, and do at its own moment whatever falls due meanwhile."""
        while (due := self.next_due()) and due <= moment:
            self.at = due
            if not sum(task(at=due) for task in DUE):
                raise RuntimeError(f"What falls due at {due} cannot be done.")
        self.at = moment

    def next_due(self) -> datetime | None:
        """The next moment at which a vote opens or closes, or an answer becomes late."""
        called = Vote.objects.filter(state=Vote.State.CALLED).values_list("opens_at", flat=True)
        opened = Vote.objects.filter(state=Vote.State.OPENED).values_list("closes_at", flat=True)
        owed = Answer.objects.owed().filter(late_told=False).values_list("due_at", flat=True)
        return min([*called, *opened, *owed], default=None)

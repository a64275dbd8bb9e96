"""Voters who go on while something breaks, and who know exactly what was acknowledged to them."""

import threading
import time
from http.client import HTTPConnection, HTTPException

from .voters import send

TAKEN = (200, 201)  # 200: it was recorded before, and the answer was lost


class Voters:
    """Hands that send one ballot after the other over HTTP until all are sent or the line is dead.

    taken: the ballots for which an answer came that says it is recorded. others: what else came back, by kind.
    """

    def __init__(self, port: int, ballots: list, *, hands: int = 8):
        self.port, self.todo, self.taken, self.others = port, list(ballots), [], []
        self.lock, self.threads = threading.Lock(), []
        for _n in range(hands):
            self.threads.append(threading.Thread(target=self.hand, daemon=True))
        for thread in self.threads:
            thread.start()

    def next(self):
        with self.lock:
            return self.todo.pop(0) if self.todo else None

    def hand(self):
        line = HTTPConnection("127.0.0.1", self.port, timeout=20)
        while ballot := self.next():
            try:
                status = send(line, ballot)
            except (OSError, HTTPException) as error:
                self.others.append(type(error).__name__)
                line.close()
            else:
                (self.taken if status in TAKEN else self.others).append(ballot if status in TAKEN else status)
        line.close()

    def until_taken(self, count: int) -> None:
        """Wait until so many are acknowledged: a kill before that would try nothing."""
        deadline = time.monotonic() + 60
        while len(self.taken) < count:
            assert time.monotonic() < deadline and any(thread.is_alive() for thread in self.threads), self.others
            time.sleep(0.002)

    def done(self) -> None:
        """Wait until every hand has put down its last ballot."""
        for thread in self.threads:
            thread.join(90)
            assert not thread.is_alive()


def send_again(port: int, ballots: list) -> set:
    """Everybody sends once more, as people do who were told nothing: the kinds of answers."""
    voters = Voters(port, ballots)
    voters.done()
    return {*voters.others, *(201 for _ballot in voters.taken)}

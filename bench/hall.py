"""A hall of 300 people with votes to cast in, and the bare tables beside them; as a program also the bare SQL.

python -m bench.hall VOTES                  fill an empty database; ballots of each vote as JSON on stdout
python -m bench.hall decided BALLOTS        fill an empty database with one decided vote of so many
python -m bench.hall bare CLIENTS TIMES     only the UPDATE and the INSERT, from so many connections; JSON on stdout
"""

import json
import sys
import threading
import time
import uuid

import django

django.setup()  # models can be imported only after this

from django.db import connection, transaction

from governance.voting import actions as voting
from tests.load.hall import Hall

VOTERS = 300


def bare_tables() -> None:
    """What the floor writes to: a roll and a box, with nothing of ours on them."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE bench_roll (id integer PRIMARY KEY, voted integer NOT NULL)")
        cursor.execute("CREATE TABLE bench_box (id char(32) PRIMARY KEY, choice varchar(10) NOT NULL)")
        for number in range(VOTERS):
            cursor.execute("INSERT INTO bench_roll (id, voted) VALUES (%s, 0)", [number])


def bare_ballot(number: int) -> None:
    """One update and one insert in a transaction, as durable as a ballot."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE bench_roll SET voted = voted + 1 WHERE id = %s", [number])
        cursor.execute("INSERT INTO bench_box (id, choice) VALUES (%s, 'yes')", [uuid.uuid4().hex])


def fill(votes: int) -> list:
    """Open votes, secret ones in every third place, with the ballot of everybody in each."""
    with transaction.atomic():
        hall = Hall(VOTERS, site=True)
        modes = ["secret" if number % 3 == 2 else "open" for number in range(votes)]
        made = [hall.vote(f"Motion {number}", mode=mode) for number, mode in enumerate(modes)]
        bare_tables()
    return [[hall.ballot(vote, person) for person in hall.people] for vote in made]


def decided(ballots: int) -> None:
    """An open vote in which everybody voted, counted and published."""
    with transaction.atomic():
        hall = Hall(ballots)
        vote = hall.vote("Open the library on Sundays")
        for person in hall.people:
            voting.cast(vote, by=person, choice="yes")
    voting.finish(vote, at=vote.closes_at)
    vote.refresh_from_db()
    voting.publish(vote)


def bare(clients: int, times: int) -> dict:
    """Bare ballots from so many connections at once: how many in a second, and how long the slow ones took."""
    took, numbers = [], iter(range(times))

    def hand():
        for number in numbers:
            began = time.perf_counter()
            bare_ballot(number % VOTERS)
            took.append(time.perf_counter() - began)
        connection.close()

    hands = [threading.Thread(target=hand) for _n in range(clients)]
    began = time.perf_counter()
    for one in hands:
        one.start()
    for one in hands:
        one.join()
    return {"per_second": times / (time.perf_counter() - began), "took": took}


if __name__ == "__main__":
    asked = sys.argv[1:]
    if asked[0] == "decided":
        decided(int(asked[1]))
    else:
        found = bare(int(asked[1]), int(asked[2])) if asked[0] == "bare" else fill(int(asked[0]))
        sys.stdout.write(json.dumps(found))

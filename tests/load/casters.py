"""Voters in a process of their own who do not go through HTTP: `python -m tests.load.casters`, told by JSON on stdin.

As a worker of a site does, it has its own connections and, on SQLite, its own queue. What came of each ballot goes
to stdout: "recorded", "refused", or the name of what went wrong.
"""

import json
import sys
import threading
from collections import Counter
from queue import Empty, SimpleQueue


def main() -> None:
    import django

    django.setup()
    from django.db import connection

    from community.people.models import Person
    from community.record.verdict import Refused
    from governance.voting import actions as voting
    from governance.voting.models import Vote

    told = json.load(sys.stdin)
    votes = Vote.objects.in_bulk()
    people = Person.objects.in_bulk({person for _vote, person, _choice in told["ballots"]})
    todo, outcomes = SimpleQueue(), SimpleQueue()
    for ballot in told["ballots"]:
        todo.put(ballot)

    def hand():
        while True:
            try:
                vote, person, choice = todo.get_nowait()
            except Empty:
                connection.close()
                return
            try:
                voting.cast(votes[vote], by=people[person], choice=choice)
                outcomes.put((vote, "recorded"))
            except Refused:
                outcomes.put((vote, "refused"))
            except Exception as error:
                outcomes.put((vote, f"{type(error).__name__}: {error}"))

    hands = [threading.Thread(target=hand) for _n in range(told["hands"])]
    for one in hands:
        one.start()
    for one in hands:
        one.join()
    found = Counter(outcomes.get() for _n in range(outcomes.qsize()))
    json.dump([[vote, outcome, count] for (vote, outcome), count in found.items()], sys.stdout)


if __name__ == "__main__":
    main()

"""Many hands at once: threads in this process, and clients in processes of their own."""

import json
import subprocess
import sys
import threading

from django.db import connection


def at_once(work, of) -> list:
    """Do `work(each)` in a thread for each, all released in the same moment. What they gave, in order."""
    of = list(of)
    start, answers = threading.Barrier(len(of)), [None] * len(of)

    def hand(place, one):
        try:
            start.wait(10)
            answers[place] = work(one)
        except Exception as error:  # whatever went wrong belongs to the test, not to the thread
            answers[place] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=hand, args=(place, one)) for place, one in enumerate(of)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return answers


def in_processes(module: str, of: list, *, processes: int, environment=None, **told) -> list:
    """Share work among processes of one module, told by JSON on stdin: what all of them say on stdout."""
    clients = [
        subprocess.Popen(
            [sys.executable, "-m", module], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment
        )
        for _n in range(processes)
    ]
    for number, client in enumerate(clients):
        json.dump({"ballots": of[number::processes], **told}, client.stdin)
        client.stdin.close()
    answers = [answer for client in clients for answer in json.load(client.stdout)]
    for client in clients:
        client.stdout.close()
        assert client.wait(60) == 0
    return answers


def from_processes(port: int, ballots: list, *, processes: int, hands: int = 8) -> list:
    """Send ballots from client processes, each with so many hands: [status, seconds, moment] of each."""
    answers = in_processes("tests.load.voters", ballots, processes=processes, port=port, hands=hands)
    assert len(answers) == len(ballots)
    return answers

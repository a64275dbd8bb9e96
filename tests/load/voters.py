"""Voters in a process of their own: `python -m tests.load.voters`, told by JSON on stdin what to send.

Knows nothing of Django, so that it starts at once and spends its time on asking. Each ballot is one
request; what came back, after how many seconds, and when, goes to stdout.
"""

import http.client
import json
import sys
import threading
import time
from queue import Empty, SimpleQueue
from urllib.parse import urlencode

TOKEN = "t" * 32  # a browser would have read it in the form; the cookie is what counts


def send(connection, ballot: dict) -> int:
    """Put one ballot in the box, as a browser sends its form after the review. The status of the answer."""
    connection.request(
        "POST",
        ballot["path"],
        body=urlencode({name: ballot[name] for name in ("choice", "receipt")} | {"csrfmiddlewaretoken": TOKEN}),
        headers={
            "Content-Type": "application/x-www-form-urlencoded",
            "Cookie": f"sessionid={ballot['session']}; csrftoken={TOKEN}",
        },
    )
    answer = connection.getresponse()
    answer.read()
    return answer.status


def hand(port: int, ballots: SimpleQueue, answers: list) -> None:
    """Send one ballot after the other until none is left."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    while True:
        try:
            ballot = ballots.get_nowait()
        except Empty:
            connection.close()
            return
        if (wait := ballot.get("not_before", 0) - time.time()) > 0:
            time.sleep(wait)
        began = time.monotonic()
        try:
            status = send(connection, ballot)
        except (OSError, http.client.HTTPException) as error:
            status = type(error).__name__
            connection.close()
        answers.append([status, time.monotonic() - began, time.time()])


def main() -> None:
    told = json.load(sys.stdin)
    ballots, answers = SimpleQueue(), []
    for ballot in told["ballots"]:
        ballots.put(ballot)
    hands = [threading.Thread(target=hand, args=(told["port"], ballots, answers)) for _n in range(told["hands"])]
    for one in hands:
        one.start()
    for one in hands:
        one.join()
    json.dump(answers, sys.stdout)


if __name__ == "__main__":
    main()

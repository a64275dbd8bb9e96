"""Many hands at once: threads in this process, and clients in processes of their own."""

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

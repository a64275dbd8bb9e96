"""Somebody who writes from another process: each line that comes in is said in a room.

Run as `python -m tests.rooms.speaker ROOM PERSON`; answers each line with the seconds it took.
"""

import sys
import time

import django


def main(room_id, person_id):
    django.setup()
    from community.people.models import Person
    from community.rooms import actions as rooms
    from community.rooms.models import Room

    room, person = Room.objects.get(pk=room_id), Person.objects.get(pk=person_id)
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    for line in sys.stdin:
        began = time.monotonic()
        rooms.say(room, by=person, text=line)
        sys.stdout.write(f"{time.monotonic() - began}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])

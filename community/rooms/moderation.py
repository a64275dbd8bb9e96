"""Who may hide messages, and who may not write. A room does not know what is discussed in it: rooms above say."""

from collections.abc import Callable

from community.record.verdict import all_of

# Each is asked with the room and the person, and answers whether they moderate there.
MODERATORS: list[Callable] = []
# Each is asked with the room, the person and the moment, and answers a verdict: no, where they left the item.
OBJECTIONS: list[Callable] = []


def moderates(room, person) -> bool:
    """Whom a room above names; and the fund's staff where anyone signed in may write.

    Where only members write, as in a board's room, staff have no say over what members said.
    """
    if not person.is_authenticated:
        return False
    if person.is_staff and room.writable_by == room.Writers.SIGNED_IN:
        return True
    return any(says(room, person) for says in MODERATORS)


def objection(room, person, at):
    """Why a room above does not let this person write here; yes, where none objects."""
    return all_of(*(says(room, person, at) for says in OBJECTIONS))

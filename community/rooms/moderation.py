"""Who may hide messages. A room does not know what is discussed in it, so the rooms above say who."""

from collections.abc import Callable

# Each is asked with the room and the person, and answers whether they moderate there.
MODERATORS: list[Callable] = []


def moderates(room, person) -> bool:
    """Whom a room above names; and the fund's staff where anyone signed in may write.

    Where only members write, as in a board's room, staff have no say over what members said.
    """
    if not person.is_authenticated:
        return False
    if person.is_staff and room.writable_by == room.Writers.SIGNED_IN:
        return True
    return any(says(room, person) for says in MODERATORS)

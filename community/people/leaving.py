"""What keeps an account from being closed. People do not know what roles there are, so rooms above say."""

from collections.abc import Callable

# Each is asked with a person, and names the roles they cannot leave yet.
HOLDS: list[Callable] = []


def held_by(person) -> list[str]:
    """The roles in which something of this person's is still open."""
    return [name for says in HOLDS for name in says(person)]

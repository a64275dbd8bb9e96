"""What becomes due for boards: what was begun and never sent is not kept for ever."""

from . import actions as boards


def drop_unsent(at=None) -> None:
    """Drop applications that were begun long ago and never sent."""
    boards.drop_unsent(at=at)


DUE = [drop_unsent]

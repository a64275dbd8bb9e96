"""The staff's desk for this room: priorities, and the money of boards."""

from . import money, priorities  # noqa: F401

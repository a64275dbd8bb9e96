"""What waits for a person, and what others owe them: read from every room, each with its date."""

from .items import Item
from .mine import waits_for
from .owed import owed_to

__all__ = ["Item", "owed_to", "waits_for"]

"""Proposals: what somebody asks to do with a priority's money; and pots: many of them under one sum."""

from .money import given_from, held_by, left_for, most_of
from .pots import Pot, eligible, key_of, option_of
from .proposals import Proposal, Version

__all__ = [
    "Pot",
    "Proposal",
    "Version",
    "eligible",
    "given_from",
    "held_by",
    "key_of",
    "left_for",
    "most_of",
    "option_of",
]

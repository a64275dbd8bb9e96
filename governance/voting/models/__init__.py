"""Votes: one question, a roll of people, a box of ballots, a tally."""

from .ballots import Ballot, Choice, RollEntry, Tally
from .disclosures import Disclosure
from .motions import Motion
from .votes import Mover, Vote

__all__ = ["Ballot", "Choice", "Disclosure", "Motion", "Mover", "RollEntry", "Tally", "Vote"]

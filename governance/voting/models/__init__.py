"""Votes: one question, a roll of people, a box of ballots, a tally."""

from .ballots import (
    Agreement,
    Ballot,
    Choice,
    CountedBallot,
    RollEntry,
    SecretBallot,
    Stance,
    Tally,
    Trace,
    read_choice,
    write_choice,
)
from .disclosures import Disclosure
from .extensions import Extension, TurnoutSample
from .motions import Motion
from .options import Option
from .queries import Query
from .questions import Question
from .votes import Mover, Vote

__all__ = [
    "Agreement",
    "Ballot",
    "Choice",
    "CountedBallot",
    "Disclosure",
    "Extension",
    "Motion",
    "Mover",
    "Option",
    "Query",
    "Question",
    "RollEntry",
    "SecretBallot",
    "Stance",
    "Tally",
    "Trace",
    "TurnoutSample",
    "Vote",
    "read_choice",
    "write_choice",
]

"""How votes are read: in lists, on their page, as ballots in words, and as results with their pictures."""

from .answers import STANCES, STEPS, in_words, with_answers
from .counts import counted, picture, picture_of
from .lasttime import last_time
from .options import has_options, named, options_of
from .rights import authority, locked, needed, only_recommends, turnout
from .votes import grouped, missing_movers, steps, votable, votable_kind, with_stages
from .ways import WAYS, Way, chosen_by, way_of

__all__ = [
    "STANCES",
    "STEPS",
    "WAYS",
    "Way",
    "authority",
    "chosen_by",
    "counted",
    "grouped",
    "has_options",
    "in_words",
    "last_time",
    "locked",
    "missing_movers",
    "named",
    "needed",
    "only_recommends",
    "options_of",
    "picture",
    "picture_of",
    "steps",
    "turnout",
    "votable",
    "votable_kind",
    "way_of",
    "with_answers",
    "with_stages",
]

"""What a reader sees of a proposal's versions and of a pot."""

from .pots import of_pot, on_last_round, on_sample, won_in
from .versions import change, plain

__all__ = ["change", "of_pot", "on_last_round", "on_sample", "plain", "won_in"]

"""What people fill in about proposals: the proposal itself, why it is taken back, a pot, and the list's filter."""

from .pots import PotForm, SwitchesForm
from .proposals import ListFilter, ProposalForm, WithdrawalForm

__all__ = ["ListFilter", "PotForm", "ProposalForm", "SwitchesForm", "WithdrawalForm"]

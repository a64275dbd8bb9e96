"""What people fill in about priorities, and what the fund says about its money."""

from .fields import CURRENCIES, MoneyField
from .money import CycleForm, PurseForm
from .priorities import ListFilter, PriorityForm, SuggestionForm

__all__ = ["CURRENCIES", "CycleForm", "ListFilter", "MoneyField", "PriorityForm", "PurseForm", "SuggestionForm"]

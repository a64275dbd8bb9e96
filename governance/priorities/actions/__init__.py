"""What happens to suggestions, priorities, purses and plans. Publishing is Priority.publish: Wagtail calls it too."""

from .money import cycle_verdict, name_cycle, purse_verdict, set_purse
from .plans import begin_plan, begin_verdict, decide_plan, divide_plan, order_plan
from .priorities import back, back_verdict, decide, suggest

__all__ = [
    "back",
    "back_verdict",
    "begin_plan",
    "begin_verdict",
    "cycle_verdict",
    "decide",
    "decide_plan",
    "divide_plan",
    "name_cycle",
    "order_plan",
    "purse_verdict",
    "set_purse",
    "suggest",
]

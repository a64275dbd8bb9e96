"""How ballots become an outcome: pure functions, exact arithmetic, one small file per method.

Nothing here knows Django, a database or a clock. The same ballots, options and published order of ties
give the same result on every machine and in every year. `RULES` names every method there is.
"""

from importlib.util import find_spec

from .pot_rules import RULES as OF_POTS
from .rule import Option, Rule

__all__ = ["RULES", "Option", "Rule"]

RULES: dict[str, Rule] = {rule.name: rule for rule in OF_POTS}

if find_spec(f"{__name__}.ranked_rules"):
    from .ranked_rules import RULES as RANKED

    RULES |= {rule.name: rule for rule in RANKED}

"""Money in rules: the cycles of the fund, and how much of its money each board has in one."""

from datetime import date

from community.record.verdict import YES, Verdict, _


def may_name_cycle(*, is_staff: bool, name: str, starts: date, ends: date, overlaps: bool) -> Verdict:
    """Somebody who works for the fund names a cycle: a first and a last day, beside no other cycle."""
    if not is_staff:
        return Verdict(_("Only people who work for the fund name its cycles."), clause="cycle.named")
    if not name.strip():
        return Verdict(_("Give the cycle a name."), clause="cycle.named")
    if ends < starts:
        return Verdict(_("A cycle ends after it begins. Choose a later day."), clause="cycle.named")
    if overlaps:
        return Verdict(_("Another cycle has some of these days. Cycles follow one another."), clause="cycle.named")
    return YES


def may_set_purse(
    *, is_staff: bool, amount: int, coins: int, is_over: bool, decided_by: str, why: str, planned: int | None
) -> Verdict:
    """Somebody who works for the fund says how much money a board has for a cycle, who decided that, and why.

    amount, planned: in the smallest coin, of which coins make a whole one. planned: the most that a plan has which
    the board adopted, or votes on now; none where there is no such plan.
    """
    if not is_staff:
        return Verdict(_("Only people who work for the fund say how much money a board has."), clause="purse.said")
    if is_over:
        return Verdict(_("This cycle is over. What a board had for it stays as it was said."), clause="purse.said")
    if amount <= 0:
        return Verdict(_("Say how much money the board has."), clause="purse.said")
    if amount % coins:
        return Verdict(_("A board gets whole sums, so that they can be divided. Leave out the cents."))
    if not decided_by.strip():
        return Verdict(_("Say who decided it: the trustees, say, and on which day."), clause="purse.said")
    if not why.strip():
        return Verdict(_("Say in public why the board has this sum."), clause="purse.said")
    if planned is not None and amount < planned:
        return Verdict(
            _("The board has a plan for more than this. Its money can be raised, not lowered."), clause="purse.said"
        )
    return YES

"""Plans in rules: who begins one, within which bounds the money is divided, and when a plan counts."""

from collections.abc import Collection

from community.record.verdict import YES, Verdict, _, all_of

BEGUN, COUNTED, ADOPTED_PLAN, REJECTED_PLAN, OVERTAKEN = "begun", "counted", "adopted", "rejected", "overtaken"
# How a plan goes on. Nothing leads back, and what the board decided stays.
PLAN_MOVES = {
    BEGUN: {COUNTED, OVERTAKEN},
    COUNTED: {ADOPTED_PLAN, REJECTED_PLAN, OVERTAKEN},
    ADOPTED_PLAN: set(),
    REJECTED_PLAN: set(),
    OVERTAKEN: set(),
}
AVERAGE, MEDIAN = "average", "median"  # how members' divisions become one


def bounds(*, pot: int, floor: int, ceiling: int, committed: int) -> tuple[int, int]:
    """The least and the most that a priority may get of a pot, in whole units.

    floor, ceiling: percent of the pot, as the charter has them; rounded so that they never shut out what they allow.
    committed: what the board has given of the priority's money in this cycle or votes on now. That much it gets.
    """
    least = max(pot * floor // 100, committed)
    return least, max(-(-pot * ceiling // 100), least)


def may_divide(*, pot: int, bounds: Collection[tuple[int, int]]) -> Verdict:
    """A pot is divided where some division keeps to the least and the most of every priority."""
    if sum(least for least, _most in bounds) > pot:
        return Verdict(
            _("The least that each priority must get comes to more than the board has."), clause="plan.floor"
        )
    if sum(most for _least, most in bounds) < pot:
        return Verdict(
            _("The most that each priority may get comes to less than the board has."), clause="plan.ceiling"
        )
    return YES


def may_begin(
    *,
    is_member: bool,
    is_clerk: bool,
    has_purse: bool,
    is_over: bool,
    priorities: int,
    is_another: bool,
    divides: Verdict,
) -> Verdict:
    """A member or the clerk begins a plan once the fund has said what the board has, one plan at a time.

    priorities: how many the board has adopted that get money. is_another: a plan for this cycle is on its way.
    """
    if not (is_member or is_clerk):
        return Verdict(
            _("Members of the board and its clerk begin a plan."),
            clause="plan.made",
            remedy=_("You can write in the discussion and ask a member to begin it."),
        )
    if not has_purse:
        return Verdict(
            _("The fund has not said how much money the board has for this cycle."),
            clause="purse.said",
        )
    if is_over:
        return Verdict(_("This cycle is over. A plan is made for one that is not."), clause="plan.made")
    if not priorities:
        return Verdict(
            _("The board has adopted no priority that gets money, so there is nothing to plan for."),
            clause="priority.adopted",
        )
    if is_another:
        return Verdict(_("A plan for this cycle is on its way already."), clause="plan.made")
    return divides


def may_put_step(*, state: str, is_done: bool, holds: Verdict, divides: Verdict = YES) -> Verdict:
    """Order and sums of a plan are each asked once, while the plan is being made and its money is there."""
    if state != BEGUN or is_done:
        return Verdict(_("This part of the plan is counted, or the plan is no longer made."), clause="plan.made")
    return all_of(holds, divides)


def may_adopt(*, has: int | None, needs: int, short: Collection[str] = ()) -> Verdict:
    """A plan counts while the board has the money for it, and no priority gets less than was given already.

    has: what the board has for the cycle; none where it is in another currency. needs: what the plan gives out.
    short: priorities for which the board has given, or votes on, more than the plan has. In the smallest coin.
    """
    if has is None or has < needs:
        return Verdict(
            _("The board no longer has the money that this plan gives out."),
            clause="purse.said",
            remedy=_("A new plan can be begun."),
        )
    if short:
        return Verdict(
            _("The board has given, or votes on, more than this plan has for: %(priorities)s."),
            clause="plan.kept",
            params={"priorities": "; ".join(short)},
            remedy=_("A new plan can be begun."),
        )
    return YES


def may_put_plan(*, state: str, holds: Verdict) -> Verdict:
    """A plan is put to the vote once its order and its sums are counted, and once."""
    if state == BEGUN:
        return Verdict(_("The order and the sums of this plan are not both counted yet."), clause="plan.made")
    if state != COUNTED:
        return Verdict(_("This plan has been decided or overtaken."), clause="plan.made")
    return holds

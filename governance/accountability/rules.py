"""What the fund owes for a decision: an answer, in public, by a date, with reasons."""

from datetime import datetime

from community.record.verdict import YES, Verdict, _


def may_answer(*, is_staff: bool, is_answered: bool, kind: str, reason: str) -> Verdict:
    """Somebody who works for the fund answers once, with a reason unless it was carried out in full."""
    if not is_staff:
        return Verdict(_("Only people who work for the fund answer for it."), clause="answer.role")
    if is_answered:
        return Verdict(_("The fund has answered this already."), clause="answer.role")
    if kind not in ("carried_out", "partly", "not"):
        return Verdict(_("Say whether it is carried out, partly, or not."), clause="answer.role")
    if kind != "carried_out" and not reason.strip():
        return Verdict(_("Give the reason, in public."), clause="answer.role")
    return YES


def days_late(*, due: datetime, at: datetime) -> int:
    """How many whole days an answer is late: 0 until a day has passed since it was due."""
    return max(0, (at - due).days)

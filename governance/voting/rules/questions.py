"""Who may question a result, until when, and who answers in public."""

from datetime import datetime, timedelta

from community.record.verdict import YES, Verdict, _, ngettext_

LATE = ngettext_(
    "A result is questioned within %(days)s day after it was counted.",
    "A result is questioned within %(days)s days after it was counted.",
)


def may_question(*, is_signed_in: bool, state_is_certified: bool, certified: datetime | None, at: datetime, days: int):
    """Anyone signed in may question a result, within the days that the charter gives."""
    if not state_is_certified:
        return Verdict(_("There is no result yet that could be questioned."), clause="vote.question_days")
    if not is_signed_in:
        return Verdict(_("Sign in to question a result. Anyone may."), clause="vote.question_days")
    if at >= certified + timedelta(days=days):
        return Verdict(LATE[0], plural=LATE[1], count=days, params={"days": days}, clause="vote.question_days")
    return YES


def may_answer_question(*, is_clerk: bool, is_answered: bool) -> Verdict:
    """The board's clerk answers what was asked about a result, once and in public."""
    if not is_clerk:
        return Verdict(_("The board’s clerk answers questions about a result."), clause="vote.question_days")
    if is_answered:
        return Verdict(_("This question has been answered."), clause="vote.question_days")
    return YES


def answer_due(*, asked: datetime, days: int) -> datetime:
    """The clerk has as many days to answer a question about a result as there are to ask it."""
    return asked + timedelta(days=days)

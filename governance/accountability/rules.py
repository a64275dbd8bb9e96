"""What the fund owes for a decision: an answer, in public, by a date, with reasons."""

from datetime import datetime

from community.record.verdict import YES, Verdict, _, ngettext_

UNSAID = ngettext_(
    "%(count)s thing is open and has no note: %(open)s.",
    "%(count)s things are open and have no note: %(open)s.",
)


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


def may_hand_over(*, is_same: bool, fits: bool, is_active: bool, unsaid: list[str], strange: int) -> Verdict:
    """A role goes to somebody else who can hold it, with a note for each thing that is open.

    fits: an officer works for the fund, a chair holds a seat. unsaid: what is open and has no note.
    strange: notes about something that is not open.
    """
    if is_same:
        return Verdict(_("Choose somebody else to take over."), clause="role.handover")
    if not is_active:
        return Verdict(_("This person’s account is closed. Choose somebody else."), clause="role.handover")
    if not fits:
        return Verdict(
            _("An officer works for the fund, and a chair holds a seat on the board. Choose somebody who does."),
            clause="role.handover",
        )
    if strange:
        return Verdict(_("What is open has changed meanwhile. Read the list again."), clause="role.handover")
    if unsaid:
        return Verdict(
            UNSAID[0],
            plural=UNSAID[1],
            count=len(unsaid),
            params={"count": len(unsaid), "open": "; ".join(unsaid)},
            clause="role.handover",
        )
    return YES

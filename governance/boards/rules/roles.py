"""How somebody leaves a role: not while something is open."""

from community.record.verdict import YES, Verdict, _, ngettext_

OPEN = ngettext_(
    "%(count)s thing is still open: %(open)s. Hand it over first.",
    "%(count)s things are still open: %(open)s. Hand them over first.",
)


def may_end_role(*, is_own: bool, is_administrator: bool, has_ended: bool, open: list[str]) -> Verdict:
    """Whoever holds a role leaves it, or the administrator ends it, once everything open is handed over.

    open: what is open and not handed over, each in its own words.
    """
    if not (is_own or is_administrator):
        return Verdict(_("Only the person in this role can leave it."), clause="role.handover")
    if has_ended:
        return Verdict(_("This role has ended already."), clause="role.handover")
    if open:
        return Verdict(
            OPEN[0],
            plural=OPEN[1],
            count=len(open),
            params={"count": len(open), "open": "; ".join(open)},
            clause="role.handover",
            remedy=_("Choose who takes over, and write a note for each."),
        )
    return YES

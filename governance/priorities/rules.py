"""Priorities in rules: what may be published, put to the board, and receive proposals."""

from datetime import datetime

from community.record.verdict import YES, Verdict, _

# What the board must be able to read before it decides what money is for.
LENS = ("need", "burdened", "benefits", "history")

ASKED = {
    "need": _("Say what the need is."),
    "burdened": _("Say who is burdened now."),
    "benefits": _("Say who benefits."),
    "history": _("Say what history lies behind it."),
}


def missing_answers(*, has_board: bool, answers: dict, is_from_resident: bool, has_suggestion: bool) -> dict:
    """What stands between a draft and its publication: a sentence for each field that lacks something.

    answers: the text of each of LENS. Returns {field: sentence}; empty when nothing is missing.
    """
    missing = {}
    if not has_board:
        missing["board"] = _("Name the board that decides on this priority.")
    for field in LENS:
        if not answers.get(field, "").strip():
            missing[field] = ASKED[field]
    if is_from_resident and not has_suggestion:
        missing["suggestion"] = _("Link the resident’s own suggestion, since a resident is named as its origin.")
    return missing


def may_publish(*, missing: dict) -> Verdict:
    """A priority is published with its board and every answer of the equity lens; never with a blank."""
    if not missing:
        return YES
    return Verdict(next(iter(missing.values())), clause="priority.lens", params={"fields": ", ".join(missing)})


def may_unpublish(*, is_adopted: bool) -> Verdict:
    """What the board has adopted or is deciding stays in public."""
    if is_adopted:
        return Verdict(_("The board has decided on this priority, so it stays in public."), clause="priority.adopted")
    return YES


def may_put(*, is_live: bool, is_adopted_as_is: bool) -> Verdict:
    """A published priority is put to its board, unless the board has adopted these very words."""
    if not is_live:
        return Verdict(_("This priority is not published yet."), clause="priority.lens")
    if is_adopted_as_is:
        return Verdict(_("The board has adopted this priority in these words already."), clause="priority.adopted")
    return YES


def may_receive(*, is_adopted: bool, opens: datetime | None, closes: datetime | None, at: datetime) -> Verdict:
    """Proposals are taken for a priority that its board has adopted, between its dates."""
    if not is_adopted:
        return Verdict(
            _("The board has not adopted this priority, so no proposals are taken."),
            clause="priority.adopted",
            remedy=_("Two members of the board can put it to the vote."),
        )
    if (opens and at < opens) or (closes and at >= closes):
        return Verdict(_("Proposals are taken between the opening and closing dates only."), clause="priority.window")
    return YES


def may_back(*, is_member: bool, has_backed: bool, is_on_table: bool) -> Verdict:
    """A member helps to put a suggestion on the board’s table, once."""
    if not is_member:
        return Verdict(
            _("Members of the board put suggestions on its table."),
            clause="suggestion.members",
            remedy=_("You can say in the discussion why it matters."),
        )
    if has_backed:
        return Verdict(_("You have done this already."), clause="suggestion.members")
    if is_on_table:
        return Verdict(_("This suggestion is on the board’s table already."), clause="suggestion.members")
    return YES


def may_put_suggestion(*, is_on_table: bool) -> Verdict:
    """A suggestion is put to the vote once enough members have put it on the table."""
    if is_on_table:
        return YES
    return Verdict(_("Not enough members have put this suggestion on the board’s table."), clause="suggestion.members")

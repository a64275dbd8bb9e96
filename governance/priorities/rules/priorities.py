"""Priorities in rules: what may be published, put to the board, and receive proposals."""

from datetime import datetime

from community.record.verdict import YES, Verdict, _

DRAFT, WAITING, REJECTED, ADOPTED, OPEN, CLOSED = "draft", "waiting", "rejected", "adopted", "open", "closed"

# What the board must be able to read before it decides what money is for.
LENS = ("need", "burdened", "benefits", "history")

ASKED = {
    "need": _("Say what the need is."),
    "burdened": _("Say who is burdened now."),
    "benefits": _("Say who benefits."),
    "history": _("Say what history lies behind it."),
}


def missing_answers(
    *, has_board: bool, answers: dict, is_from_resident: bool, has_suggestion: bool, gives_money: bool, has_sum: bool
) -> dict:
    """What a draft lacks before it can be published: a sentence for each field that lacks something.

    answers: the text of each of LENS. has_suggestion: a resident's own, not one that staff wrote.
    Returns {field: sentence}; empty when nothing is missing.
    """
    missing = {}
    if not has_board:
        missing["board"] = _("Name the board that decides on this priority.")
    for field in LENS:
        if not answers.get(field, "").strip():
            missing[field] = ASKED[field]
    if is_from_resident and not has_suggestion:
        missing["suggestion"] = _("Link the resident’s own suggestion, since a resident is named as its origin.")
    if gives_money and not has_sum:
        missing["amount"] = _("Say how much money there is. Without a sum, nobody can say when it is used up.")
    return missing


def moved(*, was_published: bool, changed_board: bool, changed_address: bool) -> dict:
    """A priority that was published keeps its board and its address, so that people find it where they were told.

    Returns {field: sentence}; empty when both stay.
    """
    found = {}
    if was_published and changed_board:
        found["board"] = _("This priority was published for its board. For another board, write a new priority.")
    if was_published and changed_address:
        found["slug"] = _("This priority was published at its address, so the address stays.")
    return found


def may_publish(*, faults: dict) -> Verdict:
    """A priority is published with its board and every answer of the equity lens; never with a blank.

    faults: what `missing_answers` and `moved` found, by field.
    """
    if not faults:
        return YES
    return Verdict(next(iter(faults.values())), clause="priority.lens", params={"fields": ", ".join(faults)})


def may_unpublish(*, is_before_board: bool) -> Verdict:
    """What the board has decided on, or was asked to decide on, stays in public."""
    if is_before_board:
        return Verdict(
            _("The board has decided on this priority or was asked to, so it stays in public."),
            clause="priority.adopted",
        )
    return YES


def stage(
    *, is_live: bool, is_adopted: bool, is_rejected: bool, opens: datetime | None, closes: datetime | None, at: datetime
) -> str:
    """Where a priority stands: draft, waiting for its board, rejected, adopted, open or closed.

    is_adopted: the board said yes to some words, which are in force. is_rejected: its last word on the
    published words was no. opens, closes: the dates that are in force.
    """
    if not is_live:
        return DRAFT
    if not is_adopted:
        return REJECTED if is_rejected else WAITING
    if opens and at < opens:
        return ADOPTED
    return CLOSED if closes and at >= closes else OPEN


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

"""What a board decides, recommends or is only asked about; who is bound by it; the only grounds for a no."""

from dataclasses import dataclass

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _


@dataclass(frozen=True)
class Right:
    """One row of the table of decision rights: where the board decides, who is bound, and what releases them."""

    what: str
    bound: str
    grounds: str


RIGHTS = {
    "right.priorities": Right(
        _("What the money is for: priorities"),
        _("The fund is bound."),
        _("The law forbids it, or the sum was not there when the board decided."),
    ),
    "right.proposals": Right(
        _("Who gets the money: proposals"),
        _("The fund is bound."),
        _("The law forbids it, the priority’s sum is used up, or those who asked take it back."),
    ),
    "right.seats": Right(
        _("Who gets a seat"),
        _("The clerk is bound."),
        _("The person says no, works for the fund, or holds a seat here already."),
    ),
    "right.charter": Right(
        _("What the charter says"),
        _("Everybody is bound: the board, its clerk and the fund."),
        _("A newer version came first, or a seat it takes away was filled meanwhile."),
    ),
    "right.motions": Right(
        _("Other motions of members"),
        _("The board and its clerk are bound, and the fund where it is asked for something."),
        _("The law forbids it, or it is not in the hands of those who are asked."),
    ),
}

DECIDES = {
    "decides": _("The board decides this."),
    "recommends": _("The board recommends this."),
    "asked": _("The board is only asked about this."),
}
NOBODY = _("Nobody is bound.")
# What follows from a vote that does not decide.
UNBOUND = {
    "recommends": _("Nobody is bound. The fund must answer in public, with a reason."),
    "asked": _("Nobody is bound. The fund hears the board and must answer in public, with a reason."),
}
FREE = _("The fund may say no on other grounds too, and must name them.")


def right_as_written(key: str, level: str) -> dict:
    """A row of the table at a level, in the language the charter is written in: for what is frozen, not for readers."""
    row = RIGHTS[key]
    return {
        "what": row.what,
        "says": DECIDES[level],
        "bound": UNBOUND.get(level) or row.bound,
        "grounds": row.grounds if level == "decides" else FREE,
    }


def right_in_words(key: str, level: str) -> dict:
    """A row of the table at a level: what it is about, what the board's vote is, who is bound, the grounds."""
    written = right_as_written(key, level)
    return {"key": key, "level": level} | {name: gettext(text) for name, text in written.items()}


def rights(charter, balance=None) -> list[dict]:
    """The table of decision rights of a charter; with the balance of its board, as it counts at this moment.

    A minority voice recommends what it will decide later. Only resident seats are given by its vote.
    """
    is_lowered = balance is not None and balance.is_minority_voice
    return [
        right_in_words(key, "recommends" if is_lowered and key != "right.seats" and level == "decides" else level)
        for key, level in ((key, charter[key]) for key in RIGHTS)
    ]

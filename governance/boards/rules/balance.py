"""Who holds the majority of the seats, and what a board out of balance may still do."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from community.record.verdict import YES, Verdict, _

OF_ALL = " of all"  # behind a share: of all who may vote


@dataclass(frozen=True)
class Share:
    """A required share, such as ">1/2" (more than half) or ">=2/3" (at least two thirds)."""

    least: Fraction
    is_more_than: bool

    @classmethod
    def read(cls, text: str) -> "Share":
        """Read a clause. Raises ValueError when it is neither ">a/b" nor ">=a/b"."""
        if text.startswith(">="):
            return cls(Fraction(text[2:]), False)
        if text.startswith(">"):
            return cls(Fraction(text[1:]), True)
        raise ValueError(f"A share begins with > or >=, not {text!r}.")

    def holds(self, part: int, whole: int) -> bool:
        """Whether `part` of `whole` is enough. Integers only; nothing is ever rounded."""
        least, have = self.least.numerator * whole, self.least.denominator * part
        return have > least if self.is_more_than else whole > 0 and have >= least

    def needed(self, whole: int) -> int:
        """The smallest part of `whole` that is enough."""
        if self.is_more_than:
            return self.least.numerator * whole // self.least.denominator + 1
        return max(1, -(-self.least.numerator * whole // self.least.denominator))


@dataclass(frozen=True)
class Majority:
    """How many have to say yes: a share of the yes and no ballots, or of all who may vote, absent or not."""

    share: Share
    is_of_all: bool

    @classmethod
    def read(cls, text: str) -> "Majority":
        """Read a clause: a share such as ">1/2", or the absolute majority ">1/2 of all". Raises ValueError else."""
        return cls(Share.read(text.removesuffix(OF_ALL)), text.endswith(OF_ALL))

    def whole(self, *, sided: int, everybody: int) -> int:
        """What the share is of. sided: the yes and no ballots. everybody: all who may vote."""
        return everybody if self.is_of_all else sided


@dataclass(frozen=True)
class Balance:
    """Who holds the table: filled seats, those held by residents, and the floor in percent.

    promised_on: the day by which the fund promised that residents hold the floor, where it did.
    """

    residents: int
    filled: int
    total: int
    floor: int
    promised_on: str = ""

    @property
    def is_kept(self) -> bool:
        """Residents hold at least the floor of the filled voting seats (an empty board holds none)."""
        return self.filled > 0 and self.residents * 100 >= self.floor * self.filled

    @property
    def is_minority_voice(self) -> bool:
        """Residents don't hold the floor yet and the charter promises the day: the board may recommend."""
        return bool(self.promised_on) and not self.is_kept

    @property
    def needed(self) -> int:
        """How many of the filled seats residents must hold."""
        return -(-self.floor * self.filled // 100)


def may_decide(*, balance: Balance) -> Verdict:
    """A board decides only while residents hold the floor of its filled seats."""
    if balance.is_kept:
        return YES
    if balance.is_minority_voice:
        return Verdict(
            _(
                "Residents are a minority voice on this board: they hold %(residents)s of %(filled)s filled seats."
                " The fund promised them %(needed)s by %(day)s. Until then the board may recommend, not decide."
            ),
            clause="seats.promise_on",
            params={
                "residents": balance.residents,
                "filled": balance.filled,
                "needed": balance.needed,
                "day": date.fromisoformat(balance.promised_on),
            },
            remedy=_("Fill the empty resident seats first."),
        )
    return Verdict(
        _(
            "This board is out of balance: residents hold %(residents)s of %(filled)s filled seats"
            " and must hold %(needed)s. It may talk, not decide."
        ),
        clause="seats.floor",
        params={"residents": balance.residents, "filled": balance.filled, "needed": balance.needed},
        remedy=_("Fill the empty resident seats first."),
    )

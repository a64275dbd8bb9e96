"""How close members are to an item, what follows from it, and who stands in for those who step back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from community.record.verdict import YES, Verdict, _
from governance.boards.rules import LEAVES, TALKS, Balance, Share

RESIDENT = "resident"


def grade_of(*, said: int | None, by_ties: int, least: int) -> int:
    """How close a member is: what they said in public or, until they say it, what their ties make of it.

    least: what it cannot be below, because the item is theirs or their own organization's.
    """
    return max(least, by_ties if said is None else said)


def may_act_on(*, grade: int) -> Verdict:
    """A member who is very close to an item has left it: neither asks for a vote on it nor writes about it."""
    if grade < LEAVES:
        return YES
    return Verdict(
        _("You left this item, because you are very close to it. You can read everything about it."),
        clause="recusal.left",
    )


def may_disclose(
    *,
    is_member: bool,
    is_decided: bool,
    is_open: bool,
    has_voted: bool,
    has_said: bool,
    now: int,
    least: int,
    grade: int | None = None,
) -> Verdict:
    """A member or an alternate says in public how close they are to an item, and may say more until the vote closes.

    Once the vote is open nobody can say less: the others vote knowing who stepped back. Whoever has
    voted cannot step back, because a ballot is final. grade: what is said; nothing asks whether anything can be.
    """
    if not is_member:
        return Verdict(_("Members of the board and its alternates say how close they are."), clause="recusal.said")
    if is_decided:
        return Verdict(_("This is decided, so nothing is changed about it any more."), clause="recusal.said")
    if is_open and now == LEAVES:
        return Verdict(
            _("You left this item. After a vote opens nobody comes back: the others vote knowing who stepped back."),
            clause="recusal.said",
        )
    if is_open and has_voted and (grade or now) >= TALKS:
        return Verdict(
            _("Your ballot is recorded already, so you cannot step back any more."),
            clause="vote.once",
            remedy=_("You can tell the others in the discussion."),
        )
    if grade is None:
        return YES
    if grade < least:
        return Verdict(
            _(
                "This is yours or your own organization’s, or you are as close to a part of it."
                " You cannot say that you are less close to it."
            ),
            clause="recusal.author",
        )
    if is_open and (grade < now or (has_said and grade == now)):
        return Verdict(
            _("The vote is open. You can only say now that you are closer: the others vote knowing who stepped back."),
            clause="recusal.said",
        )
    return YES


@dataclass(frozen=True)
class Free:
    """Who may vote on an item once those too close to it stepped back, in figures.

    voters: people who may vote, per kind of seat, called alternates included. seats: the filled seats on the
    roll, those who stepped back included. away: how many stepped back. floor, quorum: clauses of the charter.
    asks_floor: not where the vote gives a resident a seat or only recommends.
    """

    voters: Mapping[str, int]
    seats: int
    away: int
    floor: int
    quorum: str
    asks_floor: bool = True

    @property
    def size(self) -> int:
        """How many may vote."""
        return sum(self.voters.values())

    @property
    def balance(self) -> Balance:
        """Who holds the majority among them."""
        return Balance(self.voters.get(RESIDENT, 0), self.size, self.seats, self.floor)

    @property
    def least(self) -> int:
        """How many must be able to vote: the quorum of the whole roll."""
        return Share.read(self.quorum).needed(self.seats)

    @property
    def has_enough(self) -> bool:
        """Whether enough may vote. Where nobody stepped back this is the quorum's affair alone."""
        return not self.away or self.size >= self.least

    @property
    def keeps_floor(self) -> bool:
        """Whether residents hold the floor among them. Where nobody stepped back this is the board's balance."""
        return not self.away or self.balance.is_kept

    @property
    def holds(self) -> bool:
        """Whether the vote can go on."""
        return self.has_enough and self.is_balanced

    @property
    def is_balanced(self) -> bool:
        """Whether the floor is kept, or not asked."""
        return self.keeps_floor or not self.asks_floor

    def joined_by(self, kind: str) -> "Free":
        """The same with one alternate more."""
        return replace(self, voters={**self.voters, kind: self.voters.get(kind, 0) + 1})


def call_up(*, free: Free, missing: Mapping[str, int], alternates: Sequence[str]) -> list[int] | None:
    """Which alternates are called until enough may vote and residents hold the floor among them, or None.

    missing: for how many of each kind of seat nobody stands in yet. alternates: the kind of each, in the
    order in which they are called. A resident stands in where residents are too few; else somebody of a kind
    that is missing, and who leaves the floor as it is; else a resident.
    """
    called, missing = [], dict(missing)
    while not free.holds:
        left = [n for n in range(len(alternates)) if n not in called]

        def fits(n, free=free):
            return free.is_balanced and missing.get(alternates[n], 0) > 0 and free.joined_by(alternates[n]).is_balanced

        chosen = next((n for n in left if fits(n)), next((n for n in left if alternates[n] == RESIDENT), None))
        if chosen is None:
            return None
        kind = alternates[chosen]
        called.append(chosen)
        missing[kind] = missing.get(kind, 0) - 1
        free = free.joined_by(kind)
    return called


def may_vote_freely(*, free: Free) -> Verdict:
    """A vote goes on while enough may vote without a conflict, and residents hold the floor among them."""
    if not free.has_enough:
        return Verdict(
            _(
                "Too few can vote on this without a conflict: %(voters)s, alternates included,"
                " and it takes %(needed)s of %(seats)s. No alternate is left to call."
            ),
            clause="recusal.enough",
            params={"voters": free.size, "needed": free.least, "seats": free.seats},
            remedy=_("More alternates can be named, or empty seats filled."),
        )
    if not free.is_balanced:
        return Verdict(
            _(
                "Too few residents can vote on this without a conflict: %(residents)s of %(voters)s,"
                " and it takes %(needed)s. No resident alternate is left to call."
            ),
            clause="recusal.enough",
            params={"residents": free.balance.residents, "voters": free.size, "needed": free.balance.needed},
            remedy=_("More alternates can be named, or empty seats filled."),
        )
    return YES

"""Receipt codes: shown before a ballot is sent, so that a lost answer never leaves anybody in doubt.

A code is 128 random bits and says nothing about a person. It is signed for one vote, so that nobody can make one up
and send it with a ballot; only the code itself is kept, beside the ballot.
"""

import secrets
from dataclasses import dataclass

from django.core import signing

from .models import Ballot, CountedBallot, SecretBallot, Vote

LETTERS = "ABCDEFGHJKMNPQRSTVWXYZ23456789"  # without I, L, O, U, 0 and 1
LENGTH, EACH = 28, 4  # thirty letters, 28 of them: 137 bits


def new_code() -> str:
    """A code nobody has: letters in groups of four, to be read aloud and written down."""
    letters = "".join(secrets.choice(LETTERS) for _n in range(LENGTH))
    return "-".join(letters[n : n + EACH] for n in range(0, LENGTH, EACH))


def tidy(text: str) -> str:
    """A code as somebody typed it, in the way it is kept; nothing where it cannot be one."""
    letters = [one for one in text.upper() if one in LETTERS]
    if len(letters) != LENGTH or len(text) > 4 * LENGTH:
        return ""
    return "-".join("".join(letters[n : n + EACH]) for n in range(0, LENGTH, EACH))


def _signer(vote) -> signing.Signer:
    return signing.Signer(salt=f"receipt:{vote.uuid}")


def sign(vote, code: str) -> str:
    """A code with the proof that it was given out for this vote."""
    return _signer(vote).sign(code)


def read(vote, signed: str) -> str:
    """The code of a signed one; nothing where it was not given out for this vote."""
    try:
        return _signer(vote).unsign(signed)
    except signing.BadSignature:
        return ""


@dataclass(frozen=True)
class Found:
    """Where a code is recorded. It never says what the ballot says, nor whose it is."""

    vote: Vote
    roll_id: int | None = None  # in an open vote: whose, so that nobody takes another one's ballot for theirs
    is_replaced: bool = False


def find(code: str, votes) -> Found | None:
    """The vote among these in which a ballot with this code is recorded, if there is one."""
    votes = votes.order_by()  # asked vote by vote, each by its index
    cast = Ballot.objects.filter(vote__in=votes.values("pk"), receipt=code).values("vote_id", "roll_id", "version")
    if ballot := cast.first():
        later = Ballot.objects.filter(roll=ballot["roll_id"], version__gt=ballot["version"])
        return Found(_vote(votes, ballot["vote_id"]), ballot["roll_id"], later.exists())
    for model in (SecretBallot, CountedBallot):
        held = model.objects.filter(vote__in=votes.values("pk"), receipt=code).values_list("vote_id", flat=True)
        if pk := held.order_by("vote", "pk").first():
            return Found(_vote(votes, pk))
    return None


def _vote(votes, pk: int) -> Vote:
    return votes.select_related("board", "charter").get(pk=pk)

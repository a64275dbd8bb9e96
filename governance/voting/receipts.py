"""Receipt codes: shown before a ballot is sent, so that a lost answer never leaves anybody in doubt.

A code is 128 random bits and says nothing about a person. It is signed for one vote, so that nobody can make one up
and send it with a ballot; only the code itself is kept, beside the ballot.
"""

import secrets

from django.core import signing

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

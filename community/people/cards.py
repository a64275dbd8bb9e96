"""The code on a card: letters that can be read aloud, and a digest of them that opens nothing."""

import secrets

from django.utils.crypto import salted_hmac

# Capital consonants only: no figure to take for a letter, and no words by chance. 20 to the power of 12 codes.
LETTERS = "BCDFGHJKLMNPQRSTVWXZ"
GROUPS, EACH = 3, 4


def new_code() -> str:
    """Twelve random letters in three groups, as they stand on a card."""
    return "-".join("".join(secrets.choice(LETTERS) for _n in range(EACH)) for _group in range(GROUPS))


def digest_of(code: str) -> str:
    """What is kept of a code: its digest under the site's secret key. Spaces, dashes and small letters do not count."""
    letters = "".join(letter for letter in code.upper() if letter.isalnum())
    return salted_hmac("people.card", letters, algorithm="sha256").hexdigest()

"""Numbers and sums of money as they are said, in the reader's language. Text out, no HTML."""

from decimal import Decimal

from django.utils.formats import number_format
from django.utils.translation import pgettext

SYMBOLS = {"USD": "$", "CAD": "CA$", "MXN": "MX$", "EUR": "€", "GBP": "£"}
# Currencies without a smaller coin; all the others here count in hundredths.
WHOLE = {"CLP", "COP", "JPY", "KRW", "PYG", "UGX", "VND", "XAF", "XOF"}


def coins(currency: str) -> int:
    """How many of its smallest coin make a whole one: 100 cents a dollar."""
    return 1 if currency in WHOLE else 100


def number(value) -> str:
    """1284 as "1,284", the way the reader's language groups it."""
    return number_format(value, force_grouping=True)


def money(minor: int | None, currency: str = "USD") -> str:
    """7200000 hundredths of a dollar as "$72,000". Never rounded: cents show when there are any."""
    if minor is None:
        return ""
    amount = Decimal(minor) if currency in WHOLE else Decimal(minor) / 100
    figures = number_format(abs(amount), decimal_pos=0 if amount == int(amount) else 2, force_grouping=True)
    symbol = SYMBOLS.get(currency, f"{currency}\xa0")
    # Translators: a sum of money. Turn the two around where the symbol comes last.
    said = pgettext("money", "%(symbol)s%(figures)s") % {"symbol": symbol, "figures": figures}
    return f"−{said}" if minor < 0 else said

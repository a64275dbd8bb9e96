"""A sum of money as people write it."""

import re
from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _

CURRENCIES = ("USD", "CAD", "MXN", "EUR", "GBP")  # all of them count in hundredths
MOST = 10**15  # more than any fund has, and it fits the database
LONGEST = 30  # figures and marks
SPACES_AND_SIGNS = re.compile(r"[\s$€£]")
# 72,000 and 72.000,50: the same mark before every three figures, another one before the cents.
GROUPED = re.compile(r"(?P<whole>\d{1,3}(?:([.,])\d{3})(?:\2\d{3})*)(?:(?!\2)[.,](?P<cents>\d+))?")
PLAIN = re.compile(r"(?P<whole>\d+)(?:[.,](?P<cents>\d+))?")


class MoneyField(forms.CharField):
    """A sum as people write it, "72,000" or "72.000,50"; kept in cents, so nothing is ever rounded."""

    default_error_messages = {
        "sum": _("Write the sum in figures, like 72,000 or 72000.50."),
        "cents": _("Write no more than two figures for the cents."),
        "most": _("This sum is too large. Check the figures."),
    }

    def __init__(self, **options):
        options.setdefault("widget", forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}))
        super().__init__(**options)

    def prepare_value(self, value):
        if not isinstance(value, int):
            return value
        cents = value % 100
        return number_format(Decimal(value) / 100, 2 if cents else 0, force_grouping=True)

    def to_python(self, value):
        if isinstance(value, int):
            return value
        figures = SPACES_AND_SIGNS.sub("", super().to_python(value) or "")
        if not figures:
            return None
        if len(figures) > LONGEST:
            raise ValidationError(self.error_messages["most"], code="most")
        sum_of = GROUPED.fullmatch(figures) or PLAIN.fullmatch(figures)
        if not sum_of:
            raise ValidationError(self.error_messages["sum"], code="sum")
        cents = sum_of["cents"] or ""
        if len(cents) > 2:
            raise ValidationError(self.error_messages["cents"], code="cents")
        amount = int(re.sub(r"\D", "", sum_of["whole"])) * 100 + int(cents.ljust(2, "0"))
        if amount > MOST:
            raise ValidationError(self.error_messages["most"], code="most")
        return amount

    def has_changed(self, initial, data):
        try:
            return self.to_python(data) != initial
        except ValidationError:
            return True

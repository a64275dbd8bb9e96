"""Fields and words that forms of this room share."""

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

TOO_LONG = _("This is too long. It has %(show_value)d characters. Use %(limit_value)d or fewer")


def said(day) -> str:
    """A day with its year, in words."""
    return date_format(day, pgettext("day with year", "l j F Y"))


def seat_name(seat) -> str:
    """A seat by its number and its kind."""
    return _("Seat %(number)s: %(kind)s") % {"number": seat.number, "kind": seat.name or seat.get_kind_display()}


def long_text(label, hint, missing, longest, rows=5, **kwargs):
    """A field for several sentences. One that may stay empty has no sentence for its being missing."""
    return forms.CharField(
        label=label,
        help_text=hint,
        max_length=longest,
        required=bool(missing),
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": missing, "max_length": TOO_LONG},
        **kwargs,
    )


class ReasonForm(forms.Form):
    """A reason that everybody can read; asked for where the rule wants one."""

    why = long_text("", "", _("Give the reason, in public"), 1000, rows=3)

    def __init__(self, *args, needs_reason, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["why"].required = needs_reason

"""What is asked of somebody who applies for a seat, and of the clerk."""

from datetime import datetime, time
from zoneinfo import ZoneInfo

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from .models import Application, Call, FirstStep, Seat

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


class ApplicationForm(forms.Form):
    """Which seat, why, and how the clerk reaches the person."""

    call = forms.ModelChoiceField(
        Call.objects.none(),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a seat"), "invalid_choice": _("Choose one of the seats below")},
    )
    why = long_text(
        _("Why do you want this seat?"),
        _("A few sentences are enough. The board’s members and its clerk read them. Write in any language."),
        _("Tell the board why you want this seat"),
        4000,
        rows=8,
    )
    contact = forms.CharField(
        label=_("How does the clerk reach you?"),
        help_text=_("A phone number or the best time to call. Only the clerk sees it."),
        required=False,
        max_length=200,
        error_messages={"max_length": _("Use 200 characters or fewer")},
    )

    def __init__(self, *args, board, calls, **kwargs):
        super().__init__(*args, **kwargs)
        # A call that closed while somebody was writing is still a choice: the rule says what is wrong with it.
        self.fields["call"].queryset = Call.objects.filter(seat__board=board).select_related("seat__board")
        self.fields["call"].label = _("Which seat?")
        if len(calls) == 1:
            self.fields["call"].initial = calls[0].pk
            self.initial.pop("call", None)


class CallForm(forms.Form):
    """Which seat is vacant, what it asks and gives, and until when one can apply."""

    seat = forms.ModelChoiceField(
        Seat.objects.none(),
        label=_("Which seat?"),
        empty_label=None,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a seat"), "invalid_choice": _("Choose one of the empty seats")},
    )
    words = long_text(
        _("What does the seat ask, and what does it give?"),
        _("Evenings, pay, interpreters, childcare. Short words: everybody should be able to say yes or no."),
        _("Say what the seat asks and gives"),
        2000,
    )
    closes_on = forms.DateField(
        label=_("Last day to apply"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": _("Give the last day to apply"),
            "invalid": _("Write the day as year, month, day: 2026-05-14"),
        },
    )

    def __init__(self, *args, board, seats, first_day, **kwargs):
        super().__init__(*args, **kwargs)
        self.board, self.first_day = board, first_day
        self.fields["seat"].queryset = Seat.objects.filter(pk__in=[seat.pk for seat in seats])
        self.fields["seat"].label_from_instance = seat_name
        self.fields["closes_on"].initial = first_day
        self.fields["closes_on"].help_text = _(
            "People can apply until the end of this day. It is %(day)s or later."
        ) % {"day": said(first_day)}
        if len(seats) == 1:
            self.fields["seat"].initial = seats[0].pk

    def clean_closes_on(self):
        day = self.cleaned_data["closes_on"]
        if day < self.first_day:
            raise forms.ValidationError(
                _("Choose %(day)s or a later day, so that everybody has time to see the call"),
                params={"day": said(self.first_day)},
            )
        if day.year > self.first_day.year + 2:
            raise forms.ValidationError(_("This day is too far away. Look at the year"))
        return day

    def clean(self):
        told = super().clean()
        if day := told.pop("closes_on", None):
            told["closes_at"] = datetime.combine(day, time(23, 59), ZoneInfo(self.board.zone))
        return told


class ReasonForm(forms.Form):
    """A reason that everybody can read; asked for where the rule wants one."""

    why = long_text("", "", _("Give the reason, in public"), 1000, rows=3)

    def __init__(self, *args, needs_reason, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["why"].required = needs_reason


class SeatingForm(ReasonForm):
    """Why this person gets the seat."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["why"].label = _("Why is this person chosen?")
        self.fields["why"].help_text = _("Everybody can read this, beside the person’s name and in the public record.")


class EndForm(ReasonForm):
    """Why a term ends before its date."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["why"].label = _("Why does this term end?")
        self.fields["why"].help_text = _("Everybody can read this in the public record.")


class FirstStepForm(forms.Form):
    """Which first step was taken."""

    step = forms.ChoiceField(choices=FirstStep.Step.choices, widget=forms.HiddenInput)


class PayForm(forms.Form):
    """How a member wants to be paid. Nothing else is asked, and no number of an account is kept here."""

    way = forms.ChoiceField(
        label=_("How do you want to be paid?"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose how you want to be paid"),
            "invalid_choice": _("Choose one of the ways below"),
        },
    )
    knows = forms.BooleanField(
        label=_("I have read what pay can do to benefits"),
        error_messages={"required": _("Read the note about benefits first, and tick this")},
    )

    def __init__(self, *args, ways, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["way"].choices = [choice for choice in Application.PayWay.choices if choice[0] in ways]

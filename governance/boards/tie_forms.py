"""What is asked about ties to organizations and about alternates."""

from django import forms
from django.utils.translation import gettext_lazy as _

from community.people.forms import OneLine

from .forms import ReasonForm
from .models import Seat, Tie


class DayField(forms.DateField):
    """A day, not one that is still to come."""

    def __init__(self, **kwargs):
        widget = forms.DateInput(attrs={"type": "date", "class": "in--s"}, format="%Y-%m-%d")
        errors = {"invalid": _("Write the day as year, month, day: 2026-05-14")}
        super().__init__(widget=widget, error_messages=errors | kwargs.pop("error_messages", {}), **kwargs)


class PastForm(forms.Form):
    """A form with a day that has been."""

    def __init__(self, *args, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_until(self):
        day = self.cleaned_data["until"]
        if day and day > self.today:
            raise forms.ValidationError(_("This day is still to come. Say it when it has ended"))
        return day


class TieForm(PastForm):
    """One tie: to which organization, and what kind of tie."""

    organization = OneLine(
        label=_("Which organization?"),
        help_text=_("Its name as people know it. Capital letters and accents do not matter."),
        max_length=160,
        error_messages={
            "required": _("Write the name of the organization"),
            "max_length": _("Use %(limit_value)d characters or fewer"),
        },
    )
    kind = forms.ChoiceField(
        label=_("How are you tied to it?"),
        choices=Tie.Kind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one"), "invalid_choice": _("Choose one from the list")},
    )
    until = DayField(
        label=_("If it has ended: when?"),
        help_text=_("Work and pay count for some years after they end. Leave it empty while it lasts."),
        required=False,
    )


class TieEndForm(PastForm):
    """The day on which a tie ended."""

    until = DayField(label=_("When did it end?"), error_messages={"required": _("Give the day on which it ended")})

    def __init__(self, *args, tie, **kwargs):
        # Several stand on one page, and a page has each id once.
        super().__init__(*args, auto_id=f"tie{tie.pk}_%s", **kwargs)
        self.tie = tie
        self.fields["until"].initial = self.today


class Applicants(forms.ModelChoiceField):
    """People to choose from, by name."""

    def label_from_instance(self, person):
        return person.name


class AlternateForm(ReasonForm):
    """Who stands in, for which kind of seat, and why this person."""

    person = Applicants(
        None,
        label=_("Who?"),
        help_text=_("People who have applied for a seat on this board and hold none."),
        empty_label=None,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a person"), "invalid_choice": _("Choose one of the people below")},
    )
    kind = forms.ChoiceField(
        label=_("For which kind of seat?"),
        choices=Seat.Kind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a kind of seat"), "invalid_choice": _("Choose one from the list")},
    )
    field_order = ["person", "kind", "why"]

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, needs_reason=True, **kwargs)
        self.fields["person"].queryset = people
        self.fields["why"].label = _("Why is this person chosen?")
        self.fields["why"].help_text = _("Everybody can read this in the public record.")


class AlternateEndForm(ReasonForm):
    """Why an alternate's place ends."""

    def __init__(self, *args, alternate, **kwargs):
        super().__init__(*args, auto_id=f"alternate{alternate.pk}_%s", **kwargs)
        self.alternate = alternate
        self.fields["why"].label = _("Why does it end?")
        self.fields["why"].help_text = _("Everybody can read this in the public record.")

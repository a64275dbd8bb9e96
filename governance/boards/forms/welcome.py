"""What a new member is asked for: which first step was taken, and how to be paid."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ..models import Application, FirstStep


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

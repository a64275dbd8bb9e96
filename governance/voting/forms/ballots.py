"""What stands on a ballot."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ..models import Choice


class BallotForm(forms.Form):
    """One answer."""

    choice = forms.ChoiceField(
        choices=Choice.choices,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose yes, no or abstain."),
            "invalid_choice": _("Choose yes, no or abstain."),
        },
    )

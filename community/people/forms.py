"""How a person introduces themself."""

from django import forms
from django.utils.translation import gettext_lazy as _


class NameForm(forms.Form):
    """The one thing asked beside an e-mail when somebody signs up."""

    name = forms.CharField(
        label=_("Your name"),
        help_text=_("Neighbors see this name beside what you say and how you vote."),
        max_length=120,
        error_messages={"required": _("Tell us your name, so others know who is speaking")},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )

    field_order = ["name", "email"]

    def signup(self, request, user):
        """Nothing more to keep: the adapter has saved the name."""

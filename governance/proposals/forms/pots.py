"""How many proposals under one sum are counted: chosen with both counts in view, before anybody votes."""

from django import forms
from django.utils.translation import gettext_lazy as _

from governance.voting.forms.asking import HowForm

from ..models import Pot


class SwitchesForm(forms.ModelForm):
    """The switches of equal shares, to look at what they change."""

    class Meta:
        model = Pot
        fields = ["utility", "completion"]

    def read(self) -> dict:
        """What was chosen; what makes no sense is as usual."""
        self.is_valid()
        chosen = getattr(self, "cleaned_data", {})
        return {name: chosen.get(name) or Pot._meta.get_field(name).default for name in self.fields}


class PotForm(HowForm, forms.ModelForm):
    """Which rule counts, and whether names are published. The switches are those that the page showed."""

    class Meta:
        model = Pot
        fields = ["rule", "utility", "completion"]
        widgets = {
            "rule": forms.RadioSelect,
            "utility": forms.HiddenInput,
            "completion": forms.HiddenInput,
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, auto_id="pot_%s", **kwargs)
        self.fields["rule"].error_messages["required"] = _("Choose how it is counted.")

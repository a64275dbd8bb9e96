"""Up to where somebody has read."""

from django import forms


class ReadForm(forms.Form):
    """The number of the newest news that was on the page."""

    up_to = forms.IntegerField(min_value=0, max_value=2**63 - 1, widget=forms.HiddenInput)

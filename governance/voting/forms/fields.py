"""Fields that several forms have."""

import re

from django import forms
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class LanguageField(forms.ChoiceField):
    """The language somebody writes in, so that it is read aloud and marked rightly."""

    def __init__(self, **kwargs):
        kwargs.setdefault("label", _("Which language do you write in?"))
        super().__init__(choices=settings.LANGUAGES, initial=get_language, **kwargs)


class MomentField(forms.DateTimeField):
    """A day and an hour, in the zone of the page."""

    def __init__(self, **kwargs):
        widget = forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local", "class": "in--s"})
        errors = {"invalid": _("Write a day and an hour.")}
        super().__init__(widget=widget, error_messages=errors | kwargs.pop("error_messages", {}), **kwargs)


class UnitsField(forms.IntegerField):
    """A sum in whole units, as people write it: 72000, 72,000 or $72 000."""

    BETWEEN = re.compile(r"[\s.,’']+(?=[0-9]{3}(?![0-9]))|[\s$€£]")
    default_error_messages = {
        "invalid": _("Write a whole number, without cents."),
        "min_value": _("Write a whole number, without cents."),
        "max_value": _("This sum is too large. Check the figures."),
    }

    def __init__(self, **kwargs):
        attrs = {"inputmode": "numeric", "autocomplete": "off", "class": "in in--sum"}
        super().__init__(min_value=0, max_value=10**12, widget=forms.TextInput(attrs=attrs), **kwargs)

    def to_python(self, value):
        return super().to_python(self.BETWEEN.sub("", value) if isinstance(value, str) else value)

"""Fields that several forms have."""

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

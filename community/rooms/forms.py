"""How somebody writes in a room, or hides what was written."""

import uuid

from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from community.people.words import clean

from .rules import LONGEST


class Words(forms.CharField):
    """A text of a person: cleaned first, then measured, so that both mean the same text."""

    def to_python(self, value):
        return clean(super().to_python(value))


class MessageForm(forms.Form):
    """One message. Its key is made with the form, so that a second tap sends nothing twice."""

    text = Words(
        label=_("Add to the discussion"),
        help_text=_("Write in any language."),
        error_messages={"required": _("Write something first.")},
        validators=[
            MaxLengthValidator(
                LONGEST,
                message=ngettext_lazy(
                    "Your message is too long. It has %(show_value)d character. "
                    "The longest message has %(limit_value)d.",
                    "Your message is too long. It has %(show_value)d characters. "
                    "The longest message has %(limit_value)d.",
                    "show_value",
                ),
            )
        ],
        widget=forms.Textarea(attrs={"rows": 4, "class": "in"}),
    )
    key = forms.UUIDField(initial=uuid.uuid4, required=False, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        # It stands on pages with forms of their own, and a page has each id once.
        super().__init__(*args, auto_id="message_%s", **kwargs)


class HidingForm(forms.Form):
    """Why a message is hidden. Everybody can read it."""

    why = Words(
        label=_("Why do you hide this message?"),
        help_text=_("Everybody can read the reason, here and in the public record."),
        error_messages={"required": _("Tell everybody why you hide this message.")},
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3, "class": "in"}),
    )

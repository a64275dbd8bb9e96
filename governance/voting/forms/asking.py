"""What a member fills in to ask for a vote."""

from django import forms
from django.utils.translation import gettext_lazy as _

from community.rooms.forms import Words

from .fields import LanguageField

ENDS = _("End the vote as soon as everyone on the roll has voted")


class PutForm(forms.Form):
    """Ask for a vote on a thing."""

    subject_type = forms.CharField(max_length=80, widget=forms.HiddenInput)
    subject_id = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    ends_when_all_voted = forms.BooleanField(label=ENDS, required=False)

    def __init__(self, *args, **kwargs):
        # It stands on pages with forms of their own, and a page has each id once.
        super().__init__(*args, auto_id="put_%s", **kwargs)


class MotionForm(forms.Form):
    """A motion in a sentence, with its reason."""

    text = forms.CharField(
        label=_("What should the board decide?"),
        help_text=_("One sentence that somebody can say yes or no to."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2, "class": "in"}),
        error_messages={
            "required": _("Say what the board should decide."),
            "max_length": _("A motion has at most %(limit_value)d characters; this one has %(show_value)d."),
        },
    )
    why = Words(
        label=_("Why?"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4, "class": "in"}),
    )
    language = LanguageField()
    ends_when_all_voted = forms.BooleanField(label=ENDS, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, auto_id="motion_%s", **kwargs)


class RemovalForm(forms.Form):
    """Why a member's term should end."""

    why = Words(
        label=_("Why should this term end?"),
        help_text=_("Everybody can read it, and the person is told at once."),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4, "class": "in"}),
        error_messages={"required": _("Say in public why this term should end.")},
    )
    language = LanguageField()

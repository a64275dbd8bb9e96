"""How somebody who works for the fund answers a decision."""

from django import forms
from django.utils.translation import gettext_lazy as _

from community.rooms.forms import Words
from governance.voting.forms import LanguageField

from .models import Answer


class AnswerForm(forms.Form):
    """What was done, and why."""

    kind = forms.ChoiceField(
        label=_("What does the fund do?"),
        choices=Answer.Kind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Say whether it is carried out, partly, or not.")},
    )
    reason = Words(
        label=_("Why, and what happens when?"),
        help_text=_("Everybody can read it. It is needed unless everything is carried out."),
        required=False,
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 5, "class": "in"}),
    )
    language = LanguageField()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, auto_id="answer_%s", **kwargs)

    def clean(self):
        kind = self.cleaned_data.get("kind")
        if kind and kind != Answer.Kind.CARRIED_OUT and not self.cleaned_data.get("reason"):
            self.add_error("reason", _("Give the reason, in public."))
        return self.cleaned_data

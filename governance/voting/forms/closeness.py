"""How close somebody is to an item."""

from django import forms
from django.utils.translation import gettext_lazy as _

from community.record.forms import as_error
from community.rooms.forms import Words


class ClosenessForm(forms.Form):
    """How close somebody is to an item, and why, in public."""

    GRADES = [
        (0, _("Not close. I gain nothing from it, and nobody I live with does.")),
        (1, _("A little: I am a neighbor, say, or use their service. I say so here, and vote.")),
        (2, _("Close. I talk about it, and do not vote on it.")),
        (
            3,
            _(
                "Very close: it is ours, I work there, sit on its board, am paid by it or live with somebody who is."
                " I leave the item: I do not vote on it, write in its discussion or ask for a vote on it."
            ),
        ),
    ]

    grade = forms.TypedChoiceField(
        label=_("How close is it to you?"),
        choices=GRADES,
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how close it is"), "invalid_choice": _("Choose one from the list")},
    )
    why = Words(
        label=_("In your words: why?"),
        help_text=_("One sentence is enough. Everybody can read it."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2, "class": "in"}),
        error_messages={"required": _("Say in a sentence why")},
    )

    def __init__(self, *args, close, verdict, **kwargs):
        """close: how close they are as far as is known. verdict: whether they may say a grade."""
        super().__init__(*args, auto_id="close_%s", initial={"grade": close.grade}, **kwargs)
        self.verdict = verdict
        self.fields["grade"].choices = [choice for choice in self.GRADES if verdict(choice[0])]

    def clean_grade(self):
        """A grade that was possible when the page was read may not be any more."""
        if not (verdict := self.verdict(self.cleaned_data["grade"])):
            raise as_error(verdict)
        return self.cleaned_data["grade"]

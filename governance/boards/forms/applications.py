"""What somebody types who comes back to an application, and who reads one. What applicants are asked: wizard.py."""

from django import forms
from django.utils.translation import gettext_lazy as _

from .fields import long_text


class CodeForm(forms.Form):
    """The code that leads back to an application, however it is typed."""

    code = forms.CharField(
        label=_("Your code"),
        help_text=_("Eight letters and figures, such as ABCD-2345."),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
        error_messages={
            "required": _("Type the code you got when you applied"),
            "max_length": _("A code has eight letters and figures"),
        },
    )

    def clean_code(self):
        letters = "".join(letter for letter in self.cleaned_data["code"].upper() if letter.isalnum())
        if len(letters) != 8:
            raise forms.ValidationError(_("A code has eight letters and figures"))
        return f"{letters[:4]}-{letters[4:]}"


class ReviewForm(forms.Form):
    """How strong a member finds an application, with the reason."""

    score = forms.TypedChoiceField(
        label=_("How well would this person fill the seat?"),
        coerce=int,
        choices=[
            (4, _("4: very well")),
            (3, _("3: well")),
            (2, _("2: neither well nor badly")),
            (1, _("1: not well")),
            (0, _("0: not at all")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a number"), "invalid_choice": _("Choose a number from 0 to 4")},
    )
    words = long_text(
        _("Why?"),
        _("A sentence is enough. The other members who scored and the clerk can read it."),
        _("Give your reason in a sentence"),
        500,
        rows=3,
    )


class WordsForm(forms.Form):
    """What somebody said on the phone who asked for a call."""

    why = long_text(
        _("What did they say?"),
        _("Write it as they said it, in their language. Read it back to them."),
        _("Write down what they said"),
        4000,
        rows=6,
    )

"""What somebody types to ask for a ballot: its code."""

from django import forms
from django.utils.translation import gettext_lazy as _

from .. import receipts


class ReceiptForm(forms.Form):
    """A receipt code, as it was written down."""

    code = forms.CharField(
        label=_("Your receipt code"),
        help_text=_("Letters and figures, in groups of four. Small letters and spaces do not matter."),
        max_length=4 * receipts.LENGTH,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
        error_messages={
            "required": _("Type the code on your receipt."),
            "max_length": _("This is longer than a receipt code. A code has 28 letters and figures."),
        },
    )

    def clean_code(self):
        """The code in the way it is kept, or what is wrong with it."""
        signs = [sign for sign in self.cleaned_data["code"].upper() if sign.isalnum()]
        if wrong := sorted({sign for sign in signs if sign not in receipts.LETTERS}):
            raise forms.ValidationError(
                _("No code has %(signs)s in it. Look again: I, L, O, U, 0 and 1 are never used."),
                params={"signs": ", ".join(wrong[:5])},
            )
        if len(signs) != receipts.LENGTH:
            raise forms.ValidationError(
                _("A code has %(length)s letters and figures; you typed %(typed)s."),
                params={"length": receipts.LENGTH, "typed": len(signs)},
            )
        return receipts.tidy(self.cleaned_data["code"])

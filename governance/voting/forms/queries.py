"""A question about a result, and its answer."""

from django import forms
from django.utils.translation import gettext_lazy as _

from community.rooms.forms import Words

from .fields import LanguageField

LONGEST = 2000


class QueryForm(forms.Form):
    """Somebody questions a result, in public."""

    text = Words(
        label=_("What do you question about this result?"),
        help_text=_("Everybody can read it. Say what you saw, and what should be looked at again."),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4, "class": "in"}),
        error_messages={"required": _("Say what you question about this result.")},
    )
    language = LanguageField()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, auto_id="query_%s", **kwargs)


class QueryAnswerForm(forms.Form):
    """The clerk's answer. It stands for good."""

    answer = Words(
        label=_("Your answer"),
        help_text=_("Everybody can read it, and it cannot be changed later."),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4, "class": "in"}),
        error_messages={"required": _("Write the answer.")},
    )
    language = LanguageField()

    def __init__(self, *args, query, **kwargs):
        super().__init__(*args, auto_id=f"answer{query.pk}_%s", **kwargs)

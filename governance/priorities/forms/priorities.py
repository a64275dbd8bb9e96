"""What people fill in about priorities: suggestions, and the staff's draft."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm

from community.people.words import clean
from community.rooms.forms import Words
from governance.boards.models import Board
from governance.voting.forms import LanguageField

from ..models import Priority
from ..reading import WORDS
from .fields import CURRENCIES, MoneyField


class SuggestionForm(forms.Form):
    """Three plain fields, and the board they are for."""

    board = forms.ModelChoiceField(
        label=_("Which board should hear it?"),
        queryset=Board.objects.all(),
        to_field_name="slug",
        empty_label=None,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose the board that should hear this."),
            "invalid_choice": _("Choose the board that should hear this."),
        },
    )
    need = Words(
        label=_("What is needed?"),
        help_text=_("One or two sentences, in your own words."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4, "class": "in"}),
        error_messages={"required": _("Tell the board what is needed.")},
    )
    who = Words(
        label=_("Who needs it?"),
        help_text=_("Who feels it most?"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3, "class": "in"}),
        error_messages={"required": _("Tell the board who needs it.")},
    )
    what = Words(
        label=_("What would help?"),
        help_text=_("You don’t have to know how. Say what would make a difference."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4, "class": "in"}),
        error_messages={"required": _("Tell the board what would help.")},
    )
    language = LanguageField()


class ListFilter(forms.Form):
    """How a reader narrows the list of priorities."""

    stage = forms.ChoiceField(label=_("Where it stands"), required=False)
    area = forms.ChoiceField(label=_("About"), required=False)
    board = forms.ModelChoiceField(
        label=_("Board"), required=False, queryset=Board.objects.all(), to_field_name="slug", empty_label=_("All")
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        stages = [choice for choice in Priority.Stage.choices if choice[0] != Priority.Stage.DRAFT]
        self.fields["stage"].choices = [("", _("All")), *stages]
        self.fields["area"].choices = [("", _("All")), *Priority.Area.choices]

    def narrow(self, priorities, at):
        """The priorities that match what was asked; a question that makes no sense narrows nothing."""
        self.is_valid()
        asked = {field: value for field, value in self.cleaned_data.items() if value}
        if "stage" in asked:
            priorities = priorities.at_stage(asked.pop("stage"), at)
        return priorities.filter(**asked)


class PriorityForm(WagtailAdminModelForm):
    """The staff's draft. Anything may be saved; to be reviewed or published it must be whole."""

    amount = MoneyField(label=_("Sum"), required=False, help_text=_("In whole units, like 300,000."))
    currency = forms.ChoiceField(label=_("Currency"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        known = dict.fromkeys([self.instance.currency, settings.CURRENCY, *CURRENCIES])
        self.fields["currency"].choices = [(code, code) for code in known]
        if not self.instance.pk:
            self.initial["currency"] = settings.CURRENCY
        if self.instance.original_id:
            for field in set(self.fields) - set(WORDS):
                del self.fields[field]
        elif self.instance.first_published_at:
            for field in {"board", "slug"} & set(self.fields):
                self.fields[field].disabled = True

    def clean(self):
        cleaned = super().clean()
        for field in set(WORDS) & set(cleaned):
            cleaned[field] = clean(cleaned[field])
        return cleaned

    def _post_clean(self):
        # Only now do the instance's own fields hold what was typed.
        super()._post_clean()
        if self.is_deferred_validation:
            return
        for field, sentence in self.instance.faults().items():
            if field in self.fields and field not in self.errors:
                self.add_error(field, gettext(sentence))

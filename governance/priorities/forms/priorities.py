"""What people fill in about priorities: sums in whole units, suggestions, the staff's draft."""

import re
from decimal import Decimal

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.formats import number_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm

from community.people.words import clean
from community.rooms.forms import Words
from governance.boards.models import Board
from governance.voting.forms import LanguageField

from .models import Priority
from .reading import WORDS

CURRENCIES = ("USD", "CAD", "MXN", "EUR", "GBP")  # all of them count in hundredths
MOST = 10**15  # more than any fund has, and it fits the database
LONGEST = 30  # figures and marks
SPACES_AND_SIGNS = re.compile(r"[\s$€£]")
# 72,000 and 72.000,50: the same mark before every three figures, another one before the cents.
GROUPED = re.compile(r"(?P<whole>\d{1,3}(?:([.,])\d{3})(?:\2\d{3})*)(?:(?!\2)[.,](?P<cents>\d+))?")
PLAIN = re.compile(r"(?P<whole>\d+)(?:[.,](?P<cents>\d+))?")


class MoneyField(forms.CharField):
    """A sum as people write it, "72,000" or "72.000,50"; kept in cents, so nothing is ever rounded."""

    default_error_messages = {
        "sum": _("Write the sum in figures, like 72,000 or 72000.50."),
        "cents": _("Write no more than two figures for the cents."),
        "most": _("This sum is too large. Check the figures."),
    }

    def __init__(self, **options):
        options.setdefault("widget", forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}))
        super().__init__(**options)

    def prepare_value(self, value):
        if not isinstance(value, int):
            return value
        cents = value % 100
        return number_format(Decimal(value) / 100, 2 if cents else 0, force_grouping=True)

    def to_python(self, value):
        if isinstance(value, int):
            return value
        figures = SPACES_AND_SIGNS.sub("", super().to_python(value) or "")
        if not figures:
            return None
        if len(figures) > LONGEST:
            raise ValidationError(self.error_messages["most"], code="most")
        sum_of = GROUPED.fullmatch(figures) or PLAIN.fullmatch(figures)
        if not sum_of:
            raise ValidationError(self.error_messages["sum"], code="sum")
        cents = sum_of["cents"] or ""
        if len(cents) > 2:
            raise ValidationError(self.error_messages["cents"], code="cents")
        amount = int(re.sub(r"\D", "", sum_of["whole"])) * 100 + int(cents.ljust(2, "0"))
        if amount > MOST:
            raise ValidationError(self.error_messages["most"], code="most")
        return amount

    def has_changed(self, initial, data):
        try:
            return self.to_python(data) != initial
        except ValidationError:
            return True


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

"""What the fund says about its money at the desk: the cycles, and what each board has in one."""

from django import forms
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from community.record import clock
from community.record.forms import as_error

from .. import actions
from ..models import Cycle, Purse
from .fields import CURRENCIES, MoneyField


class SaidForm(forms.ModelForm):
    """Something that is said once by an action, and never edited. What the rule refuses is said in the form."""

    def __init__(self, *args, by, **kwargs):
        super().__init__(*args, **kwargs)
        self.by = by

    def clean(self):
        told = super().clean()
        if not self.errors and not (may := self.verdict(**told)):
            raise as_error(may)
        return told


class CycleForm(SaidForm):
    """A period in which the fund gives money."""

    class Meta:
        model = Cycle
        fields = ["name", "starts_on", "ends_on"]
        widgets = {
            "starts_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "ends_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }

    def verdict(self, **told):
        """Whether this person may name this cycle, and if not, why."""
        return actions.cycle_verdict(by=self.by, **told)

    def send(self) -> Cycle:
        """Name it."""
        return actions.name_cycle(by=self.by, language=get_language(), **self.cleaned_data)


class PurseForm(SaidForm):
    """What a board has for a cycle, who decided that, and why."""

    amount = MoneyField(label=_("Sum"), help_text=_("In whole units, like 300,000. A correction is said as a new sum."))
    currency = forms.ChoiceField(label=_("Currency"))

    class Meta:
        model = Purse
        fields = ["board", "cycle", "amount", "currency", "decided_by", "why"]
        help_texts = {
            "decided_by": _("Who decided it and when: the trustees, say, at their meeting of a certain day."),
            "why": _("Everybody can read it."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["currency"].choices = [(code, code) for code in dict.fromkeys([settings.CURRENCY, *CURRENCIES])]
        self.initial["currency"] = settings.CURRENCY
        self.fields["cycle"].queryset = Cycle.objects.not_over(clock.now().date())

    def verdict(self, *, board, cycle, **told):
        """Whether this person may say so, and if not, why."""
        return actions.purse_verdict(board, cycle, by=self.by, at=clock.now(), **told)

    def send(self) -> Purse:
        """Say it."""
        told = dict(self.cleaned_data)
        board, cycle = told.pop("board"), told.pop("cycle")
        return actions.set_purse(board, cycle, by=self.by, language=get_language(), **told)

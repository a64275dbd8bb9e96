"""What people fill in about proposals: the proposal itself, why it is taken back, and the list's filter."""

from django import forms
from django.utils.translation import gettext_lazy as _

from community.record.forms import as_error
from community.rooms.forms import Words
from governance.priorities.forms import MoneyField
from governance.priorities.models import Priority
from governance.voting.forms import LanguageField

from .. import actions as proposals
from ..models import Proposal


class ProposalForm(forms.Form):
    """What somebody asks to do, for how much and why."""

    title = forms.CharField(
        label=_("Give it a short name"),
        max_length=160,
        error_messages={
            "required": _("Give your proposal a name."),
            "max_length": _("A name has at most %(limit_value)d characters; this one has %(show_value)d."),
        },
    )
    what = Words(
        label=_("What do you want to do?"),
        help_text=_("Say it the way you would tell a neighbor: who does what, where and when."),
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 8, "class": "in"}),
        error_messages={"required": _("Tell the board what you want to do.")},
    )
    why = Words(
        label=_("Why is it needed?"),
        help_text=_("Who gains from it, and what happens if nobody does it?"),
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 6, "class": "in"}),
        error_messages={"required": _("Tell the board why it is needed.")},
    )
    amount = MoneyField(
        label=_("How much money do you ask for?"),
        help_text=_("In figures, like 72,000 or 72000.50."),
        error_messages={"required": _("Say how much the proposal asks for.")},
    )
    organization = forms.CharField(
        label=_("Organization"),
        help_text=_("If you write for one. You can also ask as a person."),
        max_length=160,
        required=False,
    )
    language = LanguageField()

    def __init__(self, *args, priority, **kwargs):
        super().__init__(*args, **kwargs)
        self.priority = priority

    def clean_amount(self):
        amount = self.cleaned_data["amount"]
        if amount is not None and not (verdict := proposals.ask_verdict(self.priority, amount)):
            raise as_error(verdict)
        return amount


class WithdrawalForm(forms.Form):
    """Why a proposal is taken back."""

    why = forms.CharField(
        label=_("Why do you take it back?"),
        help_text=_("Everybody can read it in the public record."),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "class": "in"}),
    )


class ListFilter(forms.Form):
    """How a reader narrows the list of proposals."""

    priority = forms.ModelChoiceField(
        label=_("Priority"),
        queryset=Priority.objects.none(),
        to_field_name="slug",
        required=False,
        empty_label=_("All"),
    )
    state = forms.ChoiceField(label=_("Where it stands"), required=False)

    def __init__(self, *args, person, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["priority"].queryset = (
            Priority.objects.visible_to(person).filter(proposals__isnull=False).distinct()
        )
        shown = [choice for choice in Proposal.State.choices if person.is_authenticated or choice[0] != "draft"]
        self.fields["state"].choices = [("", _("All")), *shown]

    def narrow(self, found):
        """The proposals that match what was asked; a question that makes no sense narrows nothing."""
        self.is_valid()
        return found.filter(**{field: value for field, value in self.cleaned_data.items() if value})

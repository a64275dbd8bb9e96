"""What changes in a charter, and why."""

from django import forms
from django.conf import settings
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from community.record.forms import as_error
from community.record.sums import coins, money

from .. import actions as boards
from .. import rules
from ..charters import IN_SHORT, SENTENCES, clause_in_words, numbers, value_in_words
from ..charters.clauses import CHOICES, MONEY
from ..charters.words import ABSOLUTE, SHARES
from ..rules.charters import LEVELS, Day, Level, OneOf, Part, Ways
from .fields import ReasonForm

WHOLE_NUMBER = _("Write a whole number from %(low)s to %(high)s")


def field_for(key: str, charter) -> forms.Field:
    """A field in which one clause of a charter is said, filled with what is in force."""
    kind, now = rules.KINDS[key], charter[key]
    told = {
        "label": f"{numbers()[key]}. {gettext(IN_SHORT[key])}",
        "help_text": _("In force now: %(sentence)s") % {"sentence": clause_in_words(key, now)},
        "initial": now,
    }
    if isinstance(SENTENCES[key], dict):
        choices = [(value, gettext(sentence)) for value, sentence in SENTENCES[key].items()]
        return forms.TypedChoiceField(choices=choices, coerce=int, widget=forms.RadioSelect, **told)
    if isinstance(kind, Level):
        return forms.ChoiceField(
            choices=[(level, CHOICES[level]) for level in reversed(LEVELS)], widget=forms.RadioSelect, **told
        )
    if isinstance(kind, OneOf):
        return forms.ChoiceField(choices=[(one, CHOICES[one]) for one in kind.known], widget=forms.RadioSelect, **told)
    if isinstance(kind, Ways):
        return forms.MultipleChoiceField(
            choices=[(way, CHOICES[way]) for way in kind.known],
            widget=forms.CheckboxSelectMultiple,
            error_messages={"required": _("Choose at least one")},
            **told,
        )
    if isinstance(kind, Part):
        shares = [share for share in dict.fromkeys([now, *SHARES, *ABSOLUTE]) if kind.knows(share)]
        return forms.ChoiceField(choices=[(share, value_in_words(key, share)) for share in shares], **told)
    if isinstance(kind, Day):
        widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        invalid = {"invalid": _("Write the day as year, month, day: 2026-05-14")}
        return forms.DateField(required=False, widget=widget, error_messages=invalid, **told)
    if key in MONEY:
        return SumField(low=kind.low, high=kind.high, **told)
    bounds = WHOLE_NUMBER % {"low": kind.low, "high": kind.high}
    errors = dict.fromkeys(("required", "invalid", "min_value", "max_value"), bounds)
    return forms.IntegerField(min_value=kind.low, max_value=kind.high, error_messages=errors, **told)


class SumField(forms.DecimalField):
    """A sum of the site's money in figures, kept in its smallest coin."""

    def __init__(self, *, low, high, initial, **options):
        self.coins = coins(settings.CURRENCY)
        told = _("Write a sum from %(low)s to %(high)s") % {
            "low": money(low, settings.CURRENCY),
            "high": money(high, settings.CURRENCY),
        }
        errors = dict.fromkeys(("required", "invalid", "min_value", "max_value", "max_decimal_places"), told)
        super().__init__(
            min_value=low / self.coins,
            max_value=high / self.coins,
            decimal_places=0 if self.coins == 1 else 2,
            initial=f"{initial / self.coins:g}",
            error_messages=errors,
            **options,
        )

    def clean(self, value):
        return int(super().clean(value) * self.coins)


class AmendmentForm(ReasonForm):
    """What some clauses of a charter should say instead, and why."""

    def __init__(self, *args, board, by, at, keys, **kwargs):
        super().__init__(*args, needs_reason=True, **kwargs)
        self.board, self.by, self.at, self.keys = board, by, at, keys
        self.charter = board.charter_at(at)
        self.fields["why"].label = _("Why should the charter say this?")
        self.fields["why"].help_text = _("Everybody can read this, beside the change and in the public record.")
        self.fields = {key: field_for(key, self.charter) for key in keys} | self.fields

    def clean(self):
        told = super().clean()
        if not self.errors:
            self.changes = {key: self._said(key) for key in self.keys if self._said(key) != self.charter[key]}
            if not (may := self.verdict()):
                self.add_error(may.clause if may.clause in self.fields else None, as_error(may))
        return told

    def _said(self, key):
        """What was typed, as a clause says it."""
        value = self.cleaned_data[key]
        if isinstance(rules.KINDS[key], Day):
            return value.isoformat() if value else ""
        return value

    @property
    def is_for_the_clerk(self) -> bool:
        """Whether the clerk, who sent it, can put it in force alone."""
        is_clerk = self.board.has_role(self.by, "clerk", self.at)
        return is_clerk and bool(self.changes) and not rules.is_loosening(self.changes, self.charter)

    @property
    def words(self) -> dict:
        """What an action asks for."""
        return {"by": self.by, "changes": self.changes, "why": self.cleaned_data["why"]}

    def verdict(self):
        """Whether this person may do this, and if not, why."""
        ask = boards.tighten_verdict if self.is_for_the_clerk else boards.propose_verdict
        return ask(self.board, at=self.at, **self.words)

    def send(self):
        """Put the change in force, or propose it."""
        act = boards.tighten if self.is_for_the_clerk else boards.propose_amendment
        return act(self.board, language=get_language(), **self.words)

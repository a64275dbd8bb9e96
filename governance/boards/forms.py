"""What is asked of somebody who applies for a seat, and of the clerk."""

from datetime import datetime, time
from zoneinfo import ZoneInfo

from django import forms
from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext, pgettext
from django.utils.translation import gettext_lazy as _

from community.record.forms import as_error
from community.record.sums import WHOLE, money

from . import actions as boards
from . import rules
from .charters import IN_SHORT, SENTENCES, clause_in_words, numbers, share_in_words
from .charters.clauses import CHOICES, MONEY, SHARES
from .models import Call, Seat
from .rules.charters import LEVELS, Day, Level, Part, Ways

TOO_LONG = _("This is too long. It has %(show_value)d characters. Use %(limit_value)d or fewer")


def said(day) -> str:
    """A day with its year, in words."""
    return date_format(day, pgettext("day with year", "l j F Y"))


def seat_name(seat) -> str:
    """A seat by its number and its kind."""
    return _("Seat %(number)s: %(kind)s") % {"number": seat.number, "kind": seat.name or seat.get_kind_display()}


def long_text(label, hint, missing, longest, rows=5, **kwargs):
    """A field for several sentences. One that may stay empty has no sentence for its being missing."""
    return forms.CharField(
        label=label,
        help_text=hint,
        max_length=longest,
        required=bool(missing),
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": missing, "max_length": TOO_LONG},
        **kwargs,
    )


class ApplicationForm(forms.Form):
    """Which seat, why, and how the clerk reaches the person."""

    call = forms.ModelChoiceField(
        Call.objects.none(),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a seat"), "invalid_choice": _("Choose one of the seats below")},
    )
    why = long_text(
        _("Why do you want this seat?"),
        _("A few sentences are enough. The board’s members and its clerk read them. Write in any language."),
        _("Tell the board why you want this seat"),
        4000,
        rows=8,
    )
    contact = forms.CharField(
        label=_("How does the clerk reach you?"),
        help_text=_("A phone number or the best time to call. Only the clerk sees it."),
        required=False,
        max_length=200,
        error_messages={"max_length": _("Use 200 characters or fewer")},
    )

    def __init__(self, *args, board, calls, **kwargs):
        super().__init__(*args, **kwargs)
        # A call that closed while somebody was writing is still a choice: the rule says what is wrong with it.
        self.fields["call"].queryset = Call.objects.filter(seat__board=board).select_related("seat__board")
        self.fields["call"].label = _("Which seat?")
        if len(calls) == 1:
            self.fields["call"].initial = calls[0].pk
            self.initial.pop("call", None)


class CallForm(forms.Form):
    """Which seat is vacant, what it asks and gives, and until when one can apply."""

    seat = forms.ModelChoiceField(
        Seat.objects.none(),
        label=_("Which seat?"),
        empty_label=None,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a seat"), "invalid_choice": _("Choose one of the empty seats")},
    )
    words = long_text(
        _("What does the seat ask, and what does it give?"),
        _("Evenings, pay, interpreters, childcare. Short words: everybody should be able to say yes or no."),
        _("Say what the seat asks and gives"),
        2000,
    )
    closes_on = forms.DateField(
        label=_("Last day to apply"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": _("Give the last day to apply"),
            "invalid": _("Write the day as year, month, day: 2026-05-14"),
        },
    )

    def __init__(self, *args, board, seats, first_day, **kwargs):
        super().__init__(*args, **kwargs)
        self.board, self.first_day = board, first_day
        self.fields["seat"].queryset = Seat.objects.filter(pk__in=[seat.pk for seat in seats])
        self.fields["seat"].label_from_instance = seat_name
        self.fields["closes_on"].initial = first_day
        self.fields["closes_on"].help_text = _(
            "People can apply until the end of this day. It is %(day)s or later."
        ) % {"day": said(first_day)}
        if len(seats) == 1:
            self.fields["seat"].initial = seats[0].pk

    def clean_closes_on(self):
        day = self.cleaned_data["closes_on"]
        if day < self.first_day:
            raise forms.ValidationError(
                _("Choose %(day)s or a later day, so that everybody has time to see the call"),
                params={"day": said(self.first_day)},
            )
        if day.year > self.first_day.year + 2:
            raise forms.ValidationError(_("This day is too far away. Look at the year"))
        return day

    def clean(self):
        told = super().clean()
        if day := told.pop("closes_on", None):
            told["closes_at"] = datetime.combine(day, time(23, 59), ZoneInfo(self.board.zone))
        return told


class ReasonForm(forms.Form):
    """A reason that everybody can read; asked for where the rule wants one."""

    why = long_text("", "", _("Give the reason, in public"), 1000, rows=3)

    def __init__(self, *args, needs_reason, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["why"].required = needs_reason


class SeatingForm(ReasonForm):
    """Why this person gets the seat."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["why"].label = _("Why is this person chosen?")
        self.fields["why"].help_text = _("Everybody can read this, beside the person’s name and in the public record.")


class EndForm(ReasonForm):
    """Why a term ends before its date."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["why"].label = _("Why does this term end?")
        self.fields["why"].help_text = _("Everybody can read this in the public record.")


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
    if isinstance(kind, Ways):
        return forms.MultipleChoiceField(
            choices=[(way, CHOICES[way]) for way in kind.known],
            widget=forms.CheckboxSelectMultiple,
            error_messages={"required": _("Choose at least one")},
            **told,
        )
    if isinstance(kind, Part):
        shares = [share for share in dict.fromkeys([now, *SHARES]) if kind.knows(share)]
        return forms.ChoiceField(choices=[(share, share_in_words(share)) for share in shares], **told)
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
        self.coins = 1 if settings.CURRENCY in WHOLE else 100
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

"""What is asked of members who read applications, and of the clerk. What applicants are asked: wizard.py."""

from datetime import datetime, time
from zoneinfo import ZoneInfo

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from .charters import list_in_words
from .models import Application, Call, FirstStep, Seat
from .portraits import categories
from .rules import may_set_quotas, ways_offered

ENDS = ("least", "most")
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
    way = forms.ChoiceField(
        label=_("How is the seat filled?"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose how the seat is filled"),
            "invalid_choice": _("Choose one of the ways the charter names"),
        },
    )
    places = forms.IntegerField(
        label=_("How many seats of this kind does the call fill?"),
        initial=1,
        min_value=1,
        error_messages={
            "required": _("Say how many seats. 1 is usual"),
            "invalid": _("Write a whole number, such as 1"),
            "min_value": _("A call fills at least 1 seat"),
        },
    )
    closes_on = forms.DateField(
        label=_("Last day to apply"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": _("Give the last day to apply"),
            "invalid": _("Write the day as year, month, day: 2026-05-14"),
        },
    )

    def __init__(self, *args, board, seats, charter, first_day, **kwargs):
        super().__init__(*args, **kwargs)
        self.board, self.charter, self.first_day = board, charter, first_day
        allowed = {way for seat in seats for way in ways_offered(charter[f"choose.{seat.kind}"])}
        self.fields["way"].choices = [(value, label) for value, label in Call.Way.choices if value in allowed]
        self.fields["way"].initial = Call.Way.MOTION
        if any("election" in charter[f"choose.{seat.kind}"] for seat in seats):
            self.fields["way"].help_text = _("The charter also names an election. That is not possible here yet.")
        self.categories = categories()
        for category in self.categories:
            for value, _label in category.values:
                for end in ("least", "most"):
                    self.fields[f"{end}-{category.key}-{value}"] = forms.IntegerField(
                        required=False,
                        min_value=0,
                        error_messages={
                            "invalid": _("Quotas are whole numbers, such as 2"),
                            "min_value": _("Quotas are whole numbers, such as 2"),
                        },
                    )
        self.fields["seat"].queryset = Seat.objects.filter(pk__in=[seat.pk for seat in seats])
        self.fields["seat"].label_from_instance = seat_name
        self.fields["closes_on"].initial = first_day
        self.fields["closes_on"].help_text = _(
            "People can apply until the end of this day. It is %(day)s or later."
        ) % {"day": said(first_day)}
        if len(seats) == 1:
            self.fields["seat"].initial = seats[0].pk

    def quota_rows(self) -> list:
        """The questions a draw can ask, and for each answer the two numbers: for the page."""
        return [
            {
                "label": category.label,
                "is_filled": any(
                    self[f"{end}-{category.key}-{v}"].value() for v, _l in category.values for end in ENDS
                ),
                "values": [
                    {"label": label, "fields": [self[f"{end}-{category.key}-{value}"] for end in ENDS]}
                    for value, label in category.values
                ],
            }
            for category in self.categories
        ]

    def main_fields(self) -> list:
        """The fields that are no quotas."""
        return [self[name] for name in self.base_fields]

    def quotas_of(self, told, places) -> list:
        """The quotas as they were filled in, taken out of what the form was told."""
        quotas = []
        for category in self.categories:
            for value, _label in category.values:
                least, most = (told.pop(f"{end}-{category.key}-{value}", None) for end in ENDS)
                if least is not None or most is not None:
                    quotas.append(
                        {
                            "category": category.key,
                            "value": value,
                            "least": least or 0,
                            "most": places if most is None else most,
                        }
                    )
        return quotas

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
        seat, way, places = told.get("seat"), told.get("way"), told.get("places") or 1
        told["quotas"] = self.quotas_of(told, places)
        allowed = ways_offered(self.charter[f"choose.{seat.kind}"]) if seat else ()
        if seat and way and way not in allowed:
            says = _("The charter fills this seat by %(ways)s")
            named = [str(label) for value, label in Call.Way.choices if value in allowed]
            self.add_error("way", says % {"ways": list_in_words(named)})
        if told["quotas"] and way and way != Call.Way.LOTTERY:
            self.add_error("way", _("Quotas are for a civic lottery. Choose it, or take the numbers out"))
        may = may_set_quotas(quotas=told["quotas"], places=places)
        if not may:
            self.add_error(None, gettext(may.message) % may.params)
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
    """Why this person gets the seat and, where an organization named them, which one."""

    nominated_by = forms.CharField(
        label=_("Which organization named this person?"),
        max_length=200,
        error_messages={
            "required": _("Say which organization named this person"),
            "max_length": _("Use 200 characters or fewer"),
        },
    )

    field_order = ["nominated_by", "why"]

    def __init__(self, *args, way=Call.Way.MOTION, **kwargs):
        super().__init__(*args, **kwargs)
        if way != Call.Way.NOMINATION:
            del self.fields["nominated_by"]
        self.fields["why"].label = _("Why is this person chosen?")
        self.fields["why"].help_text = _("Everybody can read this, beside the person’s name and in the public record.")


class EndForm(ReasonForm):
    """Why a term ends before its date."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["why"].label = _("Why does this term end?")
        self.fields["why"].help_text = _("Everybody can read this in the public record.")


class FirstStepForm(forms.Form):
    """Which first step was taken."""

    step = forms.ChoiceField(choices=FirstStep.Step.choices, widget=forms.HiddenInput)


class PayForm(forms.Form):
    """How a member wants to be paid. Nothing else is asked, and no number of an account is kept here."""

    way = forms.ChoiceField(
        label=_("How do you want to be paid?"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose how you want to be paid"),
            "invalid_choice": _("Choose one of the ways below"),
        },
    )
    knows = forms.BooleanField(
        label=_("I have read what pay can do to benefits"),
        error_messages={"required": _("Read the note about benefits first, and tick this")},
    )

    def __init__(self, *args, ways, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["way"].choices = [choice for choice in Application.PayWay.choices if choice[0] in ways]

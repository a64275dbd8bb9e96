"""What the clerk says in a call: which seat, how it is filled, and the quotas of a draw."""

from datetime import datetime, time
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ..charters import list_in_words
from ..models import Call, Seat
from ..portraits import categories
from ..rules import may_set_quotas, ways_offered
from .fields import long_text, said, seat_name

ENDS = ("least", "most")


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

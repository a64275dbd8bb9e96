"""When a vote opens and closes."""

from datetime import timedelta

from django import forms
from django.utils.translation import gettext_lazy as _

from community.record.forms import as_error
from community.rooms.forms import Words

from .. import actions as voting
from .fields import MomentField


class TimesForm(forms.Form):
    """When a called vote opens and closes. What the charter refuses is said at the field it is about."""

    FIELDS = {
        "vote.notice_days": "opens_at",
        "charter.notice_days": "opens_at",
        "vote.delay_days": "opens_at",
        "vote.days": "closes_at",
        "vote.max_days": "closes_at",
    }

    opens_at = MomentField(label=_("Opens"), error_messages={"required": _("Say when the vote opens.")})
    closes_at = MomentField(label=_("Closes"), error_messages={"required": _("Say when the vote closes.")})

    def __init__(self, *args, vote, by, at, **kwargs):
        super().__init__(*args, initial={"opens_at": vote.opens_at, "closes_at": vote.closes_at}, **kwargs)
        self.vote, self.by, self.at = vote, by, at

    def clean(self):
        opens, closes = self.cleaned_data.get("opens_at"), self.cleaned_data.get("closes_at")
        if opens and closes:
            verdict = voting.times_verdict(self.vote, self.by, self.at, opens=opens, closes=closes)
            if verdict.clause in self.FIELDS:
                self.add_error(self.FIELDS[verdict.clause], as_error(verdict))
        return self.cleaned_data


class ExtensionForm(forms.Form):
    """Until when an open vote should take ballots, and why. What the charter refuses is said at the moment."""

    until = MomentField(label=_("It should close"), error_messages={"required": _("Say until when.")})
    why = Words(
        label=_("Why is more time needed?"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2, "class": "in"}),
        error_messages={"required": _("Say in a sentence why.")},
    )

    def __init__(self, *args, vote, by, at, **kwargs):
        initial = {"until": vote.closes_at + timedelta(days=1)}
        super().__init__(*args, auto_id="more_%s", initial=initial, **kwargs)
        self.vote, self.by, self.at = vote, by, at

    def clean_until(self):
        """Only later, and not for ever."""
        until = self.cleaned_data["until"]
        if not (verdict := voting.extension_verdict(self.vote, self.by, self.at, until=until)):
            raise as_error(verdict)
        return until

"""How a reader narrows the record."""

from django import forms
from django.utils.translation import gettext_lazy as _

from .verbs import VERBS


def kinds() -> list:
    """The kinds of things that have public entries, for the filter."""
    things = sorted({verb.key.split(".")[0] for verb in VERBS.values() if verb.is_public})
    return [("", _("Everything")), *((thing, KIND_NAMES.get(thing, thing)) for thing in things)]


KIND_NAMES = {
    "answer": _("Answers of the fund"),
    "application": _("Applications"),
    "board": _("Boards"),
    "call": _("Calls for seats"),
    "charter": _("Charters"),
    "message": _("Messages"),
    "priority": _("Priorities"),
    "proposal": _("Proposals"),
    "role": _("Roles"),
    "room": _("Rooms"),
    "seat": _("Seats"),
    "suggestion": _("Suggestions"),
    "term": _("Terms"),
    "vote": _("Votes"),
}


class RecordFilter(forms.Form):
    """What, by whom, and between which days."""

    kind = forms.ChoiceField(label=_("About"), required=False, choices=kinds)
    by = forms.CharField(label=_("Done by"), required=False, max_length=120)
    since = forms.DateField(label=_("From"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    until = forms.DateField(label=_("Until"), required=False, widget=forms.DateInput(attrs={"type": "date"}))

    def narrow(self, entries):
        """The entries that match what was asked."""
        asked = self.cleaned_data
        if asked["kind"]:
            entries = entries.filter(verb__startswith=f"{asked['kind']}.")
        if asked["by"]:
            entries = entries.filter(by__name__icontains=asked["by"])
        if asked["since"]:
            entries = entries.filter(at__date__gte=asked["since"])
        if asked["until"]:
            entries = entries.filter(at__date__lte=asked["until"])
        return entries

"""How a reader narrows the record, and how a rule's no becomes the error of a field."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from .verbs import VERBS


def as_error(verdict) -> ValidationError:
    """A verdict that said no, as the error of a field."""
    words = gettext(verdict.message)
    if verdict.plural:
        words = ngettext(verdict.message, verdict.plural, verdict.count)
    return ValidationError(words, params={"count": verdict.count} | dict(verdict.params))


KIND_NAMES = {
    "alternate": _("Alternates"),
    "amendment": _("Changes of a charter"),
    "answer": _("Answers of the fund"),
    "application": _("Applications"),
    "board": _("Boards"),
    "call": _("Calls for seats"),
    "charter": _("Charters"),
    "cycle": _("Cycles of the fund"),
    "item": _("Members close to an item"),
    "lottery": _("Lotteries"),
    "message": _("Messages"),
    "naming": _("Alternates the board is asked for"),
    "plan": _("Plans"),
    "priority": _("Priorities"),
    "proposal": _("Proposals"),
    "purse": _("Money of boards"),
    "removal": _("Requests to end a term"),
    "role": _("Roles"),
    "room": _("Discussions"),
    "seat": _("Seats"),
    "suggestion": _("Suggestions"),
    "term": _("Terms"),
    "vote": _("Votes"),
}


def kinds() -> list:
    """The kinds of things that have public entries, for the filter."""
    things = {verb.key.split(".")[0] for verb in VERBS.values() if verb.is_public}
    named = sorted((str(KIND_NAMES.get(thing, thing)), thing) for thing in things)
    return [("", _("Everything")), *((thing, name) for name, thing in named)]


class Day(forms.DateField):
    """A day, typed or picked."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    default_error_messages = {"invalid": _("Write the day as year, month, day: 2026-05-14")}


class RecordFilter(forms.Form):
    """What, by whom, between which days and, behind a link, about which one thing."""

    kind = forms.ChoiceField(
        label=_("About"),
        required=False,
        choices=kinds,
        error_messages={"invalid_choice": _("Choose what the record should show from the list")},
    )
    by = forms.CharField(label=_("Done by"), required=False, max_length=120)
    since = Day(label=_("From"), required=False)
    until = Day(label=_("Until"), required=False)
    thing = forms.RegexField(r"^[a-z]+\.[a-z]+:[0-9]{1,18}\Z", required=False, widget=forms.HiddenInput)

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
        if asked["thing"]:
            kind, pk = asked["thing"].split(":")
            entries = entries.filter(concerns__thing_type=kind, concerns__thing_id=int(pk))
        return entries

"""The questions to somebody who applies, one on a page, in the order the rule names.

Each step is a form that knows what it is called, what was answered before, and what to keep.
"""

from django import forms
from django.utils.translation import gettext_lazy as _

from community.people.forms import OneLine
from community.people.models import Place, Residency

from .forms import long_text
from .models import Application
from .portraits import NEIGHBORHOOD, UNSAID, asked_by
from .rules import questions


def asked_about(call) -> list:
    """What a call asks applicants about themselves. Where they live is a question of its own."""
    return [category for category in asked_by(call) if category.key != NEIGHBORHOOD]


class Step(forms.Form):
    """One question. `answers` is what `boards.answer` keeps."""

    title = ""

    def __init__(self, *args, call, application=None, charter=None, me=None, **kwargs):
        self.call, self.application, self.charter, self.me = call, application, charter, me
        super().__init__(*args, initial=self.before() if application else self.at_first(), **kwargs)

    def at_first(self) -> dict:
        """What stands here before anything was answered."""
        return {}

    def before(self) -> dict:
        """What was answered here before."""
        return {name: getattr(self.application, name) for name in self.base_fields if hasattr(self.application, name)}

    def answers(self) -> dict:
        """What is to be kept."""
        return self.cleaned_data


class PlaceStep(Step):
    """Where somebody lives, and how anybody could know; for a draw also which home."""

    title = _("Where do you live?")

    place = forms.ModelChoiceField(
        Place.objects.all(),
        label=_("Your neighborhood"),
        required=False,
        blank=True,
        empty_label=_("Somewhere else, or I’d rather not say"),
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": _("Choose where you live from the list")},
    )
    proof = forms.ChoiceField(
        label=_("How could you show it, if somebody asked?"),
        help_text=_("Nobody asks now, and no paper is kept. Nobody asks where you come from."),
        choices=Residency.Proof.choices,
        initial=Residency.Proof.OWN_WORD,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose one. Your own word is enough"),
            "invalid_choice": _("Choose one from the list. Your own word is enough"),
        },
    )
    street = OneLine(
        label=_("Your street and number"),
        required=False,
        max_length=200,
        help_text=_(
            "Only one person from each home is drawn, so that more homes have a say."
            " The address is not kept: only a mark that tells whether two people share a home."
        ),
        widget=forms.TextInput(attrs={"autocomplete": "street-address"}),
        error_messages={"max_length": _("Use 200 characters or fewer")},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.call.way != self.call.Way.LOTTERY:
            del self.fields["street"]
        elif self.application and self.application.household:
            self.fields["street"].help_text = _("You have given it. Leave this empty to keep it as it is.")

    def before(self):
        return {"place": self.application.place_id, "proof": self.application.proof or Residency.Proof.OWN_WORD}

    def at_first(self):
        return {"proof": Residency.Proof.OWN_WORD}


class AboutStep(Step):
    """What the draw needs to know so that the people drawn look like the city. All of it may stay unsaid."""

    title = _("A few things about you")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for category in asked_about(self.call):
            self.fields[category.key] = forms.ChoiceField(
                label=category.question,
                choices=category.choices,
                required=False,
                widget=forms.RadioSelect,
                error_messages={"invalid_choice": _("Choose one from the list, or say nothing")},
            )

    def before(self):
        return self.application.portrait.answers

    def answers(self):
        return {"about": {key: value or UNSAID for key, value in self.cleaned_data.items()}}


class WhyStep(Step):
    """Why somebody wants the seat: written, or said on the phone."""

    title = _("Why do you want this seat?")

    why = long_text(
        _("In your own words"),
        _("A few sentences are enough. Write in any language. The board’s members read this, without your name."),
        "",
        4000,
        rows=8,
    )
    call_me = forms.BooleanField(label=_("Call me instead, I’d rather say it"), required=False)

    def clean(self):
        told = super().clean()
        if not self.errors and not told.get("why") and not told.get("call_me"):
            self.add_error("why", _("Tell the board why you want this seat, or tick that you would rather say it"))
        return told


class NeedsStep(Step):
    """What somebody needs to take part."""

    title = _("What do you need to take part?")

    needs = forms.MultipleChoiceField(
        label=_("Tick what helps"),
        choices=Application.Need.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("The board pays for it. What you tick here does not change your chance."),
        error_messages={"invalid_choice": _("Choose from the list")},
    )


class PayStep(Step):
    """How somebody would like to be paid. Nobody has to know yet."""

    title = _("How would you like to be paid?")

    pay_way = forms.ChoiceField(
        label=_("If you get the seat"),
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": _("Choose from the list")},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        ways = [(value, label) for value, label in Application.PayWay.choices if value in self.charter["pay.ways"]]
        self.fields["pay_way"].choices = [*ways, ("", _("I’ll decide later"))]


class NameStep(Step):
    """Who somebody is, and how they are reached."""

    title = _("Who are you, and how do we reach you?")

    name = OneLine(
        label=_("Your name"),
        max_length=120,
        error_messages={
            "required": _("Tell the board your name"),
            "max_length": _("Use 120 characters or fewer"),
        },
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    contact = OneLine(
        label=_("A phone number, an e-mail, or where a letter finds you"),
        help_text=_(
            "Only the board’s clerk sees it. You may leave it empty: then come back with the code you get at the end."
        ),
        required=False,
        max_length=200,
        error_messages={"max_length": _("Use 200 characters or fewer")},
    )

    def before(self):
        known = self.me.name if self.me else ""
        return {"name": self.application.name or known, "contact": self.application.contact}

    def clean_contact(self):
        contact = self.cleaned_data["contact"]
        if self.application and self.application.call_me and not contact:
            raise forms.ValidationError(_("You asked for a call. Tell us a number, so that the clerk can call you"))
        return contact


FORMS = {
    "place": PlaceStep,
    "about": AboutStep,
    "why": WhyStep,
    "needs": NeedsStep,
    "pay": PayStep,
    "name": NameStep,
}


def steps_of(call) -> tuple[str, ...]:
    """The steps of a call, in order: the same for every kind of seat."""
    return questions(asks_about=bool(asked_about(call)))

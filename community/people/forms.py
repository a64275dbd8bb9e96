"""How a person introduces themself, says where they live and, privately, where they belong."""

from django import forms
from django.conf import settings
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from .models import Community, Place, Residency
from .words import UNSEEN, clean


class OneLine(forms.CharField):
    """A short text on one line, without letters nobody sees: names are shown beside votes and in mails."""

    def to_python(self, value):
        return " ".join(UNSEEN.sub("", super().to_python(value)).split())


class NameForm(forms.Form):
    """The one thing asked beside an e-mail when somebody signs up."""

    name = OneLine(
        label=_("Your name"),
        help_text=_("Neighbors see this name beside what you say and how you vote."),
        max_length=120,
        error_messages={"required": _("Tell us your name, so others know who is speaking")},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )

    field_order = ["name", "email"]

    def signup(self, request, user):
        """Nothing more to keep: the adapter has saved the name."""


class PlaceForm(forms.Form):
    """Where somebody lives, and how anybody could know."""

    place = forms.ModelChoiceField(
        Place.objects.all(),
        label=_("Where do you live?"),
        empty_label=None,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Tell us where you live"),
            "invalid_choice": _("Choose where you live from the list"),
        },
    )
    proof = forms.ChoiceField(
        label=_("How could you show it, if somebody asked?"),
        help_text=_("Nobody asks now, and no paper is kept."),
        choices=Residency.Proof.choices,
        initial=Residency.Proof.OWN_WORD,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose one. Your own word is enough"),
            "invalid_choice": _("Choose one from the list. Your own word is enough"),
        },
    )


class Communities(forms.ModelMultipleChoiceField):
    """Communities to choose from. Their names are kept in one language, and a page in another says so."""

    def label_from_instance(self, community):
        return format_html('<span lang="{}">{}</span>', settings.LANGUAGE_CODE, community)


class CommunitiesForm(forms.Form):
    """What somebody tells about themself, for nobody else's eyes."""

    communities = Communities(
        Community.objects.all(),
        label=_("Communities you belong to"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("Choose from the list, or write it in your own words below")},
    )
    words = forms.CharField(
        label=_("In your own words"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"max_length": _("Use 1,000 characters or fewer")},
    )

    def clean_words(self):
        return clean(self.cleaned_data["words"])


def zones() -> list:
    """The time zones to choose from: the site's own first."""
    others = sorted({*settings.WAGTAIL_USER_TIME_ZONES} - {settings.TIME_ZONE})
    town = {zone: zone.split("/")[-1].replace("_", " ") for zone in (settings.TIME_ZONE, *others)}
    return [("", _("As on this site: %(town)s") % {"town": town.pop(settings.TIME_ZONE)}), *town.items()]


class DetailsForm(NameForm):
    """The name others see, and how pages and mails speak to this person."""

    language = forms.ChoiceField(
        label=_("The language we write to you in"),
        help_text=_("For mails. The links at the top of each page change the language of the page."),
        choices=settings.LANGUAGES,
        error_messages={"invalid_choice": _("Choose a language from the list")},
    )
    time_zone = forms.ChoiceField(
        label=_("The clock you read times by"),
        required=False,
        choices=zones,
        error_messages={"invalid_choice": _("Choose a place from the list")},
    )


class CardForm(forms.Form):
    """The code that stands on a card."""

    code = forms.CharField(
        label=_("The code on your card"),
        help_text=_("Twelve letters. Small or capital, with or without dashes."),
        max_length=60,
        error_messages={
            "required": _("Type the code that stands on your card"),
            "max_length": _("This is longer than a code. Type the twelve letters on your card"),
        },
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )

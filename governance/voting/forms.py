"""What people fill in around votes: a ballot, a motion, a request for a vote, the times of one."""

from django import forms
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from community.record.forms import as_error
from community.rooms.forms import Words
from governance.boards.models import Board

from . import actions as voting
from .models import Choice

ENDS = _("End the vote as soon as everyone on the roll has voted")


class LanguageField(forms.ChoiceField):
    """The language somebody writes in, so that it is read aloud and marked rightly."""

    def __init__(self, **kwargs):
        kwargs.setdefault("label", _("Which language do you write in?"))
        super().__init__(choices=settings.LANGUAGES, initial=get_language, **kwargs)


class BallotForm(forms.Form):
    """One answer."""

    choice = forms.ChoiceField(
        choices=Choice.choices,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose yes, no or abstain."),
            "invalid_choice": _("Choose yes, no or abstain."),
        },
    )


class ClosenessForm(forms.Form):
    """How close somebody is to an item, and why, in public."""

    GRADES = [
        (0, _("Not close. I gain nothing from it, and nobody I live with does.")),
        (1, _("A little: I am a neighbor, say, or use their service. I say so here, and vote.")),
        (2, _("Close. I talk about it, and do not vote on it.")),
        (
            3,
            _(
                "Very close: it is ours, I work there, sit on its board, am paid by it or live with somebody who is."
                " I leave the item: I do not vote on it, write in its discussion or ask for a vote on it."
            ),
        ),
    ]

    grade = forms.TypedChoiceField(
        label=_("How close is it to you?"),
        choices=GRADES,
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how close it is"), "invalid_choice": _("Choose one from the list")},
    )
    why = Words(
        label=_("In your words: why?"),
        help_text=_("One sentence is enough. Everybody can read it."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2, "class": "in"}),
        error_messages={"required": _("Say in a sentence why")},
    )

    def __init__(self, *args, close, verdict, **kwargs):
        """close: how close they are as far as is known. verdict: whether they may say a grade."""
        super().__init__(*args, auto_id="close_%s", initial={"grade": close.grade}, **kwargs)
        self.verdict = verdict
        self.fields["grade"].choices = [choice for choice in self.GRADES if verdict(choice[0])]

    def clean_grade(self):
        """A grade that was possible when the page was read may not be any more."""
        if not (verdict := self.verdict(self.cleaned_data["grade"])):
            raise as_error(verdict)
        return self.cleaned_data["grade"]


class PutForm(forms.Form):
    """Ask for a vote on a thing."""

    subject_type = forms.CharField(max_length=80, widget=forms.HiddenInput)
    subject_id = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    ends_when_all_voted = forms.BooleanField(label=ENDS, required=False)

    def __init__(self, *args, **kwargs):
        # It stands on pages with forms of their own, and a page has each id once.
        super().__init__(*args, auto_id="put_%s", **kwargs)


class MotionForm(forms.Form):
    """A motion in a sentence, with its reason."""

    text = forms.CharField(
        label=_("What should the board decide?"),
        help_text=_("One sentence that somebody can say yes or no to."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2, "class": "in"}),
        error_messages={
            "required": _("Say what the board should decide."),
            "max_length": _("A motion has at most %(limit_value)d characters; this one has %(show_value)d."),
        },
    )
    why = Words(
        label=_("Why?"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4, "class": "in"}),
    )
    language = LanguageField()
    ends_when_all_voted = forms.BooleanField(label=ENDS, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, auto_id="motion_%s", **kwargs)


class MomentField(forms.DateTimeField):
    """A day and an hour, in the zone of the page."""

    def __init__(self, **kwargs):
        widget = forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local", "class": "in--s"})
        errors = {"invalid": _("Write a day and an hour.")}
        super().__init__(widget=widget, error_messages=errors | kwargs.pop("error_messages", {}), **kwargs)


class RemovalForm(forms.Form):
    """Why a member's term should end."""

    why = Words(
        label=_("Why should this term end?"),
        help_text=_("Everybody can read it, and the person is told at once."),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4, "class": "in"}),
        error_messages={"required": _("Say in public why this term should end.")},
    )
    language = LanguageField()


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


class BoardFilter(forms.Form):
    """Narrow a list to one board."""

    board = forms.ModelChoiceField(
        label=_("Board"),
        queryset=Board.objects.all(),
        to_field_name="slug",
        required=False,
        empty_label=_("All boards"),
    )

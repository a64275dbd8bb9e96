"""What a member fills in to ask for a vote."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from community.record.forms import as_error
from community.record.verdict import YES, Verdict
from community.rooms.forms import Words

from .. import actions as voting
from .. import rules
from ..models import Vote
from .fields import LanguageField

ENDS = _("End the vote as soon as everyone on the roll has voted")


def secrecy(board, at, *, method: str, subject=None) -> dict:
    """What a form says about secrecy here: whether it is possible, and whether the board is too small for it.

    is_unlisted: even if everybody votes, the ballots are too few to be published one by one.
    """
    charter = board.charter_at(at)
    k_min, seated = charter["k_min.ballots"], board.terms_at(at).count()
    return {
        "may_hide": voting.secrecy_verdict(charter, method, subject),
        "k_min": k_min,
        "is_small": rules.is_too_small(roll=seated, k_min=k_min),
        "is_unlisted": not rules.lists_ballots(is_secret=True, ballots=seated, k_min=k_min),
    }


class HowForm(forms.Form):
    """How a vote is held: openly or in secret, and whether it ends when everybody has voted.

    may_hide: whether it can be secret; where it cannot, nothing is asked.
    """

    mode = forms.ChoiceField(
        label=_("Open or secret?"),
        help_text=_("This is said now, and cannot be changed later."),
        choices=Vote.Mode.choices,
        initial=Vote.Mode.OPEN,
        widget=forms.RadioSelect,
        required=False,
    )
    ends_when_all_voted = forms.BooleanField(label=ENDS, required=False)

    def __init__(self, *args, may_hide: Verdict = YES, is_small=False, is_unlisted=False, k_min=0, **kwargs):
        super().__init__(*args, **kwargs)
        self.may_hide, self.is_small, self.is_unlisted = may_hide, is_small, is_unlisted
        self.k_min, self.lists_from = k_min, 2 * k_min
        if not may_hide:
            del self.fields["mode"]

    def clean_mode(self):
        """Nothing said is an open vote."""
        return self.cleaned_data["mode"] or Vote.Mode.OPEN


class PutForm(HowForm):
    """Ask for a vote on a thing."""

    subject_type = forms.CharField(max_length=80, widget=forms.HiddenInput)
    subject_id = forms.IntegerField(min_value=1, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        # It stands on pages with forms of their own, and a page has each id once.
        super().__init__(*args, auto_id="put_%s", **kwargs)


class AskForm(HowForm):
    """Words of a member's own, with their reason."""

    why = Words(
        label=_("Why?"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4, "class": "in"}),
    )
    language = LanguageField()
    method = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, method: str, **kwargs):
        super().__init__(*args, auto_id="ask_%s", **kwargs)
        self.way, self.fields["method"].initial = method, method

    def clean_method(self):
        """The way that the page was about."""
        return self.way


class MotionForm(AskForm):
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


class ChoicesField(forms.Field):
    """What there is to choose from, one option in each line. Lines left empty are left out."""

    class widget(forms.Widget):
        use_fieldset = True

        def value_from_datadict(self, data, files, name):
            return data.getlist(name)

    LONGEST = 300

    def clean(self, value):
        """The options, without empty lines."""
        found = [" ".join(one.split()) for one in value or []]
        if any(len(one) > self.LONGEST for one in found):
            raise forms.ValidationError(
                ngettext_lazy(
                    "An option has at most %(n)d character.", "An option has at most %(n)d characters.", self.LONGEST
                )
                % {"n": self.LONGEST}
            )
        return [one for one in found if one]


class QuestionForm(AskForm):
    """A question with several options to choose from."""

    LEAST_SHOWN = 3  # lines for options on a fresh page

    text = forms.CharField(
        label=_("What should the board choose?"),
        help_text=_("A short question, such as: Where do we meet in winter?"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2, "class": "in"}),
        error_messages={
            "required": _("Say what the board should choose."),
            "max_length": _("A question has at most %(limit_value)d characters; this one has %(show_value)d."),
        },
    )
    choices = ChoicesField(label=_("The options"), help_text=_("One in each field. Leave out what you do not need."))
    seats = forms.IntegerField(
        label=_("How many can win?"),
        min_value=1,
        max_value=rules.MOST_OPTIONS,
        initial=1,
        error_messages={"required": _("Say how many can win.")},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not rules.METHODS[self.way].seats:
            del self.fields["seats"]

    @classmethod
    def with_room(cls, sent, **kwargs):
        """What was typed so far, with room for one option more. Nothing is judged yet."""
        typed = {name: sent.get(name, "") for name in ("text", "why", "language", "seats", "mode")}
        typed |= {"ends_when_all_voted": "ends_when_all_voted" in sent}
        return cls(initial=typed | {"choices": [*sent.getlist("choices")[: rules.MOST_OPTIONS], ""]}, **kwargs)

    @property
    def shown_choices(self) -> list[str]:
        """The lines of the page: what was typed, and empty ones up to as many as a fresh page has."""
        found = list(self["choices"].value() or [])
        return found + [""] * (self.LEAST_SHOWN - len(found))

    def clean(self):
        choices = self.cleaned_data.get("choices")
        if choices is not None and "seats" not in self.errors:
            seats = self.cleaned_data.get("seats", 1)
            verdict = rules.may_offer(method=self.way, titles=choices, seats=seats)
            if not verdict:
                is_about_seats = seats > 1 and rules.may_offer(method=self.way, titles=choices, seats=1)
                self.add_error("seats" if is_about_seats else "choices", as_error(verdict))
        return self.cleaned_data


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

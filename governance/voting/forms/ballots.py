"""What stands on a ballot where everybody chooses from the same answers, and the way of any ballot to its box."""

from django import forms
from django.utils.translation import gettext_lazy as _

from community.record.forms import as_error
from community.record.verdict import Refused

from .. import rules
from ..models import Agreement, Choice, Stance


class WayForm(forms.Form):
    """Where a ballot is on its way: the code it goes by, and the one of one's own that it replaces."""

    receipt = forms.CharField(required=False, max_length=200)
    version = forms.IntegerField(required=False, min_value=1, max_value=10**6)


class BallotForm(forms.Form):
    """One answer, whatever is asked. What the paper does not offer is said at its field, and nothing is lost.

    kind: its template. how: what one does, in a sentence. abstain: how one takes no side.
    """

    kind, how, abstain = "answers", "", ""
    blames = "choice"  # the field that the paper's no is said at

    def __init__(self, sent=None, *, paper, options=(), answer=None):
        """options: as this voter sees them. answer: what is on the ballot before anything is sent."""
        self.paper, self.options = paper, list(options)
        self.order = [option.key for option in self.options]
        super().__init__(sent, initial=self.filled(answer) if answer is not None else None)
        self.build()

    def build(self):
        """Add the fields that depend on the paper."""

    def filled(self, answer) -> dict:
        """The fields in which an answer is filled in."""
        return {"choice": answer}

    def sent_answer(self):
        """What was filled in, as the rules read it."""
        return self.cleaned_data["choice"]

    def clean(self):
        if not self.errors:
            try:
                self.answer = rules.read(self.paper, self.sent_answer())
            except Refused as refused:
                self.add_error(self.blames, as_error(refused.verdict))
        return self.cleaned_data

    def carried(self) -> list[tuple[str, str]]:
        """What was filled in, as the hidden fields that carry it to the next step."""
        return [(name, value) for name in self.fields for value in self.data.getlist(name)]

    def told(self) -> dict:
        """The answer as the next step shows it: lines of a title and what was given to it, and what was left out."""
        raise NotImplementedError


class AnswerForm(BallotForm):
    """One of the answers that a motion has, or a gradient of agreement."""

    MEANINGS = {
        Choice.FOR: _("I am for it."),
        Choice.AGAINST: _("I am against it. If yes and no are equal, it does not pass."),
        Choice.ABSTAIN: _("I take no side. I count as present, and neither for nor against."),
    }
    labels = Choice
    legend = _("Your choice")
    missing = _("Choose yes, no or abstain.")

    choice = forms.ChoiceField(widget=forms.RadioSelect)

    def build(self):
        field = self.fields["choice"]
        field.label, field.choices = self.legend, self.labels.choices
        field.error_messages |= {"required": self.missing, "invalid_choice": self.missing}

    @property
    def rows(self) -> list[dict]:
        """The radio buttons, each with what it means."""
        return [
            {"radio": radio, "means": self.MEANINGS[self.labels(value)]}
            for radio, value in zip(self["choice"], self.labels.values, strict=True)
        ]

    def told(self):
        return {"lines": [{"title": self.labels(self.answer).label}]}


class GradientForm(AnswerForm):
    """One of the eight gradients of agreement."""

    MEANINGS = {
        Agreement.ENDORSE: _("I like it as it is."),
        Agreement.POINT: _("I like it. One small thing could be better."),
        Agreement.RESERVED: _("I can live with it."),
        Agreement.ABSTAIN: _("I have no opinion. I count as present."),
        Agreement.ASIDE: _("I do not like it. I do not want to hold the others up."),
        Agreement.ALONG: _("I want it known that I disagree. I help all the same."),
        Agreement.OUT: _("I want it known that I disagree. Do not ask me to carry it out."),
        Agreement.BLOCK: _("I am against it, and I ask the board not to do it."),
    }
    how = _("This is a sounding, not a decision: it shows how far each of you goes along.")
    labels = Agreement
    legend = _("How far do you go along?")
    missing = _("Choose one of the eight answers.")


class ConsentForm(AnswerForm):
    """A stance towards a proposal, with the concern or the harm in words."""

    MEANINGS = {
        Stance.CONSENT: _("Good enough for now, safe enough to try."),
        Stance.CONCERN: _("Go ahead. I say below what worries me."),
        Stance.OBJECT: _("It would do harm. I say below what harm."),
        Stance.ASIDE: _("To abstain: I take no side, or I cannot say. I count as present."),
    }
    how = _("Not “is it your favorite?” but “is it good enough for now, and safe enough to try?”")
    labels = Stance
    legend = _("Can you live with this?")
    missing = _("Choose one of the four answers.")
    blames = "words"

    words = forms.CharField(
        label=_("Your concern or objection"),
        help_text=_("Needed if you object: name the harm. It is published with the result."),
        required=False,
        strip=True,
        max_length=rules.LONGEST_WORDS,
        widget=forms.Textarea(attrs={"rows": 4, "class": "in"}),
        error_messages={
            "max_length": _("Say it in %(limit_value)d characters or fewer; this has %(show_value)d."),
        },
    )

    def filled(self, answer):
        return {"choice": answer["answer"], "words": answer["words"]}

    def sent_answer(self):
        return {"answer": self.cleaned_data["choice"], "words": self.cleaned_data["words"]}

    def told(self):
        return {"lines": [{"title": Stance(self.answer["answer"]).label}], "words": self.answer["words"]}

"""Why somebody gets a seat, and why a term ends."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ..models import Call
from .fields import ReasonForm


class SeatingForm(ReasonForm):
    """Why this person gets the seat and, where an organization named them, which one.

    Who was drawn, or chosen by a vote, needs no reason of the clerk's, so none is asked.
    """

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
        if not self.fields["why"].required:
            del self.fields["why"]
            return
        self.fields["why"].label = _("Why is this person chosen?")
        self.fields["why"].help_text = _("Everybody can read this, beside the person’s name and in the public record.")


class EndForm(ReasonForm):
    """Why a term ends before its date."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["why"].label = _("Why does this term end?")
        self.fields["why"].help_text = _("Everybody can read this in the public record.")

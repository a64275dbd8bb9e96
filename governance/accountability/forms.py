"""How somebody who works for the fund answers a decision, and how a role is handed over."""

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from community.people.models import Person
from community.rooms.forms import Words
from governance.voting.forms import LanguageField

from .models import Answer


class AnswerForm(forms.Form):
    """What was done, and why."""

    kind = forms.ChoiceField(
        label=_("What does the fund do?"),
        choices=Answer.Kind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Say whether it is carried out, partly, or not.")},
    )
    reason = Words(
        label=_("Why, and what happens when?"),
        help_text=_("Everybody can read it. It is needed unless everything is carried out."),
        required=False,
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 5, "class": "in"}),
    )
    language = LanguageField()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **{"auto_id": "answer_%s"} | kwargs)

    def clean(self):
        kind = self.cleaned_data.get("kind")
        if kind and kind != Answer.Kind.CARRIED_OUT and not self.cleaned_data.get("reason"):
            self.add_error("reason", _("Give the reason, in public."))
        return self.cleaned_data


class HandoverForm(forms.Form):
    """Who takes over a role, and a note for each thing that is open."""

    to = forms.ModelChoiceField(
        Person.objects.none(),
        label=_("Who takes over?"),
        empty_label=_("Choose a person"),
        error_messages={
            "required": _("Choose who takes over"),
            "invalid_choice": _("Choose somebody from the list"),
        },
    )

    def __init__(self, *args, role, duties, people, **kwargs):
        super().__init__(*args, auto_id=f"role{role.pk}_%s", prefix=f"role{role.pk}", **kwargs)
        self.duties = duties
        self.fields["to"].queryset = people
        # Where nothing is open, somebody may leave without anybody after them.
        self.fields["to"].required = bool(duties)
        for number, duty in enumerate(duties):
            self.fields[f"note{number}"] = Words(
                label=f"{gettext(duty.kind)}: {duty.title}",
                max_length=2000,
                widget=forms.Textarea(attrs={"rows": 2, "class": "in"}),
                error_messages={"required": _("Say what was promised, and what comes next")},
            )

    def clean(self):
        told = super().clean()
        told["notes"] = {duty.key: told.get(f"note{number}", "") for number, duty in enumerate(self.duties)}
        return told

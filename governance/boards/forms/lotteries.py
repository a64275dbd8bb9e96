"""What people fill in around a lottery: a secret, a public source, a reason, other quotas."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ..lottery import redraw
from ..portraits import categories
from .fields import ReasonForm

QUIET = {"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}
TOO_LONG = _("Use %(limit_value)d characters or fewer")


class CommitForm(forms.Form):
    """Words that nobody else knows, or the SHA-256 that somebody made of them at home."""

    words = forms.CharField(
        label=_("Your secret words"),
        help_text=_("One line of 16 characters or more, such as a sentence. Write it down: we do not keep it."),
        max_length=300,
        required=False,
        widget=forms.TextInput(attrs=QUIET),
        error_messages={"max_length": TOO_LONG},
    )
    digest = forms.CharField(
        label=_("Or a SHA-256 that you made at home"),
        help_text=_("Then not even this website sees your words before you reveal them."),
        max_length=64,
        required=False,
        widget=forms.TextInput(attrs=QUIET),
        error_messages={"max_length": _("A SHA-256 has 64 figures and letters from a to f")},
    )

    def clean_words(self):
        words = self.cleaned_data["words"]
        try:
            return words and redraw.commitment(words)
        except (redraw.Malformed, UnicodeEncodeError):
            raise forms.ValidationError(_("A secret is one line of at least 16 characters")) from None

    def clean_digest(self):
        return self.cleaned_data["digest"].lower()

    def clean(self):
        told = super().clean()
        if not self.errors and bool(told["words"]) == bool(told["digest"]):
            raise forms.ValidationError(_("Type secret words, or a SHA-256, and not both"))
        return {"digest": told.get("words") or told.get("digest")}


class SourceForm(forms.Form):
    """A public source that nobody can choose, and when it speaks."""

    words = forms.CharField(
        label=_("Which public source?"),
        help_text=_("Say exactly what is read, and how it is written: “Pick 4 of the state lottery, evening draw,"
                    " four figures with a space between them”."),
        max_length=300,
        error_messages={"required": _("Say which source"), "max_length": TOO_LONG},
    )  # fmt: skip
    speaks = forms.DateTimeField(
        label=_("When does it speak?"),
        help_text=_("In the board’s own time zone. The chances must be published before."),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        error_messages={
            "required": _("Say when it speaks"),
            "invalid": _("Write it as year, month, day and hour: 2026-05-14T19:30"),
        },
    )


class SecretForm(forms.Form):
    """The words that somebody had committed to."""

    secret = forms.CharField(
        label=_("Your secret words"),
        help_text=_("Exactly as you wrote them down. Everybody can read them from then on."),
        max_length=300,
        widget=forms.TextInput(attrs=QUIET),
        error_messages={"required": _("Type your secret words"), "max_length": TOO_LONG},
    )


class SaidForm(forms.Form):
    """What the public source said."""

    words = forms.CharField(
        label=_("What did the source say?"),
        help_text=_("Written as it was named beforehand. It is entered once."),
        max_length=300,
        widget=forms.TextInput(attrs=QUIET),
        error_messages={"required": _("Write what the source said"), "max_length": TOO_LONG},
    )


class StopForm(ReasonForm):
    """Why a lottery is stopped, or given up."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, needs_reason=True, **kwargs)
        self.fields["why"].label = _("Why?")
        self.fields["why"].help_text = _("Everybody can read this in the public record.")


class QuotaForm(ReasonForm):
    """Other numbers for quotas that cannot all be met, with a public reason."""

    def __init__(self, *args, quotas, **kwargs):
        super().__init__(*args, needs_reason=True, **kwargs)
        self.quotas = quotas
        self.fields["why"].label = _("Why are the quotas changed?")
        self.fields["why"].help_text = _("Everybody can read this in the public record.")
        invalid = _("Quotas are whole numbers, such as 2")
        for n, said in enumerate(in_words(quotas)):
            for end, label in (("least", _("at least")), ("most", _("at most"))):
                self.fields[f"{end}-{n}"] = forms.IntegerField(
                    label=f"{said['category']}, {said['value']}: {label}",
                    initial=quotas[n][end],
                    min_value=0,
                    max_value=1000,
                    error_messages={"required": invalid, "invalid": invalid, "min_value": invalid},
                )
        self.order_fields([name for name in self.fields if name != "why"] + ["why"])

    def clean(self):
        told = super().clean()
        if self.errors:
            return told
        quotas = [quota | {end: told[f"{end}-{n}"] for end in ("least", "most")} for n, quota in enumerate(self.quotas)]
        return {"quotas": quotas, "why": told["why"]}


def in_words(quotas) -> list[dict]:
    """Quotas with their questions and answers in the reader's language."""
    known = {category.key: category for category in categories()} if quotas else {}

    def label(quota):
        category = known.get(quota["category"])
        values = dict(category.values) if category else {}
        return {
            "category": category.label if category else quota["category"],
            "value": values.get(quota["value"], quota["value"]),
        }

    return [quota | label(quota) for quota in quotas]

"""Every part in every state, on one page. For those who build; only where DEBUG is on."""

from datetime import timedelta

from django import forms
from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render
from django.utils import timezone

from community.record.verdict import Verdict
from governance.boards.rules import Balance

from .pictures import SHAPES

PEOPLE = [
    {"initials": "AW", "name": "Amina Warsame", "kind": "resident", "me": True},
    {"initials": "LO", "name": "Luis Ortega", "kind": "resident"},
    {"initials": "GN", "name": "Grace Nguyen", "kind": "resident", "state": "talk"},
    {"initials": "DB", "name": "Darnell Brooks", "kind": "resident", "state": "away"},
    {"initials": "RD", "name": "Rosa Delgado", "kind": "resident"},
    {"initials": "HA", "name": "Hodan Ali", "kind": "resident"},
    {"initials": "TR", "name": "Tomás Rivera", "kind": "resident"},
    {"kind": "resident", "state": "open"},
    {"initials": "SO", "name": "Sam Okafor", "kind": "partner"},
    {"initials": "PN", "name": "Priya Nair", "kind": "public"},
    {"initials": "MR", "name": "Maya Reed", "kind": "staff"},
]
LINES = [
    {
        "kind": "changed",
        "tag": "We changed it",
        "answer": "Vans must stop near a bus stop.",
        "meta": "In 6 days.",
    },
    {"kind": "part", "tag": "We changed part of it", "answer": "You can apply by voice message."},
    {
        "kind": "kept",
        "tag": "We did not change it",
        "answer": "Los presupuestos van por escrito.",
        "answer_lang": "es",
    },
    {"kind": "none", "tag": "Waiting for an answer: 12 days", "meta": "Promised within 14 days."},
    {"kind": "late", "tag": "The answer is 3 days late", "meta": "Dana Ruiz has been told."},
]


class Everything(forms.Form):
    """One field of each kind."""

    name = forms.CharField(label="Your name", help_text="Neighbors see this name.")
    why = forms.CharField(label="Why", widget=forms.Textarea(attrs={"rows": 4}), required=False)
    sum = forms.IntegerField(label="How much", error_messages={"required": "Tell us how much you ask for"})
    place = forms.ChoiceField(label="Where you live", choices=[("e", "Eastbank"), ("h", "Hill Street")])
    choice = forms.ChoiceField(
        label="Can you live with this?",
        help_text="Good enough for now, and safe enough to try?",
        choices=[("yes", "Yes"), ("no", "No"), ("abstain", "I abstain")],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose one: yes, no or abstain"},
    )
    groups = forms.MultipleChoiceField(
        label="What you belong to",
        choices=[("a", "Renters"), ("b", "Elders")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    told = forms.BooleanField(label="Tell me by mail when the fund answers", required=False)


def page(request):
    """The style guide; `?theme=dark` shows it by night."""
    if not settings.DEBUG:
        raise Http404
    now = timezone.now()
    said = "Pay people who cook at home to sell meals."
    words = "Que los formularios se puedan contestar hablando.\n\nMi mamá <b>no escribe</b>."
    context = {
        "theme": request.GET.get("theme", ""),
        "shapes": SHAPES,
        "soon": now + timedelta(days=3),
        "hours": now + timedelta(hours=5),
        "past": now - timedelta(days=3, hours=2),
        "people": PEOPLE,
        "few": PEOPLE[:3],
        "kept": Balance(residents=7, filled=10, total=11, floor=51),
        "broken": Balance(residents=3, filled=7, total=11, floor=51),
        "lines": [{"lab": "You said", "said": said, "by": "5 people said this"} | line for line in LINES],
        "steps": [
            {"text": "Suggested", "state": "done", "when": now - timedelta(days=30)},
            {"text": "Written by staff", "state": "done", "when": now - timedelta(days=10)},
            {"text": "The board votes", "state": "now", "note": "until Friday"},
            {"text": "Open for proposals"},
        ],
        "words": words,
        "refusal": Verdict(
            "The vote closed on %(at)s.",
            clause="vote.open",
            params={"at": now - timedelta(days=1)},
            remedy="Look at the result.",
        ),
        "blank": Everything(prefix="blank"),
        "form": Everything({}, prefix="wrong"),
        "pages": Paginator(range(60), 20).page(2),
    }
    return render(request, "styleguide/page.html", context)

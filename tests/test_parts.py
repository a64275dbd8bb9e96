"""The parts of a page, in the states that go wrong most easily."""

from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import engines
from django.test import RequestFactory
from django.utils import translation
from django.utils.safestring import mark_safe

from config.parts import Site
from config.pictures import SHAPES
from governance.boards.rules import Balance

SPITE = "<script>alert(1)</script>"


def show(source, request=None, **context):
    return engines["django"].from_string(source).render(context, request)


class Ask(forms.Form):
    name = forms.CharField(label="Your name", help_text="Neighbors see it.")
    choice = forms.ChoiceField(
        label="Your vote",
        choices=[("yes", "Yes"), ("no", "No")],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose yes or no"},
    )
    told = forms.BooleanField(label="Tell me", required=False)
    why = forms.CharField(widget=forms.Textarea(attrs={"placeholder": "Why?"}), required=False)


@pytest.mark.parametrize("kind", SHAPES)
def test_a_state_is_a_shape_and_a_word(kind):
    shown = show("{% tag kind 'Open' %}", kind=kind)

    assert "<svg" in shown
    assert shown.endswith("Open</span>")


@pytest.mark.parametrize(
    "source",
    [
        "{% tag 'open' spite %}",
        "{% seats people spite spite %}",
        "{% due spite %}{{ spite }}{% enddue %}",
        "{% empty spite %}{{ spite }}{% endempty %}",
        "{% note spite %}{{ spite }}{% endnote %}",
        "{% words spite %}",
        "{% bar 3 1 'a' label=spite %}",
        "{% include 'parts/thread.html' with steps=steps only %}",
        "{% include 'parts/ledger.html' with lines=lines only %}",
    ],
)
def test_no_part_lets_a_persons_words_act(source):
    shown = show(
        source,
        spite=SPITE,
        people=[{"name": SPITE, "initials": "<b", "kind": "resident"}],
        steps=[{"text": SPITE, "note": SPITE}],
        lines=[{"lab": "You said", "said": SPITE, "by": SPITE, "kind": "kept", "tag": SPITE, "meta": SPITE}],
    )

    assert "<script" not in shown


def test_a_wrapper_keeps_the_markup_the_page_put_in_it():
    assert show("{% due 'Soon' %}See <a href='/'>it</a>{% enddue %}").count("<a href") == 1


def test_a_deadline_says_exactly_when():
    shown = show("{% due 'Soon' at=at %}Then it is counted.{% enddue %}", at=datetime(2030, 5, 15, tzinfo=UTC))

    assert 'datetime="2030-05-14T20:00-04:00"' in shown
    assert "EDT" in shown


def test_the_table_counts_its_chairs_and_names_them_for_those_who_listen():
    people = [
        {"name": "Ada", "initials": "A", "kind": "resident", "me": True},
        {"name": "Bo", "initials": "B", "kind": "partner"},
        {"kind": "resident", "state": "open"},
    ]
    shown = show("{% seats people 'Eastbank' %}", people=people)

    for words in ("Ada, resident, your seat", "Bo, partner organization", "resident, empty seat"):
        assert words in shown
    for words in ("1 resident", "1 organization", "1 empty seat"):
        assert words in shown


def test_the_majority_is_said_as_well_as_drawn():
    shown = show("{% majority balance %}", balance=Balance(residents=5, filled=9, total=11, floor=51))

    assert "Residents hold 5 of 9 filled seats. At least 5 must be theirs." in shown
    assert 'x1="45.45%"' in shown


def test_a_bar_of_nothing_is_empty():
    assert "<rect" not in show("{% bar 0 0 'a' %}")


def test_a_page_speaks_another_language_only_with_a_mark():
    assert "In Spanish" in show("{% lang_mark 'es' %}")
    assert show("{% lang_mark 'en' %}{% lang_mark '' %}") == ""
    with translation.override("es"):
        assert show("{% lang_mark 'es' %}") == ""
        assert "En inglés" in show("{% lang_mark 'en' %}")


def test_people_s_words_carry_their_language_and_direction():
    assert show("{% words 'Hola' 'es' %}") == '<div class="words" dir="auto" lang="es"><p>Hola</p></div>'


def test_what_is_wrong_is_listed_first_with_links_to_it():
    shown = show("{% errors form %}", form=Ask({}))

    assert "2 things to put right" in shown
    assert '<a href="#id_name">Your name: This field is required.</a>' in shown
    assert '<a href="#id_choice_0">Choose yes or no</a>' in shown
    assert show("{% errors form %}", form=Ask({"name": "Ada", "choice": "yes"})).strip() == ""


def test_a_field_ties_its_hint_and_its_error_to_its_input():
    shown = show("{% field form.name %}", form=Ask({}))

    assert 'aria-describedby="id_name_helptext id_name_error"' in shown
    assert 'aria-invalid="true"' in shown
    assert 'id="id_name_helptext"' in shown
    assert 'id="id_name_error"' in shown


def test_a_field_says_when_it_may_stay_empty_and_has_no_placeholder():
    shown = show("{% field form.why %}", form=Ask())

    assert "(optional)" in shown
    assert "placeholder" not in shown


def test_choices_are_a_group_with_a_legend():
    shown = show("{% fields form %}", form=Ask())

    assert "<legend>Your vote</legend>" in shown
    assert shown.count('class="opt"') == 3


def test_pages_of_a_list_keep_what_it_was_filtered_by():
    request = RequestFactory().get("/record/?verb=vote.opened&page=2")
    shown = show("{% pager page %}", request, page=Paginator(range(60), 20).page(2))

    assert "?verb=vote.opened&amp;page=1" in shown
    assert "?verb=vote.opened&amp;page=3" in shown
    assert "Page 2 of 3" in shown


def test_a_visitor_without_a_session_is_never_asked_who_they_are():
    request = RequestFactory().get("/votes/")
    request.user = SimpleNamespace(is_authenticated=property(lambda self: 1 / 0))

    assert Site(request).me is None


@pytest.mark.parametrize(
    ("method", "path", "spanish"),
    [("get", "/me/?a=1", "/es/me/?a=1"), ("get", "//evil.example/", "/es/"), ("post", "/me/", "/es/")],
)
def test_each_page_leads_to_itself_in_the_other_language(method, path, spanish):
    request = getattr(RequestFactory(), method)(path)
    links = {language["code"]: language["href"] for language in Site(request).languages}

    assert links["es"] == spanish


def test_the_way_in_leads_back_here():
    assert Site(RequestFactory().get("/es/votes/")).sign_in == "/accounts/login/?next=%2Fes%2Fvotes%2F"
    assert Site(RequestFactory().get("/accounts/signup/")).sign_in == "/accounts/login/"


def test_every_message_is_shown_in_its_kind():
    messages = [SimpleNamespace(level_tag="success", __str__=lambda self: "Kept")]

    assert "note--ok" in show("{% include 'parts/messages.html' %}", messages=messages)


def test_sums_stay_on_one_line():
    assert show("{% money 7200000 'USD' %}") == mark_safe('<span class="num">$72,000</span>')

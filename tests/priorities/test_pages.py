"""Pages of priorities and suggestions: what they say, to whom, in which language, in how many queries."""

import pytest
from django.urls import reverse
from django.utils import translation

from community.people.models import Draft
from governance.priorities import actions as priorities
from governance.priorities.models import Suggestion
from tests import make

pytestmark = pytest.mark.django_db

WORDS = {"need": "Rents rise.", "who": "People who rent.", "what": "Legal help.", "language": "en"}


@pytest.fixture
def town():
    rosa, darnell, noi = make.people("rosa darnell noi")
    return make.board(seated=[rosa, darnell, noi]), [rosa, darnell, noi]


def text(client, thing, language="en"):
    with translation.override("en"):  # the page read before may have spoken another language
        address = thing if isinstance(thing, str) else thing.get_absolute_url()
    response = client.get(address if language == "en" else f"/{language}{address}")
    assert response.status_code == 200
    return response.content.decode()


# --- one priority -------------------------------------------------------------------------------


def test_a_published_draft_says_not_adopted_and_by_which_clause_no_proposals_are_taken(client, town):
    page = text(client, make.priority(town[0]))
    assert "Not adopted." in page
    assert "The board has not adopted this priority, so no proposals are taken." in page
    assert "in the very words it adopted" in page
    assert "Write a proposal" not in page


def test_an_adopted_priority_takes_proposals(client, town):
    board, members = town
    page = text(client, make.adopted(board, members=members))
    assert "Adopted: takes proposals" in page and "Write a proposal" in page
    for answer in ("One in ten renter homes", "People who rent in Eastbank", "Families who can stay", "412 homes"):
        assert answer in page
    assert "$300,000" in page


def test_a_change_after_adoption_leaves_the_adopted_words_in_force(client, town):
    board, members = town
    stay_put = make.adopted(board, members=members)
    stay_put.need, stay_put.amount = "Something else entirely.", 100_00
    stay_put.save_revision().publish()

    page = text(client, stay_put)
    above, below = page.split("A change that the board hasn’t adopted")
    assert "One in ten renter homes" in above and "$300,000" in above
    assert "Something else entirely." not in above and "$100" not in above
    assert "Something else entirely." in below and "$100" in below


def test_a_rejected_priority_stays_readable(client, town):
    board, (rosa, darnell, noi) = town
    stay_put = make.priority(board)
    make.decided(make.vote(board, by=rosa, seconded_by=noi, subject=stay_put), no=[rosa, darnell, noi])
    page = text(client, stay_put)
    assert "the board said no" in page and "One in ten renter homes" in page


def test_only_staff_see_a_draft(client, town):
    draft = make.priority(town[0], published=False)
    assert client.get(draft.get_absolute_url()).status_code == 404
    client.force_login(make.person("yesenia"))
    assert client.get(draft.get_absolute_url()).status_code == 404
    client.force_login(make.author())
    page = text(client, draft)
    assert "Only people of the fund see this draft." in page
    assert reverse("wagtailsnippets_priorities_priority:edit", args=[draft.pk]) in page


def test_words_without_a_spanish_translation_are_shown_in_english_and_say_so(client, town):
    board, members = town
    stay_put = make.adopted(board, members=members)
    page = text(client, stay_put, "es")
    assert '<html lang="es"' in page
    assert '<h1 lang="en" dir="auto">Stay-put housing</h1>' in page
    make.translated(stay_put, published=True, title="Quedarse en casa", need="Los alquileres suben.")
    page = text(client, stay_put, "es")
    assert '<h1 lang="es" dir="auto">Quedarse en casa</h1>' in page
    assert "Quedarse en casa" in text(client, "/priorities/", "es")
    assert "Quedarse en casa" not in text(client, stay_put)


def test_a_preview_shows_the_draft_in_its_own_language(client, town):
    draft = make.priority(town[0], published=False)
    row = make.translated(draft, title="Quedarse en casa")
    client.force_login(make.author())
    typed = {"title": "Stay here", "board": town[0].pk, "origin": "staff", "currency": "USD", "instrument": "grant"}
    desk = "wagtailsnippets_priorities_priority"
    preview = reverse(f"{desk}:preview_on_edit", args=[draft.pk])
    assert client.post(preview, typed | {"need": "Just typed."}).json() == {"is_valid": True, "is_available": True}
    page = text(client, f"{preview}?mode=")
    assert "Just typed." in page and "Stay here" in page and '<html lang="en"' in page

    page = text(client, reverse(f"{desk}:revisions_view", args=[row.pk, row.latest_revision_id]))
    assert "Quedarse en casa" in page and '<html lang="es"' in page and "$300,000" in page


def test_what_staff_wrote_cannot_act_on_a_reader(client, town):
    stay_put = make.priority(
        town[0], need="<script>alert(1)</script><img src=x onerror=alert(1)>Rents", title="<b>x</b>"
    )
    page = text(client, stay_put)
    assert "<script>alert" not in page and "onerror" not in page and "<b>x</b>" not in page


# --- the list ----------------------------------------------------------------------------------------


def test_the_list_is_narrowed_by_stage_area_and_board(client, town):
    board, members = town
    make.adopted(board, members=members, title="Open housing")
    make.priority(board, title="Waiting buses", area="transit")
    make.priority(make.board("Westside"), title="Waiting clinic", area="health")

    def titles(query):
        page = text(client, f"/priorities/{query}")
        return {title for title in ("Open housing", "Waiting buses", "Waiting clinic") if title in page}

    assert titles("") == {"Open housing", "Waiting buses", "Waiting clinic"}
    assert titles("?stage=open") == {"Open housing"}
    assert titles("?area=transit") == {"Waiting buses"}
    assert titles("?board=westside") == {"Waiting clinic"}
    assert titles("?stage=waiting&board=eastbank") == {"Waiting buses"}
    assert titles("?stage=nonsense&board=nowhere&page=-7") == {"Open housing", "Waiting buses", "Waiting clinic"}


def test_an_empty_list_says_what_one_could_do(client):
    page = text(client, "/priorities/")
    assert "No priorities here." in page and "No suggestions yet." in page


# --- suggestions -------------------------------------------------------------------------------------------


def test_a_visitor_is_asked_to_sign_in_and_comes_back(client, town):
    page = text(client, reverse("suggesting"))
    assert "/accounts/login/?next=%2Fpriorities%2Fsuggestion%2F" in page
    assert "csrfmiddlewaretoken" not in page
    client.post(reverse("suggesting"), WORDS | {"board": "eastbank"})
    assert Suggestion.objects.count() == 0


def test_anyone_signed_in_suggests_a_priority(client, town):
    yesenia = make.person("yesenia")
    client.force_login(yesenia)
    response = client.post(reverse("suggesting"), WORDS | {"board": "eastbank", "language": "es"})
    asked = Suggestion.objects.get()
    assert response.url == asked.get_absolute_url()
    assert (asked.by, asked.board, asked.language) == (yesenia, town[0], "es")
    page = text(client, asked)
    assert "Rents rise." in page and "0 of 3 members" in page and "In Spanish" in page


def test_bad_input_is_told_beside_the_field_and_loses_nothing(client, town):
    client.force_login(make.person("yesenia"))
    response = client.post(reverse("suggesting"), WORDS | {"board": "eastbank", "who": "  "})
    page = response.content.decode()
    assert response.status_code == 422
    assert "Tell the board who needs it." in page and "Rents rise." in page and "Error:" in page
    assert client.post(reverse("suggesting"), WORDS | {"board": "nowhere"}).status_code == 422
    assert client.post(reverse("suggesting"), WORDS | {"board": "eastbank", "need": "x" * 3000}).status_code == 422
    assert Suggestion.objects.count() == 0


def test_what_was_typed_is_kept_and_given_back(client, town):
    yesenia = make.person("yesenia")
    client.force_login(yesenia)
    client.post(reverse("draft", args=["suggestion"]), {"need": "Half a sentence"})
    assert "Half a sentence" in text(client, reverse("suggesting"))
    client.post(reverse("suggesting"), WORDS | {"board": "eastbank"})
    assert not Draft.objects.filter(person=yesenia).exists()


def test_three_members_put_a_suggestion_on_the_table(client, town):
    board, members = town
    asked = make.suggestion(board, by=make.person("yesenia"))
    for n, member in enumerate(members, start=1):
        client.force_login(member)
        assert "Put it forward" in text(client, asked)
        client.post(reverse("suggestion_backing", args=[asked.pk]))
        page = text(client, asked)
        assert f"{n} of 3 members" in page and member.name in page
    assert "On the board’s table" in page and "Ask for a vote" in page


def test_others_see_why_they_cannot_and_an_attempt_is_refused(client, town):
    asked = make.suggestion(town[0], by=make.person("yesenia"))
    client.force_login(make.person("ana"))
    page = text(client, asked)
    assert "Members of the board put suggestions on its table." in page
    assert "suggestion_backing" not in page and "/backing/" not in page
    assert client.post(reverse("suggestion_backing", args=[asked.pk])).status_code == 409
    client.force_login(town[1][0])
    client.post(reverse("suggestion_backing", args=[asked.pk]))
    assert "You have done this already." in text(client, asked)
    assert client.post(reverse("suggestion_backing", args=[asked.pk])).status_code == 409


def test_a_suggestion_says_what_became_of_it(client, town):
    board, _members = town
    asked = make.suggestion(board, by=make.person("yesenia"), source="Integration Initiative report, p. 12")
    make.priority(board, origin="resident", suggestion=asked)
    page = text(client, asked)
    assert "Stay-put housing" in page and "Integration Initiative report, p. 12" in page
    assert asked.get_absolute_url() in text(client, "/priorities/stay-put-housing/")


# --- how much it costs to show ------------------------------------------------------------------------------


@pytest.mark.parametrize("address", ["/priorities/", "/es/priorities/", "/priorities/suggestions/"])
def test_a_list_costs_the_same_for_many_as_for_few(client, town, address, django_assert_max_num_queries):
    board, members = town

    def more(n):
        stay_put = make.adopted(board, members=members, title=f"Priority {n}")
        make.translated(stay_put, published=True)
        make.priority(board, title=f"Waiting {n}", communities=[])
        asked = make.suggestion(board, by=members[0])
        priorities.back(asked, by=members[1])

    def queries():
        with django_assert_max_num_queries(10) as captured:
            text(client, address)
        return len(captured)

    more(1)
    client.get(address)
    few = queries()
    for n in range(2, 6):
        more(n)
    assert queries() == few


def test_a_page_costs_the_same_with_many_translations_votes_and_proposals(client, town, django_assert_max_num_queries):
    board, members = town
    stay_put = make.adopted(board, members=members)

    def queries():
        with django_assert_max_num_queries(30) as captured:
            text(client, stay_put)
        return len(captured)

    make.proposal(stay_put, by=members[0], amount=100)
    few = queries()
    for n in range(5):
        make.proposal(stay_put, by=members[0], title=f"Proposal {n}", amount=100)
    assert queries() == few


def test_pages_speak_spanish_too(client, town):
    with translation.override("es"):
        assert reverse("suggesting") == "/es/priorities/suggestion/"
    for address in ("/priorities/", "/priorities/suggestion/", "/priorities/suggestions/"):
        text(client, address, "es")

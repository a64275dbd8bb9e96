"""The staff's desk: drafting, review, publication, and everything that cannot be done there."""

import pytest
from django.urls import reverse
from wagtail.admin.viewsets import viewsets
from wagtail.models import Workflow, WorkflowContentType
from wagtail.snippets.models import get_snippet_models

from community.record.models import Entry
from governance.priorities.models import Priority, Suggestion
from tests import make

pytestmark = pytest.mark.django_db

DESK = "wagtailsnippets_priorities_priority"


def typed(board, *, press=None, **changes):
    """What somebody types into the form, and the button they press."""
    fields = {
        "title": "Stay-put housing",
        "slug": "stay-put-housing",
        "need": "One in ten renter homes had an eviction filing.",
        "burdened": "People who rent.",
        "benefits": "Families who can stay.",
        "history": "The expressway took 412 homes.",
        "success": "Filings halved.",
        "board": board.pk if board else "",
        "origin": "staff",
        "amount": "300,000",
        "currency": "USD",
        "instrument": "grant",
        "area": "housing",
    }
    return fields | ({f"action-{press}": "1"} if press else {}) | changes


def errors_of(response):
    return {field: list(errors) for field, errors in response.context["form"].errors.items()}


def test_an_author_drafts_and_submits_a_reviewer_approves_and_that_publishes(client):
    stella, andre, board = make.author(), make.reviewer(), make.board()
    client.force_login(stella)
    client.post(reverse(f"{DESK}:add"), typed(board, press="submit"))
    draft = Priority.objects.get()
    assert not draft.live and draft.amount == 30_000_000
    assert draft.current_workflow_state.workflow.name == "Priority: review"

    client.force_login(andre)
    state = draft.current_workflow_task_state
    client.post(reverse(f"{DESK}:workflow_action", args=[draft.pk, "approve", state.pk]), {"comment": "Good."})

    draft.refresh_from_db()
    assert draft.live and draft.stage(make.now()) == "waiting"
    assert Entry.objects.get(verb="priority.published").by == andre


def test_a_reviewer_can_ask_for_changes(client):
    stella, andre, board = make.author(), make.reviewer(), make.board()
    client.force_login(stella)
    client.post(reverse(f"{DESK}:add"), typed(board, press="submit"))
    draft = Priority.objects.get()

    client.force_login(andre)
    state = draft.current_workflow_task_state
    client.post(reverse(f"{DESK}:workflow_action", args=[draft.pk, "reject", state.pk]), {"comment": "Who rents?"})

    assert draft.current_workflow_state.status == "needs_changes"
    assert not Priority.objects.get().live


def test_a_new_draft_keeps_itself_only_after_its_first_save(client):
    """Else the page keeps it at the moment a button is pressed, and two drafts want the same address."""
    client.force_login(make.author())
    draft = make.priority(make.board(), published=False)

    new, old = (
        client.get(reverse(f"{DESK}:{view}", args=pk)).content for view, pk in (("add", []), ("edit", [draft.pk]))
    )

    assert b"w-autosave-interval" not in new and b"w-autosave-interval" in old


def test_an_author_cannot_publish(client):
    client.force_login(make.author())
    client.post(reverse(f"{DESK}:add"), typed(make.board(), press="publish"))
    assert not Priority.objects.get().live


@pytest.mark.parametrize("press", ["publish", "submit"])
@pytest.mark.parametrize(
    ("blank", "says"),
    [
        ({"board": ""}, "Name the board"),
        ({"need": ""}, "Say what the need is"),
        ({"burdened": "  "}, "Say who is burdened"),
        ({"benefits": ""}, "Say who benefits"),
        ({"history": ""}, "Say what history"),
        ({"amount": ""}, "Say how much money"),
        ({"origin": "resident"}, "Link the resident’s own"),
    ],
    ids=str,
)
def test_the_form_names_the_field_that_lacks_something_and_keeps_what_was_typed(client, press, blank, says):
    client.force_login(make.administrator())
    board = make.board()

    response = client.post(reverse(f"{DESK}:add"), typed(board, press=press) | blank)

    (field,) = blank if blank != {"origin": "resident"} else ["suggestion"]
    (told,) = errors_of(response)[field]
    assert told.startswith(says)
    assert says in response.content.decode()
    assert "The expressway took" in response.content.decode() or field == "history"
    assert Priority.objects.count() == 0


def test_anything_may_be_saved_as_a_draft(client):
    client.force_login(make.author())
    client.post(reverse(f"{DESK}:add"), typed(None, need="", amount=""))
    assert Priority.objects.get().need == ""


def test_a_draft_keeps_no_scripts(client):
    client.force_login(make.author())
    client.post(reverse(f"{DESK}:add"), typed(make.board(), need="<script>alert(1)</script>Rents rise."))
    assert "<script" not in Priority.objects.get().need


@pytest.mark.parametrize(
    ("sum_typed", "says"),
    [("much", "Write the sum in figures"), ("1.2345", "no more than two"), ("9" * 20, "too large")],
)
def test_a_sum_that_is_none_is_told_beside_its_field(client, sum_typed, says):
    client.force_login(make.author())
    response = client.post(reverse(f"{DESK}:add"), typed(make.board(), amount=sum_typed))
    assert says in errors_of(response)["amount"][0]


def test_the_form_shows_the_sum_in_whole_units(client):
    draft = make.priority(make.board(), published=False, amount=7_200_050)
    client.force_login(make.author())
    page = client.get(reverse(f"{DESK}:edit", args=[draft.pk])).content.decode()
    assert 'value="72,000.50"' in page


def test_a_review_that_goes_around_the_form_is_refused_with_a_message(client):
    stella, andre = make.author(), make.reviewer()
    draft = make.priority(make.board(), published=False, need="")
    Workflow.objects.get(name="Priority: review").start(draft, stella)
    client.force_login(andre)
    state = draft.current_workflow_task_state

    for headers in ({}, {"HTTP_X_REQUESTED_WITH": "XMLHttpRequest"}):
        response = client.post(
            reverse(f"{DESK}:workflow_action", args=[draft.pk, "approve", state.pk]), {"comment": ""}, **headers
        )
        assert response.status_code == 302
    page = client.get(response.url).content.decode()
    assert "Say what the need is." in page
    assert not Priority.objects.get().live
    state.refresh_from_db()
    assert state.status == "in_progress"


def test_taking_back_what_the_board_was_asked_about_is_refused_with_a_message(client):
    rosa, noi = make.people("rosa noi")
    board = make.board(seated=[rosa, noi])
    stay_put = make.priority(board)
    make.vote(board, by=rosa, seconded_by=noi, subject=stay_put)
    client.force_login(make.reviewer())

    response = client.post(reverse(f"{DESK}:unpublish", args=[stay_put.pk]), follow=True)

    assert "so it stays in public" in response.content.decode()
    assert Priority.objects.get().live


def test_a_published_draft_is_taken_back_at_the_desk_and_the_record_says_so(client):
    stay_put, andre = make.priority(make.board()), make.reviewer()
    client.force_login(andre)
    client.post(reverse(f"{DESK}:unpublish", args=[stay_put.pk]))
    assert not Priority.objects.get().live
    assert Entry.objects.get(verb="priority.unpublished").by == andre


def test_what_was_published_meanwhile_stays_when_an_older_draft_is_saved(client):
    draft = make.priority(make.board(), published=False)
    client.force_login(make.author())
    page = client.get(reverse(f"{DESK}:edit", args=[draft.pk]))
    assert page.status_code == 200
    draft.latest_revision.publish()

    client.post(reverse(f"{DESK}:edit", args=[draft.pk]), typed(draft.board, need="A newer need."))

    row = Priority.objects.get()
    assert row.live and row.need.startswith("One in ten")
    assert row.latest_revision.as_object().need == "A newer need."


def test_board_and_address_cannot_be_changed_at_the_desk_after_publication(client):
    stay_put, west = make.priority(make.board()), make.board("Westside")
    client.force_login(make.reviewer())
    client.post(reverse(f"{DESK}:edit", args=[stay_put.pk]), typed(west, press="publish", slug="elsewhere"))
    stay_put.refresh_from_db()
    assert (stay_put.board.slug, stay_put.slug) == ("eastbank", "stay-put-housing")


def test_nothing_is_deleted_or_copied_at_the_desk(client):
    stay_put, stella = make.priority(make.board(), published=False), make.author()
    client.force_login(make.administrator())

    client.post(reverse(f"{DESK}:delete", args=[stay_put.pk]))
    client.post(f"/staff/bulk/priorities/priority/delete/?id={stay_put.pk}", {"id": stay_put.pk})
    client.post(reverse("wagtailusers_users:delete", args=[stella.pk]))
    client.post(f"/staff/bulk/people/person/delete/?id={stella.pk}", {"id": stella.pk})

    assert Priority.objects.filter(pk=stay_put.pk).exists()
    stella.refresh_from_db()
    assert client.get(f"/staff/snippets/priorities/priority/copy/{stay_put.pk}/").status_code == 404
    listed = client.get(reverse(f"{DESK}:list")).content.decode()
    assert "Stay-put housing" in listed and "/delete/" not in listed and "/copy/" not in listed


def test_only_priorities_are_edited_as_snippets_and_only_they_have_a_workflow():
    assert get_snippet_models() == [Priority]
    assert [kind.content_type.model for kind in WorkflowContentType.objects.all()] == ["priority"]


def test_every_viewset_of_the_desk_is_meant_to_be_there():
    ours = {
        (viewset.model._meta.label if not isinstance(viewset.model, str) else viewset.model)
        for viewset in viewsets.viewsets
        if getattr(viewset, "model", None)
    }
    assert ours == {
        "auth.Group",
        "cms.Paper",
        "cms.Picture",
        "people.CityShare",
        "people.Person",
        "priorities.Cycle",
        "priorities.Priority",
        "priorities.Purse",
        "priorities.Suggestion",
        "wagtailcore.Locale",
        "wagtailcore.Page",
        "wagtailcore.Site",
    }


def test_the_list_holds_originals_and_can_be_narrowed(client):
    rosa, noi = make.people("rosa noi")
    board = make.board(seated=[rosa, noi])
    make.adopted(board, members=[rosa, noi], title="An open one")
    make.priority(make.board("Westside"), title="A waiting one")
    client.force_login(make.author())

    def titles(**asked):
        response = client.get(reverse(f"{DESK}:list"), asked)
        return sorted(priority.title for priority in response.context["object_list"])

    assert titles() == ["A waiting one", "An open one"]
    assert "Adopted: takes proposals" in client.get(reverse(f"{DESK}:list")).content.decode()
    assert titles(stage="open") == ["An open one"]
    assert titles(stage="waiting") == ["A waiting one"]
    assert titles(board=board.pk) == ["An open one"]


def test_what_is_typed_is_saved_by_itself(client):
    client.force_login(make.author())
    as_it_types = {"HTTP_ACCEPT": "application/json"}
    saved = client.post(reverse(f"{DESK}:add"), typed(None, need="Half a"), **as_it_types).json()
    draft = Priority.objects.get()
    assert saved["success"] and saved["pk"] == draft.pk
    again = typed(make.board(), need="Half a sentence") | {"overwrite_revision_id": saved["revision_id"]}
    assert client.post(reverse(f"{DESK}:edit", args=[draft.pk]), again, **as_it_types).json()["success"]
    assert Priority.objects.get().need == "Half a sentence"


@pytest.mark.parametrize("page", ["inspect", "history", "edit", "usage"])
def test_the_pages_about_a_priority_can_be_read(client, page):
    rosa, noi = make.people("rosa noi")
    stay_put = make.adopted(make.board(seated=[rosa, noi]), members=[rosa, noi])
    client.force_login(make.author())
    response = client.get(reverse(f"{DESK}:{page}", args=[stay_put.pk]))
    assert response.status_code == 200
    if page == "inspect":
        assert "$300,000" in response.content.decode()


def test_suggestions_are_chosen_not_written_at_the_desk(client):
    asked = make.suggestion(make.board(), by=make.person("yesenia"))
    client.force_login(make.author())
    assert "Rents rise" in client.get("/staff/suggestion_chooser/").content.decode()
    chosen = client.get(f"/staff/suggestion_chooser/chosen/{asked.pk}/")
    assert "Rents rise" in chosen.content.decode()
    client.post("/staff/suggestion_chooser/create/", {"need": "Mine"})
    assert Suggestion.objects.count() == 1

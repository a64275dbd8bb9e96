"""One door leads to publication, whoever opens it, and behind it stands the database."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from wagtail.actions.publish_revision import PublishRevisionAction
from wagtail.actions.unpublish import UnpublishAction

from community.record.models import Entry
from community.record.verdict import Refused
from governance.priorities.models import Priority
from tests import make

pytestmark = pytest.mark.django_db


def entered(priority, verb="priority.published"):
    return list(Entry.objects.about(priority).filter(verb=verb))


def test_publishing_is_entered_with_the_person_the_revision_and_the_words():
    stella = make.staff()
    stay_put = make.priority(make.board(), by=stella)

    (entry,) = entered(stay_put)

    assert entry.by == stella
    assert entry.facts["facts"] == {"revision": stay_put.live_revision_id, "text": stay_put.text_hash}
    assert stay_put.words_hash == stay_put.text_hash


def unfinished(*, board=True, **lack):
    """A draft with a board, unless told otherwise, that lacks something."""
    return make.priority(make.board() if board else None, published=False, **lack)


@pytest.mark.parametrize(
    ("lack", "says"),
    [
        ({"board": None}, "Name the board"),
        ({"need": ""}, "Say what the need is"),
        ({"burdened": "  \n "}, "Say who is burdened"),
        ({"benefits": ""}, "Say who benefits"),
        ({"history": ""}, "what history"),
        ({"origin": "resident"}, "the resident’s own suggestion"),
        ({"amount": None}, "Say how much money"),
    ],
    ids=str,
)
def test_an_unfinished_draft_is_refused_at_every_door(lack, says):
    draft = unfinished(**lack)
    revision = draft.latest_revision

    for door in (revision.publish, lambda: draft.publish(revision)):
        with pytest.raises(Refused, match=says):
            door()

    assert not Priority.objects.get(pk=draft.pk).live
    assert entered(draft) == []


def test_connections_need_no_sum():
    assert make.priority(make.board(), amount=None, instrument="connections").live


def test_staff_cannot_pass_off_their_own_suggestion_as_a_residents():
    board, stella = make.board(), make.staff()
    asked = make.suggestion(board, by=stella)
    with pytest.raises(Refused, match="the resident’s own"):
        make.priority(board, origin="resident", suggestion=asked)


@pytest.mark.parametrize("lack", [{"board": None}, {"need": ""}, {"origin": "resident"}], ids=str)
def test_what_goes_around_the_door_meets_the_database(lack):
    draft = unfinished(**lack)
    with pytest.raises(DatabaseError), transaction.atomic():
        PublishRevisionAction(draft.latest_revision).execute(skip_permission_checks=True)
    with pytest.raises(DatabaseError), transaction.atomic():
        Priority.objects.filter(pk=draft.pk).update(live=True)


@pytest.mark.parametrize("change", ["board", "slug"])
def test_a_published_priority_keeps_its_board_and_address(change):
    stay_put = make.priority(make.board())
    setattr(stay_put, change, make.board("Westside") if change == "board" else "elsewhere")
    revision = stay_put.save_revision()

    with pytest.raises(Refused, match="published"):
        revision.publish()
    with pytest.raises(DatabaseError), transaction.atomic():
        stay_put.save()


def test_a_schedule_is_no_publication():
    stella = make.staff()
    draft = make.priority(make.board(), published=False, by=stella, go_live_at=make.now() + make.DAY)

    draft.latest_revision.publish(user=stella, skip_permission_checks=True)

    draft.refresh_from_db()
    assert not draft.live and draft.approved_schedule
    assert entered(draft) == []


def test_a_schedule_from_an_old_revision_does_not_take_the_published_words_back():
    later = make.now() + make.DAY
    draft = make.priority(make.board(), published=False, go_live_at=later)
    first = draft.latest_revision
    draft.go_live_at = None
    draft.save_revision().publish()

    first.publish()

    assert Priority.objects.get(pk=draft.pk).live


def test_a_published_draft_can_be_taken_back_until_the_board_is_asked():
    rosa, noi, stella = *make.people("rosa noi"), make.reviewer("stella")
    board = make.board(seated=[rosa, noi])
    stay_put = make.priority(board, by=stella)
    stay_put.unpublish(user=stella)
    assert [e.by for e in entered(stay_put, "priority.unpublished")] == [stella]
    stay_put.unpublish(user=stella)  # twice changes nothing
    assert len(entered(stay_put, "priority.unpublished")) == 1

    stay_put.latest_revision.publish()
    make.vote(board, by=rosa, seconded_by=noi, subject=stay_put, opened=False)
    with pytest.raises(Refused, match="was asked to"):
        Priority.objects.get(pk=stay_put.pk).unpublish()


@pytest.mark.parametrize("said", ["yes", "no"])
def test_what_a_board_decided_on_stays_in_public_by_every_door(said):
    rosa, noi = make.people("rosa noi")
    board = make.board(seated=[rosa, noi])
    stay_put = make.priority(board)
    vote = make.vote(board, by=rosa, seconded_by=noi, subject=stay_put)
    make.decided(vote, **{said: [rosa, noi]})
    stay_put.refresh_from_db()

    with pytest.raises(Refused, match="stays in public"):
        stay_put.unpublish()
    with pytest.raises(DatabaseError), transaction.atomic():
        UnpublishAction(stay_put).execute(skip_permission_checks=True)
    with pytest.raises(DatabaseError), transaction.atomic():
        Priority.objects.filter(pk=stay_put.pk).delete()
    assert Priority.objects.get(pk=stay_put.pk).live


def test_nobody_deletes_a_priority_not_even_an_administrator():
    root = make.administrator()
    for thing in ("priorities.delete_priority", "people.delete_person", "voting.delete_vote"):
        assert not root.has_perm(thing)
    assert root.has_perm("cms.delete_picture") and root.has_perm("priorities.publish_priority")


def test_a_stale_row_cannot_undo_a_publication():
    draft = make.priority(make.board(), published=False)
    stale = Priority.objects.get(pk=draft.pk)
    draft.latest_revision.publish()
    with pytest.raises(DatabaseError), transaction.atomic():
        stale.save()


@pytest.mark.parametrize("title", ["住宅", "Суп", "suggestion"])
def test_every_title_gets_an_address(title):
    draft = make.priority(make.board(), published=False, title=title, slug="" if title != "suggestion" else "s")
    assert draft.slug and draft.slug != "suggestion"


def test_the_address_of_the_suggestion_form_is_taken():
    with pytest.raises(Exception, match="belongs to another page"):
        make.priority(make.board(), published=False, title="Suggestion")


def test_proposals_end_after_they_begin():
    now = make.now()
    with pytest.raises(Exception, match="end after they begin"):
        make.priority(make.board(), published=False, opens_at=now, closes_at=now - timedelta(seconds=1))

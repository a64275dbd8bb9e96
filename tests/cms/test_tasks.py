"""What falls due at the desk: published and taken back by the clock, one by one."""

import pytest
from wagtail.models import ModelLogEntry, Revision, Workflow

from cms import tasks
from cms.models import HomePage, WordsPage
from community.record.models import Entry
from governance.priorities.models import Priority
from tests import make

pytestmark = pytest.mark.django_db


def scheduled(board, title, *, by=None, **fields):
    """A priority that somebody approved for tomorrow."""
    draft = make.priority(board, title=title, published=False, go_live_at=make.now() + make.DAY, **fields)
    draft.latest_revision.publish(user=by, skip_permission_checks=True)
    return Priority.objects.get(pk=draft.pk)


def a_day_later(*things):
    """Tomorrow has come: what was scheduled for it is due. Wagtail's own clock cannot be told the time."""
    for thing in things:
        revision = thing.scheduled_revision
        revision.approved_go_live_at -= 2 * make.DAY
        revision.content["go_live_at"] = revision.approved_go_live_at.isoformat()
        revision.save()


def test_what_was_approved_is_published_at_its_time_by_whoever_approved_it():
    andre = make.reviewer()
    draft = scheduled(make.board(), "Stay-put housing", by=andre)
    assert tasks.publish_scheduled() == 0

    a_day_later(draft)
    assert tasks.publish_scheduled() == 1

    draft.refresh_from_db()
    assert draft.live and draft.stage(make.now()) == "waiting"
    assert Entry.objects.get(verb="priority.published").by == andre
    assert tasks.publish_scheduled() == 0


def test_two_workers_publish_what_is_due_once():
    draft = scheduled(make.board(), "Stay-put housing")
    a_day_later(draft)
    seen_by_the_other = Revision.objects.get(pk=draft.scheduled_revision.pk)
    assert tasks.publish_scheduled() == 1
    assert not tasks.publish(seen_by_the_other, make.now())
    assert Entry.objects.filter(verb="priority.published").count() == 1


def test_a_review_with_a_date_in_the_future_is_a_schedule():
    stella, andre = make.author(), make.reviewer()
    draft = make.priority(make.board(), published=False, go_live_at=make.now() + make.DAY)
    Workflow.objects.get(name="Priority: review").start(draft, stella)
    draft.current_workflow_task_state.approve(user=andre)
    draft.refresh_from_db()
    assert draft.approved_schedule and not draft.live

    a_day_later(draft)
    tasks.publish_scheduled()

    assert Priority.objects.get().live
    assert Entry.objects.get(verb="priority.published").by == andre


def test_one_that_is_refused_leaves_the_schedule_and_the_others_go_on():
    board = make.board()
    things = [scheduled(board, title) for title in ("First", "Bad", "Last")]
    a_day_later(*things)
    bad = things[1]
    # Somebody changed what it says without asking: the need is gone.
    revision = bad.scheduled_revision
    revision.content["need"] = ""
    revision.save()

    assert tasks.publish_scheduled() == 2

    live = {p.title: p.live for p in Priority.objects.all()}
    assert live == {"First": True, "Bad": False, "Last": True}
    assert not Priority.objects.get(pk=bad.pk).approved_schedule
    assert ModelLogEntry.objects.filter(object_id=bad.pk, action="wagtail.schedule.cancel").exists()


def test_one_that_breaks_does_not_stop_the_others_and_is_tried_again():
    board = make.board()
    broken, fine = scheduled(board, "Broken"), scheduled(board, "Fine")
    a_day_later(broken, fine)
    revision = broken.scheduled_revision
    revision.content["opens_at"], revision.content["closes_at"] = "2030-01-02T00:00:00Z", "2030-01-01T00:00:00Z"
    revision.save()

    assert tasks.publish_scheduled() == 1

    assert Priority.objects.get(pk=fine.pk).live
    broken = Priority.objects.get(pk=broken.pk)
    assert not broken.live and broken.approved_schedule


def test_a_draft_is_taken_back_at_its_time_but_what_the_board_decided_stays():
    rosa, noi = make.people("rosa noi")
    board = make.board(seated=[rosa, noi])
    soon = make.now() + make.DAY
    draft = make.priority(board, title="A draft", expire_at=soon)
    decided = make.adopted(board, members=[rosa, noi], title="Decided", expire_at=soon)

    assert tasks.expire(at=make.now() + 2 * make.DAY) == 1

    assert not Priority.objects.get(pk=draft.pk).live
    decided.refresh_from_db()
    assert decided.live and decided.expire_at is None
    assert Entry.objects.get(verb="priority.unpublished").by is None


def test_pages_are_published_and_taken_back_by_the_clock_too():
    home, soon = HomePage.objects.get(), make.now() + make.DAY
    page = home.add_child(instance=WordsPage(title="News", body="<p>x</p>", live=False, go_live_at=soon))
    page.save_revision().publish()
    old = home.add_child(instance=WordsPage(title="Old", body="<p>x</p>", expire_at=soon))
    page.refresh_from_db()
    a_day_later(page)

    assert (tasks.publish_scheduled(), tasks.expire(at=make.now() + 2 * make.DAY)) == (1, 1)

    page.refresh_from_db()
    old.refresh_from_db()
    assert (page.live, old.live, old.expired) == (True, False, True)

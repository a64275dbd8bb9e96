"""Where a priority stands: whatever happens in whatever order, money follows only what the board adopted."""

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from community.record.verdict import Refused
from governance.priorities import reading, rules
from governance.priorities.models import Priority
from tests import make

pytestmark = pytest.mark.django_db

STEPS = ["edit", "publish", "publish again", "put", "adopt", "reject", "take back", "schedule", "translate"]


class Life:
    """A priority, what is done to it, and what we know about it without asking it."""

    def __init__(self):
        self.members = make.people("rosa noi")
        self.board = make.board(seated=self.members)
        self.row = make.priority(self.board, published=False)
        make.translated(self.row)
        self.edits, self.vote, self.on_the_table, self.adopted = 0, None, None, None

    def step(self, name):
        """Do it, or be refused: both are life."""
        self.row = Priority.objects.get(pk=self.row.pk)
        getattr(self, name.replace(" ", "_"))()

    def edit(self):
        self.edits += 1
        draft = self.row.get_latest_revision_as_object()
        draft.need = f"Need number {self.edits}."
        draft.save_revision()

    def publish(self):
        self.row.latest_revision.publish()

    def publish_again(self):
        self.edit()
        Priority.objects.get(pk=self.row.pk).latest_revision.publish()

    def schedule(self):
        draft = self.row.get_latest_revision_as_object()
        draft.go_live_at = make.now() + make.DAY
        draft.save_revision().publish()

    def take_back(self):
        self.row.unpublish()

    def translate(self):
        for row in self.row.translations.all():
            row.need = f"Necesidad {self.edits}."
            row.save_revision().publish()

    def put(self):
        if self.vote:
            return
        rosa, noi = self.members
        self.vote = make.vote(self.board, by=rosa, seconded_by=noi, subject=self.row)
        self.on_the_table = self.row.need

    def adopt(self):
        self.decide(yes=self.members)

    def reject(self):
        self.decide(no=self.members)

    def decide(self, **ballots):
        if self.vote:
            make.decided(self.vote, **ballots)
            self.adopted = self.on_the_table if self.vote.passed else self.adopted
            self.vote = None


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(steps=st.lists(st.sampled_from(STEPS), min_size=1, max_size=9))
def test_money_follows_only_words_the_board_adopted(steps):
    with transaction.atomic():
        life = Life()
        for name in steps:
            try:
                with transaction.atomic():
                    life.step(name)
            except Refused:
                pass
            row, now = Priority.objects.get(pk=life.row.pk), make.now()
            assert bool(row.may_receive(now)) == (life.adopted is not None)
            if life.adopted:
                assert row.live and row.in_force.terms["need"] == life.adopted
                page = reading.of_priority(row, language="en", at=now)
                assert page["words"]["need"] == life.adopted
                assert bool(page["changes"]) == (row.need != life.adopted)
            stage = row.stage(now)
            found = [s for s in Priority.Stage.values if Priority.objects.originals().at_stage(s, now).exists()]
            assert found == [stage]
        transaction.set_rollback(True)


@pytest.mark.parametrize(
    ("opens", "closes", "stage"),
    [(1, 2, "adopted"), (0, 2, "open"), (-1, 1, "open"), (None, None, "open"), (-2, 0, "closed"), (-2, -1, "closed")],
)
def test_the_dates_the_board_adopted_decide_when_proposals_are_taken(opens, closes, stage):
    rosa, noi = make.people("rosa noi")
    at = make.now() + 60 * make.DAY
    dates = {
        name: at + days * make.DAY for name, days in (("opens_at", opens), ("closes_at", closes)) if days is not None
    }
    stay_put = make.adopted(make.board(seated=[rosa, noi]), members=[rosa, noi], **dates)

    # Later, staff write other dates: the adopted ones stay in force.
    stay_put.opens_at, stay_put.closes_at = at - 90 * make.DAY, at - 80 * make.DAY
    stay_put.save_revision().publish()
    stay_put = Priority.objects.get()

    assert stay_put.stage(at) == stage
    assert list(Priority.objects.at_stage(stage, at)) == [stay_put]
    assert bool(stay_put.may_receive(at)) == (stage == "open")


def test_a_rejected_priority_stays_readable_and_waits_again_when_its_words_change():
    rosa, noi = make.people("rosa noi")
    board = make.board(seated=[rosa, noi])
    stay_put = make.priority(board)
    make.decided(make.vote(board, by=rosa, seconded_by=noi, subject=stay_put), no=[rosa, noi])

    stay_put = Priority.objects.visible_to(make.VISITOR).get()
    assert stay_put.stage(make.now()) == "rejected"
    with pytest.raises(Refused, match="has not adopted"):
        make.proposal(stay_put, by=rosa)

    stay_put.need = "Said better."
    stay_put.save_revision().publish()
    assert Priority.objects.get().stage(make.now()) == "waiting"


def test_publishing_the_same_words_again_changes_nothing_for_the_board():
    rosa, noi = make.people("rosa noi")
    stay_put = make.adopted(make.board(seated=[rosa, noi]), members=[rosa, noi])
    stay_put.save_revision().publish()
    stay_put = Priority.objects.get()
    assert stay_put.is_adopted_as_is
    assert str(stay_put.may_be_put(make.now()).clause) == "priority.adopted"


def test_the_board_can_adopt_the_change_and_then_it_is_in_force():
    rosa, noi = make.people("rosa noi")
    board = make.board(seated=[rosa, noi])
    stay_put = make.adopted(board, members=[rosa, noi])
    stay_put.amount = 10_000_000
    stay_put.save_revision().publish()
    stay_put = Priority.objects.get()
    assert stay_put.in_force.amount == 30_000_000
    (change,) = reading.of_priority(stay_put, language="en", at=make.now())["changes"]
    assert (change["field"], change["value"]) == ("amount", 10_000_000)

    make.decided(make.vote(board, by=rosa, seconded_by=noi, subject=stay_put), yes=[rosa, noi])

    assert Priority.objects.get().in_force.amount == 10_000_000


@pytest.mark.parametrize(
    ("facts", "stage"),
    [
        ({"is_live": False, "is_adopted": True}, "draft"),
        ({}, "waiting"),
        ({"is_rejected": True}, "rejected"),
        ({"is_adopted": True, "is_rejected": True}, "open"),
    ],
)
def test_the_stage_is_a_sum_of_facts(facts, stage):
    nothing = {"is_live": True, "is_adopted": False, "is_rejected": False, "opens": None, "closes": None}
    assert rules.stage(**nothing | facts, at=make.now()) == stage

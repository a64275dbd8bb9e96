"""`manage.py give_role`: the first clerk or officer of a board, from whom others take over by a handover."""

import pytest
from django.core.management import CommandError, call_command

from community.record.models import Entry
from tests import make

pytestmark = pytest.mark.django_db


def give(email, role, board="eastbank", **options):
    call_command("give_role", email, board=board, role=role, **options)


def test_a_board_gets_its_officer_and_the_record_says_who_gave_the_role(capsys):
    andre, root = make.staff("andre"), make.administrator()
    board = make.board()

    give("ANDRE@example.org", "officer", by=root.email)

    assert [(one.person, one.role) for one in board.roles.at(make.now())] == [(andre, "officer")]
    entry = Entry.objects.filter(verb="role.given").first()
    assert (entry.by, entry.is_public) == (root, True)
    assert "Eastbank: Andre is programme officer now." in capsys.readouterr().out


@pytest.mark.parametrize(
    ("email", "role", "board", "reason"),
    [
        ("rosa@example.org", "officer", "eastbank", "works for the fund"),
        ("ana@example.org", "chair", "eastbank", "Ana does not"),
        ("sam@example.org", "clerk", "eastbank", "already"),
        ("nobody@example.org", "clerk", "eastbank", "Nobody here"),
        ("sam@example.org", "clerk", "westbank", "There are: eastbank"),
    ],
)
def test_who_cannot_hold_the_role_is_told_why_and_nothing_changes(email, role, board, reason):
    rosa, sam, _ana = make.people("rosa sam ana")
    table = make.board(seated=[rosa], clerk=sam)

    with pytest.raises(CommandError, match=reason):
        give(email, role, board)

    assert table.roles.count() == 1


def test_a_member_can_be_made_chair():
    board = make.board(seated=make.people("rosa"))

    give("rosa@example.org", "chair")

    assert board.roles.get().get_role_display() == "Chair"

"""The rules of proposals, each at its edges."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community.record.verdict import YES, Verdict
from governance.proposals import rules

NO = Verdict("No.", clause="priority.adopted")


def said(verdict) -> str:
    """The clause that said no, or nothing."""
    return "" if verdict else verdict.clause


@pytest.mark.parametrize(
    ("amount", "priority_amount", "clause"),
    [
        (1, 100, ""),
        (100, 100, ""),
        (101, 100, "proposal.sum"),
        (0, 100, "proposal.sum"),
        (-1, 100, "proposal.sum"),
        (10**15, None, ""),
        (0, None, "proposal.sum"),
        (1, 0, "proposal.sum"),
    ],
)
def test_a_proposal_asks_for_something_and_never_more_than_the_priority_has(amount, priority_amount, clause):
    assert said(rules.may_ask(amount=amount, priority_amount=priority_amount)) == clause


@pytest.mark.parametrize("state", rules.MOVES)
def test_only_the_author_changes_a_proposal_and_only_until_it_is_decided(state):
    assert bool(rules.may_change(state=state, is_author=True)) == (state in ("draft", "sent"))
    assert not rules.may_change(state=state, is_author=False)


@pytest.mark.parametrize(
    ("asked", "clause"),
    [
        ({}, ""),
        ({"is_author": False}, "room.open"),
        ({"state": "sent"}, "priority.window"),
        ({"receives": NO}, "priority.adopted"),
        ({"asks": Verdict("No.", clause="proposal.sum")}, "proposal.sum"),
        ({"receives": NO, "asks": Verdict("No.", clause="proposal.sum")}, "priority.adopted"),
    ],
)
def test_a_draft_is_sent_by_its_author_to_a_priority_that_takes_it(asked, clause):
    usual = {"state": "draft", "is_author": True, "receives": YES, "asks": YES}
    assert said(rules.may_send(**usual | asked)) == clause


@pytest.mark.parametrize(
    ("state", "is_author", "is_on_vote", "holds"),
    [
        ("sent", True, False, True),
        ("sent", True, True, False),
        ("sent", False, False, False),
        ("draft", True, False, False),
        ("passed", True, False, False),
        ("not_passed", True, False, False),
        ("withdrawn", True, False, False),
    ],
)
def test_a_sent_proposal_is_taken_back_until_a_vote_is_asked_for(state, is_author, is_on_vote, holds):
    assert bool(rules.may_withdraw(state=state, is_author=is_author, is_on_vote=is_on_vote)) == holds


@pytest.mark.parametrize(
    ("state", "amount", "left", "holds"),
    [
        ("sent", 100, None, True),
        ("sent", 100, 100, True),
        ("sent", 101, 100, False),
        ("sent", 1, 0, False),
        ("sent", 1, -5, False),
        ("draft", 1, 100, False),
        ("passed", 1, 100, False),
        ("withdrawn", 1, 100, False),
    ],
)
def test_a_proposal_is_put_while_the_money_that_is_left_covers_it(state, amount, left, holds):
    assert bool(rules.may_put(state=state, amount=amount, left=left, is_same_money=True)) == holds


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("three places", "three places", [("same", "three places")]),
        ("on three places", "on six places", [("same", "on "), ("gone", "three"), ("new", "six"), ("same", " places")]),
        ("", "all new", [("new", "all new")]),
        ("all gone", "", [("gone", "all gone")]),
        ("", "", []),
    ],
)
def test_changes_are_named_word_by_word(old, new, found):
    assert list(rules.changes(old, new)) == found


@given(st.text(alphabet="ab \n", max_size=200), st.text(alphabet="ab \n", max_size=200))
def test_both_texts_can_be_read_from_their_changes(old, new):
    pieces = list(rules.changes(old, new))
    assert "".join(words for kind, words in pieces if kind != "new") == old
    assert "".join(words for kind, words in pieces if kind != "gone") == new


def test_two_long_texts_of_one_word_are_compared_at_once():
    """Repetition is what makes comparing slow; nobody can stop the page with it."""
    assert list(rules.changes("a " * 4000, "a " * 3999 + "b "))

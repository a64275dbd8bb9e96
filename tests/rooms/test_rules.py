"""Who may read, write and hide; what is too long or too fast; which time is still free."""

from datetime import UTC, datetime, timedelta

import pytest

from community.rooms import rules

T = [datetime(2026, 5, day, tzinfo=UTC) for day in range(1, 12)]


@pytest.mark.parametrize(
    ("is_public", "is_member", "may"),
    [(True, False, True), (True, True, True), (False, True, True), (False, False, False)],
)
def test_members_read_their_room_and_everybody_a_public_one(is_public, is_member, may):
    assert bool(rules.may_read(is_public=is_public, is_member=is_member)) is may


@pytest.mark.parametrize(
    ("is_open", "for_members", "signed_in", "is_member", "reason"),
    [
        (True, False, True, False, ""),
        (True, False, True, True, ""),
        (True, True, True, True, ""),
        (True, True, True, False, "Only members"),
        (True, True, False, False, "Sign in"),
        (True, False, False, False, "Sign in"),
        (False, False, True, True, "closed"),
        (False, True, True, True, "closed"),
        (False, False, False, False, "closed"),
    ],
)
def test_writing_needs_an_open_room_and_the_right_to_be_there(is_open, for_members, signed_in, is_member, reason):
    verdict = rules.may_write(is_open=is_open, for_members=for_members, signed_in=signed_in, is_member=is_member)

    assert bool(verdict) is not bool(reason)
    assert reason in verdict.message


@pytest.mark.parametrize(
    ("length", "lately", "reason"),
    [
        (1, 0, ""),
        (4000, 9, ""),
        (0, 0, "Write something"),
        (4001, 0, "too long"),
        (5, 10, "Wait a minute"),
        (5, 300, "Wait a minute"),
    ],
)
def test_a_message_says_something_in_4000_characters_ten_times_a_minute(length, lately, reason):
    verdict = rules.may_say(length=length, lately=lately)

    assert bool(verdict) is not bool(reason)
    assert reason in verdict.message


def test_a_too_long_message_hears_by_how_much():
    verdict = rules.may_say(length=4321, lately=0)

    assert (verdict.count, verdict.params) == (321, {"longest": 4000})


@pytest.mark.parametrize(
    ("moderates", "is_hidden", "why", "reason"),
    [
        (True, False, "It names a child.", ""),
        (True, False, "  ", "Tell everybody why"),
        (True, True, "It names a child.", "already"),
        (False, False, "It names a child.", "Only moderators"),
    ],
)
def test_a_moderator_hides_once_and_says_why(moderates, is_hidden, why, reason):
    verdict = rules.may_hide(moderates=moderates, is_hidden=is_hidden, why=why)

    assert bool(verdict) is not bool(reason)
    assert reason in verdict.message


def test_a_discussion_is_closed_once():
    assert rules.may_close(is_open=True)
    assert not rules.may_close(is_open=False)


@pytest.mark.parametrize(
    ("held", "since", "until", "free"),
    [
        ([], 0, 5, [(0, 5)]),
        ([], 0, None, [(0, None)]),
        ([(0, 5)], 0, 5, []),
        ([(0, None)], 3, None, []),
        ([(0, None)], 3, 7, []),
        ([(0, 5)], 3, 8, [(5, 8)]),
        ([(0, 5)], 5, 8, [(5, 8)]),
        ([(3, 5)], 0, 8, [(0, 3), (5, 8)]),
        ([(3, 5)], 0, None, [(0, 3), (5, None)]),
        ([(6, 8), (1, 2)], 0, 10, [(0, 1), (2, 6), (8, 10)]),
        ([(9, None)], 0, 5, [(0, 5)]),
        ([(9, None)], 0, None, [(0, 9)]),
        ([(4, 4)], 0, 8, [(0, 4), (4, 8)]),
    ],
)
def test_a_place_is_given_only_for_time_not_held_yet(held, since, until, free):
    def period(begins, ends):
        return T[begins], None if ends is None else T[ends]

    assert rules.gaps([period(*p) for p in held], *period(since, until)) == [period(*p) for p in free]


def test_a_place_of_no_length_gives_nothing():
    assert rules.gaps([], T[3], T[3]) == []
    assert rules.gaps([], T[3], T[3] - timedelta(hours=1)) == []

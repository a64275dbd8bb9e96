"""How close members are, what follows from it, and who stands in: the rules, each at its edges."""

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from governance.boards.rules import Balance, Share
from governance.voting import rules
from tests.voting import sums

RESIDENT, PARTNER, PUBLIC = KINDS = ("resident", "partner", "public")
CHOICES = ("yes", "no", "abstain")


@pytest.mark.parametrize(
    ("said", "by_ties", "least", "grade"),
    [
        (None, 0, 0, 0),
        (None, 1, 0, 1),
        (None, 3, 0, 3),
        (1, 3, 0, 1),  # another office of it, say: public, with a reason
        (3, 0, 0, 3),
        (0, 1, 0, 0),
        (0, 3, 3, 3),  # one's own organization
        (None, 0, 3, 3),  # one's own proposal
        (None, 0, 1, 1),  # the same, where the charter asks for less
        (2, 0, 1, 2),
    ],
)
def test_what_is_said_counts_before_what_was_declared_and_never_below_what_is_ones_own(said, by_ties, least, grade):
    assert rules.grade_of(said=said, by_ties=by_ties, least=least) == grade


@pytest.mark.parametrize(("grade", "clause"), [(0, ""), (1, ""), (2, ""), (3, "recusal.left")])
def test_who_left_the_item_neither_asks_for_a_vote_nor_writes(grade, clause):
    verdict = rules.may_act_on(grade=grade)
    assert verdict.clause == clause
    assert rules.may_move(is_member=True, subject=rules.YES, is_pending=False, closeness=verdict).clause == clause
    assert rules.may_second(state="moved", is_member=True, has_moved=False, closeness=verdict).clause == clause


FACTS = {
    "is_member": True,
    "is_decided": False,
    "is_open": False,
    "has_voted": False,
    "has_said": False,
    "now": 0,
    "least": 0,
    "grade": 2,
}


@pytest.mark.parametrize(
    ("facts", "clause"),
    [
        ({}, ""),
        ({"is_member": False}, "recusal.said"),
        ({"is_decided": True}, "recusal.said"),
        # Before the vote opens one may say more or less than before, but not less than what is one's own.
        ({"now": 3, "has_said": True, "grade": 0}, ""),
        ({"least": 3, "now": 3, "grade": 2}, "recusal.author"),
        ({"least": 3, "now": 3, "grade": 3}, ""),
        ({"least": 1, "now": 1, "grade": 0}, "recusal.author"),
        # Once it is open only more, and the first word may say what was declared.
        ({"is_open": True}, ""),
        ({"is_open": True, "now": 1, "has_said": True, "grade": 1}, "recusal.said"),
        ({"is_open": True, "now": 1, "has_said": False, "grade": 1}, ""),
        ({"is_open": True, "now": 1, "has_said": True, "grade": 0}, "recusal.said"),
        ({"is_open": True, "now": 1, "has_said": False, "grade": 0}, "recusal.said"),
        ({"is_open": True, "now": 2, "has_said": True, "grade": 3}, ""),
        ({"is_open": True, "now": 3, "has_said": True, "grade": 3}, "recusal.said"),
        # A ballot is final.
        ({"is_open": True, "has_voted": True, "grade": 2}, "vote.once"),
        ({"is_open": True, "has_voted": True, "grade": 3}, "vote.once"),
        ({"is_open": True, "has_voted": True, "grade": 1}, ""),
        ({"grade": None}, ""),
        ({"grade": None, "is_open": True, "now": 3}, "recusal.said"),
        ({"grade": None, "is_open": True, "has_voted": True}, ""),
    ],
)
def test_what_a_member_may_say_and_when(facts, clause):
    assert rules.may_disclose(**FACTS | facts).clause == clause


@pytest.mark.parametrize(
    ("facts", "clause"),
    [
        ({}, ""),
        ({"is_away": True}, "recusal.said"),
        ({"still_sits": False}, "vote.roll"),
        ({"is_on_roll": False, "is_away": True}, "vote.roll"),
        ({"has_cast": True, "still_sits": False}, "vote.once"),
    ],
)
def test_who_stepped_back_or_left_the_board_casts_no_ballot(facts, clause):
    open_vote = {"state": "opened", "opens": 0, "closes": 9, "at": 5, "is_on_roll": True, "has_cast": False}
    assert rules.may_cast(**open_vote | facts).clause == clause


# --- Who stands in -------------------------------------------------------------------------------------


def free(residents, partners=0, public=0, *, seats, away, floor=51, quorum=">1/2"):
    voters = {RESIDENT: residents, PARTNER: partners, PUBLIC: public}
    return rules.Free(voters=voters, seats=seats, away=away, floor=floor, quorum=quorum)


R, P = RESIDENT, PARTNER


@pytest.mark.parametrize(
    ("given", "missing", "alternates", "called"),
    [
        # Eleven seats, nobody or few away: it holds.
        (free(8, 2, 1, seats=11, away=0), {}, [R, P], []),
        (free(8, 1, 1, seats=11, away=1), {P: 1}, [P], []),
        # Six residents and five others; two residents step back: residents are called until they hold the floor.
        (free(4, 4, 1, seats=11, away=2), {R: 2}, [P, R, R, R], [1, 2]),
        (free(4, 4, 1, seats=11, away=2), {R: 2}, [P, R], None),
        (free(4, 4, 1, seats=11, away=2), {R: 2}, [P, P], None),
        # Too few people: six of eleven are needed, four are left.
        (free(4, 0, 0, seats=11, away=7), {R: 4, P: 2, PUBLIC: 1}, [P, R, R], [0, 1]),
        (free(4, 0, 0, seats=11, away=7), {R: 7}, [P, P], None),
        # Nobody is missing where nobody stepped back, however few they are.
        (free(1, 0, 0, seats=11, away=0), {}, [R], []),
        # A partner would take the majority, so a resident is called.
        (free(2, 1, 0, seats=7, away=4), {P: 3, R: 1}, [P, R], [1]),
    ],
)
def test_alternates_are_called_in_their_order_until_it_holds(given, missing, alternates, called):
    assert rules.call_up(free=given, missing=missing, alternates=alternates) == called


@pytest.mark.parametrize(
    ("given", "clause", "of_a_seat"),
    [
        (free(8, 2, 1, seats=11, away=0), "", ""),
        (free(4, 4, 1, seats=11, away=2), "recusal.enough", ""),
        (free(4, 0, 0, seats=11, away=7), "recusal.enough", "recusal.enough"),
        (free(6, 0, 0, seats=11, away=5), "", ""),
    ],
)
def test_a_vote_goes_on_while_enough_may_vote_without_a_conflict(given, clause, of_a_seat):
    assert rules.may_vote_freely(free=given).clause == clause
    assert rules.may_vote_freely(free=replace(given, asks_floor=False)).clause == of_a_seat


boards = st.lists(st.sampled_from(KINDS), min_size=1, max_size=15)
shares = st.sampled_from([">1/2", ">=1/2", ">=2/3", ">1/3", ">=3/4"])
floors = st.sampled_from([0, 34, 51, 60, 100])


def holds(present, whole, share):
    """The same sum in another way: as decimals would say it, without them."""
    top, bottom = map(int, share.lstrip(">=").split("/"))
    return whole > 0 and (present * bottom >= top * whole if ">=" in share else present * bottom > top * whole)


@given(boards, st.data(), floors, shares)
def test_whoever_is_called_makes_it_hold_and_nobody_too_many(seats, data, floor, quorum):
    away = data.draw(st.lists(st.booleans(), min_size=len(seats), max_size=len(seats)))
    alternates = data.draw(st.lists(st.sampled_from(KINDS), max_size=8))
    stay = [kind for kind, is_away in zip(seats, away, strict=True) if not is_away]
    gone = Counter(kind for kind, is_away in zip(seats, away, strict=True) if is_away)
    start = rules.Free(Counter(stay), len(seats), sum(away), floor, quorum)

    def fine(kinds):
        residents = sum(kind == RESIDENT for kind in kinds)
        enough = holds(len(kinds), len(seats), quorum) and kinds
        return not any(away) or bool(enough and residents * 100 >= floor * len(kinds))

    called = rules.call_up(free=start, missing=gone, alternates=alternates)
    assert start.holds == fine(stay)
    if called is None:
        # Then all the residents among the alternates together would not do either.
        assert not fine(stay + [kind for kind in alternates if kind == RESIDENT])
        return
    assert len({*called}) == len(called)
    kinds = [alternates[n] for n in called]
    assert fine(stay + kinds)
    assert not kinds or not fine(stay + kinds[:-1])
    for kind in KINDS:  # of each kind the first ones, in their order
        mine = [n for n in called if alternates[n] == kind]
        assert mine == [n for n, one in enumerate(alternates) if one == kind][: len(mine)]


@given(boards, st.data(), floors, shares, shares, shares, st.booleans(), st.booleans())
def test_the_count_with_people_away_is_what_a_naive_recount_says(
    seats, data, floor, quorum, resident_quorum, majority, away_counts, seats_a_resident
):
    """Random boards, people away, alternates, ballots and clauses."""
    size = len(seats)
    away = data.draw(st.lists(st.booleans(), min_size=size, max_size=size))
    called = data.draw(st.lists(st.sampled_from(KINDS), max_size=sum(away)))
    voters = [kind for kind, is_away in zip(seats, away, strict=True) if not is_away] + called
    said = data.draw(st.lists(st.sampled_from([*CHOICES, None]), min_size=len(voters), max_size=len(voters)))
    ballots = [(kind, choice) for kind, choice in zip(voters, said, strict=True) if choice]
    balance = Balance(sum(kind == RESIDENT for kind in seats), size, size, floor)

    result = sums.count(
        ballots,
        roll=dict(Counter(voters)),
        quorum=quorum,
        resident_quorum=resident_quorum,
        majority=majority,
        balance=balance,
        seats_a_resident=seats_a_resident,
        free=rules.Free(Counter(voters), size, sum(away), floor, quorum),
        away_counts=away_counts,
    )

    yes, no = (sum(choice == one for _kind, choice in ballots) for one in ("yes", "no"))
    present_residents = sum(kind == RESIDENT for kind, _choice in ballots)
    base = size if away_counts else len(voters)
    naive = [
        holds(len(ballots), base, quorum),
        holds(present_residents, len(ballots), resident_quorum),
        holds(yes, yes + no, majority),
    ]
    if any(away):
        naive.append(holds(len(voters), size, quorum))
    if not seats_a_resident:
        residents = sum(kind == RESIDENT for kind in seats)
        naive.append(residents * 100 >= floor * size)
        if any(away):
            naive.append(bool(voters) and sum(kind == RESIDENT for kind in voters) * 100 >= floor * len(voters))
    assert result.passed is all(naive)
    assert (result.lines["quorum"].of, result.roll, result.present) == (base, len(voters), len(ballots))
    assert ("away" in result.as_facts()) is any(away)
    assert Share.read(quorum).needed(base) == result.lines["quorum"].needed

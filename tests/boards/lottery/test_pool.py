"""The pool: what is refused, who is alike, what collides, and the pool for a vacancy."""

import pytest

from governance.boards.lottery.chances import fairest
from governance.boards.lottery.panels import Impossible, Limit
from governance.boards.lottery.pool import Applicant, BadPool, Pool, Quota, pool_after
from governance.boards.lottery.table import table_of

from . import pools

ADA, BO, CY = (Applicant(name, {"age": age}) for name, age in (("ada", "young"), ("bo", "old"), ("cy", "old")))
YOUNG, OLD = Quota("age", "young", 1, 1), Quota("age", "old", 1, 2)


@pytest.mark.parametrize(
    ("people", "quotas", "seats", "fault", "sentence"),
    [
        ([ADA, BO, ADA], [OLD], 2, "token_twice", "The token ada is in the pool twice"),
        ([ADA, BO], [Quota("age", "old", 3, 2)], 2, "quota_upside_down", "age: old asks for at least 3 and at most 2"),
        ([ADA, BO], [Quota("age", "old", -1, 2)], 2, "quota_upside_down", "at least -1"),
        ([ADA, BO], [OLD, Quota("age", "old", 0, 1)], 2, "quota_twice", "two quotas for age: old"),
        ([ADA, Applicant("dee", {})], [OLD], 1, "says_nothing", "dee says nothing about age"),
        ([ADA, BO], [OLD], 3, "too_few", "3 seats need 3 households; the pool has 2"),
        ([ADA, BO], [OLD], 0, "no_seats", "no seat"),
    ],
)
def test_a_pool_that_makes_no_sense_is_refused_in_a_sentence(people, quotas, seats, fault, sentence):
    with pytest.raises(BadPool, match=sentence) as refused:
        Pool(people, quotas, seats)
    assert refused.value.fault == fault


def test_fewer_homes_than_seats_are_too_few_however_many_people_live_there():
    family = [Applicant(f"t{n}", {}, "one home") for n in range(9)]
    with pytest.raises(BadPool) as refused:
        Pool([*family, ADA], [], 3)
    assert refused.value.facts == {"seats": 3, "households": 2, "people": 10}


def test_people_are_alike_when_quotas_and_homes_see_no_difference():
    couple = [Applicant("dee", {"age": "old", "hair": "red"}, "mill"), Applicant("eli", {"age": "old"}, "mill")]
    pool = Pool([ADA, BO, CY, *couple], [YOUNG, OLD], 2)
    assert sorted(sorted(token for token, _home in pool.members[kind]) for kind in pool.kinds) == [
        ["ada"], ["bo", "cy"], ["dee", "eli"],
    ]  # fmt: skip


def test_what_somebody_said_of_themselves_is_in_no_repr_and_no_message():
    person = Applicant("ada", {"origin": "canary-origin"}, "canary-home")
    pool = Pool([person, BO], [], 1)
    assert "canary" not in repr(person) + repr(pool) + repr(pool.kinds)
    with pytest.raises(BadPool) as refused:
        Pool([person, BO], [Quota("age", "old", 0, 1)], 1)
    assert "canary" not in str(refused.value) + repr(refused.value.facts)


def test_impossible_quotas_say_which_collide_and_by_how_many_people():
    people = [Applicant(f"t{n}", {"gender": "fm"[n % 2], "area": "ab"[n < 12]}) for n in range(40)]
    women, men = Quota("gender", "f", 8, 15), Quota("gender", "m", 10, 15)
    area = Quota("area", "a", 0, 15)

    with pytest.raises(Impossible) as none:
        fairest(Pool(people, [women, men, area], 15))

    assert none.value.together == [Limit(women, "least"), Limit(men, "least")]
    assert sum(limit.people for limit in none.value.gives_way) == 3
    assert {limit.quota for limit in none.value.gives_way} <= {women, men}
    assert "gender: f, at least 8; gender: m, at least 10" in str(none.value)


def test_a_quota_for_more_people_than_there_are_collides_with_nobody_else():
    short = Quota("age", "young", 2, 3)
    with pytest.raises(Impossible) as none:
        fairest(Pool([ADA, BO, CY], [short, Quota("age", "old", 0, 3)], 2))
    assert none.value.together == [Limit(short, "least")]
    assert none.value.gives_way == [Limit(short, "least", 1)]


def test_homes_collide_with_quotas_too():
    couple = [Applicant(name, {"age": "young"}, "mill") for name in ("dee", "eli")]
    with pytest.raises(Impossible) as none:
        fairest(Pool([*couple, BO, CY], [Quota("age", "young", 2, 2)], 2))
    assert none.value.gives_way == [Limit(Quota("age", "young", 2, 2), "least", 1)]


def test_a_vacancy_is_filled_from_the_same_pool_by_the_same_rules():
    dee = Applicant("dee", {"age": "young"}, "mill")
    eli, fay = Applicant("eli", {"age": "young"}, "mill"), Applicant("fay", {"age": "young"}, "hill")
    gus = Applicant("gus", {"age": "young"}, "hill")
    pool = Pool([ADA, BO, CY, dee, eli, fay, gus], [Quota("age", "young", 2, 2), Quota("age", "old", 1, 1)], 3)

    after = pool_after(pool, stayed=["dee", "bo"], left=["fay"])

    assert [person.token for person in after.applicants] == ["ada", "cy", "gus"]  # eli's home has a seat, gus's not
    assert [(q.value, q.least, q.most) for q in after.quotas] == [("old", 0, 0), ("young", 1, 1)]
    assert {token for panel in table_of(after, fairest(after)).panels for token in panel} == {"ada", "gus"}


def test_what_those_who_stayed_have_filled_is_never_asked_for_again():
    after = pool_after(Pool([ADA, BO, CY], [YOUNG, OLD], 2), stayed=["bo", "cy"], left=[])
    assert [(q.value, q.least, q.most) for q in after.quotas] == [("old", 0, 0), ("young", 1, 1)]
    with pytest.raises(BadPool, match="zed is not in the pool"):
        pool_after(pools.small(1), stayed=[], left=["zed"])

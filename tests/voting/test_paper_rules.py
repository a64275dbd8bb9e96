"""What a ballot paper offers, and what a ballot may say on it. Nothing here asks a database."""

import hashlib

import pytest

from community.record.verdict import Refused
from governance.voting import rules
from governance.voting.rules.paper import LONGEST_WORDS, MOST_OPTIONS, Paper, fixed_answers

ABC = {"a": "Ash", "b": "Birch", "c": "Cedar"}
BOUNDS = {"a": (10, 60), "b": (0, 50), "c": (0, 100)}


# --- what can be asked ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("method", "keys", "costs", "parameters", "reason"),
    [
        ("motion", "", {}, {}, None),
        ("consent", "", {}, {}, "Choose another one"),  # a way to ask, but not about this
        ("by loudness", "ab", {}, {}, "Choose another one"),
        ("approval", "a", {}, {}, "between 2 and"),
        ("approval", "ab", {}, {}, None),
        ("irv", [str(n) for n in range(MOST_OPTIONS)], {}, {}, None),
        ("irv", [str(n) for n in range(MOST_OPTIONS + 1)], {}, {}, f"between 2 and {MOST_OPTIONS}"),
        ("irv", "aba", {}, {}, "stands on the ballot once"),
        ("stv", "abc", {}, {"seats": 2}, None),
        ("stv", "abc", {}, {"seats": 3}, "Fewer options can win"),
        ("stv", "abc", {}, {"seats": 0}, "Fewer options can win"),
        ("stv", "ab", {}, {"seats": 1}, None),
        ("stv", "ab", {}, {"seats": 2}, "Fewer options can win"),
        ("irv", "abc", {}, {"seats": 3}, None),  # one wins, whatever else was written
        ("pot", "a", {"a": 1}, {"sum": 1}, None),
        ("pot", "ab", {"a": 5, "b": 1}, {"sum": 1}, None),
        ("pot", "", {}, {"sum": 1}, "between 1 and"),
        ("pot", "ab", {"a": 5, "b": 0}, {"sum": 10}, "A pot has a sum"),
        ("pot", "ab", {"a": 5}, {"sum": 10}, "A pot has a sum"),
        ("pot", "ab", {"a": 5, "b": 5}, {"sum": 0}, "A pot has a sum"),
        ("pot", "ab", {"a": 5, "b": 5}, {}, "A pot has a sum"),
    ],
)
def test_a_question_fits_the_way_it_is_asked(method, keys, costs, parameters, reason):
    allowed = [*rules.PICKS, "pot", "motion"]

    verdict = rules.may_ask_by(method=method, keys=keys, costs=costs, parameters=parameters, allowed=allowed)

    assert bool(verdict) == (reason is None)
    if reason:
        assert reason in str(Refused(verdict)) and verdict.clause == "vote.method"


@pytest.mark.parametrize(
    ("titles", "seats", "may"),
    [
        (["Ash", "Birch"], 1, True),
        (["Ash", " ash "], 1, False),
        (["Ash tree", "ash  TREE"], 1, False),
        (["Ash"], 1, False),
        (["Ash", "Birch", "Cedar"], 2, True),
        (["Ash", "Birch", "Cedar"], 3, False),
    ],
)
def test_titles_that_read_alike_are_the_same_option(titles, seats, may):
    for method in ("approval", "score", "stv"):
        assert bool(rules.may_offer(method=method, titles=titles, seats=seats)) is may
    assert not rules.may_offer(method="pot", titles=titles)


def test_ways_about_one_thing_have_answers_of_their_own():
    assert fixed_answers("motion") == ("yes", "no", "abstain")
    assert len(fixed_answers("gradients")) == 8 and "object" in fixed_answers("consent")
    assert fixed_answers("approval") == fixed_answers("pot") == ()


# --- what a ballot says ---------------------------------------------------------------------------------


def paper(method):
    return Paper(method, {} if fixed_answers(method) else ABC, parameters={"bounds": BOUNDS, "pot": 100, "points": 5})


@pytest.mark.parametrize(
    ("method", "sent", "kept"),
    [
        ("motion", "abstain", "abstain"),
        ("gradients", fixed_answers("gradients")[-1], fixed_answers("gradients")[-1]),
        ("consent", "consent", {"answer": "consent", "words": ""}),
        ("consent", {"answer": "object", "words": " It   floods. "}, {"answer": "object", "words": "It floods."}),
        ("consent", {"answer": "concern", "words": "Mind it."}, {"answer": "concern", "words": "Mind it."}),
        ("consent", {"answer": "concern"}, {"answer": "concern", "words": ""}),
        ("consent", {"answer": "consent", "words": "Good."}, {"answer": "consent", "words": ""}),
        (
            "consent",
            {"answer": "object", "words": "x" * LONGEST_WORDS},
            {"answer": "object", "words": "x" * LONGEST_WORDS},
        ),
        ("approval", ["c", "a"], ["a", "c"]),
        ("approval", [], []),
        ("pot", ["b", "a"], ["a", "b"]),
        ("score", {"c": 5, "a": 0, "b": 1}, {"b": 1, "c": 5}),
        ("irv", ["c", "a"], ["c", "a"]),
        ("stv", ["b"], ["b"]),
        ("ranking", ["c", "b", "a"], ["c", "b", "a"]),
        ("division", {"c": 90, "a": 10}, {"a": 10, "c": 90}),
        ("division", {"a": 50, "b": 50, "c": 0}, {"a": 50, "b": 50}),
        ("division", {"a": 0, "b": 0}, {}),
        ("division", {}, {}),
    ],
)
def test_what_a_ballot_says_is_kept_in_one_way(method, sent, kept):
    assert rules.read(paper(method), sent) == kept


@pytest.mark.parametrize(
    ("method", "sent", "reason"),
    [
        ("motion", "perhaps", "Choose yes, no or abstain"),
        ("gradients", "yes", "Choose one of the answers"),
        ("consent", {"answer": "perhaps"}, "Choose one of the answers"),
        ("consent", {"answer": "object", "words": "  "}, "Say which harm"),
        ("consent", {"answer": "concern", "words": "x" * (LONGEST_WORDS + 1)}, f"in {LONGEST_WORDS} characters"),
        ("approval", ["d"], "does not stand on it"),
        ("pot", ["a", "a"], "the same option twice"),
        ("irv", ["a", "b", "a"], "the same option twice"),
        ("ranking", ["a", "x"], "does not stand on it"),
        ("score", {"d": 1}, "does not stand on it"),
        ("score", {"a": 6, "b": 1}, "from 0 to 5"),
        ("score", {"a": -1}, "from 0 to 5"),
        ("score", {"a": "3"}, "from 0 to 5"),
        ("division", {"d": 100}, "does not stand on it"),
        ("division", {"a": 9, "c": 91}, "Ash may get between 10 and 60"),
        ("division", {"a": 61, "c": 39}, "Ash may get between 10 and 60"),
        ("division", {"c": 100}, "Ash may get between 10 and 60"),
        ("division", {"a": 10, "c": "90"}, "Cedar may get between 0 and 100"),
        ("division", {"a": 10, "c": 89}, "come to 99, and the pot holds 100"),
        ("division", {"a": 11, "c": 90}, "come to 101, and the pot holds 100"),
    ],
)
def test_what_the_paper_does_not_offer_is_refused_with_the_reason(method, sent, reason):
    with pytest.raises(Refused, match=reason) as no:
        rules.read(paper(method), sent)
    assert no.value.verdict.clause == "vote.paper"


def test_a_paper_says_how_many_win_and_how_many_points_there_are():
    plain, more = Paper("score", ABC), Paper("score", ABC, parameters={"seats": 2, "points": 5})

    assert (plain.seats, plain.most_points) == (1, 10)
    assert (more.seats, more.most_points) == (2, 5)


def test_ties_go_by_the_hash_of_the_seed_and_the_entry_with_each_key():
    """So anybody can make the order again with one line of any language."""
    by_hand = sorted(ABC, key=lambda key: hashlib.sha256(f"a seed:an entry:{key}".encode()).hexdigest())

    assert rules.tie_order(ABC, "a seed", "an entry") == tuple(by_hand)
    assert rules.tie_order("cba", "a seed", "an entry") == tuple(by_hand)
    assert len({rules.tie_order(ABC, str(seed), "an entry") for seed in range(99)}) == 6
    assert len({rules.tie_order(ABC, "a seed", str(entry)) for entry in range(99)}) == 6

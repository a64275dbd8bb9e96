"""Nobody can be recognised in a table by group: what is hidden cannot be computed from what is shown.

The attacker here solves the table by search, and shares no line with what it attacks.
"""

import random

import pytest

from community.people.suppression import ALL, band, lines_of, protect, with_totals

K = 11


def one(**counts):
    """A table by one kind of group."""
    return {(name,): count for name, count in counts.items()}


def threshold_only(counts, k=K):
    """What most tables do: hide what is small, and nothing else."""
    return {key: None if 0 < count < k else count for key, count in with_totals(counts).items()}


def can_compute(shown) -> bool:
    """Whether some hidden count can be one number only, for a reader who knows that it is at least 1."""
    cells = [key for key in shown if ALL not in key]
    hidden = [key for key in cells if shown[key] is None]
    lines = [(shown[total], [c for c in line if c in cells]) for total, line in all_lines(shown)]
    known = [(sum_, line) for sum_, line in lines if sum_ is not None]
    return any(len(values(cell, hidden, shown, known)) == 1 for cell in hidden)


def all_lines(shown):
    """Every total as the sum of the innermost cells, however many dimensions lie between."""
    for key in shown:
        if ALL in key:
            yield key, [c for c in shown if ALL not in c and all(a in (ALL, b) for a, b in zip(key, c, strict=True))]


def values(cell, hidden, shown, known) -> set:
    """Two numbers that a hidden cell may be, or the only one."""
    left = [(total - sum(shown[c] or 0 for c in line), [c for c in line if c in hidden]) for total, line in known]
    order = [cell, *(one for one in hidden if one != cell)]
    found = set()
    for number in range(1, most(cell, left) + 1):
        if solves(order[1:], put(cell, number, left)):
            found.add(number)
        if len(found) == 2:
            break
    return found


def most(cell, left) -> int:
    """The largest number a cell can be, so that each other one in its lines is at least 1."""
    return min(total - len(line) + 1 for total, line in left if cell in line)


def put(cell, number, left):
    """What is left of each line once this cell is this number."""
    return [(total - number, [c for c in line if c != cell]) if cell in line else (total, line) for total, line in left]


def solves(rest, left) -> bool:
    """Whether the cells that are still open can be filled so that every line adds up."""
    if any(total < len(line) or (total and not line) for total, line in left):
        return False
    if not rest:
        return True
    cell, *others = rest
    forced = [total for total, line in left if line == [cell]]
    numbers = set(forced) if forced else range(1, most(cell, left) + 1)
    return len(set(forced)) < 2 and any(solves(others, put(cell, number, left)) for number in numbers)


def random_tables(count, groups, numbers, *, seed):
    dice = random.Random(seed)
    for _n in range(count):
        yield {(str(name),): numbers(dice) for name in range(dice.randint(*groups))}


def mixed(dice):
    return dice.choice([0, dice.randint(1, 10), dice.randint(11, 25)])


def test_a_threshold_alone_lets_a_reader_compute_hidden_counts_and_ours_never():
    tables = list(random_tables(5000, (2, 6), mixed, seed=1))
    tables = [table for table in tables if sum(table.values()) >= K]

    assert sum(can_compute(threshold_only(table)) for table in tables) > len(tables) / 5
    protected = [shown for table in tables if (shown := protect(table, K)) is not None]
    assert len(protected) > len(tables) * 0.9
    assert sum(map(can_compute, protected)) == 0


def test_in_tables_by_two_kinds_of_group_nothing_hidden_can_be_computed_either():
    dice = random.Random(2)
    for _n in range(20):
        rows, columns = dice.randint(2, 3), dice.randint(2, 3)
        table = {(str(r), str(c)): dice.choice([0, 1, 3, 12]) for r in range(rows) for c in range(columns)}
        shown = protect(table, K)
        if shown is not None:
            assert not can_compute(shown), table


def test_what_is_shown_is_true_and_nothing_small_is_shown():
    dice = random.Random(3)
    for _n in range(300):
        table = {(a, b): mixed(dice) for a in "xyz" for b in "uvw"}
        shown, whole = protect(table, K), with_totals(table)
        if shown is None:
            continue
        assert set(shown) == set(whole)
        assert all(number in (None, whole[key]) for key, number in shown.items())
        assert not any(number and number < K for number in shown.values())
        for total, cells in lines_of(shown):
            veiled = [whole[cell] for cell in cells if shown[cell] is None]
            if veiled and shown[total] is not None:
                assert len(veiled) > 1 and sum(veiled) >= K


def test_a_third_group_is_hidden_where_two_small_ones_could_be_added_up():
    shown = protect(one(black=29, latino=21, white=12, asian=6, native=3), K)

    assert shown == one(black=29, latino=21, white=None, asian=None, native=None) | {(ALL,): 71}


@pytest.mark.parametrize(
    "counts",
    [
        one(a=4, b=5),  # fewer than 11 people told us
        one(a=30, b=3),  # the total gives the small group away, unless both are hidden
        one(a=0, b=5, c=0, d=0),
    ],
)
def test_where_a_small_group_has_nobody_to_hide_among_nothing_of_it_is_shown(counts):
    shown = protect(counts, K)
    assert shown is None or not any(number and key != (ALL,) for key, number in shown.items())


def test_nobody_in_a_group_may_be_said():
    assert protect(one(a=0, b=20, c=15), K) == one(a=0, b=20, c=15) | {(ALL,): 35}


def test_a_number_that_another_table_has_shown_is_never_relied_on():
    counts = one(a=20, b=3, c=14)
    assert protect(counts, K)[("c",)] is None

    shown = protect(counts, K, known=[("c",)])

    assert shown == one(a=None, b=None, c=14) | {(ALL,): 37}
    assert protect(counts, K, known=[("a",), ("c",)]) is None


def test_groups_that_hide_each_other_are_not_all_at_one_end():
    """11 groups of one person, or two of ten: who knows the rule knows the numbers."""
    assert protect({(str(n),): 1 for n in range(11)}, K) is None
    assert protect(one(a=10, b=10), K) is None
    assert protect(one(a=10, b=10, c=30), K) == one(a=None, b=None, c=None) | {(ALL,): 50}


@pytest.mark.parametrize(
    ("part", "percent"), [(0, (0, 25)), (1, (0, 25)), (10, (25, 50)), (20, (50, 75)), (40, (75, 100))]
)
def test_a_share_is_told_as_a_band(part, percent):
    assert band(part, 40) == percent

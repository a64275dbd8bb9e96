"""What the file must not say: anything about a person. Shown by trying to get it out. See docs/decisions/0007."""

import json
from itertools import product

import numpy as np
import pytest

from governance.boards.lottery.chances import fairest
from governance.boards.lottery.pool import Applicant, Pool
from governance.boards.lottery.table import check, file_text, table_of

from . import pools


@pytest.fixture(scope="module")
def lottery():
    """A pool, its chances and its table."""
    pool = pools.skewed(60, 8, seed=5)
    found = fairest(pool)
    return pool, found, table_of(pool, found)


def seats_of(pool, table):
    """The table as a matrix: a row for each panel, a column for each token, 1 where they sit."""
    column = {person.token: n for n, person in enumerate(pool.applicants)}
    rows = np.zeros((1000, len(column)))
    for n, panel in enumerate(table.panels):
        rows[n, [column[token] for token in panel]] = 1
    return rows


def has(pool, quota):
    """What nobody should learn: who counts for a quota."""
    return np.array([person.features[quota.category] == quota.value for person in pool.applicants], dtype=float)


def test_counts_beside_panels_of_tokens_would_tell_what_each_token_said():
    """A least-squares fit: 1,000 panels with their counts are more equations than there are applicants."""
    pool = pools.skewed(60, 8, seed=5, loose=1)
    seats = seats_of(pool, table_of(pool, fairest(pool)))
    truth = np.array([has(pool, quota) for quota in pool.quotas]).T
    counts = seats @ truth  # what an obliging file would publish
    guess = np.linalg.lstsq(seats, counts, rcond=None)[0]
    assert (np.rint(guess) == truth).all()


def test_tokens_alone_would_tell_it_for_every_quota_that_is_always_filled_alike(lottery):
    """Whoever counts for a quota that every panel fills with the same number solves a small set of equations."""
    pool, _found, table = lottery
    seats = seats_of(pool, table)
    in_file = check(pool, table.panels)
    always = [quota for quota, (low, high) in zip(pool.quotas, in_file, strict=True) if low == high > 0]
    assert always
    # Everything that gives the same number in every panel: a space of few dimensions, whose 0/1 points are few.
    _u, sizes, rows = np.linalg.svd(np.hstack([seats, -np.ones((1000, 1))]), full_matrices=True)
    answers = rows[int((sizes > 1e-8).sum()) :]
    pivots = []
    for n in range(len(pool.applicants)):
        if np.linalg.matrix_rank(answers[:, [*pivots, n]], tol=1e-8) > len(pivots):
            pivots.append(n)
    assert len(pivots) < 16, "few enough to try them all"
    turned = np.linalg.solve(answers[:, pivots], answers)[:, :-1]
    points = np.array(list(product((0, 1), repeat=len(pivots)))) @ turned
    found = {tuple(np.rint(point)) for point in points if np.abs(point - np.rint(point)).max() < 1e-6
             and set(np.rint(point)) <= {0, 1}}  # fmt: skip
    assert all(tuple(has(pool, quota)) in found for quota in always)
    assert len(found) < 1000


def test_our_file_has_nothing_to_line_up(lottery):
    pool, found, table = lottery
    facts = json.loads(file_text(pool, found, table, title="x", source="coin"))
    marks = [mark for panel in facts["panels"] for mark in panel]
    assert len(marks) == len(set(marks)) == 8000  # nobody can be followed from panel to panel
    assert set(facts) == {
        "format", "lottery", "title", "seats", "pool", "quotas", "stages", "all_stages", "smallest", "seed", "panels",
    }  # fmt: skip
    assert all(set(quota) == {"category", "value", "least", "most", "found"} for quota in facts["quotas"])
    assert not any(person.token in json.dumps(facts) for person in pool.applicants)


def test_the_same_people_in_another_lottery_have_other_marks(lottery):
    pool, found, table = lottery
    texts = [file_text(pool, found, table, title=title, source="coin") for title in ("first", "second")]
    one, other = ({mark for panel in json.loads(text)["panels"] for mark in panel} for text in texts)
    assert one.isdisjoint(other)


def test_a_canary_in_what_people_said_sings_nowhere():
    people = [
        Applicant(pools.token(n), {"age": "ab"[n % 2], "note": f"canary-{n}"}, f"canary-home-{n // 2}")
        for n in range(12)
    ]
    pool = Pool(people, [pools.Quota("age", "a", 1, 2)], 3)
    found = fairest(pool)
    table = table_of(pool, found)
    text = file_text(pool, found, table, title="x", source="coin")
    assert "canary" not in text + repr(found) + repr(table) + repr(pool) + repr(pool.kinds)

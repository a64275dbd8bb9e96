"""Pools to draw from, made up in code: the same ones every time."""

import hashlib
import random
from itertools import combinations

from governance.boards.lottery.pool import Applicant, Pool, Quota

# value: (share of the pool, share of the city), in percent
CITY = {
    "gender": {"f": (60, 50), "m": (38, 48), "x": (2, 2)},
    "age": {"16-24": (5, 14), "25-39": (30, 28), "40-59": (40, 32), "60-74": (20, 17), "75+": (5, 9)},
    "area": {"a": (35, 20), "b": (25, 20), "c": (20, 20), "d": (10, 15), "e": (6, 15), "f": (4, 10)},
    "tenure": {"rent": (30, 55), "own": (65, 40), "other": (5, 5)},
    "school": {"1": (5, 20), "2": (15, 25), "3": (30, 25), "4": (30, 20), "5": (20, 10)},
}


def token(number: int) -> str:
    """An opaque token, long enough to be published."""
    return hashlib.sha256(f"applicant {number}".encode()).hexdigest()[:22]


def of_types(types: dict[tuple[str, str], int], least: int, most: int, seats: int) -> Pool:
    """A pool of gender and leaning, with the same quota for every value."""
    people = [
        dict(zip(("gender", "leaning"), both, strict=True)) for both, count in types.items() for _n in range(count)
    ]
    quotas = [Quota(c, v, least, most) for c in ("gender", "leaning") for v in sorted({p[c] for p in people})]
    return Pool([Applicant(token(n), features) for n, features in enumerate(people)], quotas, seats)


def example(scale: int) -> Pool:
    """The example pools of the Nature paper on fair panels, 200 for 20 seats or ten times that.

    Three types, of whom one is a single person: 10 % for everybody is possible.
    """
    types = {
        ("female", "conservative"): 1,
        ("female", "liberal"): 100 * scale - 1,
        ("male", "conservative"): 100 * scale,
    }
    return of_types(types, 10 * scale - 1, 20 * scale, 20 * scale)


def skewed(people: int, seats: int, seed: int = 1, loose: int = 0) -> Pool:
    """Applicants unlike the city that the 22 quotas ask for; one in five shares a home with another one.

    loose: by how many people each quota is wider on both sides.
    """
    chance = random.Random(seed)
    applicants = []
    for n in range(people):
        features = {
            category: chance.choices(list(values), [pool for pool, _city in values.values()])[0]
            for category, values in CITY.items()
        }
        applicants.append(Applicant(token(n), features, f"home {n // 2}" if n % 10 < 2 else ""))
    quotas = [
        Quota(category, value, max(0, seats * city // 100 - loose), seats * city // 100 + 1 + loose)
        for category, values in CITY.items()
        for value, (_pool, city) in values.items()
    ]
    return Pool(applicants, quotas, seats)


def small(seed: int, *, people: int = 9, seats: int = 3, categories: int = 2, looseness: int = 1) -> Pool:
    """A little pool that has at least one panel: quotas lie around one that was picked first."""
    chance = random.Random(seed)
    applicants = [
        Applicant(
            token(n),
            {f"c{c}": chance.choice("uvw"[: 2 + c % 2]) for c in range(categories)},
            chance.choice(["", "", "north", "south"]),
        )
        for n in range(people)
    ]
    panels = [panel for panel in combinations(applicants, seats) if apart(panel)]
    if not panels:  # too few homes: everybody moves out
        applicants = [Applicant(person.token, person.features) for person in applicants]
        panels = list(combinations(applicants, seats))
    picked = chance.choice(panels)
    quotas = []
    for c in range(categories):
        for value in sorted({person.features[f"c{c}"] for person in applicants}):
            count = sum(person.features[f"c{c}"] == value for person in picked)
            least, most = max(0, count - chance.randint(0, looseness)), count + chance.randint(0, looseness)
            quotas.append(Quota(f"c{c}", value, least, most))
    return Pool(applicants, quotas, seats)


def apart(panel) -> bool:
    """Whether no two of them share a home."""
    homes = [person.household for person in panel if person.household]
    return len(homes) == len(set(homes))


def valid_panels(pool: Pool) -> list[tuple[str, ...]]:
    """Every panel that meets the quotas, by trying all of them."""
    return [
        tuple(person.token for person in panel)
        for panel in combinations(pool.applicants, pool.seats)
        if apart(panel)
        and all(q.least <= sum(p.features[q.category] == q.value for p in panel) <= q.most for q in pool.quotas)
    ]

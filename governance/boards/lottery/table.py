"""The table of 1,000 panels, and the file that is published before anybody knows the seed."""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from .chances import Chances, Progress
from .pool import BadPool, Pool
from .redraw import FORMAT, PANELS, SHORTEST, mark, read, sha256
from .rounding import whole_panels


class BadTable(Exception):
    """A panel breaks a quota or the rule of one person per household: a fault of the program, never published."""


@dataclass(frozen=True)
class Table:
    """1,000 panels of sorted tokens, and in how many of them each applicant stands: the chance in thousandths."""

    panels: list[list[str]]
    chances: dict[str, int]


def table_of(pool: Pool, chances: Chances, *, progress: Progress = lambda *_said: None) -> Table:
    """The 1,000 panels. Each meets the quotas, one person per household, checked person by person.

    Inside a class everybody stands in as many panels as everybody else, give or take one.
    progress("table", done, of) may raise to cancel. Raises BadTable when a check fails.
    """
    panels = _seated(pool, whole_panels(pool, chances, PANELS, progress))
    check(pool, panels)
    stood = Counter(token for panel in panels for token in panel)
    return Table(panels, {person.token: stood[person.token] for person in pool.applicants})


def _seated(pool: Pool, sums: list[np.ndarray]) -> list[list[str]]:
    """People for the sums: in each panel those of a class who stood in the fewest so far, one per household."""
    stood, panels = Counter(), []
    members = [pool.members[kind] for kind in pool.kinds]
    for panel in sums:
        homes, people = set(), []
        for n in np.flatnonzero(panel):
            needed = int(panel[n])
            for token, home in sorted(members[n], key=lambda member: stood[member[0]]):
                if needed and home not in homes:
                    people.append(token)
                    homes.add(home)
                    needed -= 1
        stood.update(people)
        panels.append(sorted(people))
    return panels


def check(pool: Pool, panels: Sequence[Sequence[str]]) -> list[tuple[int, int]]:
    """Count every panel again, person by person. The fewest and most people found for each quota; or BadTable."""
    inside = [{p.token for p in pool.applicants if str(p.features[q.category]) == q.value} for q in pool.quotas]
    found = [[len(people.intersection(panel)) for panel in panels] for people in inside]
    for quota, numbers in zip(pool.quotas, found, strict=True):
        if not quota.least <= min(numbers) <= max(numbers) <= quota.most:
            raise BadTable(f"A panel does not meet the quota {quota}.")
    home = {person.token: pool.home_of(person) for person in pool.applicants}
    for panel in panels:
        if len({home[token] for token in panel}) != len(panel) or len(panel) != pool.seats:
            raise BadTable("A panel does not have one person per household on every seat.")
    return [(min(numbers), max(numbers)) for numbers in found]


def file_text(
    pool: Pool, chances: Chances, table: Table, *, title: str, commitments: Sequence[str] = (), source: str = ""
) -> str:
    """The published file: canonical JSON, the same text for the same lottery.

    commitments: what at least two people committed to (`redraw.commitment`), or source: one public source of
    the seed, named before it speaks, with how its words are written. Raises redraw.Malformed when neither is
    there, BadPool when a token is short enough to be guessed.

    Nothing in it belongs to a person but marks, another one in each panel: docs/decisions/0007 says why.
    """
    for person in pool.applicants:
        if len(person.token) < SHORTEST:
            raise BadPool(f"The token {person.token} is too short to be secret.", "token_short", token=person.token)
    quotas = [{"category": q.category, "value": q.value, "least": q.least, "most": q.most, "found": list(found)}
              for q, found in zip(pool.quotas, check(pool, table.panels), strict=True)]  # fmt: skip
    lottery = sha256(canonical([title, pool.seats, quotas, [person.token for person in pool.applicants]]))
    facts = {
        "format": FORMAT,
        "lottery": lottery,
        "title": title,
        "seats": pool.seats,
        "pool": len(pool.applicants),
        "quotas": quotas,
        "stages": chances.stages,
        "all_stages": chances.is_leximin,
        "smallest": {"possible_millionths": round(chances.smallest * 1e6), "panels": min(table.chances.values())},
        "seed": {"source": source} if source and not commitments else {"commitments": sorted(commitments)},
        "panels": [sorted(mark(lottery, n, token) for token in panel) for n, panel in enumerate(table.panels)],
    }
    text = canonical(facts)
    read(text)
    return text


def canonical(facts) -> str:
    """One way to write a thing as JSON: keys sorted, no spaces, letters as they are."""
    return json.dumps(facts, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def tokens_of(facts: dict, number: int, tokens: Sequence[str]) -> list[str]:
    """Who of these applicants the marks of one panel stand for, sorted: for those who hold the pool."""
    marks = set(facts["panels"][number])
    return sorted(token for token in tokens if mark(facts["lottery"], number, token) in marks)

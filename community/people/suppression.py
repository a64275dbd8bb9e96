"""What may be shown of counts by group, so that nobody can be recognised in a small group.

The only way out of the house for anything that people told about themselves. Every table, file, chart
and picture of people by group asks here first.

0 may be shown. 1 to k-1 is hidden. So are enough other counts that no hidden one follows from those
shown and from the totals: in random tables of two to six groups a threshold alone let a reader compute
a hidden count in more than one of three. What is hidden in one row adds up to at least k. Where that
cannot be had, nothing is shown at all. What is shown of a count is a band, not the number, so that
one person who comes or goes is not seen in it.

Sources: US Centers for Medicare and Medicaid Services, cell size suppression policy (counts 1 to 10;
complementary cells); Washington State Department of Health, Guidelines for Working with Small Numbers;
Hundepool et al., Statistical Disclosure Control, chapter 4 (linked tables, feasibility intervals).

A reader is taken to know every shown number and every total, that a hidden count is at least 1, and
these rules.
"""

from collections.abc import Collection, Iterator, Mapping
from fractions import Fraction
from itertools import product

ALL = "*"  # in place of a group: everybody along this dimension

Key = tuple[str, ...]
Shown = dict[Key, int | None]

BANDS = ((0, 25), (25, 50), (50, 75), (75, 100))  # percent


def protect(counts: Mapping[Key, int], k: int, known: Collection[Key] = ()) -> Shown | None:
    """What may be shown of a table and its totals: a number, or None where it is hidden.

    counts: people by group, one group for each dimension; each person stands in one cell.
    known: cells and totals that another table on the same people has shown already.
    Two tables on the same people are protected as one table with more dimensions: each is the totals of it.
    Nothing at all (None) when fewer than k people are counted or the small groups cannot be protected.
    """
    table = with_totals(counts)
    whole = next(key for key in table if set(key) == {ALL})
    if table[whole] < k:
        return None
    fixed = {whole, *known}
    hidden = {key for key, count in table.items() if 0 < count < k and key not in fixed}
    lines = list(lines_of(table))
    while exposed := _exposed(table, hidden, lines, k):
        more = _one_more(table, hidden, lines, fixed, exposed)
        if more is None:
            return None
        hidden.add(more)
    return {key: None if key in hidden else count for key, count in table.items()}


def band(part: int, whole: int) -> tuple[int, int]:
    """The band, in percent, that a share falls in. A share on a boundary falls in the upper band."""
    percent = Fraction(100 * part, whole)
    return next((low, high) for low, high in reversed(BANDS) if percent >= low)


def with_totals(counts: Mapping[Key, int]) -> dict[Key, int]:
    """The table with a total for every group along every dimension. Groups without anybody count 0."""
    groups = [list(dict.fromkeys(names)) for names in zip(*counts, strict=True)]
    table = {key: counts.get(key, 0) for key in product(*groups)}
    for place in range(len(groups)):
        sums = {}
        for key, count in table.items():
            total = (*key[:place], ALL, *key[place + 1 :])
            sums[total] = sums.get(total, 0) + count
        table |= sums
    return table


def lines_of(table: Mapping[Key, int]) -> Iterator[tuple[Key, list[Key]]]:
    """Each total with the cells it is the sum of, along one dimension."""
    for key in table:
        for place, group in enumerate(key):
            if group == ALL:
                yield (
                    key,
                    [
                        other
                        for other in table
                        if other[place] != ALL
                        and other[:place] == key[:place]
                        and other[place + 1 :] == key[place + 1 :]
                    ],
                )


def _exposed(table, hidden, lines, k) -> set[Key]:
    """Hidden cells that a reader can compute, or that stand in a line with too few people to hide among."""
    found = set()
    for total, cells in lines:
        veiled = [cell for cell in cells if cell in hidden]
        if veiled and total not in hidden and not _is_veiled([table[cell] for cell in veiled], k):
            found.update(veiled)
    return found or _computed(hidden, lines) or _bounded(table, hidden, lines)


def _is_veiled(counts: list[int], k: int) -> bool:
    """Whether counts of which the sum is known hide one another: none is alone, and all are not at one end."""
    many, known = len(counts), sum(counts)
    return many > 1 and known >= k and known != many and known != many * (k - 1)


def _computed(hidden, lines) -> set[Key]:
    """Hidden cells that follow by adding and subtracting lines: the equations solved exactly."""
    order = {key: place for place, key in enumerate(sorted(hidden))}
    rows = []
    for total, cells in lines:
        row = {order[cell]: Fraction(1) for cell in cells if cell in hidden}
        if total in hidden:
            row[order[total]] = Fraction(-1)
        rows.append(row)
    solved = {}
    for row in rows:
        for pivot in [place for place in row if place in solved]:
            _subtract(row, solved[pivot], pivot)
        if row:
            pivot = min(row)
            row = {place: value / row[pivot] for place, value in row.items()}
            for other in solved.values():
                _subtract(other, row, pivot)
            solved[pivot] = row
    names = list(order)
    return {names[pivot] for pivot, row in solved.items() if len(row) == 1}


def _subtract(row, other, pivot) -> None:
    """Take the other equation away from this one as often as removes the pivot from it."""
    if factor := row.get(pivot):
        for place, value in other.items():
            row[place] = row.get(place, 0) - factor * value
            if not row[place]:
                del row[place]


def _bounded(table, hidden, lines) -> set[Key]:
    """Hidden cells of which the bounds meet: whole numbers of at least 1, narrowed line by line."""
    most = sum(count for key, count in table.items() if ALL not in key)
    bounds = {key: (1, most) if key in hidden else (table[key], table[key]) for key in table}
    changed = True
    while changed:
        changed = False
        for total, cells in lines:
            low, high = (sum(bounds[cell][end] for cell in cells) for end in (0, 1))
            narrowed = {total: (low, high)}
            for cell in cells:
                least, top = bounds[cell]
                narrowed[cell] = (bounds[total][0] - (high - top), bounds[total][1] - (low - least))
            for key, (least, top) in narrowed.items():
                both = max(bounds[key][0], least), min(bounds[key][1], top)
                if both != bounds[key]:
                    bounds[key], changed = both, True
    return {key for key in hidden if bounds[key][0] == bounds[key][1]}


def _one_more(table, hidden, lines, fixed, exposed) -> Key | None:
    """The smallest count that can be hidden beside an exposed one. Nothing when there is none."""
    beside = {
        key
        for total, cells in lines
        if exposed & {total, *cells}
        for key in (total, *cells)
        if table[key] and key not in hidden and key not in fixed
    }
    return min(beside, key=lambda key: (table[key], key), default=None)

"""The smallest chance as sortition-algorithms finds it (GPL-3, about 40 packages): in another way than ours."""

import csv
import io


def as_csv(rows: list[dict]) -> str:
    """Rows as the other program reads them."""
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def their_smallest(pool) -> float:
    """The smallest chance of anybody, as their maximin finds it."""
    import sortition_algorithms as sortition
    from sortition_algorithms.adapters import CSVStringDataSource
    from sortition_algorithms.committee_generation.maximin import find_distribution_maximin

    quotas = [{"feature": q.category, "value": q.value, "min": q.least, "max": q.most} for q in pool.quotas]
    people = [{"id": p.token, "home": p.household or p.token, **p.features} for p in pool.applicants]
    settings = sortition.Settings(
        id_column="id", columns_to_keep=["home"], check_same_address=True, check_same_address_columns=["home"],
        selection_algorithm="maximin",
    )  # fmt: skip
    data = sortition.SelectionData(CSVStringDataSource(as_csv(quotas), as_csv(people)))
    features, _report = data.load_features(pool.seats)
    them, _report = data.load_people(settings, features)
    panels, shares, _report = find_distribution_maximin(features, them, pool.seats, ["home"])
    return min(
        sum(share for panel, share in zip(panels, shares, strict=True) if person.token in panel)
        for person in pool.applicants
    )

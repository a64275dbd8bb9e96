"""Periods of the same person that may not overlap: the database's last line for dated memberships."""

from dataclasses import dataclass

from .guards import Guard

OVERLAP = (
    "EXISTS (SELECT 1 FROM {table} o WHERE {same} AND o.id <> NEW.id "
    "AND (NEW.until IS NULL OR o.since < NEW.until) AND (o.until IS NULL OR NEW.since < o.until))"
)


@dataclass(frozen=True)
class PeriodGuard(Guard):
    """Refuse a row whose time, since to until, overlaps another row's with the same `when` columns.

    Asked after the row is written, because only then does SQLite know the number of a new one.
    """

    def install(self, connection):
        same = " AND ".join(f"o.{column} = NEW.{column}" for column in self.when.split())
        overlap = OVERLAP.format(table=self.table, same=same)
        if connection.vendor == "postgresql":
            return [
                f"CREATE OR REPLACE FUNCTION {self.name}() RETURNS trigger LANGUAGE plpgsql AS "
                f"$$ BEGIN IF {overlap} THEN RAISE EXCEPTION '{self.says}' "
                f"USING ERRCODE = 'exclusion_violation'; END IF; RETURN NULL; END $$",
                f"DROP TRIGGER IF EXISTS {self.name} ON {self.table}",
                f"CREATE TRIGGER {self.name} AFTER {self.event} ON {self.table} "
                f"FOR EACH ROW EXECUTE FUNCTION {self.name}()",
            ]
        return [
            f"DROP TRIGGER IF EXISTS {self.name}",
            f"CREATE TRIGGER {self.name} AFTER {self.event} ON {self.table} FOR EACH ROW WHEN {overlap} "
            f"BEGIN SELECT RAISE(ABORT, '{self.says}'); END",
        ]


def no_overlap(table: str, *columns: str) -> list[Guard]:
    """Guards for a table of dated rows: those with the same columns follow one another in time."""
    says, same = f"{table} holds overlapping periods", " ".join(columns)
    return [
        PeriodGuard(f"{table}_no_overlap_new", table, "INSERT", says, same),
        PeriodGuard(f"{table}_no_overlap_changed", table, "UPDATE", says, same),
    ]

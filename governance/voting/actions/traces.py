"""What is left of a secret vote in the database's files after its box was emptied."""

import logging
import re

from django.db import DatabaseError, connection

from ..models import Trace

log = logging.getLogger("table.voting")
TABLE = "voting_secretballot"
PATIENCE = 1000  # milliseconds to wait for those who read: whoever votes waits behind it

# A process that was killed between a count and this may have left something, so the next one starts in doubt.
_is_sqlite_clean = False


def leave_no_trace() -> bool:
    """Rewrite the pages in which secret ballots lay, in the order in which they came. Whether they are gone.

    PostgreSQL keeps deleted rows until the table is rewritten. SQLite overwrites what it deletes (secure_delete);
    the journal beside it still holds the pages until it is emptied. Where a backup or a long read is in the way the
    count stands all the same, and `sweep` tries again.
    """
    global _is_sqlite_clean
    owed = list(Trace.objects.values_list("pk", flat=True))  # of counts that were finished before this begins
    try:
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                is_clean = _rewritten(cursor)
            else:
                is_clean = _is_sqlite_clean = _emptied(cursor)
        if is_clean:
            Trace.objects.filter(pk__in=owed).delete()
        return is_clean
    except DatabaseError as fault:
        log.warning("The pages of the secret ballots are not rewritten yet: %s", str(fault).strip())
        return False


def _rewritten(cursor) -> bool:
    said = connection.connection.notices
    said.clear()
    cursor.execute("SET lock_timeout = %s", [PATIENCE])
    try:
        cursor.execute(f"VACUUM (FULL, VERBOSE) {TABLE}")
    finally:
        cursor.execute("RESET lock_timeout")
    # Rows that a snapshot elsewhere could still see are copied along. Their number comes first in the second line of
    # what PostgreSQL says, in every language; where it says nothing of the kind, they count as left.
    kept = [re.search(r"\d+", line) for notice in said for line in notice.splitlines()[1:2]]
    is_clean = bool(kept) and all(one and one.group() == "0" for one in kept)
    if not is_clean:
        log.warning("Secret ballots that were counted are kept for somebody who reads since before.")
    return is_clean


def _emptied(cursor) -> bool:
    (usual,) = cursor.execute("PRAGMA busy_timeout").fetchone()
    cursor.execute(f"PRAGMA busy_timeout = {PATIENCE}")
    try:
        is_busy, _in_journal, _moved = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    finally:
        cursor.execute(f"PRAGMA busy_timeout = {usual}")
    if is_busy:  # no error: SQLite only says so
        log.warning("The journal that held secret ballots is not emptied yet: somebody reads.")
    return not is_busy


def are_left() -> bool:
    """Whether secret ballots that were counted may still lie in the database's files."""
    if Trace.objects.exists():
        return True
    if connection.vendor != "postgresql":
        return not _is_sqlite_clean
    with connection.cursor() as cursor:
        # An empty box that takes up room: what it held was only marked as deleted.
        cursor.execute(f"SELECT pg_relation_size('{TABLE}') > 0 AND NOT EXISTS (SELECT 1 FROM {TABLE})")
        return cursor.fetchone()[0]


def sweep() -> bool:
    """Clean up what a count could not; whether there was something to do, and it is done."""
    if connection.in_atomic_block:  # the table is rewritten by itself or not at all
        return False
    return are_left() and leave_no_trace()

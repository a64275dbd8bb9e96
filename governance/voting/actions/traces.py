"""What is left of a secret vote in the database's files after its box was emptied."""

import logging

from django.db import DatabaseError, connection

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
    try:
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                return _rewritten(cursor)
            _is_sqlite_clean = _emptied(cursor)
            return _is_sqlite_clean
    except DatabaseError as fault:
        log.warning("The pages of the secret ballots are not rewritten yet: %s", str(fault).strip())
        return False


def _rewritten(cursor) -> bool:
    cursor.execute("SET lock_timeout = %s", [PATIENCE])
    try:
        cursor.execute(f"VACUUM FULL {TABLE}")
    finally:
        cursor.execute("RESET lock_timeout")
    return True


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

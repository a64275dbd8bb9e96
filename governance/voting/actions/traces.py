"""What is left of a secret vote in the database's files after its box was emptied."""

import logging

from django.db import DatabaseError, connection

log = logging.getLogger("table.voting")
TABLE = "voting_secretballot"


def leave_no_trace() -> None:
    """Rewrite the pages in which secret ballots lay, in the order in which they came.

    PostgreSQL keeps deleted rows until the table is rewritten. SQLite overwrites what it deletes (secure_delete);
    the journal beside it still holds the pages until it is emptied. Whatever fails here is said in the log: the count
    stands, and the next secret vote that closes cleans up after both.
    """
    try:
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                cursor.execute(f"VACUUM FULL {TABLE}")
            else:
                cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    except DatabaseError:
        log.exception("The pages of the secret ballots could not be rewritten.")

"""Locks on things, by kind and number. Order everywhere: board, priority, thing, vote, room, record.

On PostgreSQL an advisory lock until the transaction ends: shared for casting a ballot, exclusive for
closing, so that a close waits for ballots on their way and starves nobody (row locks did). On SQLite
the transaction itself is exclusive (IMMEDIATE, queued in config/sqlite), so nothing more is needed.
"""

import hashlib

from django.db import connection, transaction


def key_of(kind: str, pk: object) -> int:
    """A signed 64-bit number for a thing, the same in every process."""
    digest = hashlib.sha256(f"{kind}:{pk}".encode()).digest()
    return int.from_bytes(digest[:8], "big", signed=True)


def hold(thing, *, shared: bool = False) -> None:
    """Hold the lock of a model instance, or of a name, until the transaction ends."""
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("A lock is held until the transaction ends, so it needs one.")
    if connection.vendor != "postgresql":
        return
    kind, pk = (thing, 0) if isinstance(thing, str) else (thing._meta.label, thing.pk)
    function = "pg_advisory_xact_lock_shared" if shared else "pg_advisory_xact_lock"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {function}(%s)", [key_of(kind, pk)])


def fresh(thing, *, shared: bool = False):
    """Hold the lock of a model instance and read it again: what was read before it may be old."""
    hold(thing, shared=shared)
    return thing._meta.default_manager.get(pk=thing.pk)

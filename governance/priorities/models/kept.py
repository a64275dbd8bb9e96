"""What the database keeps, whatever code says: a priority that was published, and one that was decided on."""

from community.record.guards import Guard

Guard(
    "priorities_published_is_kept",
    "priorities_priority",
    "DELETE",
    "a published priority is kept",
    "OLD.first_published_at IS NOT NULL",
)
Guard(
    "priorities_published_stays",
    "priorities_priority",
    "UPDATE",
    "a published priority keeps its board and its address, a decided one stays in public",
    "(OLD.is_decided AND NOT (NEW.is_decided AND NEW.live)) OR OLD.first_published_at IS NOT NULL "
    "AND (NEW.slug <> OLD.slug OR NEW.first_published_at IS NULL "
    "OR COALESCE(NEW.board_id, 0) <> COALESCE(OLD.board_id, 0) "
    "OR COALESCE(NEW.original_id, 0) <> COALESCE(OLD.original_id, 0))",
)

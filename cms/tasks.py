"""What falls due by the clock at the staff's desk: scheduled publishing and expiry, one by one."""

import logging

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import registry
from wagtail.models import DraftStateMixin, Revision, get_page_models

from community.record import locks
from community.record.verdict import Refused
from governance.priorities.models import Priority

log = logging.getLogger("table.cms")


def publish_scheduled(at=None) -> int:
    """Publish what was approved for now. One that is refused is taken off the schedule; the rest go on."""
    at, published = at or timezone.now(), 0
    for revision in Revision.objects.filter(approved_go_live_at__lte=at).order_by("approved_go_live_at", "pk"):
        try:
            with transaction.atomic():
                published += publish(revision, at)
        except Refused as refused:
            log.warning("Revision %s is not published: %s", revision.pk, refused)
            revision.approved_go_live_at = None
            revision.save(update_fields=["approved_go_live_at"])
        except Exception:
            log.exception("Revision %s could not be published; it is tried again", revision.pk)
    return published


def publish(revision, at) -> bool:
    """Publish one, in the name of whoever put it on the schedule: the clock approves nothing.

    Whether there was anything to do: another worker may have published it at this very moment.
    """
    locks.hold(revision.content_object)
    if not Revision.objects.filter(pk=revision.pk, approved_go_live_at__lte=at).exists():
        return False
    scheduled = registry.get_logs_for_instance(revision.content_object).filter(
        action="wagtail.publish.schedule", revision=revision
    )
    approved = scheduled.select_related("user").order_by("-timestamp", "-pk").first()
    revision.publish(user=approved and approved.user, skip_permission_checks=True)
    return True


def expire(at=None) -> int:
    """Take back what was to be shown until now. What a board decided on stays, whatever the schedule says."""
    at, expired = at or timezone.now(), 0
    for model in (*get_page_models(), Priority):
        if not issubclass(model, DraftStateMixin):
            continue
        for thing in model.objects.filter(live=True, expire_at__lte=at):
            try:
                with transaction.atomic():
                    thing.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")
                expired += 1
            except Refused as refused:
                log.warning("%s %s stays: %s", model.__name__, thing.pk, refused)
                model.objects.filter(pk=thing.pk).update(expire_at=None)
            except Exception:
                log.exception("%s %s could not be taken back; it is tried again", model.__name__, thing.pk)
    return expired


DUE = [publish_scheduled, expire]

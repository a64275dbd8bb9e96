"""What falls due by the clock at the staff's desk: scheduled publishing and expiry, one by one."""

import logging

from django.utils import timezone
from wagtail.models import DraftStateMixin, Revision, get_page_models

from community.record.verdict import Refused
from governance.priorities.models import Priority

log = logging.getLogger("table.cms")


def publish_scheduled(at=None) -> int:
    """Publish what was approved for now. One that is refused is taken off the schedule; the rest go on."""
    at, published = at or timezone.now(), 0
    for revision in Revision.objects.filter(approved_go_live_at__lte=at).order_by("approved_go_live_at"):
        try:
            revision.publish(log_action="wagtail.publish.scheduled")
            published += 1
        except Refused as refused:
            log.warning("Revision %s is not published: %s", revision.pk, refused)
            Revision.objects.filter(pk=revision.pk).update(approved_go_live_at=None)
    return published


def expire(at=None) -> int:
    """Take back what was to be shown until now. What a board decided on stays, whatever the schedule says."""
    at, expired = at or timezone.now(), 0
    models = [model for model in (*get_page_models(), Priority) if issubclass(model, DraftStateMixin)]
    for model in models:
        for thing in model.objects.filter(live=True, expire_at__lte=at):
            try:
                thing.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")
                expired += 1
            except Refused as refused:
                log.warning("%s %s stays: %s", model.__name__, thing.pk, refused)
                model.objects.filter(pk=thing.pk).update(expire_at=None)
    return expired


DUE = [publish_scheduled, expire]

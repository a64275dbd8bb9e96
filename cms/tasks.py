"""Publishing by the clock."""

import logging

from django.apps import apps
from wagtail.models import DraftStateMixin, Page, Revision

from community.record import clock
from community.record.verdict import Refused

log = logging.getLogger("table.publishing")


def publish_scheduled(at=None) -> None:
    """Publish what staff have scheduled and take down what has expired, each by itself.

    Wagtail's own command stops at the first item that fails. Here one that a rule refuses goes back
    to being a draft, where staff see it, and the rest go on.
    """
    at = at or clock.now()
    for revision in Revision.objects.filter(approved_go_live_at__lte=at).order_by("approved_go_live_at"):
        try:
            revision.publish(log_action="wagtail.publish.scheduled")
        except Refused as refused:
            log.warning("Not published: %s. %s", revision, refused)
            revision.approved_go_live_at = None
            revision.save(update_fields=["approved_go_live_at"])
    kinds = [m for m in apps.get_models() if issubclass(m, DraftStateMixin) and not issubclass(m, Page)]
    for kind in [Page, *kinds]:
        for thing in kind.objects.filter(live=True, expire_at__lte=at):
            try:
                thing.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")
            except Refused as refused:
                log.warning("Not taken down: %s. %s", thing, refused)


DUE = [publish_scheduled]

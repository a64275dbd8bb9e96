"""Which priorities there are, who sees them and where they stand: the same answers as a priority gives itself."""

from django.db import models
from django.db.models import F, Prefetch, Q

from .. import rules
from .adoptions import Adoption


class PriorityQuerySet(models.QuerySet):
    def originals(self):
        """The rows that are priorities, without the rows that only lend words in another language."""
        return self.filter(original=None)

    def visible_to(self, person):
        """Published priorities are public, whatever the board decided about them. Staff see drafts too."""
        shown = self.originals()
        return shown if getattr(person, "is_staff", False) else shown.filter(live=True)

    def at_stage(self, stage, at):
        """Those that stand at this stage at a moment: `rules.stage`, asked of the database."""
        if stage == rules.DRAFT:
            return self.filter(live=False)
        found, in_force = self.filter(live=True), Adoption.objects.in_force()
        if stage == rules.OPEN:
            return found.filter(pk__in=Adoption.objects.receiving(at).values("priority"))
        if stage == rules.ADOPTED:
            return found.filter(pk__in=in_force.filter(opens_at__gt=at).values("priority"))
        if stage == rules.CLOSED:
            begun = Q(opens_at=None) | Q(opens_at__lte=at)
            return found.filter(pk__in=in_force.filter(begun, closes_at__lte=at).values("priority"))
        found = found.exclude(pk__in=in_force.values("priority"))
        rejected = Adoption.objects.newest().filter(hash=F("priority__words_hash")).values("priority")
        return found.filter(pk__in=rejected) if stage == rules.REJECTED else found.exclude(pk__in=rejected)

    def as_listed(self):
        """With all that a list of them shows, in as many queries for a thousand as for one."""
        words = self.model.objects.filter(live=True).select_related("locale")
        return self.select_related("board", "locale").prefetch_related(
            "adoptions", Prefetch("translations", queryset=words)
        )

"""`{% timeline_of vote %}` puts a thing's history on its page, read from the public record."""

from django import template

from community.record.models import Entry, type_of

register = template.Library()

SHOWN = 12  # entries on the page of the thing itself


@register.inclusion_tag("record/timeline.html")
def timeline_of(thing, titled=False):
    """What happened to a thing, the newest first, and the way to all of it. titled: name what each act was done to."""
    entries = Entry.objects.visible_to(None).about(thing).select_related("by", "detail")
    newest = list(entries[: SHOWN + 1])
    return {
        "entries": newest[:SHOWN],
        "more": len(newest) > SHOWN,
        "thing": f"{type_of(thing)}:{thing.pk}",
        "titled": titled,
    }

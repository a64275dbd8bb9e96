"""`{% room_of priority %}` puts the discussion of a thing on its page."""

from django import template

from community.rooms import actions
from community.rooms.discussion import Discussion

register = template.Library()

SHOWN = 20  # messages on the page of what is discussed


@register.inclusion_tag("rooms/embedded.html", takes_context=True)
def room_of(context, subject):
    """The last messages about this thing, live, with the form; nothing when it has no room."""
    request, room = context["request"], actions.room_for(subject)
    if room is None:
        return {"discussion": None}
    return {"discussion": Discussion(room, request.user, SHOWN), "request": request}

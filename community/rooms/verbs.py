"""What happens to rooms that the record keeps. Messages are not among them: a room is its own log.

Rooms open and memberships begin and end as a part of other acts, which the public record tells
already (a board was founded, a seat was filled). So those entries are kept, but not shown twice.
"""

from django.utils.translation import gettext_noop as _

from community.record.verbs import Verb


def _author(message, entry):
    return [message.by]


OPENED = Verb("room.opened", _("opened a discussion"), is_public=False)
CLOSED = Verb("room.closed", _("closed a discussion"))
JOINED = Verb("room.joined", _("let a person into a discussion"), is_public=False)
LEFT = Verb("room.left", _("ended a person's place in a discussion"), is_public=False)
HIDDEN = Verb("message.hidden", _("hid a message"), told=_author, title=_("A moderator hid what you wrote. Read why"))

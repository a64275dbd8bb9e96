"""What happens to suggestions and priorities that the record keeps."""

from django.utils.translation import gettext_noop as _

from community.record.verbs import Verb


def _members(thing, entry):
    return thing.board.members_at(entry.at)


def _asker(priority, entry):
    people = {priority.suggestion.by} if priority.suggestion else set()
    return people | set(_members(priority, entry))


SUGGESTED = Verb("suggestion.made", _("suggested a priority"), told=_members, title=_("A new suggestion"))
BACKED = Verb("suggestion.backed", _("put the suggestion forward"))
TABLED = Verb(
    "suggestion.tabled",
    _("put the suggestion on the board’s table"),
    told=lambda suggestion, entry: {suggestion.by, *_members(suggestion, entry)},
    mailed=True,
    title=_("A suggestion is on the board’s table"),
)
PUBLISHED = Verb(
    "priority.published",
    _("published the priority as a draft for the board"),
    told=_asker,
    title=_("A priority was published for the board to decide on"),
)
TRANSLATED = Verb("priority.translated", _("published the priority’s words in another language"))
UNPUBLISHED = Verb("priority.unpublished", _("took the draft priority back"))
ADOPTED = Verb(
    "priority.adopted",
    _("adopted the priority"),
    told=_asker,
    mailed=True,
    title=_("The board adopted a priority"),
    doer=_("The board"),
)
REJECTED = Verb(
    "priority.rejected",
    _("rejected the priority"),
    told=_asker,
    mailed=True,
    title=_("The board rejected a priority"),
    doer=_("The board"),
)

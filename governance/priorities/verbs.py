"""What happens to suggestions, priorities, purses and plans that the record keeps."""

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
CYCLE_NAMED = Verb("cycle.named", _("named a cycle"))
PURSE_SET = Verb(
    "purse.set",
    _("said how much money the board has"),
    told=_members,
    mailed=True,
    title=_("The fund said how much money your board has"),
)
PLAN_BEGUN = Verb("plan.begun", _("began a plan"), told=_members, title=_("A plan for the board’s money was begun"))
PLAN_ORDERED = Verb("plan.ordered", _("put the priorities of the plan in order"), doer=_("The board"))
PLAN_DIVIDED = Verb("plan.divided", _("divided the money of the plan"), doer=_("The board"))
PLAN_COUNTED = Verb(
    "plan.counted",
    _("completed the plan"),
    told=_members,
    title=_("A plan is complete: two members can put it to the vote"),
    doer=_("The board"),
)
PLAN_ADOPTED = Verb(
    "plan.adopted",
    _("adopted the plan"),
    told=_members,
    mailed=True,
    title=_("The board adopted a plan for its money"),
    doer=_("The board"),
)
PLAN_REJECTED = Verb(
    "plan.rejected",
    _("rejected the plan"),
    told=_members,
    mailed=True,
    title=_("The board rejected a plan for its money"),
    doer=_("The board"),
)
PLAN_OVERTAKEN = Verb(
    "plan.overtaken",
    _("let the plan fall: another one was begun, or its money was no longer there"),
    doer=_("The board"),
)

"""What the fund owes and gives, as the record keeps it."""

from django.utils.translation import gettext_noop as _

from community.record.verbs import Verb


def _officers(answer, entry):
    return answer.officers_at(entry.at)


def _everybody_concerned(answer, entry):
    movers = {mover.person for mover in answer.vote.movers.select_related("person")}
    author = getattr(answer.vote.subject, "author", None)
    return (
        movers | {mark.person for mark in answer.vote.roll.select_related("person")} | ({author} if author else set())
    )


OWED = Verb(
    "answer.owed",
    _("asked the fund for an answer"),
    told=_officers,
    mailed=True,
    title=_("The fund owes an answer"),
    doer=_("The board"),
)
LATE = Verb(
    "answer.late",
    _("noted that the fund’s answer is late"),
    told=lambda answer, entry: {*_officers(answer, entry), *_everybody_concerned(answer, entry)},
    title=_("The fund’s answer is late"),
)
GIVEN = Verb(
    "answer.given",
    _("answered for the fund"),
    told=_everybody_concerned,
    mailed=True,
    title=_("The fund answered"),
)

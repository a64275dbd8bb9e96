"""What was decided, and what anybody can do with it."""

from django.views.decorators.http import require_safe

from community.record import clock

from .. import reading
from ..models import Vote
from .common import find, show


@require_safe
def result(request, pk):
    """What was decided, with its arithmetic; before that, only when it will be known."""
    vote, at = find(request, pk), clock.now()
    context = {"stage": vote.stage(at), "now": at}
    if vote.state != Vote.State.CERTIFIED:
        return show(request, "voting/no_result.html", vote, context)
    context |= reading.counted(vote) | {
        "subject": reading.votable(vote.subject_type, vote.subject_id, request.user),
        "steps": reading.steps(vote, at),
        "authority": reading.authority(vote, at),
    }
    return show(request, "voting/result.html", vote, context)

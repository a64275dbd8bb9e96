"""Which applications are somebody's own: by their account, or because their browser's session holds them.

A session keeps their keys, never their codes. A code that was typed leads to its key.
"""

from ..models import Application

KEPT = "applications"
MOST = 20  # applications that one browser keeps in mind


def mine(request, board):
    """The applications to this board that are this reader's own."""
    held = Application.objects.held_by(request.user, request.session.get(KEPT, []))
    return held.filter(call__seat__board=board).select_related("call__seat__board", "place", "portrait")


def keep(request, application) -> None:
    """Let this browser hold an application from now on, the last one touched last."""
    held = [pk for pk in request.session.get(KEPT, []) if pk != application.pk]
    if not held and not request.user.is_authenticated:
        request.session.cycle_key()  # a session that somebody planted is worth nothing; signing in does the same
    request.session[KEPT] = [*held, application.pk][-MOST:]


def let_go(request, application) -> None:
    """This browser holds an application no longer."""
    request.session[KEPT] = [pk for pk in request.session.get(KEPT, []) if pk != application.pk]


def begun(request, board, call=None):
    """The application this reader is writing: for a call, or the one they touched last."""
    started = mine(request, board).filter(state=Application.State.STARTED)
    if call is not None:
        return started.filter(call=call).first()
    touched = request.session.get(KEPT, [])
    return max(started, key=lambda one: (touched.index(one.pk) if one.pk in touched else -1, one.pk), default=None)

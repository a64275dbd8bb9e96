"""How a board reads the applications to it: blind until scored, and who it is only for who calls people."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from community.record import clock

from .. import actions as boards
from .. import rules
from ..forms import ReviewForm, SeatingForm, WordsForm
from ..models import Application, Board, BoardRole, Review


def find(request, slug, pk, at) -> Application:
    """The application this person may see; for everybody else it isn't here."""
    seen = Application.objects.visible_to(request.user, at).select_related("person", "place", "call__seat__board")
    return get_object_or_404(seen, call__seat__board__slug=slug, pk=pk)


def knows(application, *, me, is_clerk, is_member, scored) -> bool:
    """Whether this reader is told whose application it is."""
    return rules.knows_whose(
        is_own=application.person_id == me.pk,
        is_clerk=is_clerk,
        is_member=is_member,
        has_scored=application.pk in scored,
        is_waiting=application.state == Application.State.WAITING,
    )


@require_safe
def applicant(request, slug, pk):
    """An application as the members and the clerk read it; its author has a page of their own."""
    at = clock.now()
    found = find(request, slug, pk, at)
    if found.person_id == request.user.pk:
        return redirect("board_application", slug, pk)
    return applicant_page(request, found, at)


def applicant_page(request, found, at, *, seating_form=None, review_form=None, words_form=None):
    """The page of an application; with a form as it was sent, where something was missing in it."""
    board, me = found.board, request.user
    is_carried = found.state == Application.State.CARRIED
    is_clerk, is_member = board.has_role(me, BoardRole.Role.CLERK, at), board.seats_person(me, at)
    mine = Review.objects.filter(application=found, reviewer=me).first()
    given = seating_form or review_form or words_form
    context = {
        "application": found,
        "board": board,
        "is_member": is_member,
        "is_clerk": is_clerk,
        "is_founding": board.is_founding(at),
        "knows": knows(found, me=me, is_clerk=is_clerk, is_member=is_member, scored={found.pk} if mine else ()),
        "mine": mine,
        "reviews": found.reviews.select_related("reviewer") if mine or is_clerk else (),
        # What is missing in a form below is said beside it, so it is no reason to hide the form.
        "reviewing": boards.review_verdict(found, by=me, score=0, words="…", at=at) if is_member else None,
        "review_form": review_form or ReviewForm(),
        "seating": boards.seat_verdict(found, by=me, why="…", nominated_by="…", at=at) if is_clerk else None,
        "form": seating_form or SeatingForm(needs_reason=not is_carried, way=found.call.way),
        "writing": boards.write_down_verdict(found, by=me, at=at) if is_clerk and found.call_me else None,
        "words_form": words_form or WordsForm(),
    }
    return render(request, "boards/applicant.html", context, status=422 if given else 200)


@require_POST
def review(request, slug, pk):
    """Score an application; then one is told whose it is."""
    at = clock.now()
    found = find(request, slug, pk, at)
    form = ReviewForm(request.POST)
    if not form.is_valid():
        return applicant_page(request, found, at, review_form=form)
    boards.review(found, by=request.user, **form.cleaned_data)
    messages.success(request, _("Your score is kept. Now you see whose application it is."))
    return redirect(found)


@require_POST
def words(request, slug, pk):
    """Write down what an applicant said on the phone."""
    at = clock.now()
    found = find(request, slug, pk, at)
    form = WordsForm(request.POST)
    if not form.is_valid():
        return applicant_page(request, found, at, words_form=form)
    boards.write_down(found, by=request.user, **form.cleaned_data)
    messages.success(request, _("Their words are kept."))
    return redirect(found)


@require_safe
def applications(request, slug):
    """Every application for a seat of a board, for its members and its clerk."""
    board, me = get_object_or_404(Board.objects.visible_to(request.user), slug=slug), request.user
    at = clock.now()
    is_clerk, is_member = board.has_role(me, BoardRole.Role.CLERK, at), board.seats_person(me, at)
    if not (is_clerk or is_member):
        raise PermissionDenied
    seen = Application.objects.visible_to(me, at).filter(call__seat__board=board)
    seen = seen.exclude(state=Application.State.STARTED).select_related("call__seat__board").in_order()
    page = Paginator(seen, 20).get_page(request.GET.get("page"))
    read = Review.objects.filter(reviewer=me, application__in=[one.pk for one in page.object_list])
    scored = set(read.values_list("application", flat=True))
    for one in page.object_list:
        one.known_as = (
            one.name if knows(one, me=me, is_clerk=is_clerk, is_member=is_member, scored=scored) else str(one)
        )
    return render(request, "boards/applications.html", {"board": board, "page": page})

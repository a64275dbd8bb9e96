"""Who stands in when members step back: named by a founding board's clerk, later by a vote, and ended."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import Max
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from community.people.models import Person
from community.record import clock

from .. import actions as boards
from ..forms.ties import AlternateEndForm, AlternateForm
from ..models import Alternate, Board, BoardRole, Naming, Term
from .clerk import kept


@require_http_methods(["GET", "HEAD", "POST"])
def alternates(request, slug):
    """Name an alternate, or ask the board to, with a public reason."""
    at = clock.now()
    board = kept(request, slug, at)
    return page(request, board, at, AlternateForm(sent(request), people=free_people(board, at)))


SHOWN = 50  # people to choose from, those who applied last


def sent(request):
    """What was sent, were it empty; nothing when the page is only opened."""
    return request.POST if request.method == "POST" else None


def free_people(board, at):
    """People who applied for a seat here and neither hold one nor stand in already."""
    applied = Person.objects.filter(applications__call__seat__board=board, is_active=True, is_staff=False)
    seated = Term.objects.at(at).filter(seat__board=board).values("person")
    standing_in = board.alternates.at(at).values("person")
    free = applied.exclude(pk__in=seated).exclude(pk__in=standing_in).annotate(sent=Max("applications__sent_at"))
    return Person.objects.filter(pk__in=list(free.order_by("-sent", "pk").values_list("pk", flat=True)[:SHOWN]))


def page(request, board, at, form, ending=None):
    """The clerk's page of alternates; or, where the form is whole, the act. ending: a form that was not whole."""
    if form.is_valid():
        told = form.cleaned_data | {"by": request.user}
        if not board.is_founding(at):
            naming = boards.ask_naming(board, language=get_language(), **told)
            messages.success(request, _("The board is asked. Two members put it to the vote."))
            return redirect(naming)
        alternate = boards.name_alternate(board, **told)
        messages.success(request, _("%(name)s is an alternate now.") % {"name": alternate.person.name})
        return redirect("board_alternates", slug=board.slug)
    context = {
        "board": board,
        "form": form,
        "people": form.fields["person"].queryset.exists(),
        "is_founding": board.is_founding(at),
        "alternates": [(one, ending if ending and ending.alternate == one else ended(one)) for one in named(board, at)],
        "ending": ending,
        "asked": board.namings.select_related("person", "board")[:SHOWN],
    }
    return render(request, "boards/alternates.html", context, status=422 if form.is_bound or ending else 200)


@require_safe
def naming(request, slug, pk):
    """Somebody the board is asked to name an alternate: why, and how far it is."""
    found = Naming.objects.visible_to(request.user).filter(board__slug=slug)
    naming = get_object_or_404(found.select_related("board", "person", "by"), pk=pk)
    return render(request, "boards/naming.html", {"naming": naming, "board": naming.board})


def named(board, at) -> list:
    """Who stands in now, in the order in which they are called."""
    return list(board.alternates.at(at).select_related("person"))


def ended(alternate, data=None, *, is_mine=False) -> AlternateEndForm:
    """The form in which this alternate's place ends; who gives up their own owes nobody a reason."""
    return AlternateEndForm(data, alternate=alternate, needs_reason=not is_mine)


@require_POST
@login_required
def alternate_end(request, slug, pk):
    """Give up one's own place as an alternate, or enter as the clerk that it ended."""
    board, at = get_object_or_404(Board.objects.visible_to(request.user), slug=slug), clock.now()
    alternate = get_object_or_404(Alternate.objects.at(at).filter(board=board), pk=pk)
    is_mine = alternate.person_id == request.user.pk
    if not (is_mine or board.has_role(request.user, BoardRole.Role.CLERK, at)):
        raise PermissionDenied
    form = ended(alternate, request.POST, is_mine=is_mine)
    if not form.is_valid():
        return page(request, board, at, AlternateForm(people=free_people(board, at)), ending=form)
    boards.end_alternate(alternate, by=request.user, **form.cleaned_data)
    messages.success(request, _("This person is no longer an alternate."))
    return redirect(board)

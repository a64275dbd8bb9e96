"""What everybody sees of boards: the list, and one board's table, charter and doings."""

from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from community.record import clock

from .. import rules
from ..charters import outline, rights
from ..models import Application, Board, BoardRole, Call
from ..table import table_of, tables, terms_in_a_row
from ..welcome import newcomers

SHOWN = 12  # boards on one page of the list


@require_safe
def boards(request):
    """Every board, with who holds its table and which seats one can apply for."""
    at = clock.now()
    page = Paginator(Board.objects.visible_to(request.user), SHOWN).get_page(request.GET.get("page"))
    laid = tables(page.object_list, at)
    called = set(Call.objects.open_at(at).values_list("seat__board", flat=True))
    return render(request, "boards/boards.html", {"page": page, "tables": laid, "called": called})


@require_safe
def board(request, slug):
    """One board: who sits there, what it may decide, how to get a seat, its rules and what it did."""
    found = get_object_or_404(Board.objects.visible_to(request.user), slug=slug)
    at, me = clock.now(), request.user
    table = table_of(found, at)
    charter = table.charter
    in_a_row = terms_in_a_row(table)
    roles = list(found.roles.at(at).select_related("person").order_by("role", "since", "pk"))
    is_clerk = any(role.person == me and role.role == BoardRole.Role.CLERK for role in roles)
    waiting = Application.objects.filter(call__seat__board=found).undecided()
    is_founding, calls = found.is_founding(at), list(Call.objects.open_at(at).of(found))
    my_term = table.term_of(me)
    new = newcomers(_terms_shown(found, me, is_clerk, at), at) if is_clerk or my_term else []
    context = {
        "now": at,
        "board": found,
        "table": table,
        "sitting": [(chair, in_a_row.get(chair.term)) for chair in table.chairs],
        "picture": table.picture(me),
        "decides": rules.may_decide(balance=table.balance),
        "is_founding": is_founding,
        "reasons": [term for term in table.terms if is_founding and term.chosen == term.Chosen.FOUNDING and term.why],
        "calls": calls,
        "called": {call.seat_id for call in calls},
        "roles": roles,
        "has_role": any(role.person == me for role in roles),
        "term_limit": charter["term.limit"],
        "my_term": my_term,
        "my_welcome": next((one for one in new if one.term == my_term), None),
        "newcomers": [one for one in new if one.term != my_term],
        "alternates": list(found.alternates.at(at).select_related("person")),
        "is_clerk": is_clerk,
        "waiting": waiting.count() if is_clerk else 0,
        "charter": charter,
        "groups": outline(charter),
        "rights": rights(charter, table.balance),
    }
    return render(request, "boards/board.html", context)


def _terms_shown(board, me, is_clerk, at):
    """Whose first steps this reader sees: a member their own, the clerk everybody's."""
    terms = board.terms_at(at).select_related("person", "seat__board").order_by("seat__number", "pk")
    return terms if is_clerk else terms.filter(person=me)

"""The balance of a board, in public: seats by kind, the residents' floor, empty seats, terms, and who is missing."""

from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from community.record import clock

from .. import rules
from ..makeup import makeup
from ..models import Board
from ..table import ending_soon, table_of, terms_in_a_row


@require_safe
def balance(request, slug):
    """Who holds a board's table, which seats are empty and for how long, whose term ends, and who sits nowhere."""
    board = get_object_or_404(Board.objects.visible_to(request.user), slug=slug)
    at = clock.now()
    table = table_of(board, at)
    context = {
        "board": board,
        "table": table,
        "picture": table.picture(request.user),
        "decides": rules.may_decide(balance=table.balance),
        "days": table.charter["vacancy.days"],
        "ending": ending_soon(table, terms_in_a_row(table)),
        "makeup": makeup(at),
        "crumbs": [{"href": board.get_absolute_url(), "text": board.name}],
    }
    return render(request, "boards/balance.html", context)

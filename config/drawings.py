"""The drawn parts of a page, known to all templates without loading: bars, the cloth of a sum, the table of seats."""

from django import template
from django.utils.translation import gettext

from . import pictures

register = template.Library()


@register.simple_tag
def bar(total, *pieces, mark=None, label=""):
    """`{% bar 10 7 "a" 2 "soft" mark=6 %}`: of ten, seven in mulberry and two paler; six were needed."""
    return pictures.bar(total, zip(pieces[::2], pieces[1::2], strict=True), mark, label)


@register.simple_tag
def runner(total, pieces, label):
    """A sum as one long cloth. pieces: dicts of value, fill and, to be written on them, short and long."""
    return pictures.runner(total, pieces, label)


@register.inclusion_tag("parts/majority.html")
def majority(balance):
    """Seats held by residents, against the number the charter asks for. Takes a board's Balance."""
    facts = {"residents": balance.residents, "filled": balance.filled, "needed": balance.needed}
    said = gettext("Residents hold %(residents)s of %(filled)s filled seats. At least %(needed)s must be theirs.")
    others, empty = balance.filled - balance.residents, balance.total - balance.filled
    pieces = ((balance.residents, "a"), (others, "soft"), (empty, "none"))
    drawn = pictures.bar(balance.total, pieces, balance.needed, said % facts, height=32, cuts=balance.total)
    return facts | {"others": others, "empty": empty, "picture": drawn}


@register.inclusion_tag("parts/seats.html")
def seats(people, title, note="", label="", extra=""):
    """The table from above. people: dicts of initials, name, kind, and where it applies state and me."""
    return pictures.table(people) | {"title": title, "note": note, "label": label or title, "extra": extra}

"""What pages say of a board wherever they show who holds its table."""

from datetime import date

from django import template

from community.record import clock

register = template.Library()


@register.inclusion_tag("boards/standing.html")
def standing(balance):
    """Whether a board may decide, and the promise where residents are a minority voice. Nothing while it may."""
    promised_on = date.fromisoformat(balance.promised_on) if balance.is_minority_voice else None
    return {
        "balance": balance,
        "promised_on": promised_on,
        "is_broken": promised_on is not None and promised_on < clock.now().date(),
    }

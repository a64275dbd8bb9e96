"""`{% answer_to vote %}` says what the fund owes for a decision; `{% answers_owed %}` lists what it owes."""

from django import template

from community.record import clock
from governance.accountability import actions as accountability
from governance.accountability.forms import AnswerForm
from governance.accountability.models import Answer

register = template.Library()

SHOWN = 5  # answers owed on the first page


@register.inclusion_tag("accountability/answer_to.html", takes_context=True)
def answer_to(context, vote):
    """The fund's answer to a decision, or until when it is due and from whom. Staff get the form."""
    at, person = clock.now(), context["request"].user
    answer = Answer.objects.visible_to(person).with_officers(at).filter(vote=vote).first()
    if answer is None:
        return {}
    may = accountability.answer_verdict(answer, person)
    return {"answer": answer, "vote": vote, "now": at, "form": AnswerForm() if may else None}


@register.inclusion_tag("accountability/answers_owed.html", takes_context=True)
def answers_owed(context, count=SHOWN):
    """What the fund owes now, the oldest first. A late answer says so by itself."""
    at = clock.now()
    owed = Answer.objects.visible_to(context["request"].user).with_officers(at).owed()
    return {"answers": owed[:count], "total": owed.count(), "now": at}

"""`{% answer_to vote %}` says what the fund owes for a decision; `{% answers_owed %}` lists what it owes."""

from django import template

from community.record import clock
from community.record.models import type_of
from governance.accountability import actions as accountability
from governance.accountability.forms import AnswerForm
from governance.accountability.models import Answer
from governance.voting.rules.methods import POT

register = template.Library()

SHOWN = 5  # answers owed on the first page


@register.inclusion_tag("accountability/answer_to.html", takes_context=True)
def answer_to(context, vote, thing=None):
    """The fund's answer to a decision, or until when it is due and from whom. Staff get the form.

    Of several things that won each has an answer of its own. thing: the only one that is shown.
    """
    at, person = context.get("now") or clock.now(), context["request"].user
    found = Answer.objects.visible_to(person).with_officers(at).filter(vote=vote).order_by("pk")
    if thing is not None and vote.method == POT:
        found = found.filter(option__subject_type=type_of(thing), option__subject_id=thing.pk)

    def form_of(answer):
        ids = {"auto_id": f"answer{answer.pk}_%s"} if answer.option else {}  # a page has each id once
        return AnswerForm(**ids) if accountability.answer_verdict(answer, person) else None

    answers = [{"answer": one, "form": form_of(one)} for one in found]
    return {"answers": answers, "vote": vote, "now": at, "names": thing is None and len(answers) > 1}


@register.inclusion_tag("accountability/answers_owed.html", takes_context=True)
def answers_owed(context, count=SHOWN):
    """What the fund owes now, the oldest first. A late answer says so by itself."""
    at = context.get("now") or clock.now()
    owed = Answer.objects.visible_to(context["request"].user).with_officers(at).owed()
    return {"answers": owed[:count], "total": owed.count(), "now": at}

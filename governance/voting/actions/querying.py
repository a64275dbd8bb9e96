"""Somebody questions a result; the clerk answers in public."""

from django.db import transaction

from community.people.words import clean
from community.record import clock, locks
from community.record.actions import enter
from community.record.verdict import insist
from governance.boards.models import BoardRole

from .. import rules, verbs
from ..models import Query, Vote


def question_verdict(vote, person, at):
    """Whether this person may question this result now, and if not, why."""
    is_certified = vote.state == Vote.State.CERTIFIED
    return rules.may_question(
        is_signed_in=person.is_authenticated,
        state_is_certified=is_certified,
        certified=vote.tally.certified_at if is_certified else None,
        at=at,
        days=vote.charter["vote.question_days"] if vote.charter else 0,
    )


@transaction.atomic
def question(vote, *, by, text, language="en", at=None) -> Query:
    """Question a result. The words are public, and the board's clerk owes an answer."""
    at = at or clock.now()
    insist(question_verdict(vote, by, at))
    asked = Query.objects.create(vote=vote, text=clean(text), language=language, by=by, at=at)
    enter(verbs.QUESTIONED, vote, by=by, why=asked.text, about=[vote.board], at=at, query=asked.pk)
    return asked


def query_answer_verdict(query, person, at):
    """Whether this person may answer what was asked about a result, and if not, why."""
    return rules.may_answer_question(
        is_clerk=query.vote.board.has_role(person, BoardRole.Role.CLERK, at), is_answered=bool(query.answered_at)
    )


@transaction.atomic
def answer_query(query, *, by, answer, language="en", at=None) -> Query:
    """The clerk answers what was asked about a result. Whoever asked is told."""
    query = locks.fresh(query)
    at = at or clock.now()
    insist(query_answer_verdict(query, by, at))
    query.answer, query.answer_language, query.answered_by, query.answered_at = clean(answer), language, by, at
    query.save(update_fields=["answer", "answer_language", "answered_by", "answered_at"])
    vote = query.vote
    enter(verbs.QUERY_ANSWERED, vote, by=by, why=query.answer, about=[vote.board, query.by], at=at, query=query.pk)
    return query

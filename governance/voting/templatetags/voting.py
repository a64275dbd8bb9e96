"""What other pages show of votes: on a thing, on a board, and the ways to ask for one."""

import json

from django import template
from django.apps import apps
from django.db import models
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.text import capfirst

from community.record import clock
from governance.boards.models import BoardRole
from governance.voting import actions as voting
from governance.voting import files, reading, rules
from governance.voting.actions.recusals import stands_by
from governance.voting.closeness import answers, of, of_board, parties, pending_vote
from governance.voting.forms import PutForm, secrecy
from governance.voting.models import Vote

register = template.Library()

SHOWN = 5  # decided votes on a board's page


@register.inclusion_tag("voting/ask_board.html", takes_context=True)
def ask_board(context, board):
    """The way to ask a board something, or why this person cannot. Nothing for a visitor."""
    person = context["request"].user
    if not person.is_authenticated:
        return {}
    return {"board": board, "may": voting.motion_verdict(board, person, context.get("now") or clock.now())}


@register.inclusion_tag("voting/put_to_vote.html", takes_context=True)
def put_to_vote(context, thing, reason=True, is_pending=None):
    """The button with which a member asks for a vote on a thing, or why there is none.

    Nothing for a visitor, and nothing while a vote on it is under way. reason: False leaves the reason out.
    is_pending: whether a vote is under way, where the page knows.
    """
    person, pending = context["request"].user, Vote.objects.on(thing).exclude(state=Vote.State.CERTIFIED)
    if not person.is_authenticated or thing.board is None:
        return {}
    if pending.exists() if is_pending is None else is_pending:
        return {}
    at = context.get("now") or clock.now()
    may, form = voting.move_verdict(thing.board, thing, person, at, is_pending=False), None
    if may:
        of = {"subject_type": thing._meta.label_lower, "subject_id": thing.pk}
        method = getattr(thing, "method", rules.MOTION)
        form = PutForm(initial=of, **secrecy(thing.board, at, method=method, subject=thing))
    return {"thing": thing, "may": may, "tells_reason": reason, "form": form, "request": context["request"]}


@register.inclusion_tag("voting/close.html", takes_context=True)
def closeness_to(context, thing):
    """How close members are to a thing, the question to the one it touches, and what only the board sees.

    That is which ties touch it of members who have not answered: the clerk and the members see them.
    """
    at, person = context.get("now") or clock.now(), context["request"].user
    said = answers(thing._meta.label_lower, thing.pk)
    found = {"thing": thing, "kind": thing._meta.label_lower, "answers": said}
    if not person.is_authenticated or thing.board is None:
        return found
    vote, said = pending_vote(thing), {one.person_id: one for one in said}
    if parties(thing, vote):
        close, ties = of_board(thing, at, vote=vote, said=said)
    else:  # no tie can touch it
        close, ties = of(thing, [person] if stands_by(thing.board, person, at) else [], at, vote=vote, said=said), []
    mine = close.get(person.pk)
    if not mine and not (ties and thing.board.has_role(person, BoardRole.Role.CLERK, at)):
        return found
    found |= {"untold": [tie for tie in ties if tie.person_id != person.pk], "me": person, "mine": mine}
    if mine:
        found["may"] = voting.disclose_verdict(thing, person, at, vote=vote, close=mine)
    return found


@register.inclusion_tag("voting/votes_on.html", takes_context=True)
def votes_on(context, thing, votes=None):
    """The votes on a thing and on what it is a part of, newest first; nothing when there was none.

    votes: those votes, where the page has read them already.
    """
    at, person = context.get("now") or clock.now(), context["request"].user
    found = votes
    if found is None:
        found = Vote.objects.visible_to(person).touching(thing).select_related("board", "tally")
    return {"votes": reading.with_stages(found, person, at), "now": at}


@register.inclusion_tag("voting/votes_on_board.html", takes_context=True)
def votes_on_board(context, board):
    """A board's votes: all that are under way, and the newest it has decided."""
    at, person = context.get("now") or clock.now(), context["request"].user
    found = Vote.objects.visible_to(person).filter(board=board).select_related("board", "tally").in_order()
    pending = found.exclude(state=Vote.State.CERTIFIED)
    decided = found.filter(state=Vote.State.CERTIFIED)[:SHOWN]
    return {"board": board, "votes": reading.with_stages([*pending, *decided], person, at), "now": at}


def words_of(model, facts: dict, title: str) -> dict:
    """What was pinned of a thing, as rows in words: long texts, short facts, and what its model says itself.

    title: what the page has said already.
    """
    fields = sorted([*model._meta.concrete_fields, *model._meta.many_to_many])
    texts, short = [], []
    for field in fields:
        value = facts.get(field.name)
        # What is said as the question is not said twice; a key of another table says nothing to a reader.
        if value in (None, "", [], title) or isinstance(field, models.ForeignKey | models.JSONField):
            continue
        row = {"label": capfirst(field.verbose_name), "value": value}
        if isinstance(field, models.TextField):
            texts.append(row)
        elif field.name == "amount":
            short.append(row | {"currency": facts["currency"]})
        elif isinstance(field, models.DateTimeField):
            short.append(row | {"moment": field.to_python(value)})
        elif field.choices:
            short.append(row | {"text": dict(field.flatchoices).get(value, value)})
        elif field.many_to_many:
            short.append(row | {"text": ", ".join(value)})
        elif field.name not in ("currency", "language", "seats"):
            short.append(row | {"text": value})
    # A model whose facts are no fields of its own says them itself.
    lines = model.in_words(facts) if hasattr(model, "in_words") else []
    return {"texts": texts, "short": short, "lines": lines}


@register.inclusion_tag("voting/pinned.html")
def pinned(vote):
    """The words that are voted on, named as in the form they were written in."""
    return {"vote": vote} | words_of(apps.get_model(vote.subject_type), vote.pinned, vote.question)


@register.simple_tag
def option_words(option):
    """What an option was put with beyond its title; nothing where that is all."""
    if not option.subject_type:
        return {}
    found = words_of(apps.get_model(option.subject_type), json.loads(option.text), option.title)
    return found if any(found.values()) else {}


def _title(option):
    title, language = (
        option[name] if isinstance(option, dict) else getattr(option, name) for name in ("title", "language")
    )
    return format_html("<bdi{}>{}</bdi>", flatatt({"lang": language} if language else {}), title)


@register.simple_tag
def titled(option):
    """The title of an option in its own language and direction."""
    return _title(option)


@register.simple_tag
def titles(options):
    """The titles of several options in a row."""
    return format_html_join(", ", "{}", ((_title(option),) for option in options))


@register.inclusion_tag("voting/count_of.html")
def count_of(vote):
    """The picture of a decided vote's count, for other pages: who won and why. Not of motions."""
    return {"shown": reading.picture_of(vote)}


@register.inclusion_tag("voting/count_of.html")
def count_as(paper, result, compared=None):
    """The same picture for any count by a ballot paper: of examples, or of last time's ballots by another rule."""
    shown = reading.picture(
        paper.method, result.as_dict(), reading.options_of(paper), parameters=paper.parameters, compared=compared
    )
    return {"shown": shown}


# --- receipt codes --------------------------------------------------------------------------------------


@register.filter
def groups(code: str) -> list[str]:
    """A receipt code in its groups."""
    return code.split("-")


@register.filter
def spelled(code: str) -> str:
    """A receipt code sign by sign, for who hears it."""
    return ", ".join(" ".join(group) for group in groups(code))


@register.inclusion_tag("voting/files.html", takes_context=True)
def count_files(context, vote):
    """The files with which anybody counts a decided vote again, and their fingerprint."""
    head, person = files.head_of(vote), context["request"].user
    readers = [] if voting.is_listed(vote) else voting.scrutineers(vote)
    return {"vote": vote, "head": head, "beside": files.beside(vote, head), "readers": readers, "person": person}

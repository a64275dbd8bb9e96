"""What a reader of a priority sees: the words in force, in their own language where somebody translated them."""

from django.utils.translation import gettext as _

from .. import rules

ANSWERS = (*rules.LENS, "success")
WORDS = ("title", *ANSWERS, "bound")
CHOICES = ("area", "origin", "instrument")
MOMENTS = ("opens_at", "closes_at")
# How a stage looks: the kind of its tag.
LOOKS = {
    rules.DRAFT: "draft",
    rules.WAITING: "wait",
    rules.REJECTED: "no",
    rules.ADOPTED: "soon",
    rules.OPEN: "open",
    rules.CLOSED: "done",
}


def as_it_is(priority) -> dict:
    """The row's own words and terms, as `Adoption.terms` gives those the board adopted."""
    return priority.ballot_text() | {moment: getattr(priority, moment) for moment in MOMENTS}


def label(priority, field: str) -> str:
    """The question a field answers."""
    return priority._meta.get_field(field).verbose_name


def choice(priority, field: str, value: str) -> str:
    """What a value stands for."""
    return dict(priority._meta.get_field(field).flatchoices).get(value, value)


def in_language(priority, terms: dict, fingerprint: str, language: str) -> dict:
    """The words in a language when they were translated and published there, else as they were written."""
    for row in priority.translations.all():
        if row.live and row.language == language and row.words_hash == fingerprint:
            return {word: getattr(row, word) for word in WORDS} | {"language": language}
    return {word: terms[word] for word in WORDS} | {"language": priority.language}


def standing(priority, at) -> dict:
    """Where it stands, for its tag."""
    stage = priority.stage(at)
    return {"stage": stage, "look": LOOKS[stage], "stage_label": priority.Stage(stage).label}


def _page(priority, terms, words) -> dict:
    answers = [{"label": label(priority, field), "text": words[field]} for field in ANSWERS if words[field].strip()]
    said = {field: choice(priority, field, terms[field]) for field in CHOICES}
    return {"priority": priority, "terms": terms | said, "words": words, "answers": answers}


def of_priority(priority, *, language, at) -> dict:
    """What its page shows: the words in force, or the published ones while the board has adopted none."""
    adoption = priority.in_force
    terms = adoption.terms if adoption else as_it_is(priority)
    fingerprint = adoption.hash if adoption else priority.words_hash
    words = in_language(priority, terms, fingerprint, language)
    changes = _changes(priority, terms) if adoption and not priority.is_adopted_as_is else []
    return _page(priority, terms, words) | standing(priority, at) | {"adoption": adoption, "changes": changes}


def of_draft(row) -> dict:
    """What the page of a draft would show: its own words, and the terms of the priority it belongs to."""
    priority = row.original or row
    words = {word: getattr(row, word) for word in WORDS} | {"language": row.language}
    tag = {"stage": rules.DRAFT, "look": LOOKS[rules.DRAFT], "stage_label": priority.Stage.DRAFT.label}
    return _page(priority, as_it_is(priority), words) | tag


def lines_of(priorities, plans, *, language, at) -> list[dict]:
    """What a list of priorities shows of each. What a board adopted has its sum in the board's plan, if it has one.

    plans: those in force, as `in_force_of_all` has them.
    """
    from ..models import planned_sums

    found = list(priorities)
    sums = planned_sums([one for one in found if one.in_force and one.in_force.amount is not None], plans)
    return [_line(one, sums.get(one.pk), language, at) for one in found]


def _line(priority, planned, language, at) -> dict:
    adoption = priority.in_force
    written = {word: getattr(priority, word) for word in WORDS}
    if adoption:
        written["title"] = adoption.terms["title"]
    words = in_language(priority, written, adoption.hash if adoption else priority.words_hash, language)
    terms = {field: getattr(adoption or priority, field) for field in ("amount", "currency", *MOMENTS)}
    if planned:
        terms["amount"], terms["currency"] = planned
    return {"priority": priority, "words": words, "terms": terms} | standing(priority, at)


def way(priority, at) -> list[dict]:
    """The steps from a draft to the fund's answer, with the one it stands at now."""
    stage, adoption = priority.stage(at), priority.in_force
    published = {"text": _("Published for the board"), "when": priority.first_published_at}
    decided = {"text": _("The board decides"), "when": adoption and adoption.at}
    if stage == rules.REJECTED:
        decided["note"] = _("It said no")
    proposals = {"text": _("People write proposals"), "when": adoption and adoption.opens_at}
    steps = [published, decided, proposals, {"text": _("The board votes on them")}, {"text": _("The fund answers")}]
    here = {rules.DRAFT: 0, rules.WAITING: 1, rules.REJECTED: 1, rules.ADOPTED: 2, rules.OPEN: 2, rules.CLOSED: 3}[
        stage
    ]
    states = ["done"] * here + ["now"] + [""] * (len(steps) - here - 1)
    return [step | {"state": state} for step, state in zip(steps, states, strict=True)]


def _changes(priority, terms) -> list[dict]:
    """What the published words say otherwise than those in force, one by one."""
    now, found = as_it_is(priority), []
    for field in (*WORDS, *CHOICES, "amount", *MOMENTS, "communities"):
        if now[field] == terms[field]:
            continue
        value = choice(priority, field, now[field]) if field in CHOICES else now[field]
        found.append({"field": field, "label": label(priority, field), "value": value})
    return found

"""A vote as it is read: its stages with their days, what it needs to pass, and the count line by line."""

from itertools import groupby
from zoneinfo import ZoneInfo

from django.apps import apps
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from community.record.models import Entry, digest_of, type_of
from governance.boards.charters import PRINCIPLES, clause_in_words, right_in_words, share_in_words
from governance.boards.models import Seat
from governance.boards.rules import Share

from . import rules, verbs
from .models import Agreement, Choice, Stance, Vote

GROUPS = {
    Vote.State.OPENED: gettext_lazy("Open now"),
    Vote.State.CLOSED: gettext_lazy("Open now"),
    Vote.State.CALLED: gettext_lazy("Called"),
    Vote.State.MOVED: gettext_lazy("Asked for"),
    Vote.State.CERTIFIED: gettext_lazy("Decided"),
}
LINES = ("balance", "enough", "free_floor", "quorum", "resident_quorum", "majority", "resident_majority")


def votable_kind(kind: str):
    """The model of what can be put to the vote, by its kind, if it is one."""
    try:
        model = apps.get_model(kind)
    except (LookupError, ValueError):
        return None
    return model if hasattr(model, "ballot_text") else None


def votable(kind: str, pk, person):
    """A thing with a board that can be put to the vote, by its kind and number, if this person may see it."""
    model = votable_kind(kind)
    thing = model._default_manager.visible_to(person).filter(pk=pk).first() if model else None
    return thing if thing and thing.board else None


def with_stages(votes, person, at) -> list:
    """Votes with their stage now and whether this person's ballot is missing, in two queries."""
    votes = list(votes)
    keys = [vote.pk for vote in votes]
    awaiting = Vote.objects.filter(pk__in=keys).awaiting(person, at) if person.is_authenticated else Vote.objects.none()
    missing = set(awaiting.values_list("pk", flat=True))
    for vote in votes:
        vote.stage_now, vote.awaits_me = vote.stage(at), vote.pk in missing
    return votes


def grouped(votes, person, at) -> list:
    """Votes that are in order, under the headings of the list."""
    found = groupby(with_stages(votes, person, at), key=lambda vote: str(GROUPS[vote.state]))
    return [{"heading": heading, "votes": list(group)} for heading, group in found]


def missing_movers(vote, at) -> int:
    """How many more members must ask for a vote before it is called."""
    if vote.state != Vote.State.MOVED:
        return 0
    return vote.board.charter_at(at)["vote.movers"] - vote.movers.count()


def steps(vote, at) -> list:
    """The way of a vote: asked for, called, opened, closed, decided, each with its day in the board's zone."""
    entries = Entry.objects.filter(subject_type=type_of(vote), subject_id=vote.pk)
    done = {entry.verb: entry.at for entry in entries.filter(verb__startswith="vote.").only("verb", "at")}
    zone, reached = ZoneInfo(vote.board.zone), False

    def step(verb, before, after, planned=None):
        nonlocal reached
        moment = done.get(verb.key)
        is_next = moment is None and not reached
        reached = reached or is_next
        shown = moment or planned
        return {
            "text": after if moment else before,
            "state": "done" if moment else "now" if is_next else "",
            "when": shown.astimezone(zone).date() if shown else None,
        }

    found = [
        step(verbs.MOVED, _("A member asks for it"), _("A member asked for it")),
        step(verbs.CALLED, _("It is called, its notice begins"), _("It was called")),
        step(verbs.OPENED, _("It opens"), _("It opened"), vote.opens_at),
        step(verbs.CLOSED, _("It closes"), _("It closed"), vote.closes_at),
        step(verbs.CERTIFIED, _("It is counted and decided"), _("It was counted and decided")),
    ]
    lacking = missing_movers(vote, at)
    if lacking:
        found[1]["note"] = ngettext("%(n)s more member must ask", "%(n)s more members must ask", lacking) % {
            "n": lacking
        }
    return found


def needed(vote, at, roll) -> dict:
    """What this vote needs to pass, by the charter that counts for it and those who may vote."""
    charter = vote.charter or vote.board.charter_at(at)
    roll_size = sum(not mark.recused for mark in roll)
    if charter["recusal.counts"]:
        roll_size = max(roll_size, sum(mark.alternate_id is None for mark in roll))
    return {
        "floor": charter["seats.floor"],
        "roll": roll_size,
        "ballots": Share.read(charter["vote.quorum"]).needed(roll_size) if roll_size else 0,
        "quorum": share_in_words(charter["vote.quorum"]),
        "residents": share_in_words(charter["vote.resident_quorum"]),
        "majority": share_in_words(charter[vote.majority_clause]),
        "notice": clause_in_words(vote.notice_clause, charter[vote.notice_clause]),
        "answer_days": charter["answer.days"],
    }


def said(charter, clause: str) -> str:
    """A clause in words: with what is in force, or as the principle it is."""
    return _(PRINCIPLES[clause]) if clause in PRINCIPLES else clause_in_words(clause, charter[clause])


def authority(vote, at) -> dict:
    """The row of the charter that a vote rests on, at the level that counts for it."""
    charter, balance = vote.charter or vote.board.charter_at(at), vote.board.balance(at)
    level = vote.level if vote.passed is not None else None
    level = level or rules.level(right=charter[vote.right], balance=balance, seats_a_resident=vote.seats_a_resident)
    return right_in_words(vote.right, level) | {
        "charter": charter,
        "is_pinned": vote.charter is not None,
        "is_lowered": level != charter[vote.right],
        "asks_the_fund": rules.asks_the_fund(right=vote.right, level=level, method=vote.method),
    }


def in_words(vote, answer) -> str:
    """What a ballot says, in the reader's language: its answer, or the options it names."""
    labels = {rules.MOTION: Choice, rules.CONSENT: Stance, rules.GRADIENTS: Agreement}.get(vote.method)
    if labels:
        said, words = (answer["answer"], answer["words"]) if isinstance(answer, dict) else (answer, "")
        return f"{labels(said).label}: {words}" if words else str(labels(said).label)
    if not answer:
        return str(Choice.ABSTAIN.label)
    titles = vote.paper.options
    if isinstance(answer, list):
        return ", ".join(titles[key] for key in answer)
    return ", ".join(f"{titles.get(key, key)}: {value}" for key, value in answer.items())


def lists_ballots(vote) -> bool:
    """Whether the ballots of a vote are published one by one by now."""
    if vote.state != Vote.State.CERTIFIED:
        return False
    k_min = vote.charter["k_min.ballots"]
    return rules.lists_ballots(is_secret=vote.is_secret, ballots=vote.counted.count(), k_min=k_min)


def with_answers(vote, marks) -> list:
    """The marks on the roll of an open vote with, as `said`, what each person's newest ballot says; else nothing."""
    marks = list(marks)
    told = {} if vote.is_secret else {one.roll_id: in_words(vote, one.answer) for one in vote.box}
    for mark in marks:
        mark.said = told.get(mark.pk, "")
    return marks


def counted(vote) -> dict:
    """A decided vote: its sums, its counts by choice and by kind of seat, and its roll."""
    facts = vote.tally.facts
    roll = with_answers(vote, vote.roll.select_related("person"))
    voters = [mark for mark in roll if not mark.recused]
    by_choice, by_kind = facts.get("by_choice") or {}, facts.get("by_kind") or {}
    residents = by_kind.get(Seat.Kind.RESIDENT, {})
    return {
        "facts": facts,
        "lines": [
            {"name": name, "says": said(vote.charter, facts[name]["clause"])} | facts[name]
            for name in LINES
            if name in facts  # the sums about conflicts are made only where somebody stepped back
        ],
        "away_counts": bool(vote.charter["recusal.counts"]),
        "choices": [
            {
                "choice": choice.value,
                "label": choice.label,
                "count": by_choice[choice],
                "residents": residents.get(choice, 0),
                "others": by_choice[choice] - residents.get(choice, 0),
            }
            for choice in Choice
            if by_choice
        ],
        "kinds": [
            {
                "label": Seat.Kind(kind).label,
                "counts": [by_kind[kind][choice] for choice in Choice],
                "absent": sum(not mark.voted for mark in voters if mark.seat_kind == kind),
                "roll": sum(mark.seat_kind == kind for mark in voters),
            }
            for kind in Seat.Kind.values
            if kind in by_kind
        ],
        "roll": roll,
        "absent": [mark for mark in voters if not mark.voted],
        "tally_hash": digest_of(vote.tally.text),
    }

"""Every vote looked at again, from its rows to the record: whether anything was changed past the house.

The record holds what was fixed at each step: the rules and the roll at opening, the root of the ballots at the
close, the sums at certification, the fingerprint of the files. Each is made again here from the rows as they are.
"""

import json
from collections import Counter
from collections.abc import Iterator

from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce

from community.record.models import Entry, canonical, digest_of, type_of
from community.record.verdict import Refused
from governance.boards.rules import Balance

from . import files, verbs
from .actions.counting import count, lines_of, root_of, tally_of
from .actions.opening import roll_hash
from .bundle.verify import Tree, leaf_of
from .models import Ballot, RollEntry, SecretBallot, Vote
from .rules import as_kept, commitment


def faults() -> Iterator[tuple[Vote, str]]:
    """Each thing that is wrong with a vote that was opened, or with the files of a decided one."""
    state = Vote.State
    for vote in Vote.objects.filter(state__in=[state.OPENED, state.CLOSED, state.CERTIFIED]).order_by("pk"):
        try:
            for fault in faults_of(vote):
                yield vote, fault
        except (KeyError, TypeError, ValueError, AttributeError, Refused) as broken:
            yield vote, f"its rows cannot be read ({type(broken).__name__}: {broken})"


def faults_of(vote: Vote) -> Iterator[str]:
    """What is wrong with one vote."""
    told = {}
    for entry in Entry.objects.filter(subject_type=type_of(vote), subject_id=vote.pk).order_by("seq"):
        told.setdefault(entry.verb, entry.facts["facts"])
    yield from faults_of_opening(vote, told)
    if vote.state == Vote.State.OPENED:
        yield from faults_of_box(vote)
    else:
        yield from faults_of_ballots(vote, told)
    if vote.state == Vote.State.CERTIFIED:
        yield from faults_of_result(vote, told)


def faults_of_opening(vote, told) -> Iterator[str]:
    """Rules and roll are those with which it opened; only alternates were added, each with an entry of their own."""
    opened = told.get(verbs.OPENED.key)
    if opened is None:
        yield "the record does not say that it was opened"
        return
    if digest_of(vote.rules_text) != opened["rules"]:
        yield "its rules are not those with which it opened"
    bound = told.get(verbs.MOVED.key, {}).get("seed")  # votes of earlier versions were bound to none
    if bound and bound != commitment(vote.seed):
        yield "the order of its ties comes from another seed than it was bound to"
    if roll_hash(vote) != opened["roll_hash"]:
        yield "its roll is not the one with which it opened"
    called = Entry.objects.filter(verb=verbs.ALTERNATE_CALLED.key, subject_type=type_of(vote), subject_id=vote.pk)
    on_record = sorted(entry.facts["facts"]["person"] for entry in called)
    on_roll = vote.roll.exclude(alternate=None).values_list("person__public_id", flat=True)
    if sorted(map(str, on_roll)) != on_record:
        yield "the alternates on its roll are not those who were called"


def faults_of_box(vote) -> Iterator[str]:
    """While it is open there is a ballot for each mark, and a mark for each ballot, at any one moment."""
    box = (
        SecretBallot.objects.filter(vote=OuterRef("pk")).values("vote").annotate(n=Count("pk"))
        if vote.is_secret
        else Ballot.objects.filter(vote=OuterRef("pk")).values("vote").annotate(n=Count("roll", distinct=True))
    )
    marks = RollEntry.objects.filter(vote=OuterRef("pk"), voted=True).order_by().values("vote").annotate(n=Count("pk"))
    both = Vote.objects.filter(pk=vote.pk).annotate(
        marks=Coalesce(Subquery(marks.values("n")), 0), sent=Coalesce(Subquery(box.values("n")), 0)
    )
    found = both.get()  # one question, so that a ballot cast meanwhile is in both or in neither
    if found.marks != found.sent:
        yield f"there are {found.sent} ballots and {found.marks} marks on the roll"


def faults_of_ballots(vote, told) -> Iterator[str]:
    """The ballots are those that were in the box when it was opened, as many as there are marks on the roll."""
    closed, tree, ballots, seats = told.get(verbs.CLOSED.key), Tree(), 0, Counter()
    if closed is None:
        yield "the record does not say that it was closed"
        return
    for line in vote.counted.iterator(chunk_size=2000):
        if leaf_of(line.text.encode()).hex() != line.leaf or line.facts["receipt"] != line.receipt:
            yield "a ballot was changed"
        tree.add(bytes.fromhex(line.leaf))
        ballots += 1
        if not vote.is_secret:
            seats[line.facts["kind"], line.facts["seat"]] += 1
    if (ballots, tree.root()) != (closed["ballots"], closed["root"]):
        yield "its ballots are not those that were in the box"
    if not vote.is_secret and root_of(line.leaf for line in lines_of(vote)) != closed["root"]:
        yield "the ballots under people's names are not those that were counted"
    marks = Counter((kind, number or 0) for kind, number in marks_of(vote))
    if marks.total() != ballots:
        yield f"there are {ballots} ballots and {marks.total()} marks on the roll"
    elif not vote.is_secret and marks != seats:
        yield "its ballots come from other seats than are marked on the roll"


def marks_of(vote):
    """Kind and number of the seats that voted."""
    return vote.roll.filter(voted=True).values_list("seat_kind", "seat_number")


def faults_of_result(vote, told) -> Iterator[str]:
    """The sums are those of the record, and counted again from the ballots they come out the same."""
    certified, tally = told.get(verbs.CERTIFIED.key), getattr(vote, "tally", None)
    if certified is None or tally is None:
        yield "there is no tally, or the record does not say that it was certified"
        return
    if digest_of(tally.text) != certified["tally"]:
        yield "its tally is not the one that was certified"
    if vote.passed != certified["passed"]:
        yield "it says another outcome than was certified"
    table = tally.facts["table"]
    balance = Balance(**table)
    found = json.loads(tally_of(vote, count(vote, balance), balance))
    if canonical(as_kept(found, tally.facts)) != tally.text:
        yield "counted again it comes out otherwise than its tally says"
    if (head := files.head_of(vote)) and (fault := files.fault(vote, head)):
        yield fault

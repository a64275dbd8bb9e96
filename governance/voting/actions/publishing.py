"""A decided vote becomes files that anybody can count again at home."""

import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from community.record import clock, locks
from community.record.actions import enter
from community.record.models import Entry
from community.record.verdict import insist
from governance.boards.rules import Balance

from .. import files, rules, verbs
from ..bundle import archive, writer
from ..bundle.verify import ANY
from ..bundle.writer import Bundle, Roll
from ..counting.formats import blt, pb_writer, table
from ..counting.rankings import Contest, Rankings
from ..models import Vote
from ..rules import methods, outcomes
from .counting import is_listed, setting_of


def publish_verdict(vote):
    """Whether the files of this vote can be published, and if not, why."""
    return rules.may_publish(is_decided=vote.state == Vote.State.CERTIFIED)


def publish(vote, *, at=None) -> str:
    """Write the files of a decided vote, keep them and enter their fingerprint in the record. The fingerprint.

    A decided vote never changes, so they are written without holding anybody up. Twice changes nothing; files that
    were lost are written again.
    """
    insist(publish_verdict(vote))
    known = files.head_of(vote)
    if known and not files.fault(vote, known):
        return known
    with tempfile.TemporaryDirectory(prefix="vote-") as scratch, tempfile.TemporaryFile() as packed:
        head = write_files(vote, Path(scratch), packed, is_listed=is_listed(vote))
        files.keep(vote, head, packed)
    with transaction.atomic():
        vote = locks.fresh(vote)
        if head != files.head_of(vote):
            about = [vote.board, vote.subject]
            enter(verbs.PUBLISHED, vote, about=about, at=at or clock.now(), head=head, listed=is_listed(vote))
    return head


def write_files(vote, scratch: Path, out, *, is_listed: bool) -> str:
    """Write a decided vote's files into an empty folder and pack them. Their fingerprint."""
    head = writer.write(bundle_of(vote, is_listed=is_listed), scratch)
    archive.pack(scratch, out, files.folder_of(vote))
    out.seek(0)
    return head


def scrutineers(vote) -> list:
    """The two people who may read the ballots where they are not listed: the first two who asked for the vote."""
    return [mover.person for mover in vote.movers.select_related("person")[: rules.READERS]]


def reading_verdict(vote, person):
    """Whether this person may read the ballots of a small secret vote, and if not, why."""
    return rules.may_read_ballots(
        is_decided=vote.state == Vote.State.CERTIFIED, is_scrutineer=person in scrutineers(vote)
    )


def bundle_of(vote, *, is_listed: bool) -> Bundle:
    """A decided vote as it is published. is_listed: whether its ballots are in it, or only their root."""
    setting = setting_of(vote, Balance(**vote.tally.facts["table"]))
    return Bundle(
        rules=rules_of(vote, setting),
        ballots=files.ballots_of(vote),
        tally=vote.tally.facts,
        record=record_of(vote),
        # In a secret vote all together: the only one of its kind would be known to have voted, or not.
        roll=Roll(
            setting.roll, {ANY: setting.present} if vote.is_secret else {k: setting.marks[k] for k in setting.roll}
        ),
        software=f"common-table {settings.VERSION}",
        beside=beside(vote) if is_listed else {},
        is_listed=is_listed,
    )


def rules_of(vote, setting: rules.Setting) -> dict:
    """All that was frozen at the opening, and with it what the count asked later: who held the table, who was away."""
    locked, free = vote.locked, setting.free
    found = locked | {"balance": vars(setting.balance), "by_charter": setting.right}
    if locked["residents_too"] and vote.method == rules.MOTION:
        found["majority_residents"] = locked["majority"]
    if free.away:
        found["recusal"] = {
            "away": free.away, "seats": free.seats, "floor": free.floor, "counts": setting.away_counts,
        }  # fmt: skip
    return found


def record_of(vote) -> Iterator[Mapping]:
    """What the public record says of a vote: what is hashed, never the names.

    That it was asked for, which binds to the order of ties; and all from its opening to its certification.
    """
    entries = Entry.objects.about(vote).filter(is_public=True)
    first, last = (entries.get(verb=verb.key, subject_id=vote.pk).seq for verb in (verbs.OPENED, verbs.CERTIFIED))
    asked = Q(verb=verbs.MOVED.key, subject_id=vote.pk)
    for entry in entries.filter(asked | Q(seq__gte=first, seq__lte=last)).order_by("seq"):
        yield {"seq": entry.seq, "hash": entry.hash, "text": entry.text}


def beside(vote) -> dict[str, Iterator[bytes]]:
    """The same ballots as other programs read them: a table for all, .blt for rankings, .pb for pots. Line by line."""
    written = {"ballots.csv": table.ballots(vote.method, vote.paper.options, files.ballots_of(vote))}
    if vote.method in (methods.IRV, methods.STV, methods.RANKING):
        written["ballots.blt"] = [blt_of(vote)]
    if vote.method == methods.POT:
        written["ballots.pb"] = pb_of(vote)
    return {name: (line.encode() for line in lines) for name, lines in written.items()}


def answers_of(vote) -> Iterator:
    """What the ballots say, one at a time."""
    return (ballot["choice"] for ballot in files.ballots_of(vote))


def blt_of(vote) -> str:
    """Ranked ballots under the titles of the options, which stand in the order that breaks ties."""
    paper = vote.paper
    titles = {key: " ".join(paper.options[key].split()) for key in paper.order}
    if len(set(titles.values())) < len(titles):
        titles = {key: f"{title} ({key})" for key, title in titles.items()}
    ranked = ([titles[key] for key in answer] for answer in answers_of(vote))
    return blt.write(Contest(paper.seats, Rankings.gather(titles.values(), ranked), vote.question))


def pb_of(vote) -> Iterator[str]:
    """A pot with its ballots and what was counted, in the words of the .pb format."""
    pot, result = outcomes.pot_of(vote.paper, answers_of(vote)), rules.outcome(vote.paper, answers_of(vote))
    zone = ZoneInfo(vote.board.zone)
    opened, closed = (f"{at.astimezone(zone):%d.%m.%Y}" for at in (vote.opens_at, vote.closes_at))
    facts = {
        "description": vote.question, "country": settings.COUNTRY, "unit": settings.SITE_NAME,
        "district": vote.board.name, "instance": str(vote.pk), "date_begin": opened, "date_end": closed,
        "language": vote.language, "currency": settings.CURRENCY,
    }  # fmt: skip
    return pb_writer.write(pot, facts, result)

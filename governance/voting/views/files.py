"""What anybody can take home: the rules before the vote is decided, and afterwards everything to count it again."""

import tempfile
from pathlib import Path

from django.contrib.auth.decorators import login_required
from django.db.models import prefetch_related_objects
from django.http import FileResponse, Http404, HttpResponse, StreamingHttpResponse
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import condition, require_safe

from community.record.verdict import insist

from .. import actions as voting
from .. import files, reading
from ..models import Vote
from .common import find, show

KINDS = {"json": "application/json", "py": "text/x-python", "csv": "text/csv"}  # the others are plain text
KEPT = 300  # seconds; afterwards a browser asks by the fingerprint whether it is still the same


def etag(request, pk, name="") -> str | None:
    """The published fingerprint stands for every byte of it."""
    head = files.head_of(find(request, pk))
    return f'"{head}{name and "-"}{name}"' if head else None


def published(request, pk) -> tuple[Vote, str]:
    """A vote whose files are published, with their fingerprint."""
    vote = find(request, pk)
    head = files.head_of(vote)
    if not head:
        raise Http404
    return vote, head


@require_safe
@condition(etag_func=etag)
@cache_control(public=True, max_age=KEPT)
def count(request, pk):
    """Everything to count a decided vote again, in one file."""
    vote, head = published(request, pk)
    try:
        source = files.stored(vote, head)
    except files.LOST:
        raise Http404 from None
    return FileResponse(source, as_attachment=True, filename=f"{files.folder_of(vote)}.zip")


@require_safe
@condition(etag_func=etag)
@cache_control(public=True, max_age=KEPT)
def count_file(request, pk, name):
    """One of these files."""
    vote, head = published(request, pk)
    try:
        size = files.names(vote, head)[name]
    except (KeyError, *files.LOST):
        raise Http404 from None
    kind = KINDS.get(name.rpartition(".")[2], "text/plain")
    headers = {"Content-Length": size, "Content-Disposition": f'attachment; filename="{name}"'}
    return StreamingHttpResponse(
        files.one_file(vote, head, name), content_type=f"{kind}; charset=utf-8", headers=headers
    )


@require_safe
def frozen_rules(request, pk):
    """All that counts for a vote, as it was frozen when it opened: exactly what its fingerprint was made of."""
    vote = find(request, pk)
    if not vote.rules_text:
        raise Http404
    return HttpResponse(vote.rules_text, content_type="application/json; charset=utf-8")


@never_cache
@require_safe
@login_required
def scrutiny(request, pk):
    """The ballots of a small secret vote, for the two people who asked for it. Everybody else reads who they are."""
    vote = small_secret(request, pk)
    insist(voting.reading_verdict(vote, request.user))
    prefetch_related_objects([vote], "options")
    ballots = [ballot | {"said": reading.in_words(vote, ballot["choice"])} for ballot in files.ballots_of(vote)]
    return show(request, "voting/scrutiny.html", vote, {"ballots": ballots, "readers": voting.scrutineers(vote)})


@never_cache
@require_safe
@login_required
def scrutiny_file(request, pk):
    """The same ballots as a file that counts again: its root is the one that is published."""
    vote = small_secret(request, pk)
    insist(voting.reading_verdict(vote, request.user))
    packed = tempfile.TemporaryFile()  # noqa: SIM115 - the response closes it
    with tempfile.TemporaryDirectory(prefix="vote-") as scratch:
        voting.write_files(vote, Path(scratch), packed, is_listed=True)
    return FileResponse(packed, as_attachment=True, filename=f"{files.folder_of(vote)}-ballots.zip")


def small_secret(request, pk) -> Vote:
    """A decided vote whose ballots are not published one by one."""
    vote = find(request, pk)
    if vote.state != Vote.State.CERTIFIED or voting.is_listed(vote):
        raise Http404
    return vote

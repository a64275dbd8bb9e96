"""What the mails about votes say: that one closes soon, that a ballot was recorded for somebody; what came of a vote,
and its fingerprint."""

from django.template.loader import render_to_string

from . import actions as voting
from .models import Vote


def of_a_ballot(entry, person) -> str:
    """The letter that a ballot was recorded for the reader: no choice, no receipt, and not when."""
    return render_to_string("mail/recorded.txt", {"vote": Vote.objects.get(pk=entry.subject_id)}).strip()


def of_a_reminder(entry, person) -> str | None:
    """The letter that a vote closes soon; none when it comes too late, or the reader has voted since.

    Of a secret vote it says the same to everybody, and who has voted is not even looked up.
    """
    vote = Vote.objects.select_related("board").get(pk=entry.subject_id)
    if vote.state != Vote.State.OPENED or (not vote.is_secret and not vote.roll.awaited().filter(person=person)):
        return None
    return render_to_string("mail/reminder.txt", {"vote": vote}).strip()


def of_a_result(entry, person) -> str:
    """The letter of a result, in the reader's language, with whether a ballot was recorded for them.

    A fingerprint is worth most where it lies outside the server. So the mail waits for the files: they are written
    now where the clock has not come to it. Where that fails the mail is tried again later.
    """
    vote = Vote.objects.select_related("board").get(pk=entry.subject_id)
    recorded = vote.roll.filter(person=person, voted=True).exists()
    return render_to_string(
        "mail/result.txt", {"vote": vote, "head": voting.publish(vote), "recorded": recorded}
    ).strip()

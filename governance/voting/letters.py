"""What the mail about a decided vote says: what came of it, and the fingerprint to count it again by."""

from django.template.loader import render_to_string

from . import actions as voting
from .models import Vote


def of_a_result(entry) -> str:
    """The letter of a result, in the reader's language.

    A fingerprint is worth most where it lies outside the server. So the mail waits for the files: they are written
    now where the clock has not come to it. Where that fails the mail is tried again later.
    """
    vote = Vote.objects.select_related("board").get(pk=entry.subject_id)
    return render_to_string("mail/result.txt", {"vote": vote, "head": voting.publish(vote)}).strip()

"""What the mail says when a role is handed over: what was promised, and who answers for it now."""

from django.template.loader import render_to_string

from .models import Handover


def of_a_handover(entry, person) -> str:
    """The letter of a handover, in the reader's language."""
    handover = Handover.objects.with_everything().get(pk=entry.subject_id)
    return render_to_string("mail/handover.txt", {"handover": handover}).strip()

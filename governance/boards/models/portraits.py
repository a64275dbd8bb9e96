"""What an applicant tells about themself for a fair draw. It is read by the draw and by nobody."""

import secrets

from django.db import models
from django.utils.translation import pgettext

from .calls import CODE_LETTERS, Application


def opaque_word() -> str:
    """Twelve letters and figures that say nothing: how an applicant is named in the file of a draw."""
    letters = "".join(secrets.choice(CODE_LETTERS) for _n in range(12)).lower()
    return f"{letters[:4]}-{letters[4:8]}-{letters[8:]}"


class Portrait(models.Model):
    """A self-description for one application: private, optional, and shown to nobody, ever.

    answers: a value for each category of governance/boards/portraits.py that the applicant answered.
    token: how the draw's public file names them. It leads back to no name, code or answer.
    """

    application = models.OneToOneField(Application, on_delete=models.CASCADE, related_name="portrait")
    token = models.CharField(max_length=14, unique=True, default=opaque_word)
    answers = models.JSONField(default=dict, blank=True)

    def __str__(self):
        return pgettext("private", "private")

    def __repr__(self):
        return "<Portrait: private>"

"""What an applicant tells about themself for a fair draw. It is read by the draw and by nobody."""

import secrets

from django.db import models
from django.utils.translation import pgettext

from .calls import CODE_LETTERS, Application


def opaque_word() -> str:
    """Sixteen letters and figures that say nothing: an applicant's token in a lottery."""
    letters = "".join(secrets.choice(CODE_LETTERS) for _n in range(16)).lower()
    return "-".join(letters[n : n + 4] for n in range(0, 16, 4))


class Portrait(models.Model):
    """A self-description for one application: private, optional, and shown to nobody, ever.

    answers: a value for each category of governance/boards/portraits.py that the applicant answered.
    """

    application = models.OneToOneField(Application, on_delete=models.CASCADE, related_name="portrait")
    answers = models.JSONField(default=dict, blank=True)

    def __str__(self):
        return pgettext("private", "private")

    def __repr__(self):
        return "<Portrait: private>"

"""A socket outlives its session: when somebody signs out, every right to listen is looked at again."""

from django.contrib.auth.signals import user_logged_out
from django.dispatch import receiver

from . import hub


@receiver(user_logged_out)
def look_again(sender, **kwargs):
    hub.nudge()

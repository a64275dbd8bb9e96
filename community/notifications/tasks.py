"""What leaves by the clock: mail waits in the outbox until the act that wrote it is committed."""

import logging
from collections.abc import Callable
from datetime import timedelta
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import Q
from django.template.loader import render_to_string
from django.utils import translation

from community.people.models import Person
from community.record import clock
from community.record.models import Entry

from .models import Mail

log = logging.getLogger("table.notifications")
TRIES = 8
# What a mail says beyond its title, by verb, in the reader's language: rooms above put theirs in when they start.
# None where by now there is nothing to say.
LETTERS: dict[str, Callable[[Entry, Person], str | None]] = {}


def write(mail: Mail) -> EmailMessage | None:
    """The mail in its reader's language: what happened, to what, where to read it. Never a choice.

    None when it is out of date: then none is sent.
    """
    with translation.override(mail.person.language):
        letter = LETTERS.get(mail.entry.verb, lambda entry, person: "")(mail.entry, mail.person)
        if letter is None:
            return None
        context = {
            "person": mail.person,
            "entry": mail.entry,
            "told": mail.entry.told,
            "title": translation.gettext(mail.entry_verb.title or mail.entry_verb.label),
            "letter": letter,
            "site": settings.SITE_NAME,
            "address": settings.SITE_URL + mail.entry.path,
        }
        body = render_to_string("mail/entry.txt", context)
    subject = " ".join(f"{settings.SITE_NAME}: {context['title']}".split())
    return EmailMessage(subject, body, to=[mail.person.email])


def send_due(at=None) -> int:
    """Send what waits in the outbox. A mail that fails is tried again later, each time after longer.

    Each mail is claimed first and sent outside any transaction: a slow mail server holds up no ballot.
    """
    at, sent = at or clock.now(), 0
    waiting = Mail.objects.filter(Q(next_try_at=None) | Q(next_try_at__lte=at), sent_at=None, tries__lt=TRIES)
    for pk, tries in waiting.values_list("pk", "tries")[:200]:
        again = at + timedelta(minutes=2 ** (tries + 1))
        if not waiting.filter(pk=pk).update(tries=tries + 1, next_try_at=again):
            continue  # another worker has claimed it
        mail = Mail.objects.select_related("person", "entry__detail").get(pk=pk)
        try:
            if mail.person.email and (message := write(mail)):
                message.send()
        except (OSError, SMTPException) as error:
            log.warning("Mail %s was not sent: %s", pk, type(error).__name__)
            continue
        Mail.objects.filter(pk=pk).update(sent_at=at)
        sent += 1
    return sent


DUE = [send_due]

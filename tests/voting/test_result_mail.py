"""The mail about a decided vote carries the fingerprint out of the house."""

import pytest
from django.core import mail

from community.notifications import tasks as notifications
from community.notifications.models import Mail
from governance.voting import actions as voting
from governance.voting import files
from tests import make

pytestmark = pytest.mark.django_db


def letters(vote, *, at=None) -> list:
    """What was sent about the vote being decided."""
    certified = {one.person.email for one in Mail.objects.filter(entry__verb="vote.certified", sent_at=None)}
    mail.outbox.clear()
    notifications.send_due(at=at)
    last = {one.to[0]: one for one in mail.outbox if vote.question in one.body}
    sent = {one.person.email for one in Mail.objects.filter(entry__verb="vote.certified").exclude(sent_at=None)}
    return [last[email] for email in sorted(certified & sent)]


def test_everybody_on_the_roll_is_mailed_the_fingerprint(vote, members):
    make.decided(vote, yes=members[:2], no=members[2:])

    sent = letters(vote)

    head = files.head_of(vote)
    assert {one.to[0] for one in sent} == {person.email for person in members}
    assert head and all(head in one.body and vote.question in one.body for one in sent)
    assert all("It passed." in one.body and f"/votes/{vote.pk}/" in one.body for one in sent)


def test_a_mail_never_tells_a_choice_and_is_in_the_language_of_its_reader(vote, members):
    members[0].language = "es"
    members[0].save()
    make.decided(vote, yes=members[:1], no=members[1:])
    bodies = {one.to[0]: one.body for one in letters(vote)}
    assert "It did not pass." in bodies[members[1].email] and "It did not pass." not in bodies[members[0].email]
    assert not any(word in body for body in bodies.values() for word in ("abstain", "2 no", "Ballot"))


def test_a_mail_waits_while_the_files_cannot_be_written(vote, members, tmp_path, settings):
    make.decided(vote, yes=members)
    (tmp_path / "full").write_text("")
    settings.MEDIA_ROOT = tmp_path / "full"  # a file, so that no folder can be made in it

    assert letters(vote) == []

    settings.MEDIA_ROOT = tmp_path
    later = letters(vote, at=make.now() + make.HOUR)
    assert len(later) == 3 and all(voting.publish(vote) in one.body for one in later)

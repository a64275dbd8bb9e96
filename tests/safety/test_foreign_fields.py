"""Fields nobody asked for change nothing, whoever sends them and wherever."""

import pytest
from django.apps import apps
from django.db import models

from tests import town
from tests.matrix.world import address, form_of, thing_of

from .test_bad_input import acts

FOREIGN = {
    "is_staff": "1", "is_superuser": "1", "is_active": "0", "email": "evil@example.com", "password": "x", "groups": "1",
    "public_id": "0" * 32, "voted": "1", "state": "passed", "passed": "1", "live": "1", "id": "1", "pk": "1", "by": "1",
    "by_id": "1", "author": "1", "author_id": "1", "person": "1", "person_id": "1", "at": "2020-01-01",
    "sent_at": "2020-01-01", "tabled_at": "2020-01-01", "carried_by": "1", "chosen": "motion", "seated_by": "1",
    "since": "2020-01-01", "until": "2030-01-01", "channel": "paper", "mode": "secret", "seat_number": "1",
    "seat_kind": "resident", "currency": "EUR", "adoption": "1", "due_at": "2030-01-01", "answered_at": "2020-01-01",
    "hidden_at": "2020-01-01", "readable_by": "members", "writable_by": "members", "is_public": "0", "role": "clerk",
    "verified_by": "1", "source": "me", "original": "1", "charter": "1", "ends_at": "2030-01-01", "moderates": "1",
}  # fmt: skip
# What differs from one act to the next by itself: keys, codes, moments, and the chain that hashes them.
PASSING = {
    "id",
    "uuid",
    "key",
    "code",
    "digest",
    "token",
    "hash",
    "subject_id",
    "subject_path",
    "subject_text",
    "subject_hash",
    "text",
    "seed",
}
ROOMS = [app for app in apps.get_app_configs() if app.name.startswith(("community.", "governance."))]


def state() -> dict:
    """All of our rows without what passes by itself and without keys of rows that were just made."""
    found = {}
    for model in (model for app in ROOMS if app.label not in ("record", "notifications") for model in app.get_models()):
        columns = [
            field.attname
            for field in model._meta.fields
            if field.name not in PASSING and not isinstance(field, models.DateTimeField | models.UUIDField)
        ]
        ours = {
            f.attname for f in model._meta.fields if f.is_relation and f.related_model._meta.label != "people.Person"
        }
        kept = [column for column in columns if column not in ours]
        found[model._meta.label] = sorted(map(repr, model._base_manager.values_list(*kept))) if kept else []
    return found


@pytest.mark.parametrize(("name", "of", "role"), acts(), ids=lambda value: value)
def test_fields_that_were_not_asked_for_change_nothing(the_town, clients, name, of, role):
    path, form = address(name, thing_of(the_town, of)), form_of(name, the_town, of)
    with town.taken_back():
        clients[role].post(path, form)
        honest = state()

    with town.taken_back():
        status = clients[role].post(path, FOREIGN | form).status_code
        cunning = state()

    assert status in (302, 204)
    assert {label for label in honest if honest[label] != cunning[label]} <= TYPED.get(name, set())


# A draft keeps whatever was typed; nobody else reads it, and sending it asks the form. Whether a vote is open or secret
# is one of the fields that are asked for.
TYPED = {"draft": {"people.Draft"}} | {name: {"voting.Vote"} for name in ("votes", "motions", "questions")}


def test_the_way_to_sign_up_makes_nobody_staff(the_town):
    """The one form that makes a person is another project's."""
    from community.people.models import Person
    from tests.matrix.world import client_of

    client_of(None).post("/accounts/signup/", FOREIGN | {"name": "Eve", "email": "eve@example.org"})

    eve = Person.objects.get(email="eve@example.org")
    assert not (eve.is_staff or eve.is_superuser or eve.groups.exists())
    assert eve.is_active

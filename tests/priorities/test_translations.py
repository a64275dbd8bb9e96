"""A translation lends its words and nothing else: it is no priority, decides nothing and receives nothing."""

import pytest
from django.urls import reverse
from wagtail.models import Locale

from community.record.models import Entry
from community.record.verdict import Refused
from community.rooms.models import Room
from governance.priorities import reading
from governance.priorities.models import Priority
from tests import make

pytestmark = pytest.mark.django_db

SPANISH = {"title": "Quedarse en casa", "need": "Los alquileres suben."}


@pytest.fixture
def stay_put():
    rosa, noi = make.people("rosa noi")
    return make.adopted(make.board(seated=[rosa, noi]), members=[rosa, noi])


def words_on(priority, language):
    return reading.of_priority(Priority.objects.get(pk=priority.pk), language=language, at=make.now())["words"]


def test_a_translation_starts_unpublished_and_decides_nothing(stay_put):
    row = make.translated(stay_put, **SPANISH)
    assert (row.live, row.live_revision, row.first_published_at, row.is_decided) == (False, None, None, False)
    assert (row.board, row.amount, row.suggestion, row.words_hash) == (None, None, None, "")
    assert (row.original, row.slug) == (stay_put, stay_put.slug)


def test_only_originals_are_priorities(stay_put):
    row = make.translated(stay_put, published=True, **SPANISH)
    assert list(Priority.objects.visible_to(make.VISITOR)) == [stay_put]
    assert list(Priority.objects.visible_to(make.staff())) == [stay_put]
    assert list(stay_put.board.priorities.all()) == [stay_put]
    assert not row.may_be_put(make.now())
    assert not row.may_receive(make.now())
    with pytest.raises(Refused):
        make.proposal(row, by=make.person("yesenia"))


def test_its_publication_is_no_act_of_a_priority(stay_put):
    rooms, acts = Room.objects.count(), Entry.objects.filter(verb="priority.published").count()
    make.translated(stay_put, published=True, **SPANISH)
    assert Room.objects.count() == rooms
    assert Entry.objects.filter(verb="priority.published").count() == acts
    entry = Entry.objects.get(verb="priority.translated")
    assert (entry.subject_id, entry.facts["facts"]["language"]) == (stay_put.pk, "es")


def test_readers_get_the_translated_words_once_they_are_published(stay_put):
    row = make.translated(stay_put, **SPANISH)
    assert words_on(stay_put, "es")["language"] == "en"
    row.latest_revision.publish()
    assert words_on(stay_put, "es")["title"] == "Quedarse en casa"
    assert words_on(stay_put, "es")["language"] == "es"
    assert words_on(stay_put, "en")["language"] == "en"
    row.unpublish()
    assert words_on(stay_put, "es")["language"] == "en"


def test_a_translation_of_words_that_are_not_in_force_is_not_shown_as_theirs(stay_put):
    stay_put.need = "A newer need, which the board has not adopted."
    stay_put.save_revision().publish()
    make.translated(stay_put, published=True, **SPANISH)

    assert words_on(stay_put, "es")["need"].startswith("One in ten")
    assert words_on(stay_put, "es")["language"] == "en"


def test_a_translation_stays_with_the_words_it_translated(stay_put):
    make.translated(stay_put, published=True, **SPANISH)
    stay_put.need = "A newer need, which the board has not adopted."
    stay_put.save_revision().publish()
    assert words_on(stay_put, "es")["need"] == "Los alquileres suben."


def test_an_original_can_be_written_in_spanish(stay_put):
    spanish = Locale.objects.get_or_create(language_code="es")[0]
    original = make.priority(stay_put.board, title="Autobuses", locale=spanish)
    assert original in Priority.objects.visible_to(make.VISITOR)
    assert words_on(original, "en")["language"] == "es"


def test_the_desk_makes_a_translation_with_its_words_only(client, stay_put):
    Locale.objects.get_or_create(language_code="es")
    client.force_login(make.author())
    address = reverse("simple_translation:submit_snippet_translation", args=["priorities", "priority", stay_put.pk])
    spanish = Locale.objects.get(language_code="es")
    client.post(address, {"locales": [spanish.pk], "include_subtree": False})
    row = stay_put.translations.get()

    form = client.get(reverse("wagtailsnippets_priorities_priority:edit", args=[row.pk])).context["form"]
    assert set(form.fields) == set(reading.WORDS)

    client.force_login(make.reviewer())
    words = {field: getattr(row, field) for field in reading.WORDS} | SPANISH
    client.post(reverse("wagtailsnippets_priorities_priority:edit", args=[row.pk]), words | {"action-publish": "1"})
    assert words_on(stay_put, "es")["title"] == "Quedarse en casa"
    assert Entry.objects.get(verb="priority.translated").by.name == "Andre"


def test_two_originals_never_share_an_address(stay_put):
    spanish = Locale.objects.get_or_create(language_code="es")[0]
    with pytest.raises(Exception, match="this address already"):
        make.priority(stay_put.board, title="Otra", slug=stay_put.slug, locale=spanish)

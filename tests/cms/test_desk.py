"""The staff's desk as a house: its door, its menu, its people, and what it says is owed."""

import re

import pytest
from django.conf import settings
from django.core import mail
from django.urls import reverse

from cms.models import HomePage
from community.people.models import Person
from tests import make
from tests.cms.test_home import busy_town

pytestmark = pytest.mark.django_db


def menu_of(client):
    """What stands in the main menu of the desk."""
    from wagtail.admin.menu import admin_menu

    request = client.get("/staff/").wsgi_request
    return {item.name for item in admin_menu.menu_items_for_request(request)}


# --- the door --------------------------------------------------------------------------------------


@pytest.mark.parametrize("door", ["/staff/", "/staff/login/", "/staff/snippets/priorities/priority/", "/staff/pages/"])
def test_staff_sign_in_like_everybody_else(client, door):
    response = client.get(door, follow=True)
    (address, _status) = response.redirect_chain[-1]
    assert address.startswith(reverse("account_login"))
    assert "wagtail" not in response.content.decode().lower()


@pytest.mark.parametrize("page", ["/staff/password_reset/", "/staff/password_reset/done/", "/staff/account/"])
def test_no_password_page_of_wagtail_is_to_be_had(client, page):
    response = client.get(page, follow=True)
    assert response.status_code == 404 or response.redirect_chain[-1][0].startswith("/accounts/")


def test_who_is_signed_in_and_has_no_business_there_is_told_so(client):
    client.force_login(make.person("yesenia"))
    for door in ("/staff/", "/staff/snippets/priorities/priority/"):
        response = client.get(door, follow=True)
        assert response.status_code == 403
        assert "This is not open to you" in response.content.decode()


def test_the_desk_has_its_own_policy_and_is_never_cached(client):
    client.force_login(make.author())
    response = client.get("/staff/")
    assert "'unsafe-inline'" in response["Content-Security-Policy"]
    assert "no-store" in response["Cache-Control"] or "private" in response["Cache-Control"]
    assert "'unsafe-inline'" not in client.get("/")["Content-Security-Policy"]


# --- the menu and the first page of the desk ----------------------------------------------------------


def test_a_preview_may_stand_in_a_frame_of_the_desk_and_nowhere_else(client):
    draft = make.priority(make.board(), published=False)
    client.force_login(make.author())
    desk = "wagtailsnippets_priorities_priority"
    for page in (
        reverse(f"{desk}:revisions_view", args=[draft.pk, draft.latest_revision_id]),
        reverse("wagtailadmin_pages:view_draft", args=[HomePage.objects.get().pk]),
    ):
        policy = client.get(page)["Content-Security-Policy"]
        assert "frame-ancestors 'self'" in policy and "unsafe" not in policy
    assert "frame-ancestors 'none'" in client.get("/")["Content-Security-Policy"]


def test_the_menu_holds_what_is_done_at_the_desk_and_no_more(client):
    client.force_login(make.author())
    assert menu_of(client) == {"priorities", "money", "explorer", "images", "documents", "reports"}
    client.force_login(make.administrator())
    assert menu_of(client) == {"priorities", "money", "explorer", "images", "documents", "reports", "settings"}


def test_the_desk_says_first_what_the_fund_owes(client):
    busy_town()
    client.force_login(make.author())
    page = client.get("/staff/").content.decode()
    owed = page[page.index("Answers owed to boards") :]
    assert "Interpreter Corps" in owed and "Andre" in owed
    assert re.search(r'href="/votes/\d+/result/"', owed)


def test_an_empty_desk_says_so(client):
    client.force_login(make.author())
    assert "The fund owes no answer now." in client.get("/staff/").content.decode()


def test_the_desk_can_be_read_in_spanish(client):
    client.force_login(make.author(language="es"))
    assert '<html lang="es"' in client.get("/staff/").content.decode()


# --- people ---------------------------------------------------------------------------------------------


def test_an_administrator_adds_somebody_who_then_signs_in_with_a_code(client):
    client.force_login(make.administrator())
    page = client.get(reverse("wagtailusers_users:add")).content.decode()
    assert 'name="name"' in page and 'name="first_name"' not in page and "password" not in page.lower()
    told = {"name": "Beth Lindqvist", "email": "Beth@Example.org", "title": "Programme officer", "is_staff": "on"}
    response = client.post(reverse("wagtailusers_users:add"), told)
    assert response.status_code == 302

    beth = Person.objects.get(email="beth@example.org")
    assert (beth.name, beth.title, beth.is_staff, beth.has_usable_password()) == (
        "Beth Lindqvist",
        "Programme officer",
        True,
        False,
    )
    client.logout()
    client.post(reverse("account_request_login_code"), {"email": "beth@example.org"})
    assert mail.outbox[-1].to == ["beth@example.org"]


def test_an_administrator_changes_a_person_and_lists_and_finds_people(client):
    client.force_login(make.administrator())
    stella = make.staff()
    address = reverse("wagtailusers_users:edit", args=[stella.pk])
    assert 'value="Stella"' in client.get(address).content.decode()
    client.post(address, {"name": "Stella Maris", "email": stella.email, "title": "", "is_active": "on"})
    stella.refresh_from_db()
    assert (stella.name, stella.is_staff) == ("Stella Maris", False)
    make.person("darnell")
    found = client.get(reverse("wagtailusers_users:index"), {"q": "maris"}).content.decode()
    assert "Stella Maris" in found and "Darnell" not in found


def test_two_people_never_share_an_e_mail_in_any_case(client):
    client.force_login(make.administrator())
    make.person("darnell")
    told = {"name": "Another", "email": "DARNELL@example.org"}
    assert client.post(reverse("wagtailusers_users:add"), told).status_code == 200
    assert Person.objects.filter(email__iexact="darnell@example.org").count() == 1


def test_authors_do_not_see_who_lives_here(client):
    client.force_login(make.author())
    assert client.get(reverse("wagtailusers_users:index")).status_code in (302, 403)


def test_there_is_no_django_admin():
    assert "django.contrib.admin" not in settings.INSTALLED_APPS

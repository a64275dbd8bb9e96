"""The staff's desk for people: who may enter the desk and as what."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.users.forms import UserCreationForm, UserEditForm
from wagtail.users.views.users import UserViewSet

from .leaving import held_by
from .models import CityShare, Person

FIELDS = {"email", "name", "title", "is_staff", "is_superuser", "groups", "is_active"}


class PersonEditForm(UserEditForm):
    """Change a person's name, role and doors to the desk. A Person has one name, not two."""

    first_name = last_name = None

    class Meta(UserEditForm.Meta):
        model = Person
        fields = FIELDS

    def clean_email(self):
        return self.cleaned_data["email"].lower()

    def clean(self):
        told = super().clean()
        for door in ("is_active", "is_staff"):
            if self.initial.get(door) and not told.get(door) and (held := held_by(self.instance)):
                self.add_error(door, still_holds(held))
        return told


def still_holds(held) -> str:
    """Why an account stays open, naming the roles to be handed over first."""
    return _("Something is still open in these roles: %(roles)s. They are handed over first, on the board’s page.") % {
        "roles": "; ".join(held)
    }


@hooks.register("before_bulk_action")
def keep_who_still_holds_a_role(request, action_type, people, action):
    """The desk closes no accounts by the dozen either, while something is open in a role of one of them."""
    if action_type != "set_active_state" or action.cleaned_form.cleaned_data["mark_as_active"]:
        return None
    held = [name for person in people for name in held_by(person)]
    if not held:
        return None
    messages.error(request, still_holds(held))
    return redirect("wagtailusers_users:index")


class PersonCreationForm(UserCreationForm):
    """Add somebody who works at the desk. They sign in with a code, so no password is asked."""

    first_name = last_name = None

    class Meta(UserCreationForm.Meta):
        model = Person
        fields = FIELDS - {"is_active"}

    def clean_email(self):
        return self.cleaned_data["email"].lower()

    def save(self, commit=True):
        self.instance.set_unusable_password()
        return super().save(commit)


class PersonViewSet(UserViewSet):
    """Wagtail's user pages with a Person's own fields."""

    search_fields = ("name", "email")

    def get_form_class(self, for_update=False):
        return PersonEditForm if for_update else PersonCreationForm


class CityShareViewSet(ModelViewSet):
    """The city's figures beside those of the boards: facts from outside, with their source. Kept, never deleted."""

    model = CityShare
    icon = "group"
    menu_label = _("The city in figures")
    menu_order = 200
    add_to_admin_menu = True
    copy_view_enabled = False
    inspect_view_enabled = True
    form_fields = ["community", "percent", "source", "year"]
    inspect_view_fields = form_fields
    list_display = ["community", "percent", "year", "source"]


@hooks.register("register_admin_viewset")
def register_city_shares():
    """Staff keep the city's figures at the desk."""
    return CityShareViewSet("city_shares")

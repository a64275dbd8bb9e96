"""The staff's desk for money: name a cycle, say what a board has. What was said is read, never edited."""

from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet, ModelViewSetGroup
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy

from ..forms import CycleForm, PurseForm
from ..models import Cycle, Purse


class SaidOnce(ModelPermissionPolicy):
    """What was said may be added to and read. Nobody changes or deletes it, administrators included."""

    def user_has_permission(self, user, action):
        return action not in ("change", "delete") and super().user_has_permission(user, action)


for said in (Cycle, Purse):
    register_permission_policy(said, SaidOnce(said))


class Say(generic.CreateView):
    """Say it, through the action of the room."""

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"by": self.request.user}

    def save_instance(self):
        return self.form.send()

    def get_success_buttons(self):
        return []


class ReadPurse(generic.InspectView):
    """One purse as it was said."""

    def get_amount_display_value(self):
        return sum_of(self.object)


def sum_of(purse) -> str:
    """The sum of a purse as people write it."""
    return render_to_string("priorities/sum.txt", {"amount": purse.amount, "currency": purse.currency})


class SaidViewSet(ModelViewSet):
    """Things that are said once: listed, read, added to."""

    copy_view_enabled = False
    inspect_view_enabled = True
    add_to_reference_index = False
    add_view_class = Say

    def get_urlpatterns(self):
        kept = {"index", "index_results", "add", "inspect"}
        return [pattern for pattern in super().get_urlpatterns() if pattern.name in kept]

    def get_common_view_kwargs(self, **kwargs):
        # Views that are not there are not linked.
        none = dict.fromkeys(("edit_url_name", "delete_url_name", "history_url_name", "usage_url_name"))
        return super().get_common_view_kwargs(**none, **kwargs)

    def register_admin_url_finder(self):
        """A thing of this kind is found by its page on the site: it has no page to be edited on."""


class PurseViewSet(SaidViewSet):
    """What each board has, and who decided it."""

    model = Purse
    icon = "wagtail-icon"
    menu_label = _("Money of boards")
    inspect_view_class = ReadPurse
    inspect_view_fields = ["board", "cycle", "amount", "currency", "decided_by", "why", "by", "at"]
    list_display = [
        "board",
        "cycle",
        Column("amount", label=_("Sum"), accessor=sum_of),
        "decided_by",
        DateColumn("at", label=_("Said at")),
    ]

    def get_form_class(self, for_update=False):
        return PurseForm


class CycleViewSet(SaidViewSet):
    """The periods in which the fund gives money."""

    model = Cycle
    icon = "calendar-alt"
    menu_label = _("Cycles")
    inspect_view_fields = ["name", "starts_on", "ends_on", "by", "at"]
    list_display = ["name", "starts_on", "ends_on"]

    def get_form_class(self, for_update=False):
        return CycleForm


class MoneyGroup(ModelViewSetGroup):
    """Both, under one heading of the menu."""

    menu_label = _("Money")
    menu_name = "money"
    menu_icon = "calendar-check"
    menu_order = 150
    items = (PurseViewSet("purses"), CycleViewSet("cycles"))


@hooks.register("register_admin_viewset")
def register_money():
    """Staff say at the desk what each board has."""
    return MoneyGroup()

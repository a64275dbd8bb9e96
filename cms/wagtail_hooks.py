"""The staff's desk: what stands in its menu, and what waits for the fund on its first page."""

from django.templatetags.static import static
from django.utils.html import format_html
from wagtail import hooks
from wagtail.admin.ui.components import Component

from community.record import clock
from governance.accountability.models import Answer

MENU = {"explorer", "priorities", "money", "images", "documents", "reports", "settings"}
SHOWN = 20


@hooks.register("construct_main_menu")
def keep_the_menu_short(request, items):
    """Staff draft priorities and write pages here. Everything else is done in public, on the site itself."""
    items[:] = [item for item in items if item.name in MENU]


class AnswersOwed(Component):
    """What the fund owes, the oldest first, each with the public page on which it is answered."""

    name = "answers_owed"
    template_name = "cms/desk/answers_owed.html"
    order = 100

    def get_context_data(self, parent_context):
        at = clock.now()
        owed = Answer.objects.visible_to(parent_context["request"].user).with_officers(at).owed()
        return {"answers": owed[:SHOWN], "total": owed.count(), "now": at}


@hooks.register("construct_homepage_panels")
def show_what_is_owed(request, panels):
    """First of all, the answers that boards wait for."""
    panels.append(AnswersOwed())


@hooks.register("insert_global_admin_js")
def forget_unsent_ballots():
    """Whoever signs out at the desk leaves no ballot on the device that was begun and not sent, like everywhere."""
    return format_html('<script type="module" src="{}"></script>', static("js/ballot-forgetter.js"))

"""The staff's desk for priorities: draft, review, publish. Nothing here deletes or copies one."""

import django_filters
from django.forms import CheckboxSelectMultiple
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.actions.edit import EditAction
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList, PublishingPanel, TitleFieldPanel
from wagtail.admin.ui.tables import BulkActionsCheckboxColumn, Column, LiveStatusTagColumn, UpdatedAtColumn
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views import snippets
from wagtail.snippets.views.chooser import SnippetChooserViewSet

from community.record import clock, locks
from community.record.verdict import Refused

from ..forms import PriorityForm
from ..models import Priority, Suggestion
from ..models.priorities import HAPPENED


class KeepWhatHappened(EditAction):
    """Save a draft. If somebody published meanwhile, what they published stays and this becomes a newer draft."""

    def _save_instance(self):
        locks.hold(self.instance)
        row = Priority.objects.get(pk=self.instance.pk)
        for field in ("live", "first_published_at", *HAPPENED):
            setattr(self.instance, field, getattr(row, field))
        super()._save_instance()


@hooks.register("register_actions")
def register_edit(registry):
    """Every edit at the desk goes through ours."""
    registry.register(Priority, KeepWhatHappened)


def stage_of(priority):
    """Where a priority stands, in words, for the list."""
    return Priority.Stage(priority.stage(clock.now())).label


class ListPriorities(snippets.IndexView):
    """The list, without ticks: deleting is all that Wagtail does to many at once."""

    @cached_property
    def columns(self):
        return [column for column in super().columns if not isinstance(column, BulkActionsCheckboxColumn)]


class SayWhyNot:
    """A refused act leads back to the draft, with the reason; what was typed is saved already."""

    def dispatch(self, request, *args, **kwargs):
        try:
            return super().dispatch(request, *args, **kwargs)
        except Refused as refused:
            reason = render_to_string("priorities/refused.txt", {"verdict": refused.verdict})
            messages.error(request, reason)
            return redirect(reverse(Priority.snippet_viewset.get_url_name("edit"), args=[self.object.pk]))


class CreatePriority(SayWhyNot, snippets.CreateView):
    """Begin a draft. It keeps itself only after its first save: a button pressed at that moment would make two."""

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"autosave_enabled": False}


class EditPriority(SayWhyNot, snippets.EditView):
    """Go on with a draft, send it to review, publish it."""


class ReviewPriority(SayWhyNot, snippets.WorkflowActionView):
    """Approve a draft or ask for changes."""


class UnpublishPriority(SayWhyNot, snippets.UnpublishView):
    """Take a published draft back, through the priority's own door: Wagtail's view would go around it."""

    def unpublish(self):
        self.object.unpublish(user=self.request.user)


class InspectPriority(snippets.InspectView):
    """Everything about a priority on one page, for those who only read."""

    def get_amount_display_value(self):
        terms = {"amount": self.object.amount, "currency": self.object.currency}
        return render_to_string("priorities/sum.txt", terms)


class PriorityFilter(WagtailFilterSet):
    """Narrow the list by where it stands, board, area and origin."""

    stage = django_filters.ChoiceFilter(
        label=_("Where it stands"), choices=Priority.Stage.choices, method="filter_stage"
    )

    class Meta:
        model = Priority
        fields = ["stage", "board", "area", "origin"]

    def filter_stage(self, queryset, name, value):
        return queryset.at_stage(value, clock.now())


class PriorityChooser(SnippetChooserViewSet):
    """Only originals are chosen: a translation lends words."""

    def get_object_list(self):
        return Priority.objects.originals()


class SuggestionChooser(ChooserViewSet):
    """Find the resident's own suggestion among all of them."""

    model = Suggestion
    icon = "comment"
    choose_one_text = _("Choose a suggestion")
    choose_another_text = _("Choose another suggestion")

    def get_object_list(self):
        return Suggestion.objects.select_related("by").order_by("-at", "-pk")


suggestions = SuggestionChooser("suggestion_chooser")


@hooks.register("register_admin_viewset")
def register_suggestion_chooser():
    """The chooser has addresses of its own."""
    return suggestions


class PriorityViewSet(snippets.SnippetViewSet):
    """Priorities: the need, the people, what is to happen, the money; in this order."""

    model = Priority
    icon = "clipboard-list"
    menu_label = _("Priorities")
    menu_name = "priorities"
    menu_order = 100
    add_to_admin_menu = True
    copy_view_enabled = False
    inspect_view_enabled = True
    inspect_view_class = InspectPriority
    inspect_view_fields = (
        "title", "need", "history", "burdened", "benefits", "communities", "board", "bound", "origin", "suggestion",
        "area", "success", "amount", "currency", "instrument", "opens_at", "closes_at", "live", "words_hash",
    )  # fmt: skip
    index_view_class = ListPriorities
    index_template_name = "wagtailadmin/generic/index.html"
    add_view_class = CreatePriority
    edit_view_class = EditPriority
    workflow_action_view_class = ReviewPriority
    unpublish_view_class = UnpublishPriority
    chooser_viewset_class = PriorityChooser
    filterset_class = PriorityFilter
    list_display = (
        "title",
        "board",
        Column("stage", label=_("Where it stands"), accessor=stage_of),
        LiveStatusTagColumn(),
        UpdatedAtColumn(),
    )
    edit_handler = ObjectList(
        [
            TitleFieldPanel("title", classname="", placeholder=False),
            MultiFieldPanel([FieldPanel("need"), FieldPanel("history")], heading=_("The need")),
            MultiFieldPanel(
                [
                    FieldPanel("burdened"),
                    FieldPanel("benefits"),
                    FieldPanel("communities", widget=CheckboxSelectMultiple),
                    FieldPanel("board"),
                    FieldPanel("bound"),
                    FieldPanel("origin"),
                    FieldPanel("suggestion", widget=suggestions.widget_class),
                ],
                heading=_("The people"),
            ),
            MultiFieldPanel([FieldPanel("area"), FieldPanel("success")], heading=_("What is to happen")),
            MultiFieldPanel(
                [
                    FieldPanel("instrument"),
                    FieldPanel("amount"),
                    FieldPanel("currency"),
                    FieldPanel("opens_at"),
                    FieldPanel("closes_at"),
                ],
                heading=_("The money"),
            ),
            FieldPanel("slug"),
            PublishingPanel(),
        ],
        base_form_class=PriorityForm,
    )

    def get_queryset(self, request):
        return Priority.objects.originals().select_related("board").prefetch_related("adoptions")


register_snippet(PriorityViewSet)

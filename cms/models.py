"""Pages that editors write. Facts on them are read live from the rooms below."""

from django.db import models
from django.http import Http404
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.documents.models import AbstractDocument
from wagtail.fields import RichTextField
from wagtail.images.models import AbstractImage, AbstractRendition
from wagtail.models import Locale, Page

from . import home

FEATURES = ["h2", "h3", "bold", "italic", "ol", "ul", "link", "document-link"]


class Picture(AbstractImage):
    """An image with the words that stand for it when it cannot be seen."""

    admin_form_fields = (
        "title",
        "file",
        "description",
        "collection",
        "tags",
        "focal_point_x",
        "focal_point_y",
    )

    class Meta(AbstractImage.Meta):
        verbose_name = _("picture")


class PictureRendition(AbstractRendition):
    """A picture in one size."""

    image = models.ForeignKey(Picture, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["image", "filter_spec", "focal_point_key"], name="cms_one_rendition_each")
        ]

    def __str__(self):
        return f"{self.image} {self.filter_spec}"


class Paper(AbstractDocument):
    """A file that belongs to a page or a decision."""

    admin_form_fields = ("title", "file", "collection", "tags")

    class Meta(AbstractDocument.Meta):
        verbose_name = _("paper")


class HomePage(Page):
    """The first page: what is on the table, what is open now, what waits for an answer."""

    lede = models.TextField(_("opening sentence"), blank=True, max_length=400)
    body = RichTextField(_("how a decision is made"), blank=True, features=FEATURES)

    content_panels = [*Page.content_panels, FieldPanel("lede"), FieldPanel("body")]
    parent_page_types = ["wagtailcore.Page"]
    template = "cms/home.html"

    class Meta:
        verbose_name = _("home page")

    def route(self, request, path_components):
        """A page that nobody has translated yet is read in the language it was written in."""
        try:
            return super().route(request, path_components)
        except Http404:
            source = self.get_translations().filter(locale=Locale.get_default()).first()
            if source is None:
                raise
            return source.specific.route(request, path_components)

    def get_context(self, request, *args, **kwargs):
        written = self.get_children().live().in_menu().select_related("locale")
        return super().get_context(request, *args, **kwargs) | {
            "language": self.locale.language_code,
            "written": written,
            **home.facts(request.user, language=get_language()),
        }


class WordsPage(Page):
    """A plain page of words: our stance, how to take part, privacy."""

    body = RichTextField(_("text"), features=FEATURES)

    content_panels = [*Page.content_panels, FieldPanel("body")]
    parent_page_types = ["cms.HomePage", "cms.WordsPage"]
    template = "cms/words.html"

    class Meta:
        verbose_name = _("page of words")

    def get_context(self, request, *args, **kwargs):
        return super().get_context(request, *args, **kwargs) | {"language": self.locale.language_code}

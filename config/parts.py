"""The parts every page is made of: template tags and filters, known to all templates without loading.

None writes an inline style or script. Where a part is more than a line of HTML, its HTML is in
templates/parts/. `/styleguide/` shows each of them in each state.
"""

from urllib.parse import urlencode

from django import template
from django.conf import settings
from django.forms import Field
from django.forms.utils import flatatt
from django.templatetags.static import static
from django.urls import NoReverseMatch, reverse, translate_url
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import get_language, get_language_info, gettext, gettext_lazy

from community.people import words as people_words

from . import phrases, pictures
from .phrases import sentence

__all__ = ["register", "sentence", "site"]

register = template.Library()

# --- What every page knows ------------------------------------------------------------------------


class Site:
    """The house as a page sees it. Asks nothing of the session unless the visitor brought one."""

    NAV = (
        ("priorities", gettext_lazy("Priorities")),
        ("proposals", gettext_lazy("Proposals")),
        ("votes", gettext_lazy("Votes")),
        ("boards", gettext_lazy("Boards")),
    )
    name = property(lambda self: settings.SITE_NAME)
    is_demo = property(lambda self: settings.DEMO)

    def __init__(self, request):
        self.request = request

    @cached_property
    def me(self):
        """Who is signed in, or nobody. A visitor without a session cookie never makes one."""
        if settings.SESSION_COOKIE_NAME not in self.request.COOKIES:
            return None
        user = getattr(self.request, "user", None)
        return user if user and user.is_authenticated else None

    @property
    def home(self) -> str:
        """The first page in this page's language."""
        return first_page(get_language())

    @property
    def my_page(self) -> str:
        """The page of the person who is signed in."""
        return reverse_or_nothing("me")

    @property
    def sign_in(self) -> str:
        """Where to sign in, coming back to this page afterwards."""
        door = reverse("account_login")
        here = self.request.path
        if self.request.method != "GET" or here.startswith(door.removesuffix("login/")):
            return door
        return f"{door}?{urlencode({'next': here})}"

    @property
    def direction(self) -> str:
        """Which way this page reads."""
        return "rtl" if get_language_info(get_language()).get("bidi") else "ltr"

    @property
    def languages(self) -> list[dict]:
        """Each language in its own name, with the address of this page in it (or of the first page)."""
        # What was posted to may not be readable; only a page that was read is offered again.
        here = self.request.get_full_path() if self.request.method in ("GET", "HEAD") else ""
        return [
            {
                "code": code,
                "name": get_language_info(code)["name_local"].capitalize(),
                "href": self._in_language(here, code),
                "is_current": code == get_language(),
            }
            for code, _ in settings.LANGUAGES
        ]

    @staticmethod
    def _in_language(path: str, code: str) -> str:
        there = translate_url(path, code)
        if there != path or (path and code == get_language()):
            return there
        # An address that leads nowhere comes back as it was: offer the first page instead.
        return first_page(code)

    @property
    def nav(self) -> list[dict]:
        """The four doors, with the one we came through marked."""
        links = ((reverse_or_nothing(name), label) for name, label in self.NAV)
        path = self.request.path
        return [
            {"href": href, "label": label, "current": "page" if path == href else path.startswith(href)}
            for href, label in links
            if href
        ]


def first_page(code: str) -> str:
    """The address of the first page in a language."""
    return "/" if code == settings.LANGUAGE_CODE else f"/{code}/"


def reverse_or_nothing(name: str) -> str:
    """The address of a page, or nothing in an installation that does not have it."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def site(request) -> dict:
    """Context processor: `site` on every page."""
    return {"site": Site(request)}


@register.simple_tag(takes_context=True)
def our_site(context):
    """`site` again, for pages whose view put something else under that name (allauth's do)."""
    return Site(context["request"]) if "request" in context else None


@register.simple_tag
def help_phone():
    """The number a person can call, as a link. Every page has it, the broken one too."""
    number = settings.HELP_PHONE
    dial = "".join(c for c in number if c.isdigit() or c == "+")
    return format_html('<a href="tel:{}">{}</a>', dial, number)


# --- Signs and sums -------------------------------------------------------------------------------


@register.simple_tag
def icon(name: str, extra: str = ""):
    """A drawing from the sprite. It says nothing by itself: a word always stands beside it."""
    sprite = static("icons/icons.svg")
    return format_html(
        '<svg class="ic {}" aria-hidden="true" focusable="false"><use href="{}#{}"/></svg>',
        extra,
        sprite,
        name,
    )


@register.simple_tag
def tag(kind: str, text: str):
    """A state: a shape and a word. Never a link, so it never looks like a button."""
    return format_html('<span class="tag tag--{}">{}{}</span>', kind, pictures.shape(kind), text)


@register.simple_tag
def money(minor, currency: str = ""):
    """A sum in minor units as people write it, kept on one line."""
    return format_html('<span class="num">{}</span>', phrases.money(minor, currency or settings.CURRENCY))


@register.filter
def number(value):
    """1284 as 1,284."""
    return "" if value in (None, "") else phrases.number(value)


# --- Time -----------------------------------------------------------------------------------------


@register.simple_tag
def when(value, zone=None):
    """A moment with weekday, hour and zone; a day with its weekday."""
    if value is None:
        return ""
    if not hasattr(value, "hour"):
        return format_html('<time datetime="{}">{}</time>', value.isoformat(), phrases.day(value))
    local = value.astimezone(phrases.zone_of(zone))
    return format_html(
        '<time datetime="{}">{}&nbsp;<span class="zone">{}</span></time>',
        local.isoformat(timespec="minutes"),
        phrases.moment(value, zone),
        phrases.zone_name(local),
    )


@register.simple_tag
def day(value, zone=None):
    """The day of a moment, without the hour."""
    if value is None:
        return ""
    local = value.astimezone(phrases.zone_of(zone)).date() if hasattr(value, "hour") else value
    return format_html('<time datetime="{}">{}</time>', local.isoformat(), phrases.day(local))


@register.simple_tag
def until(value, at=None):
    """How long until then, or since: "in 3 days", "3 days ago"."""
    return phrases.until(value, at)


@register.simple_tag
def late(due, at=None):
    """How late: "3 days late", or nothing."""
    return phrases.late(due, at)


# --- People's words -------------------------------------------------------------------------------


@register.simple_tag
def words(text, lang: str = "", extra: str = ""):
    """What somebody wrote, made safe, in paragraphs, in its own language and direction."""
    attrs = {"class": f"words {extra}".strip(), "dir": "auto"} | ({"lang": lang} if lang else {})
    return format_html("<div{}>{}</div>", flatatt(attrs), people_words.as_html(text))


@register.simple_tag
def lang_mark(lang: str):
    """Says "In Spanish" where a text is in another language than the page."""
    if not lang or lang.split("-")[0] == (get_language() or "").split("-")[0]:
        return ""
    try:
        language = get_language_info(lang)["name_translated"]
    except KeyError:
        language = lang
    # A language that writes its own name small, as Spanish does, writes all of them small inside a sentence.
    if get_language_info(get_language())["name_local"].islower():
        language = language.lower()
    text = gettext("In %(language)s") % {"language": language}
    return format_html('<span class="in-lang">{}{}</span>', icon("languages"), text)


@register.filter
def reason(verdict):
    """The sentence of a verdict that said no."""
    return sentence(verdict)


@register.filter
def clause(key):
    """A clause of the charter in words."""
    return phrases.clause(key)


# --- Wrappers: a part around what the page says -----------------------------------------------------


@register.simple_block_tag(end_name="enddue")
def due(content, headline, at=None, kind="", zone=None):
    """A deadline: how long, exactly when, and what happens then. kind: "", calm or late."""
    look = f" due--{kind}" if kind else ""
    exactly = format_html("{}. ", when(at, zone)) if at else ""
    inner = format_html("<div><b>{}</b><p>{}{}</p></div>", headline, exactly, mark_safe(content.strip()))
    return format_html('<div class="due{}">{}</div>', look, inner)


@register.simple_block_tag(end_name="endempty")
def empty(content, headline):
    """Where nothing is yet: says so, takes up the room, and says what one could do."""
    return format_html('<div class="empty"><b>{}</b> {}</div>', headline, mark_safe(content.strip()))


@register.simple_block_tag(end_name="endnote")
def note(content, headline="", kind=""):
    """A notice. kind: "" (indigo), wait, ok or bad."""
    look = f" note--{kind}" if kind else ""
    lead = format_html("<b>{}</b> ", headline) if headline else ""
    return format_html('<div class="note{}"><p>{}{}</p></div>', look, lead, mark_safe(content.strip()))


# --- Forms and lists --------------------------------------------------------------------------------


@register.inclusion_tag("parts/errors.html")
def errors(form):
    """What must be put right before the form can be taken, each with a link to its field."""
    found = []
    for name, messages in form.errors.items():
        href = ""
        if name in form.fields and not form[name].is_hidden:
            href = f"#{form[name].auto_id}" + ("_0" if form[name].use_fieldset else "")
        label = form[name].label if href else ""
        found += [{"href": href, "text": _named(label, text)} for text in messages]
    return {"found": found, "count": len(found)}


def _named(label, text):
    """Django's own "This field is required." says which; our sentences say it themselves."""
    return f"{label}: {text}" if label and text == str(Field.default_error_messages["required"]) else text


@register.inclusion_tag("parts/field.html")
def field(bound, look=""):
    """A form's field: label, hint, error and input, tied together for screen readers."""
    widget = bound.field.widget
    widget.attrs.pop("placeholder", None)  # a label stays; a placeholder leaves as one begins to type
    is_tick = getattr(widget, "input_type", "") == "checkbox" and not bound.use_fieldset
    classes = "" if is_tick or bound.use_fieldset else f"{widget.attrs.get('class', '')} in {look}".strip()
    return {
        "field": bound,
        "is_tick": is_tick,
        "widget": bound.as_widget(attrs={"class": classes} if classes else None),
    }


@register.inclusion_tag("parts/fields.html")
def fields(form):
    """Every field of a form, with its hidden ones."""
    return {"form": form}


@register.inclusion_tag("parts/pager.html", takes_context=True)
def pager(context, page):
    """Newer and older pages of a list; keeps what the list was filtered by."""
    return {"page": page, "request": context["request"]}

"""What people write: kept as they wrote it, with anything that could act on a reader taken out.

Cleaned twice, on save and on show, so a hole in one of them is not a hole in the page.
"""

import re
from html import unescape

import nh3
from django.utils.html import linebreaks
from django.utils.safestring import SafeString, mark_safe

TAGS = {"p", "br", "strong", "em", "ul", "ol", "li", "a"}
SCHEMES = {"http", "https", "mailto"}
MARKUP = re.compile(r"<[a-zA-Z/!?]")
BLOCKS = re.compile(r"<(?:p|ul|ol)\b")
# All of these are invisible, and the last nine can make a line read backwards.
UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


def honest(element: str, attribute: str, value: str) -> str | None:
    """Keep a link only when it names its scheme: "//elsewhere" would borrow ours."""
    if attribute != "href":
        return value
    return value if value.strip().lower().startswith(("http://", "https://", "mailto:")) else None


def clean(text: str) -> str:
    """The text without anything that could act: no scripts, no styles, no borrowed links.

    Plain text stays exactly as typed ("Tom & Ana < 3"), so it can be edited again; it is escaped when
    it is shown. Text with markup keeps paragraphs, lists, emphasis and full links, nothing else.
    """
    text = UNSEEN.sub("", (text or "").replace("\r\n", "\n")).strip()
    if not MARKUP.search(text):
        return text
    html = nh3.clean(
        text,
        tags=TAGS,
        attributes={"a": {"href"}},
        attribute_filter=honest,
        url_schemes=SCHEMES,
        link_rel="nofollow noopener",
    ).strip()
    plain = unescape(html)
    return html if MARKUP.search(html) or MARKUP.search(plain) else plain


def as_html(text: str) -> SafeString:
    """The text, ready to be shown: cleaned again, in paragraphs."""
    text = clean(text)
    if MARKUP.search(text):
        return mark_safe(text if BLOCKS.search(text) else linebreaks(text))
    return mark_safe(linebreaks(text, autoescape=True))

"""The demo city's own words on the first page and on pages of words, in both languages."""

from wagtail.models import Locale, Page

from cms.models import HomePage, WordsPage


def write(words: dict) -> None:
    """Put the words on the first page, add the others below it, and translate each."""
    home = HomePage.objects.get(locale__language_code="en")
    say(home, words["home"])
    spanish = lend(home, words["home"]["es"])
    for line in words["page"]:
        page = WordsPage(slug=line["slug"], locale=home.locale, show_in_menus=True)
        page.title, page.body = line["title"], line["body"]
        home.add_child(instance=page)
        say(page, line)
        lend(page, line["es"], parent=spanish)


def say(page: Page, words: dict) -> None:
    """Give a page these words and publish it."""
    for field in ("title", "lede", "body"):
        if field in words:
            setattr(page, field, words[field])
    page.save_revision().publish()


def lend(page: Page, words: dict, parent: Page | None = None) -> Page:
    """The page in Spanish, published."""
    copy = page.copy_for_translation(Locale.objects.get(language_code="es"))
    copy.slug = page.slug if parent else f"{page.slug}-es"
    say(copy, words)
    return copy

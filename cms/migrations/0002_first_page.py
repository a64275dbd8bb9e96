"""The site's first page stands after the first migrate, in place of Wagtail's welcome page."""

from django.db import migrations


def make_home(apps, schema_editor):
    """A home page at the root, as the default site's first page, in the source language."""
    ContentType = apps.get_model("contenttypes", "ContentType")
    Page = apps.get_model("wagtailcore", "Page")
    Site = apps.get_model("wagtailcore", "Site")
    HomePage = apps.get_model("cms", "HomePage")
    Locale = apps.get_model("wagtailcore", "Locale")
    kind, _made = ContentType.objects.get_or_create(app_label="cms", model="homepage")
    welcome = Page.objects.filter(depth=2, slug="home").first()
    if welcome:
        Site.objects.all().delete()
        welcome.delete()
    home = HomePage.objects.create(
        title="Home",
        draft_title="Home",
        slug="home",
        content_type=kind,
        path="00010001",
        depth=2,
        numchild=0,
        url_path="/home/",
        locale=Locale.objects.get_or_create(language_code="en")[0],
    )
    Page.objects.filter(depth=1).update(numchild=1)
    Site.objects.create(hostname="localhost", root_page=home, is_default_site=True)


class Migration(migrations.Migration):
    dependencies = [
        ("cms", "0001_cms"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [migrations.RunPython(make_home, migrations.RunPython.noop)]

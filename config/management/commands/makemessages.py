"""Django's makemessages, which also knows how our rules mark a sentence with a plural form."""

from django.core.management.commands import makemessages


class Command(makemessages.Command):
    help = "Collect the sentences to translate, those of the rules included."
    xgettext_options = [*makemessages.Command.xgettext_options, "--keyword=ngettext_:1,2"]

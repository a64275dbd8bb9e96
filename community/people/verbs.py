"""What people do that the record keeps."""

from django.utils.translation import gettext_noop as _

from community.record.verbs import Verb

RENAMED = Verb("person.renamed", _("changed their name"), is_public=False)
MOVED_IN = Verb("residency.declared", _("said where they live"), is_public=False)

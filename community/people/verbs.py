"""What people do that the record keeps."""

from django.utils.translation import gettext_noop as _

from community.record.verbs import Verb

RENAMED = Verb("person.renamed", _("changed their name"), is_public=False)
MOVED_IN = Verb("residency.declared", _("said where they live"), is_public=False)
ENROLLED = Verb("person.enrolled", _("opened an account for a person without e-mail"), is_public=False)
CARD_GIVEN = Verb(
    "card.given",
    _("gave a person a card to sign in"),
    told=lambda card, entry: [card.person],
    is_public=False,
    title=_("A card was made to sign in as you. Not asked for it? Call us"),
)
CARD_USED = Verb("card.used", _("signed in with a card"), is_public=False)
CARD_REVOKED = Verb("card.revoked", _("made a card worthless"), is_public=False)

"""The public record: who did what, when and why. Written once, chained, never rewritten."""

import hashlib
import json
import secrets

from django.conf import settings
from django.db import models
from django.urls import NoReverseMatch
from django.utils import translation

from .guards import append_only, changed
from .verbs import VERBS


def canonical(facts: dict) -> str:
    """The one way to write facts down: sorted keys, no spaces, UTF-8. Hashed exactly as stored."""
    return json.dumps(facts, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def digest_of(text: str) -> str:
    """SHA-256 of a text, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def type_of(thing) -> str:
    """The stable name of a kind of thing in the record, for example "voting.vote"."""
    return thing._meta.label_lower


class EntryQuerySet(models.QuerySet):
    def visible_to(self, person):
        """Everybody may read public entries; administrators read all."""
        if getattr(person, "is_superuser", False):
            return self
        return self.filter(is_public=True)

    def about(self, thing):
        """Entries that concern this thing, as their subject or otherwise."""
        return self.filter(concerns__thing_type=type_of(thing), concerns__thing_id=thing.pk)


class Entry(models.Model):
    """One line of the public record: somebody did something to a thing at a moment."""

    seq = models.BigIntegerField(unique=True)
    at = models.DateTimeField(db_index=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="entries")
    verb = models.CharField(max_length=80, db_index=True)
    subject_type = models.CharField(max_length=80)
    subject_id = models.BigIntegerField()
    text = models.TextField()
    prev = models.CharField(max_length=64)
    hash = models.CharField(max_length=64, unique=True)
    is_public = models.BooleanField(default=True)

    objects = EntryQuerySet.as_manager()

    class Meta:
        ordering = ["-seq"]
        verbose_name_plural = "entries"
        indexes = [models.Index(fields=["subject_type", "subject_id"], name="record_entry_subject")]

    def __str__(self):
        return f"{self.seq} {self.verb}"

    def get_absolute_url(self):
        from django.urls import reverse

        return reverse("record") + f"#e{self.seq}"

    @property
    def doer(self) -> str:
        """Who did it, when no person did, in the reader's language: the clock, or the board."""
        verb = VERBS.get(self.verb)
        return translation.gettext(verb.doer) if verb else ""

    @property
    def label(self) -> str:
        """What was done, in the reader's language."""
        verb = VERBS.get(self.verb)
        return translation.gettext(verb.label) if verb else self.verb

    @property
    def facts(self) -> dict:
        """What was hashed, read back."""
        return json.loads(self.text)

    @property
    def told(self) -> dict:
        """The erasable part: names, title, reason and path. Empty when it was erased."""
        detail = getattr(self, "detail", None)
        return json.loads(detail.text) if detail and detail.text else {}

    @property
    def path(self) -> str:
        """The address of the thing it is about, in the page's language. Empty where there is no page."""
        return localized(self.told.get("path", ""))


class EntryAbout(models.Model):
    """One thing an entry concerns, so that a thing's timeline is a simple look-up."""

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="concerns")
    thing_type = models.CharField(max_length=80)
    thing_id = models.BigIntegerField()

    class Meta:
        indexes = [models.Index(fields=["thing_type", "thing_id"], name="record_about_thing")]
        constraints = [models.UniqueConstraint(fields=["entry", "thing_type", "thing_id"], name="record_about_once")]

    def __str__(self):
        return f"{self.entry_id} {self.thing_type} {self.thing_id}"


def new_salt() -> str:
    """A random salt, so that an erased detail cannot be guessed from its hash."""
    return secrets.token_hex(16)


class EntryDetail(models.Model):
    """Names, title and reason of an entry. The chain holds only its salted hash, so it can be erased."""

    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, related_name="detail")
    salt = models.CharField(max_length=32, default=new_salt)
    text = models.TextField(blank=True)

    def __str__(self):
        return f"detail of {self.entry_id}"

    @staticmethod
    def digest(salt: str, text: str) -> str:
        return digest_of(salt + text)


def address_of(thing, *, is_public=True) -> str:
    """The stable, language-free path of a thing's page, or nothing when it has none.

    A thing whose own page is for few people says by get_public_url where everybody reads about it.
    """
    find = (is_public and getattr(thing, "get_public_url", None)) or getattr(thing, "get_absolute_url", None)
    if find is None:
        return ""
    with translation.override(settings.LANGUAGE_CODE):
        try:
            return find() or ""
        except NoReverseMatch:
            return ""


def localized(path: str, language: str = "") -> str:
    """A stable path under a language, the page's own when none is named. The default one has no prefix."""
    language = language or translation.get_language() or settings.LANGUAGE_CODE
    return f"/{language}{path}" if path and language != settings.LANGUAGE_CODE else path


append_only("record_entry")
append_only("record_entryabout")
# The only change a detail ever sees is its erasure.
append_only(
    "record_entrydetail",
    except_update=f"NEW.text = '' AND NEW.salt = '' AND NOT ({changed('id', 'entry_id')})",
)
